import sys

import pytest

from bot.domain.demo_result import DemoResult
from tests.demos.workloads.script import CORES_LIMIT, keys, measured


@pytest.fixture(scope="module")
def result() -> DemoResult:
    return measured("cpu", "--workers", "2", "--task-ms", "100", "--rounds", "2")


def test_interpreters_are_measured_where_there_are_any(result: DemoResult) -> None:
    newer = ["interpreters"] if sys.version_info >= (3, 14) else []
    assert keys(result) == ["serial", "threads", "processes", *newer]


def test_each_way_is_measured_in_each_round(result: DemoResult) -> None:
    for row in result.rows:
        assert {name: stat.n for name, stat in row.stats.items()} == {"wall_ms": 2, "cores": 2}


def test_threads_share_a_core_with_the_gil(result: DemoResult) -> None:
    if not result.facts.gil_enabled:
        pytest.skip("this Python runs without the GIL")
    assert all(row.stats["cores"].high <= CORES_LIMIT for row in result.rows[:2])


def test_no_more_cores_are_used_than_there_are_workers(result: DemoResult) -> None:
    assert all(0 < row.stats["cores"].high <= 2 * CORES_LIMIT for row in result.rows)
