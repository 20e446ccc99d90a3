"""Streaks: how many days a learner has kept going, folded from the stored answers.

The rule, as members read it:

    Answer one question a day. You may miss one day in any seven, a day on which the bot was down
    never counts against you, and you never lose a streak within 36 hours of your last answer.

Every local date is credited (answered), excused, spared by the 36 hours, or missed. A run is the
longest stretch of credited days, up to the present, with no two missed days less than seven days
apart: the first miss of such a pair ends the earlier run, and the days after it still count.
Nothing is remembered between folds, so no counter can be wrong.

Of the answers on one date in one zone the first and the last say all, and the others may be left
out: a date lasts 25 hours at most, and nothing is judged between answers within 36.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime

from .grade import Frozen
from .snowflake import snowflake_at, time_of
from .zone import exists

GRACE = timedelta(hours=36)
"""Nothing is missed between two answers that are no further apart."""

FREE_DAY_EVERY = timedelta(days=7)
"""The least distance between two missed days that are both forgiven."""

EXCUSING_OUTAGE = timedelta(minutes=5)
"""The least part of an outage inside a local date that excuses the date."""

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


class Answered(NamedTuple):
    """A graded answer. There are thousands of them, so nothing is computed before it is needed.

    Attributes:
        id: snowflake of the submit.
        day: the local date, as it was stored: a later change of zone does not move it.
        zone: IANA name of the zone that was in force.
    """

    id: int
    day: date
    zone: str

    @property
    def at(self) -> datetime:
        """The UTC time of the submit."""
        return time_of(self.id)


class Outage(Frozen):
    """A time in which nobody could answer, in UTC."""

    start: AwareDatetime
    end: AwareDatetime


class Streak(Frozen):
    """Where a learner stands.

    Attributes:
        length: credited days of the current run. Forgiven and excused days add nothing.
        best: credited days of the longest run ever.
        today: whether the present local date is credited already.
        alive_until: the last second (UTC) in which an answer keeps the whole run, or None.
        since: the first day of the run, or None.
        forgiven: missed days inside the run, oldest first.
        excused: days inside the run on which the bot was down or that the zone left out.
        free_day: the forgiven day of the last seven; None while a free day is available.
    """

    length: int = 0
    best: int = 0
    today: bool = False
    alive_until: AwareDatetime | None = None
    since: date | None = None
    forgiven: tuple[date, ...] = ()
    excused: tuple[date, ...] = ()
    free_day: date | None = None


class Ledger(NamedTuple):
    """The streak and the dates it was folded from.

    A date between the first answer and the present that is in no set was spared by the 36 hours.

    Attributes:
        today: the local date of the present.
        begin: the first date with an answer, or None.
    """

    streak: Streak
    today: date
    begin: date | None = None
    credited: AbstractSet[date] = frozenset()
    missed: AbstractSet[date] = frozenset()
    excused: AbstractSet[date] = frozenset()


def fold_streak(
    answers: Iterable[Answered], outages: Sequence[Outage], *, now: datetime, zone: str
) -> Streak:
    """Fold the answers of a learner into the streak at `now`, while `zone` (IANA) is in force.

    Order and duplicates don't matter. An answer later than `now` makes its own time the present:
    Discord's clock may be ahead of ours.
    """
    return fold_ledger(answers, outages, now=now, zone=zone).streak


def fold_ledger(
    answers: Iterable[Answered], outages: Sequence[Outage], *, now: datetime, zone: str
) -> Ledger:
    """Fold the answers as `fold_streak` does, and keep what became of each date."""
    history = sorted(answers)
    if not history:
        return Ledger(Streak(), today=_local_date(now, ZoneInfo(zone)))
    last = history[-1]
    now = max(now, last.at)
    present = Answered(snowflake_at(now), _local_date(now, ZoneInfo(zone)), zone)
    days = sorted({answer.day for answer in history})
    gaps = _Gaps(credited=frozenset(days), outages=outages)
    for earlier, later in pairwise([*history, present]):
        if later.day - earlier.day > _DAY:
            gaps.judge(earlier, later)
    streak = _streak(days, gaps, last, present)
    return Ledger(streak, present.day, days[0], gaps.credited, gaps.missed, gaps.excused)


def _streak(days: Sequence[date], gaps: "_Gaps", last: Answered, present: Answered) -> Streak:
    run = _run(days, gaps.missed)
    if not run.length:
        return Streak(best=run.best)
    since = days[-run.length]
    forgiven = tuple(day for day in sorted(gaps.missed) if day > since)
    return Streak(
        length=run.length,
        best=run.best,
        today=present.day in gaps.credited,
        alive_until=_alive_until(days, gaps, last, present),
        since=since,
        forgiven=forgiven,
        excused=tuple(day for day in sorted(gaps.excused) if day > since),
        free_day=next((day for day in forgiven if present.day - day < FREE_DAY_EVERY), None),
    )


class _Gaps:
    """The dates without an answer: which of them were missed, and which are excused."""

    def __init__(self, credited: AbstractSet[date], outages: Sequence[Outage]) -> None:
        self.credited = credited
        self.missed: set[date] = set()
        self.excused: set[date] = set()
        self._outages = outages
        self._down: dict[str, frozenset[date]] = {}

    def judge(self, earlier: Answered, later: Answered) -> None:
        """Judge the dates strictly between two answers that follow each other."""
        if later.at - earlier.at <= GRACE:
            return
        for ordinal in range(earlier.day.toordinal() + 1, later.day.toordinal()):
            day = date.fromordinal(ordinal)
            if day not in self.credited:
                excused = self.excuse(day, earlier.zone, later.zone)
                (self.excused if excused else self.missed).add(day)

    def excuse(self, day: date, *zones: str) -> bool:
        """Whether the date can't count against a learner who was in these zones."""
        return any(day in self._days_down(zone) or not exists(day, zone) for zone in zones)

    def _days_down(self, zone: str) -> frozenset[date]:
        if zone not in self._down:
            self._down[zone] = frozenset(_days_down(self._outages, ZoneInfo(zone)))
        return self._down[zone]


