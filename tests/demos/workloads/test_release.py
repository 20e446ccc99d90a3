import pytest

from bot.domain.demo_result import DemoResult
from tests.demos.workloads.script import CORES_LIMIT, keys, measured, median


@pytest.fixture(scope="module")
def result() -> DemoResult:
    return measured("release", "--threads", "2", "--task-ms", "30", "--rounds", "2")


def test_three_tasks_are_measured(result: DemoResult) -> None:
    assert keys(result) == ["pure", "small", "big"]


def test_what_keeps_the_gil_uses_one_core(result: DemoResult) -> None:
    if not result.facts.gil_enabled:
        pytest.skip("this Python runs without the GIL")
    for key in ("pure", "small"):
        assert median(result, key, "cores") <= CORES_LIMIT


def test_no_more_cores_are_used_than_there_are_threads(result: DemoResult) -> None:
    assert median(result, "big", "cores") <= 2 * CORES_LIMIT
