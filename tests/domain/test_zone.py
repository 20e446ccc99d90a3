from datetime import UTC, date, datetime

from bot.domain.zone import local_date


def test_the_day_is_the_learners_own() -> None:
    at = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert local_date(at, "UTC") == date(2026, 11, 22)
    assert local_date(at, "Europe/Berlin") == date(2026, 11, 23)
    assert local_date(at, "America/New_York") == date(2026, 11, 22)
