"""Retention: how much a learner still knew after how many days, beside what was expected.

FSRS predicts a chance to remember before each review. Whether those chances are any good shows in
many reviews together: of those expected at 80 %, four in five should be remembered.
"""

from collections.abc import Iterable, Sequence
from statistics import fmean
from typing import NamedTuple

from .language import tr, tr_count
from .review import Rating

SHOWN_FROM = 10
"""Reviews below which shares say more about chance than about memory."""

_SPANS = ((1, 1), (2, 3), (4, 7), (8, 14), (15, 30), (31, None))


class Recall(NamedTuple):
    """How one review went.

    Attributes:
        after_days: how long the memory had to last, 1 or more.
        predicted: the chance that was expected, 0..1.
        rating: what it was worth; only `AGAIN` counts as forgotten.
    """

    after_days: int
    predicted: float
    rating: Rating

    @property
    def remembered(self) -> bool:
        """Whether it was still known."""
        return self.rating is not Rating.AGAIN


class RetentionPoint(NamedTuple):
    """The reviews after about the same time.

    Attributes:
        first: the fewest days.
        last: the most days, or None for any more.
        predicted: mean of the chances, 0..1.
        remembered: how many of them were.
        reviews: how many there are, at least 1.
    """

    first: int
    last: int | None
    predicted: float
    remembered: int
    reviews: int

    @property
    def actual(self) -> float:
        """The share that was remembered, 0..1."""
        return self.remembered / self.reviews

    @property
    def span(self) -> str:
        """The time in words."""
        if self.last is None:
            return tr("over {days} days").format(days=self.first - 1)
        if self.last > self.first:
            return tr("{first}-{last} days").format(first=self.first, last=self.last)
        return tr_count("{days} day", "{days} days", self.first).format(days=self.first)


def retention_curve(recalls: Sequence[Recall]) -> tuple[RetentionPoint, ...]:
    """The curve, shortest time first; empty below `SHOWN_FROM` reviews."""
    if len(recalls) < SHOWN_FROM:
        return ()
    return tuple(
        RetentionPoint(
            first=first,
            last=last,
            predicted=fmean(one.predicted for one in group),
            remembered=sum(one.remembered for one in group),
            reviews=len(group),
        )
        for first, last in _SPANS
        if (group := _within(recalls, first, last))
    )


def _within(recalls: Iterable[Recall], first: int, last: int | None) -> list[Recall]:
    return [
        one
        for one in recalls
        if first <= one.after_days and (last is None or one.after_days <= last)
    ]
