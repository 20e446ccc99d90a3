import pytest

from bot.domain.demo_result import DemoResult
from tests.demos.workloads.script import digest, keys, measured, median


@pytest.fixture(scope="module")
def result() -> DemoResult:
    return measured("io", "--tasks", "10", "--wait-ms", "50")


def test_three_ways_of_waiting_are_measured(result: DemoResult) -> None:
    assert keys(result) == ["serial", "threads", "asyncio"]


def test_one_after_another_the_waits_add_up(result: DemoResult) -> None:
    assert median(result, "serial", "wall_ms") >= 10 * 50


def test_together_the_waits_overlap(result: DemoResult) -> None:
    serial = median(result, "serial", "wall_ms")
    for way in ("threads", "asyncio"):
        assert 50 <= median(result, way, "wall_ms") < serial


def test_the_result_names_its_script(result: DemoResult) -> None:
    assert result.script == digest("waiting.py")
