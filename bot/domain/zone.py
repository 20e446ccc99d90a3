"""Local dates: the day a learner's answer belongs to."""

from datetime import date, datetime
from zoneinfo import ZoneInfo


def local_date(at: datetime, zone: str) -> date:
    """The date of the aware time `at` in the IANA zone `zone`."""
    return at.astimezone(ZoneInfo(zone)).date()
