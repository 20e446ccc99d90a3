import pytest

from bot.domain.demo_result import DemoResult
from tests.demos.workloads.script import CORES_LIMIT, keys, measured, median


@pytest.fixture(scope="module")
def result() -> DemoResult:
    return measured("executors", "--task-ms", "100", "--wait-ms", "50", "--rounds", "2")


def test_both_pools_get_both_tasks(result: DemoResult) -> None:
    assert keys(result) == ["cpu-threads", "cpu-processes", "io-threads", "io-processes"]


def test_cores_are_told_only_of_computing(result: DemoResult) -> None:
    told = ["cores" in row.stats for row in result.rows]
    assert told == [True, True, False, False]


def test_threads_that_compute_share_a_core_with_the_gil(result: DemoResult) -> None:
    if not result.facts.gil_enabled:
        pytest.skip("this Python runs without the GIL")
    assert median(result, "cpu-threads", "cores") <= CORES_LIMIT


def test_waiting_takes_its_time_in_either_pool(result: DemoResult) -> None:
    assert median(result, "io-threads", "wall_ms") >= 50
    assert median(result, "io-processes", "wall_ms") >= 50
