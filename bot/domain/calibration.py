"""Answers that a human marked, beside what the grader gave them: where do the two part?

An answer that the grader would not grade counts as 0, and is counted apart as well. Where nobody
marked criteria, a good answer is taken to meet every required one and a poor answer none; that is
what the scoring guide says, but only a human's marks are proof.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from pydantic import Field

from .agreement import Estimate, Resamples, estimate, mean_absolute_error, pearson, spearman
from .grade import Band, Frozen, Grade, band_of
from .item import Criterion, Item

GOOD_FROM: Final = 0.8
"""A human's score from which on an answer is good: all core parts are there."""

POOR_BELOW: Final = 0.2
"""A human's score below which an answer is poor: scraps, or mostly wrong."""

_GRANTED_FROM: Final = 0.5


class MarkedAnswer(Frozen):
    """An answer with the score of a human.

    Attributes:
        score: 0..1.
        criteria: criterion id -> whether the human found it met, where they said so.
        held_back: never looked at while the patterns were written.
    """

    question_id: str
    text: str
    score: float
    criteria: Mapping[str, bool] = Field(default_factory=dict)
    held_back: bool = False


class Judged(Frozen):
    """A marked answer and the grader's grade of it."""

    answer: MarkedAnswer
    grade: Grade

    @property
    def given(self) -> float:
        """The grader's score, 0 where it gave none."""
        return self.grade.score or 0.0

    @property
    def off(self) -> float:
        """How much kinder the grader was than the human, -1..1."""
        return self.given - self.answer.score


class Agreement(Frozen):
    """How well the grader agrees with humans on some answers.

    Attributes:
        ungraded: how many of the answers the grader would not grade.
    """

    name: str
    answers: int
    ungraded: int
    pearson: Estimate
    spearman: Estimate
    mean_absolute_error: Estimate


class CriterionAgreement(Frozen):
    """How often the grader saw one criterion as humans did.

    Attributes:
        marked: whether humans marked the criterion; else their scores imply it.
        met: answers that meet it.
        missed_positives: those of them that the grader gave less than half of its weight.
        unmet: answers that don't meet it.
        missed_negatives: those of them that the grader gave half of its weight or more.
    """

    question_id: str
    criterion: str
    marked: bool
    met: int
    missed_positives: int
    unmet: int
    missed_negatives: int

    @property
    def mistakes(self) -> int:
        """How many times the grader was wrong about it."""
        return self.missed_positives + self.missed_negatives


class Calibration(Frozen):
    """The grader beside humans.

    Attributes:
        agreements: of all answers first, then of parts of them.
        confusion: band of the human's score -> band of the grade -> answers.
        judged: the answers, in their order.
    """

    agreements: tuple[Agreement, ...]
    confusion: dict[Band, dict[Band, int]]
    criteria: tuple[CriterionAgreement, ...]
    judged: tuple[Judged, ...]

    def worst(self, count: int) -> tuple[Judged, ...]:
        """The answers on which the two are farthest apart.

        Those held back are left out: whoever reads one can no longer hold it back.
        """
        shown = (one for one in self.judged if not one.answer.held_back)
        return tuple(sorted(shown, key=lambda one: abs(one.off), reverse=True)[:count])


def agreement_on(name: str, judged: Sequence[Judged], resamples: Resamples = ()) -> Agreement:
    """How well the grader agrees with humans on these answers."""
    human, given = [one.answer.score for one in judged], [one.given for one in judged]
    return Agreement(
        name=name,
        answers=len(judged),
        ungraded=sum(one.grade.score is None for one in judged),
        pearson=estimate(pearson, human, given, resamples),
        spearman=estimate(spearman, human, given, resamples),
        mean_absolute_error=estimate(mean_absolute_error, human, given, resamples),
    )


def confusion_of(judged: Iterable[Judged]) -> dict[Band, dict[Band, int]]:
    """How many answers of each of the human's bands landed in each of the grader's."""
    table: dict[Band, dict[Band, int]] = {
        row: dict.fromkeys(Band, 0) for row in Band if row is not Band.UNGRADED
    }
    for one in judged:
        table[band_of(one.answer.score)][one.grade.band] += 1
    return table


def criteria_of(item: Item, judged: Sequence[Judged]) -> tuple[CriterionAgreement, ...]:
    """The item's criteria about which the answers to it say something."""
    marked = {criterion_id for one in judged for criterion_id in one.answer.criteria}
    return tuple(
        _agreement_on(item, criterion, judged, marked=criterion.id in marked)
        for criterion in item.criteria
        if criterion.id in marked or criterion in item.required
    )


def _agreement_on(
    item: Item, criterion: Criterion, judged: Iterable[Judged], *, marked: bool
) -> CriterionAgreement:
    seen = {True: [0, 0], False: [0, 0]}
    for one in judged:
        expected = one.answer.criteria.get(criterion.id) if marked else _implied(one.answer.score)
        if expected is not None:
            seen[expected][_granted(one.grade, criterion)] += 1
    return CriterionAgreement(
        question_id=item.id,
        criterion=criterion.id,
        marked=marked,
        met=sum(seen[True]),
        missed_positives=seen[True][False],
        unmet=sum(seen[False]),
        missed_negatives=seen[False][True],
    )


def _implied(score: float) -> bool | None:
    """Whether an answer of that score meets the required criteria, as far as the score tells."""
    if score >= GOOD_FROM:
        return True
    return False if score < POOR_BELOW else None


def _granted(grade: Grade, criterion: Criterion) -> bool:
    return any(
        mark.criterion == criterion.id and mark.credit >= _GRANTED_FROM for mark in grade.marks
    )
