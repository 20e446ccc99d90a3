from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.snowflake import EPOCH, snowflake_at, time_of

SINCE_DISCORD = st.datetimes(
    min_value=datetime(2015, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    max_value=datetime(2100, 1, 1),  # noqa: DTZ001 - same
    timezones=st.just(UTC),
)
SEQUENCES = st.integers(0, 2**22 - 1)


def test_the_example_of_discords_reference_is_read_to_the_millisecond() -> None:
    made = datetime(2016, 4, 30, 11, 18, 25, 796_000, tzinfo=UTC)
    assert time_of(175928847299117063) == made


def test_the_first_millisecond_of_discord_is_zero() -> None:
    assert snowflake_at(EPOCH) == 0
    assert time_of(0) == EPOCH


@given(at=SINCE_DISCORD, sequence=SEQUENCES)
def test_an_id_gives_its_time_back_without_the_microseconds(at: datetime, sequence: int) -> None:
    whole = at.replace(microsecond=at.microsecond // 1000 * 1000)
    assert time_of(snowflake_at(at, sequence)) == whole


@given(at=SINCE_DISCORD, twins=st.tuples(SEQUENCES, SEQUENCES))
def test_a_later_millisecond_is_a_greater_id_whatever_the_sequence(
    at: datetime, twins: tuple[int, int]
) -> None:
    earlier, later = twins
    assert snowflake_at(at, earlier) < snowflake_at(at + timedelta(milliseconds=1), later)


@given(at=SINCE_DISCORD, sequence=SEQUENCES)
def test_the_sequence_tells_twins_apart(at: datetime, sequence: int) -> None:
    assert snowflake_at(at, sequence) - snowflake_at(at) == sequence


def test_a_sequence_too_great_never_reaches_into_the_time() -> None:
    assert snowflake_at(EPOCH, 2**22 + 5) == 5


def test_the_zone_of_the_given_time_does_not_matter() -> None:
    at = datetime.fromisoformat("2026-03-01T12:00:00+05:30")
    assert snowflake_at(at) == snowflake_at(at.astimezone(UTC))


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(TypeError):
        snowflake_at(datetime(2026, 3, 1))  # noqa: DTZ001 - the fault under test
