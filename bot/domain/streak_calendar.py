"""The calendar of a streak: twelve weeks of local dates, and why each of the last ones counts.

Every date has one kind, with a word, a letter and a reason of its own, so that no picture is needed
to understand it. Nothing is decided here: the kinds are read off the ledger.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

from .date_words import full_date, long_date, short_date, short_weekdays
from .grade import Frozen
from .language import later, tr, tr_count
from .snowflake import time_of
from .streak import Ledger, Streak
from .zone import exists

WEEKS = 12
"""Weeks on a calendar."""

EXPLAINED = 14
"""Days of which each is explained."""

_DAY = timedelta(days=1)
_WEEK = 7


class DayKind(StrEnum):
    """What became of a local date."""

    ANSWERED = "answered"
    FREE = "free day"
    DOWN = "excused"
    LEFT_OUT = "left out by the zone"
    SPARED = "within 36 hours"
    MISSED = "missed"
    OPEN = "still open"
    NONE = "not yet"


LETTERS: Mapping[DayKind, str] = {
    DayKind.ANSWERED: "#",
    DayKind.FREE: "F",
    DayKind.DOWN: "E",
    DayKind.LEFT_OUT: "E",
    DayKind.SPARED: "+",
    DayKind.MISSED: "-",
    DayKind.OPEN: "o",
    DayKind.NONE: ".",
}
"""What stands for each kind where there are no pictures."""

KINDS: Mapping[DayKind, str] = {
    DayKind.ANSWERED: later("answered"),
    DayKind.FREE: later("free day"),
    DayKind.DOWN: later("excused"),
    DayKind.LEFT_OUT: later("left out by the zone"),
    DayKind.SPARED: later("within 36 hours"),
    DayKind.MISSED: later("missed"),
    DayKind.OPEN: later("still open"),
    DayKind.NONE: later("not yet"),
}
"""What each kind is called."""

_REASONS: Mapping[DayKind, str] = {
    DayKind.ANSWERED: later("answered"),
    DayKind.FREE: later("no answer; a free day covers it"),
    DayKind.DOWN: later("no answer; excused, because I was down for five minutes or more"),
    DayKind.LEFT_OUT: later("this date does not exist in your time zone"),
    DayKind.SPARED: later("no answer; within 36 hours of the last one, so nothing is missed"),
    DayKind.MISSED: later("missed; your streak counts only the days after it"),
    DayKind.OPEN: later("still open: one graded answer counts"),
    DayKind.NONE: later("before your first answer"),
}


class Counted(Frozen):
    """The attempt that made a date count: the first graded one.

    Attributes:
        score: 0..1.
    """

    attempt_id: int
    day: date
    item_id: str
    score: float

    @property
    def at(self) -> datetime:
        """The UTC time of the submit."""
        return time_of(self.attempt_id)


class Reason(Frozen):
    """Why a date counts or not.

    Attributes:
        counted: the attempt behind an answered date.
    """

    day: date
    kind: DayKind
    words: str
    counted: Counted | None = None


class Calendar(Frozen):
    """Whole weeks of days, from a Monday to a Sunday.

    Attributes:
        days: one kind for each date from `first` on.
    """

    streak: Streak
    today: date
    first: date
    days: tuple[DayKind, ...]

    @property
    def weeks(self) -> Sequence[tuple[date, Sequence[DayKind]]]:
        """The Monday and the seven days of each week."""
        return [
            (self.first + start * _DAY, self.days[start : start + _WEEK])
            for start in range(0, len(self.days), _WEEK)
        ]

    def dates(self, kind: DayKind) -> Sequence[date]:
        """The dates of that kind, oldest first."""
        return [self.first + at * _DAY for at, one in enumerate(self.days) if one is kind]


def calendar_of(ledger: Ledger, *, zone: str) -> Calendar:
    """The calendar of the weeks up to today, or to the last date that was answered.

    Args:
        zone: IANA name of the zone in force.
    """
    last = max(ledger.credited | {ledger.today})  # who has flown west may have answered tomorrow
    monday = last - last.weekday() * _DAY
    first = monday - (WEEKS - 1) * _WEEK * _DAY
    days = (first + at * _DAY for at in range(WEEKS * _WEEK))
    kinds = tuple(_kind(day, ledger, zone) for day in days)
    return Calendar(streak=ledger.streak, today=ledger.today, first=first, days=kinds)


def explain(ledger: Ledger, counted: Mapping[date, Counted], *, zone: str) -> Sequence[Reason]:
    """Why each of the last days counts or not, the newest first.

    It ends with the day before the first answer, where that is among them.
    """
    reasons: list[Reason] = []
    for ago in range(EXPLAINED):
        day = ledger.today - ago * _DAY
        reasons.append(_reason(day, _kind(day, ledger, zone), counted))
        if reasons[-1].kind is DayKind.NONE:
            break
    return reasons


def _reason(day: date, kind: DayKind, counted: Mapping[date, Counted]) -> Reason:
    return Reason(day=day, kind=kind, words=tr(_REASONS[kind]), counted=counted.get(day))


def _kind(day: date, ledger: Ledger, zone: str) -> DayKind:
    if day in ledger.credited:
        return DayKind.ANSWERED
    if day in ledger.excused:
        return DayKind.DOWN if exists(day, zone) else DayKind.LEFT_OUT
    if day in ledger.missed:
        return DayKind.FREE if _forgiven(day, ledger) else DayKind.MISSED
    if day == ledger.today:
        return DayKind.OPEN
    if ledger.begin and ledger.begin < day < ledger.today:
        return DayKind.SPARED
    return DayKind.NONE


def _forgiven(day: date, ledger: Ledger) -> bool:
    """Whether a missed date ended no run: it is in the present one, or no other was too near."""
    others = (day + apart * _DAY for apart in range(-_WEEK + 1, _WEEK) if apart)
    return day in ledger.streak.forgiven or ledger.missed.isdisjoint(others)


def alt_text(calendar: Calendar) -> str:
    """The calendar in a sentence, for those who don't see the picture."""
    told = "; ".join(_counts(calendar)) or tr("no answers yet")
    return tr("Calendar of twelve weeks up to {day}: {told}.").format(
        day=full_date(calendar.today), told=told
    )


