import pytest

from bot.domain.demo_result import DemoResult
from tests.demos.workloads.script import CORES_LIMIT, keys, measured, median


@pytest.fixture(scope="module")
def result() -> DemoResult:
    return measured("pickling", "--items", "10000")


def test_little_and_much_data_are_measured_here_and_in_the_pool(result: DemoResult) -> None:
    assert keys(result) == ["small-here", "small-pool", "big-here", "big-pool"]


def test_a_speed_up_is_here_over_pool(result: DemoResult) -> None:
    for size in ("small", "big"):
        here, pool = (median(result, f"{size}-{where}", "wall_ms") for where in ("here", "pool"))
        assert result.stats[f"{size}_speedup"].median == pytest.approx(here / pool, rel=0.01)


def test_here_one_core_works(result: DemoResult) -> None:
    for key in ("small-here", "big-here"):
        assert 0 < median(result, key, "cores") <= CORES_LIMIT
