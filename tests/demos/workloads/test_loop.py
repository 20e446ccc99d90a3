import pytest

from bot.domain.demo_result import DemoResult
from tests.demos.workloads.script import keys, measured


@pytest.fixture(scope="module")
def result() -> DemoResult:
    return measured("loop", "--ms", "100")


def test_three_places_are_measured(result: DemoResult) -> None:
    assert keys(result) == ["in-loop", "thread", "process"]


def test_the_worst_tick_is_told(result: DemoResult) -> None:
    for row in result.rows:
        assert row.stats["late_ms"].median == pytest.approx(max(row.points), abs=0.001)


def test_in_the_loop_a_single_tick_waits_for_the_whole_work(result: DemoResult) -> None:
    (late,) = result.rows[0].points
    assert late > 10