def legend(calendar: Calendar) -> Sequence[tuple[DayKind, int]]:
    """The kinds that occur, and how often; without days that say nothing."""
    counts = Counter(calendar.days)
    return [(kind, counts[kind]) for kind in DayKind if counts[kind] and kind is not DayKind.NONE]


def text_twin(calendar: Calendar) -> str:
    """The calendar as text: a line a week, a letter a day, and what the letters mean."""
    mondays = [short_date(monday) for monday, _ in calendar.weeks]
    width = max(map(len, mondays))
    lines = [" " * (width + 2) + " ".join(day[:2] for day in short_weekdays())]
    lines += [
        f"{monday:>{width}}  " + " ".join(f"{LETTERS[kind]:>2}" for kind in kinds)
        for monday, (_, kinds) in zip(mondays, calendar.weeks, strict=True)
    ]
    lines += [f"{LETTERS[kind]} {tr(KINDS[kind])} ({count})" for kind, count in legend(calendar)]
    return "\n".join(lines)


def free_day_words(streak: Streak) -> str:
    """Whether a free day is available."""
    if streak.free_day is None:
        return tr("Free day: available")
    return tr("Free day: used on {day}").format(day=long_date(streak.free_day))


def days_in_words(count: int) -> str:
    """A number of days."""
    return tr_count("{count} day", "{count} days", count).format(count=f"{count:,}")


def _counts(calendar: Calendar) -> Iterator[str]:
    for kind, count in legend(calendar):
        named = calendar.dates(kind)[-_NAMED:] if kind is not DayKind.ANSWERED else ()
        dates = f" ({', '.join(map(short_date, named))})" if named else ""
        yield f"{tr(KINDS[kind])}: {count}{dates}"


_NAMED = 8
"""Dates of one kind named in an alt text, the newest: it has to stay short."""
