"""How an answer was scored: the whole arithmetic from the marks to the score, in numbers.

    what was earned / what was required - penalties, under the lowest cap

Numbers are shown exactly, or to 4 decimals where they have no end, so that whoever adds them up
gets the score.
"""

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from .feedback import NOTES
from .grade import Band, Finding, Frozen, Grade
from .guard import CAPS
from .item import Item, Misconception
from .language import tr
from .ranking import FULL_POINTS, points_of

PLACES: Final = 4
"""Decimals of a score."""


class Term(Frozen):
    """What one criterion brought.

    Attributes:
        credit: 0..1, the share of the weight that was earned.
    """

    say: str
    weight: float
    credit: float
    bonus: bool

    @property
    def earned(self) -> Decimal:
        """Weight times credit."""
        return _exact(self.weight) * _exact(self.credit)


class Lowering(Frozen):
    """What lowered the score, and why.

    Attributes:
        amount: what was taken off, or the most that was left.
    """

    reason: str
    amount: float


class Scoring(Frozen):
    """The arithmetic of one grade.

    Attributes:
        score: 0..1, or None where nothing was graded.
        penalties: each taken off.
        caps: the score is at most the lowest of them.
        hints: taken before the answer was sent.
        revised: the question has changed since, so that its sum may be another today.
        reasons: why nothing was graded.
    """

    terms: tuple[Term, ...]
    penalties: tuple[Lowering, ...]
    caps: tuple[Lowering, ...]
    score: float | None
    band: Band
    hints: int
    revised: bool
    reasons: tuple[str, ...] = ()

    @property
    def earned(self) -> Decimal:
        """The sum of all terms."""
        return sum((term.earned for term in self.terms), Decimal(0))

    @property
    def required(self) -> Decimal:
        """The weights of the required criteria together."""
        return sum((_exact(term.weight) for term in self.terms if not term.bonus), Decimal(0))

    @property
    def share(self) -> Decimal:
        """Earned of required, at most 1, to 4 decimals."""
        if not self.required:
            return Decimal(0)
        return min(Decimal(1), _rounded(self.earned / self.required))

    @property
    def points(self) -> int:
        """Points for the leaderboard."""
        return points_of(self.score or 0.0, self.hints)

    @property
    def points_before_rounding(self) -> Decimal:
        """The score times ten, a tenth less for each hint."""
        return _exact(self.score or 0.0) * max(0, FULL_POINTS - self.hints)


def explain(
    item: Item,
    grade: Grade,
    catalogue: Mapping[str, Misconception],
    *,
    hints: int,
    rubric_version: str,
) -> Scoring:
    """Trace a grade of an answer to the item back to its numbers.

    Args:
        catalogue: of misconceptions; one that has left it is told by its id.
        rubric_version: of the item as it is today.
    """
    return Scoring(
        terms=tuple(_terms(item, grade)),
        penalties=tuple(
            Lowering(reason=_correction(one, catalogue), amount=one.penalty)
            for one in grade.misconceptions
            if one.penalty
        ),
        caps=tuple(_caps(grade, catalogue)),
        score=grade.score,
        band=grade.band,
        hints=hints,
        revised=grade.rubric_version != rubric_version,
        reasons=tuple(tr(NOTES[flag]) for flag in grade.flags) if grade.score is None else (),
    )


def in_figures(number: float | Decimal) -> str:
    """A number without zeros at its end."""
    exact = number if isinstance(number, Decimal) else _exact(number)
    return f"{exact.normalize():f}" if exact else "0"


def _terms(item: Item, grade: Grade) -> Iterator[Term]:
    credit = {mark.criterion: mark.credit for mark in grade.marks}
    required = {criterion.id for criterion in item.required}
    for criterion in item.criteria:
        if criterion.id in credit:
            yield Term(
                say=criterion.say,
                weight=criterion.weight,
                credit=credit[criterion.id],
                bonus=criterion.id not in required,
            )


def _caps(grade: Grade, catalogue: Mapping[str, Misconception]) -> Iterator[Lowering]:
    for finding in grade.misconceptions:
        if finding.cap is not None:
            yield Lowering(reason=_correction(finding, catalogue), amount=finding.cap)
    for flag in grade.flags:
        if flag in CAPS:
            yield Lowering(reason=tr(NOTES[flag]), amount=CAPS[flag])


def _correction(finding: Finding, catalogue: Mapping[str, Misconception]) -> str:
    """What is right instead of a misconception."""
    known = catalogue.get(finding.id)
    say = known.say if known else finding.id
    return tr("A misconception; right is: {say}").format(say=say)


def _exact(number: float) -> Decimal:
    return Decimal(repr(float(number)))


def _rounded(number: Decimal) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-PLACES), rounding=ROUND_HALF_EVEN)
