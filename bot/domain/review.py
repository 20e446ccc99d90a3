"""Spaced repetition: when a learner is asked a question again, by FSRS.

FSRS counts in days, and ours are the local dates of attempts: a question is due on a date, from its
first minute on, and only the first attempt on a date counts. Nothing is left to chance: the same
attempts always lead to the same dates.

Source: Ye, Su, Cao, "A Stochastic Shortest Path Algorithm for Optimizing Spaced Repetition
Scheduling" (KDD 2022), as the library `fsrs` has it; this is the only module that knows it.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Final

import fsrs

from .attempt import Attempt, Certainty
from .grade import Frozen

# No steps of minutes: whatever was forgotten comes again on another date.
_SCHEDULER: Final = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)


class Rating(StrEnum):
    """How well something was remembered, in FSRS's words."""

    AGAIN = "again"
    HARD = "hard"
    GOOD = "good"
    EASY = "easy"


_FLOORS = ((0.9, Rating.EASY), (0.6, Rating.GOOD), (0.4, Rating.HARD))


class ReviewCard(Frozen):
    """What is known about a learner's memory of one item.

    Attributes:
        day: the local date of the last attempt that counted.
        due: the local date from which it is asked again.
        stability: days until the chance to remember it has fallen to 90 %.
        difficulty: 1..10.
    """

    learner_id: int
    item_id: str
    day: date
    due: date
    stability: float
    difficulty: float


class Review(Frozen):
    """What an attempt tells about a learner's memory.

    Attributes:
        id: the attempt's.
        before: the date of the attempt that counted last, or None for the first one.
        predicted: the chance to remember it that was expected, 0..1; None for the first one.
        score: 0..1; a question given up counts 0.
        card: what is known from now on.
    """

    id: int
    before: date | None
    rating: Rating
    predicted: float | None
    score: float
    card: ReviewCard

    @property
    def after_days(self) -> int | None:
        """How many days the memory had to last; None for the first one."""
        return None if self.before is None else (self.card.day - self.before).days


def rate(attempt: Attempt) -> Rating | None:
    """The rating of an attempt; None where the grader abstained."""
    if attempt.gave_up:
        return Rating.AGAIN
    if attempt.score is None:
        return None
    rating = next((one for floor, one in _FLOORS if attempt.score >= floor - 1e-9), Rating.AGAIN)
    helped = attempt.hints > 0 or attempt.certainty is Certainty.GUESS
    return Rating.GOOD if helped and rating is Rating.EASY else rating


def review(card: ReviewCard | None, attempt: Attempt) -> Review | None:
    """What the attempt tells; None where it does not count.

    Args:
        card: what was known before, None for nothing.
    """
    rating = rate(attempt)
    if rating is None or (card is not None and attempt.day <= card.day):
        return None
    known = fsrs.Card(card_id=0, due=_at(attempt.day)) if card is None else _to_fsrs(card)
    after, _ = _SCHEDULER.review_card(known, fsrs.Rating[rating.capitalize()], _at(attempt.day))
    return Review(
        id=attempt.id,
        before=card and card.day,
        rating=rating,
        predicted=card and retrievability(card, attempt.day),
        score=attempt.score or 0.0,
        card=ReviewCard(
            learner_id=attempt.learner_id,
            item_id=attempt.item_id,
            day=attempt.day,
            due=after.due.date(),
            stability=after.stability or 0.0,
            difficulty=after.difficulty or 0.0,
        ),
    )


def retrievability(card: ReviewCard, day: date) -> float:
    """The chance, 0..1, that the learner remembers the item on that date."""
    return _SCHEDULER.get_card_retrievability(_to_fsrs(card), _at(day))


def due_on(cards: Iterable[ReviewCard], day: date) -> list[ReviewCard]:
    """Those that are due on that date, the one due longest first; then the least remembered."""
    due = (card for card in cards if card.due <= day)
    return sorted(due, key=lambda card: (card.due, retrievability(card, day), card.item_id))


def _to_fsrs(card: ReviewCard) -> fsrs.Card:
    return fsrs.Card(
        card_id=0,  # or the library would wait for a new one
        state=fsrs.State.Review,
        stability=card.stability,
        difficulty=card.difficulty,
        due=_at(card.due),
        last_review=_at(card.day),
    )


def _at(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