class _Run(NamedTuple):
    length: int
    best: int


def _run(days: Sequence[date], missed: Iterable[date]) -> _Run:
    """Count the credited days (sorted) of the last run and of the longest one."""
    first = best = 0
    before = date.min
    for day in sorted(missed):
        if day - before < FREE_DAY_EVERY:
            best = max(best, bisect_right(days, day) - first)
            first = bisect_right(days, before)
        before = day
    length = len(days) - first
    return _Run(length, max(best, length))


def _alive_until(days: Sequence[date], gaps: _Gaps, last: Answered, present: Answered) -> datetime:
    """Find the last second in which an answer keeps every day of the run.

    The run lasts to the end of the first date that, once missed, costs it a day; in any case to
    the end of the 36 hours.
    """
    length = _run(days, gaps.missed).length
    missed = set(gaps.missed)
    day = last.day
    while _run(days, missed).length == length:
        day += _DAY
        if day not in gaps.credited and not gaps.excuse(day, last.zone, present.zone):
            missed.add(day)
    end_of_grace = (last.at + GRACE).replace(microsecond=0)
    return max(end_of_grace, _end_of(day, ZoneInfo(present.zone)) - _SECOND)


def _days_down(outages: Iterable[Outage], zone: ZoneInfo) -> Iterator[date]:
    """The local dates with at least five minutes of one outage inside them."""
    for outage in outages:
        if outage.end - outage.start < EXCUSING_OUTAGE:
            continue
        # A date holds five minutes of it if they fit before its end and after its begin.
        first = _local_date(outage.start + EXCUSING_OUTAGE - timedelta.resolution, zone)
        last = _local_date(outage.end - EXCUSING_OUTAGE, zone)
        yield from map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))


def _local_date(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()


def _end_of(day: date, zone: ZoneInfo) -> datetime:
    """The first second (UTC) of the next local date, wherever the clocks jump around midnight."""
    start = datetime.combine(day, time(), UTC)
    # A zone is less than a day off UTC, so its date ends within two days of this start.
    seconds = range(2 * 24 * 60 * 60)
    return start + _SECOND * bisect_right(
        seconds, day, key=lambda second: _local_date(start + _SECOND * second, zone)
    )
