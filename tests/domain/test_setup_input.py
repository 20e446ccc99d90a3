import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import OutOfBoundsError
from bot.domain.setup_input import read_role, read_time, read_weekdays


@pytest.mark.parametrize(
    ("typed", "minute"),
    [
        ("9:30", 570),
        ("09:30", 570),
        (" 21.30 ", 1290),
        ("21h", 1260),
        ("21h05", 1265),
        ("7", 420),
        ("18h30", 1110),
        ("0:00", 0),
        ("23:59", 1439),
        ("9 am", 540),
        ("9:30 PM", 1290),
        ("12 p.m.", 720),
        ("12:05am", 5),
    ],
)
def test_times_are_read_as_people_write_them(typed: str, minute: int) -> None:
    assert read_time(typed) == minute


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "24:00",
        "25:00",
        "9:60",
        "13 pm",
        "0 am",
        "noon",
        "-1:00",
        "9:3",
        "٩:٣٠",
        "9:30:00",
        "9 30",
    ],
)
def test_an_impossible_time_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(OutOfBoundsError, match="0:00 to 23:59, such as 9:30"):
        read_time(typed)


@given(st.integers(0, 1439))
def test_every_minute_of_the_day_can_be_written(minute: int) -> None:
    assert read_time(f"{minute // 60}:{minute % 60:02}") == minute


@given(st.text(max_size=20))
def test_whatever_is_typed_is_a_minute_of_the_day_or_refused(typed: str) -> None:
    try:
        assert 0 <= read_time(typed) < 1440
    except OutOfBoundsError as refused:
        assert "time" in str(refused)


def test_weekdays_come_in_order_and_once() -> None:
    assert read_weekdays([4, 0, 4]) == (0, 4)
    for wrong in ([], [7], [-1]):
        with pytest.raises(OutOfBoundsError, match="Monday to Sunday"):
            read_weekdays(wrong)


def test_everyone_is_no_role_to_ping() -> None:
    assert read_role(None, 5) is None
    assert read_role(6, 5) == 6
    with pytest.raises(OutOfBoundsError, match="@everyone"):
        read_role(5, 5)
