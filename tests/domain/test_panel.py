import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.panel import axis_to


@pytest.mark.parametrize(
    ("top", "ticks"),
    [
        (60, (0, 10, 20, 30, 40, 50, 60)),
        (14, (0, 2, 4, 6, 8, 10, 12, 14)),
        (1.4, (0, 0.2, 0.4, 0.6, 0.8, 1, 1.2, 1.4)),
        (305, (0, 50, 100, 150, 200, 250, 300)),
    ],
)
def test_ticks_are_round_numbers(top: float, ticks: tuple[float, ...]) -> None:
    axis = axis_to(top, "ms")
    assert axis.ticks == ticks
    assert axis.top == top


def test_cores_are_counted_in_whole_ones() -> None:
    assert axis_to(2, "cores", least_step=1).ticks == (0, 1, 2)
    assert axis_to(0.5, "cores", least_step=1).ticks == (0, 1)


@given(st.floats(-10, 1e300))
def test_any_axis_has_two_to_eight_ticks_within_it(top: float) -> None:
    axis = axis_to(top, "ms")
    assert axis.top >= max(top, 0.001)
    assert 2 <= len(axis.ticks) <= 8
    assert axis.ticks[-1] <= axis.top * 1.001
