"""What an admin types or picks for daily posts, read with a sentence for what can't be used."""

import re
from collections.abc import Collection

from .errors import OutOfBoundsError
from .language import tr
from .schedule import EVERY_DAY

_TIME = re.compile(
    r"(?P<hour>\d{1,2})(?:h|[:.h](?P<minute>\d{2}))?\s*(?P<half>[ap]\.?m\.?)?", re.IGNORECASE
)
_NOON = 12


def read_time(typed: str) -> int:
    """The minute of the day, 0..1439, of a time such as `9:30`, `21.30`, `7`, `21h` or `9:30 pm`.

    Raises:
        OutOfBoundsError: there is no such time.
    """
    match = _TIME.fullmatch(typed.strip())
    if match is None or not match.group().isascii():
        raise _no_time(typed)
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["half"]:
        if not 1 <= hour <= _NOON:
            raise _no_time(typed)
        hour = hour % _NOON + (_NOON if match["half"].lower().startswith("p") else 0)
    if hour >= 2 * _NOON or minute >= 60:  # noqa: PLR2004 - of an hour
        raise _no_time(typed)
    return hour * 60 + minute


def read_weekdays(picked: Collection[int]) -> tuple[int, ...]:
    """The days in order, each once; Monday is 0.

    Raises:
        OutOfBoundsError: none was picked, or one that no week has.
    """
    days = tuple(sorted(set(picked)))
    if not days or not set(days) <= set(EVERY_DAY):
        shown = ", ".join(map(str, days)) or "none"
        raise OutOfBoundsError("weekdays", shown, tr("at least one day from Monday to Sunday"))
    return days


def read_role(role_id: int | None, group_id: int) -> int | None:
    """The role to ping.

    Raises:
        OutOfBoundsError: it is @everyone, whose id is the server's own.
    """
    if role_id == group_id:
        raise OutOfBoundsError(
            "role", "@everyone", tr("a role whose members want a ping each day, or none")
        )
    return role_id


def read_coach_role(role_id: int | None, group_id: int) -> int | None:
    """The role of coaches.

    Raises:
        OutOfBoundsError: it is @everyone, whose id is the server's own.
    """
    if role_id == group_id:
        raise OutOfBoundsError(
            "coaches",
            "@everyone",
            tr("a role of a few, or none: coaches see what members dispute"),
        )
    return role_id


def _no_time(typed: str) -> OutOfBoundsError:
    return OutOfBoundsError("time", typed, tr("a time of day from 0:00 to 23:59, such as 9:30"))
