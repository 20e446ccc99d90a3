"""The streak in the terminal: the calendar as letters, and why each day counts."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from rich.console import Group, RenderableType
from rich.text import Text

from ..coach.streaks import Explained, Explanation, StreakShown
from ..domain.streak_calendar import DayKind, days_in_words, free_day_words, text_twin


def streak_page(shown: StreakShown, why: Explanation) -> RenderableType:
    """All there is to say about a streak."""
    zone = ZoneInfo(shown.zone)
    return Group(
        Text("\n".join(_standing(shown, zone))),
        Text(f"\n{text_twin(shown.calendar)}\n"),
        *(Text(_reason(one, zone), "dim") for one in why.days),
    )


def _standing(shown: StreakShown, zone: ZoneInfo) -> Iterator[str]:
    streak = shown.streak
    yield f"Streak: {days_in_words(streak.length)}, longest {days_in_words(streak.best)}."
    yield f"{free_day_words(streak)}."
    if streak.alive_until is not None:
        end = streak.alive_until.astimezone(zone)
        yield f"Runs out {end:%A, %Y-%m-%d %H:%M} in {shown.zone}."


def _reason(explained: Explained, zone: ZoneInfo) -> str:
    reason = explained.reason
    day = f"{reason.day:%a %Y-%m-%d}"
    if reason.kind is not DayKind.ANSWERED or reason.counted is None:
        return f"{day}  {reason.words}"
    counted = reason.counted
    at = counted.at.astimezone(zone)
    return f"{day}  answered at {at:%H:%M}: {explained.title}, {round(counted.score * 100)} / 100"
