"""Flood protection: an allowance of answers for each member and each server.

The allowances live in memory: a restart refills them, which does no harm.
"""

from ..domain.errors import TooFastError
from ..domain.limit import Bucket, take
from .ports import Clock

_KEPT = 10_000


class Throttle:
    """Counts answers.

    Args:
        member_per_minute: answers a member may send in a minute.
        group_per_minute: answers all members of a server may send in a minute.
    """

    def __init__(self, clock: Clock, *, member_per_minute: int, group_per_minute: int) -> None:
        self._clock = clock
        self._member_per_minute = member_per_minute
        self._group_per_minute = group_per_minute
        self._buckets: dict[tuple[str, int], Bucket] = {}

    def take(self, learner_id: int, group_id: int | None) -> None:
        """Count one answer.

        Raises:
            TooFastError: one of the two allowances is used up.
        """
        self._take(("member", learner_id), self._member_per_minute)
        if group_id is not None:
            self._take(("group", group_id), self._group_per_minute)

    def _take(self, key: tuple[str, int], per_minute: int) -> None:
        bucket, wait_s = take(
            self._buckets.pop(key, None), per_minute=per_minute, now=self._clock()
        )
        self._buckets[key] = bucket
        if len(self._buckets) > _KEPT:  # the one used longest ago is full again by now
            del self._buckets[next(iter(self._buckets))]
        if wait_s:
            raise TooFastError(wait_s)
