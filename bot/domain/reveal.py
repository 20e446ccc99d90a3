"""What the answers to a round had in common: shown to all when it closes.

Only the first graded answer of each member counts, and nobody is named.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import median

from .grade import Band, Frozen, Grade, Status, band_of
from .item import Criterion, Item, Misconception


class CriterionShare(Frozen):
    """How many of the members' answers carried one idea.

    Attributes:
        say: the idea of the criterion, as a sentence.
        bonus: whether it only lifts the score.
        met: share of the answers that met it, 0..1.
        partly: share of those that came close, 0..1; nobody is in both.
    """

    criterion: str
    say: str
    bonus: bool
    met: float
    partly: float


class Reveal(Frozen):
    """The results of a round.

    Attributes:
        answered: how many members.
        median: the score that half of them reached, 0..1; None where nobody answered.
        shares: one a criterion, in the item's order.
        misconception: the one most answers had, or None where no answer had any.
        said_by: how many had it.
    """

    answered: int
    median: float | None
    shares: tuple[CriterionShare, ...]
    misconception: Misconception | None = None
    said_by: int = 0

    @property
    def band(self) -> Band:
        """The median in a word."""
        return band_of(self.median)


def reveal_of(
    item: Item, grades: Sequence[Grade], misconceptions: Mapping[str, Misconception]
) -> Reveal:
    """Sum up the first graded answers to an item, one a member, in whatever order.

    Args:
        misconceptions: the catalogue; what has left it is not told.
    """
    scores = [grade.score for grade in grades if grade.score is not None]
    statuses = Counter((mark.criterion, mark.status) for grade in grades for mark in grade.marks)
    said = Counter(
        found
        for grade in grades
        for found in {finding.id for finding in grade.misconceptions}
        if found in misconceptions
    )
    commonest = min(said, key=lambda found: (-said[found], found), default=None)
    return Reveal(
        answered=len(grades),
        median=median(scores) if scores else None,
        shares=tuple(_share(item, criterion, statuses, len(grades)) for criterion in item.criteria),
        misconception=None if commonest is None else misconceptions[commonest],
        said_by=0 if commonest is None else said[commonest],
    )


def _share(
    item: Item, criterion: Criterion, statuses: Mapping[tuple[str, Status], int], answered: int
) -> CriterionShare:
    def share(status: Status) -> float:
        # An older answer may lack the mark of a criterion that is new.
        return statuses.get((criterion.id, status), 0) / max(answered, 1)

    return CriterionShare(
        criterion=criterion.id,
        say=criterion.say,
        bonus=criterion in item.bonus,
        met=share(Status.MET),
        partly=share(Status.CLOSE),
    )
