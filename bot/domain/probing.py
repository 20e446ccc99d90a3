"""Which missed idea an interviewer asks about next."""

from collections.abc import Collection, Iterable, Iterator

from .grade import Grade
from .item import Criterion, Item

MAX_DEPTH = 3
"""Follow-up questions after one answer."""


def most_valuable(item: Item, grade: Grade, *, asked: Collection[str] = ()) -> Criterion | None:
    """The criterion with a follow-up on which most was lost, a required one before any bonus.

    Args:
        asked: ids of criteria that were asked about before.

    Returns:
        None where there is nothing left to ask, or where nothing was graded.
    """
    return _dearest(item.required, grade, asked) or _dearest(item.bonus, grade, asked)


def _dearest(
    criteria: Iterable[Criterion], grade: Grade, asked: Collection[str]
) -> Criterion | None:
    lost = {mark.criterion: 1 - mark.credit for mark in grade.marks}

    def candidates() -> Iterator[Criterion]:
        for one in criteria:
            if one.follow_up is not None and one.id not in asked and lost.get(one.id, 0) > 0:
                yield one

    return max(candidates(), key=lambda one: one.weight * lost[one.id], default=None)
