from datetime import UTC, date, datetime
from zoneinfo import available_timezones

import pytest

from bot.domain.errors import UnknownNameError
from bot.domain.zone import begin_of, exists, find_zone, local_date


def test_the_day_is_the_learners_own() -> None:
    at = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert local_date(at, "UTC") == date(2026, 11, 22)
    assert local_date(at, "Europe/Berlin") == date(2026, 11, 23)
    assert local_date(at, "America/New_York") == date(2026, 11, 22)


def test_a_date_that_the_zone_left_out_does_not_exist() -> None:
    assert not exists(date(2011, 12, 30), "Pacific/Apia")
    assert exists(date(2011, 12, 30), "Pacific/Auckland")
    assert exists(date(2011, 12, 31), "Pacific/Apia")


@pytest.mark.parametrize("typed", ["America/New_York", "america/new york", " AMERICA/NEW_YORK "])
def test_a_zone_is_found_whatever_its_case(typed: str) -> None:
    assert find_zone(typed, available_timezones()) == "America/New_York"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Berlin", "Europe/Berlin"), ("Europe/Viena", "Europe/Vienna"), ("Calcuta", "Asia/Calcutta")],
)
def test_an_unknown_zone_is_refused_with_the_one_that_was_meant(typed: str, meant: str) -> None:
    with pytest.raises(UnknownNameError, match="There is no time zone") as refused:
        find_zone(typed, available_timezones())
    assert refused.value.nearest[0] == meant


def test_a_date_begins_at_midnight_there() -> None:
    assert begin_of(date(2026, 7, 1), "Europe/Vienna") == datetime(2026, 6, 30, 22, tzinfo=UTC)
    assert begin_of(date(2026, 1, 1), "UTC") == datetime(2026, 1, 1, tzinfo=UTC)
