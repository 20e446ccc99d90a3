"""How well learners know what they know: how sure they were, beside what they scored.

An answer is right from the band *good* on: all core parts are there. Only first answers to a
question on a day count, since everybody is certain after reading the feedback.
"""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from .attempt import Certainty
from .grade import Frozen
from .language import tr

RIGHT_FROM: Final = 0.8
"""The lowest score of an answer that is right.

Source: docs/grading.md, "How sure, and how often right".
"""

SHOWN_FROM: Final = 5
"""Answers from which on a share says something."""


class Rated(NamedTuple):
    """A graded answer whose writer said how sure they were."""

    certainty: Certainty
    score: float


class Tally(Frozen):
    """The answers of one learner that were given with one certainty."""

    certainty: Certainty
    answers: int
    right: int

    @property
    def tells(self) -> bool:
        """Whether there are enough answers to say anything."""
        return self.answers >= SHOWN_FROM


def tally(rated: Iterable[Rated]) -> Mapping[Certainty, Tally]:
    """Count the answers of each certainty, the right ones among them."""
    scores: dict[Certainty, list[float]] = {one: [] for one in Certainty}
    for certainty, score in rated:
        scores[certainty].append(score)
    return {
        one: Tally(certainty=one, answers=len(found), right=sum(map(_is_right, found)))
        for one, found in scores.items()
    }


def in_words(tally: Tally) -> str:
    """Say how often the learner was right."""
    sentences = {
        Certainty.GUESS: tr(
            "When you said you guessed, you were right {right} of {answers} times."
        ),
        Certainty.FAIRLY: tr(
            "When you said you were fairly sure, you were right {right} of {answers} times."
        ),
        Certainty.CERTAIN: tr(
            "When you said you were certain, you were right {right} of {answers} times."
        ),
    }
    return sentences[tally.certainty].format(right=tally.right, answers=tally.answers)


def _is_right(score: float) -> bool:
    return score >= RIGHT_FROM - 1e-9
