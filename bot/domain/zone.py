"""Time zones: their names as people write them, and the local dates they have."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from .errors import UnknownNameError
from .nearest import nearest


def local_date(at: datetime, zone: str) -> date:
    """The date of the aware time `at` in the IANA zone `zone`."""
    return at.astimezone(ZoneInfo(zone)).date()


def exists(day: date, zone: str) -> bool:
    """Whether the IANA zone `zone` has that date. Pacific/Apia has no 30 December 2011."""
    noon = datetime.combine(day, time(12), ZoneInfo(zone))
    return local_date(noon.astimezone(UTC), zone) == day


def find_zone(typed: str, zones: Collection[str]) -> str:
    """The IANA name that was typed, in any case and with spaces for underscores.

    Args:
        zones: the names there are.

    Raises:
        UnknownNameError: there is none; carries the nearest.
    """
    wanted = typed.strip().replace(" ", "_").casefold()
    for zone in zones:
        if zone.casefold() == wanted:
            return zone
    raise UnknownNameError("time zone", typed, nearest(typed, sorted(zones), limit=3))


def begin_of(day: date, zone: str) -> datetime:
    """The UTC time at which a date begins in the IANA zone `zone`."""
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)
