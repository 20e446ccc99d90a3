from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.attempt import Attempt, Certainty
from bot.domain.grade import Grade, band_of
from bot.domain.review import Rating, ReviewCard, due_on, rate, retrievability, review
from bot.domain.snowflake import snowflake_at
from bot.domain.zone import begin_of

MONDAY = date(2026, 3, 16)
DAY = timedelta(days=1)


def attempt(score: float | None, day: date = MONDAY, **other: object) -> Attempt:
    fields = {
        "id": snowflake_at(begin_of(day, "UTC")),
        "draft_id": 1,
        "card_id": 2,
        "learner_id": 7,
        "group_id": None,
        "item_id": "what-is-the-gil",
        "zone": "UTC",
        "day": day,
        "grade": Grade(item_id="what-is-the-gil", score=score, band=band_of(score)),
    }
    return Attempt.model_validate(fields | other)


def card_after(score: float, day: date = MONDAY, card: ReviewCard | None = None) -> ReviewCard:
    told = review(card, attempt(score, day))
    assert told is not None
    return told.card


@pytest.mark.parametrize(
    ("score", "rating"),
    [
        (0.0, Rating.AGAIN),
        (0.39, Rating.AGAIN),
        (0.4, Rating.HARD),
        (0.59, Rating.HARD),
        (0.6, Rating.GOOD),
        (0.1 + 0.2 + 0.3, Rating.GOOD),
        (0.89, Rating.GOOD),
        (0.9, Rating.EASY),
        (1.0, Rating.EASY),
    ],
)
def test_the_score_is_the_rating(score: float, rating: Rating) -> None:
    assert rate(attempt(score)) is rating


@pytest.mark.parametrize("help_", [{"hints": 1}, {"certainty": Certainty.GUESS}])
def test_a_hint_or_a_guess_is_never_easy_and_else_changes_nothing(help_: dict[str, Any]) -> None:
    assert rate(attempt(1.0, **help_)) is Rating.GOOD
    assert rate(attempt(0.7, **help_)) is Rating.GOOD
    assert rate(attempt(0.5, **help_)) is Rating.HARD
    assert rate(attempt(0.2, **help_)) is Rating.AGAIN


def test_whoever_is_sure_and_right_finds_it_easy() -> None:
    assert rate(attempt(1.0, certainty=Certainty.CERTAIN)) is Rating.EASY


def test_giving_up_means_again() -> None:
    told = review(None, attempt(None, gave_up=True, grade=None))
    assert told is not None
    assert (told.rating, told.score) == (Rating.AGAIN, 0.0)


def test_what_was_not_graded_tells_nothing() -> None:
    assert rate(attempt(None)) is None
    assert review(None, attempt(None)) is None


def test_the_first_review_predicts_nothing() -> None:
    told = review(None, attempt(0.8))
    assert told is not None
    assert (told.before, told.predicted, told.after_days) == (None, None, None)
    assert told.card.day == MONDAY
    assert told.card.due > MONDAY


def test_the_better_the_answer_the_later_it_comes_again() -> None:
    dues = [card_after(score).due for score in (0.0, 0.5, 0.7, 1.0)]
    assert dues == sorted(dues)
    assert dues[0] == MONDAY + DAY
    assert dues[-1] == MONDAY + 8 * DAY


def test_only_the_first_attempt_on_a_date_counts() -> None:
    card = card_after(0.1)
    assert review(card, attempt(1.0)) is None
    assert review(card, attempt(1.0, MONDAY - DAY)) is None  # who flew west lives it again
    assert review(card, attempt(1.0, MONDAY + DAY)) is not None


def test_a_later_review_knows_what_was_expected() -> None:
    first = card_after(0.7)
    told = review(first, attempt(0.7, first.due))
    assert told is not None
    assert told.before == MONDAY
    assert told.after_days == (first.due - MONDAY).days
    assert told.predicted == pytest.approx(0.9, abs=0.05)
    assert told.card.due - told.card.day > first.due - first.day


def test_memory_fades() -> None:
    card = card_after(0.7)
    chances = [retrievability(card, MONDAY + days * DAY) for days in range(100)]
    assert chances[0] == 1
    assert chances == sorted(chances, reverse=True)
    assert 0 < chances[-1] < 0.7


def test_what_is_due_longest_comes_first_then_what_is_least_known() -> None:
    soon = card_after(0.0).model_copy(update={"item_id": "b"})
    same = soon.model_copy(update={"item_id": "a", "stability": soon.stability / 2})
    late = card_after(1.0)
    assert due_on([late, soon, same], MONDAY) == []
    assert due_on([late, soon, same], MONDAY + DAY) == [same, soon]
    assert due_on([late, soon, same], MONDAY + 30 * DAY) == [same, soon, late]


def test_a_card_survives_the_way_through_a_database() -> None:
    card = card_after(0.5)
    assert ReviewCard.model_validate(card.model_dump(mode="json")) == card


steps = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 400), st.booleans()), max_size=12)


@given(steps)
def test_any_history_keeps_the_rules(history: list[tuple[float, int, bool]]) -> None:
    card, day = None, MONDAY
    for score, wait, hinted in history:
        day += wait * DAY
        told = review(card, attempt(score, day, hints=int(hinted)))
        assert (told is None) == (card is not None and day <= card.day)
        if told is None:
            continue
        assert told == review(card, attempt(score, day, hints=int(hinted)))
        assert told.card.due > day
        assert told.card.stability > 0
        assert 1 <= told.card.difficulty <= 10
        assert (told.predicted is None) == (card is None)
        assert told.predicted is None or 0 < told.predicted < 1
        assert told.after_days is None or told.after_days > 0
        card = told.card
