import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.demo_result import Stat
from bot.domain.quantity import (
    core_range,
    cores,
    duration,
    durations,
    how_many,
    in_words,
    number,
    percent,
    ratio,
    sentence,
    times,
)

ANY = st.floats(allow_nan=False, allow_infinity=False)


def spread(low: float, high: float) -> Stat:
    return Stat(median=low, low=low, high=high, n=3)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (0.0041, "0.0041"),
        (0.058, "0.058"),
        (0.5, "0.5"),
        (7.23, "7.2"),
        (41, "41"),
        (41.27, "41.3"),
        (305.4, "305"),
        (2_623_472, "2,623,472"),
        (1.5e12, "1.50e12"),
        (-7.23, "-7.2"),
    ],
)
def test_a_number_has_as_many_digits_as_mean_something(value: float, text: str) -> None:
    assert number(value) == text


@given(ANY)
def test_whatever_the_number_its_text_is_short(value: float) -> None:
    texts = number(value), cores(value), times(value), percent(value)
    assert max(map(len, texts)) <= 16


def test_long_durations_are_in_seconds() -> None:
    assert duration(7.2) == "7.2 ms"
    assert duration(9_999) == "9,999 ms"
    assert duration(12_300) == "12.3 s"
    assert durations(spread(5.1, 14)) == "5.1-14 ms"
    assert durations(spread(9_000, 12_300)) == "9-12.3 s"


def test_cores_have_two_decimals() -> None:
    assert cores(1) == "1.00"
    assert core_range(spread(0.993, 1.006)) == "0.99-1.01"
    assert cores(1e12) == "1.00e12"


@pytest.mark.parametrize(
    ("share", "text"),
    [(0, "0 %"), (0.001, "< 1 %"), (0.364, "36 %"), (0.999, "> 99 %"), (1, "100 %")],
)
def test_a_share_is_nothing_or_everything_only_if_it_is(share: float, text: str) -> None:
    assert percent(share) == text


@pytest.mark.parametrize(
    ("factor", "text"),
    [(0.154, "0.15x"), (1.25, "1.25x"), (4, "4x"), (9.42, "9.4x"), (71.3, "71x")],
)
def test_a_factor_is_rounded_as_people_say_it(factor: float, text: str) -> None:
    assert times(factor) == text


def test_a_ratio_to_nothing_is_nothing() -> None:
    assert ratio(3, 2) == 1.5
    assert ratio(3, 0) == 0


def test_counts_have_their_noun() -> None:
    assert how_many(1, "core") == "1 core"
    assert how_many(2, "core") == "2 cores"
    assert in_words(1, "thread") == "one thread"
    assert in_words(2, "thread") == "two threads"
    assert in_words(12, "thread") == "12 threads"


def test_a_sentence_begins_with_a_capital_and_ends_with_a_stop() -> None:
    assert sentence("threads used one core") == "Threads used one core."
    assert sentence("How many?") == "How many?"
    assert sentence("x += 1 lost none") == "x += 1 lost none."
    assert sentence("") == "."
