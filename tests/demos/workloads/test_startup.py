import multiprocessing
import sys

import pytest

from bot.domain.demo_result import DemoResult
from tests.demos.workloads.script import keys, measured


@pytest.fixture(scope="module")
def result() -> DemoResult:
    return measured("startup", "--workers", "1")


def test_every_kind_there_is_starts(result: DemoResult) -> None:
    methods = multiprocessing.get_all_start_methods()
    processes = [method for method in ("fork", "forkserver", "spawn") if method in methods]
    newer = ["interpreter"] if sys.version_info >= (3, 14) else []
    assert keys(result) == ["thread", *processes, *newer]


def test_a_thread_starts_faster_than_python_itself(result: DemoResult) -> None:
    thread, spawn = result.row("thread"), result.row("spawn")
    assert thread
    assert spawn
    assert 0 < thread.stats["start_ms"].low < spawn.stats["start_ms"].low
