import pytest

from bot.domain.demo_result import DemoResult
from tests.demos.workloads.script import CORES_LIMIT, digest, keys, measured


@pytest.fixture(scope="module")
def result() -> DemoResult:
    return measured("timeline", "--threads", "3", "--ms", "40", "--interval-ms", "2")


def test_each_thread_has_its_slices(result: DemoResult) -> None:
    assert keys(result) == ["thread-1", "thread-2", "thread-3"]
    assert all(row.slices and row.stats["cpu_ms"].median > 0 for row in result.rows)


def test_slices_of_a_thread_follow_one_another(result: DemoResult) -> None:
    for row in result.rows:
        moments = [moment for piece in row.slices for moment in piece]
        assert moments == sorted(moments)


def test_with_the_gil_threads_take_turns(result: DemoResult) -> None:
    if not result.facts.gil_enabled:
        pytest.skip("this Python runs without the GIL")
    assert result.stats["overlap"].median <= 0.05
    assert result.stats["cores"].median <= CORES_LIMIT


def test_the_switch_interval_is_set(result: DemoResult) -> None:
    assert result.facts.switch_interval_ms == 2
    assert result.stats["slice_ms"].n == sum(len(row.slices) for row in result.rows)


def test_the_result_names_its_script(result: DemoResult) -> None:
    assert result.script == digest("timeline.py")


def test_a_short_time_and_a_long_interval_go_together() -> None:
    measured("timeline", "--ms", "40", "--interval-ms", "50")
