"""The engine of a cluster, against a real scheduler and a real worker with its nanny."""

import asyncio
import concurrent.futures
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.demos.dask import Cluster
from bot.demos.discovery import Survey, own_interpreters
from bot.demos.runner import Runner, open_runner
from bot.domain.demo_catalogue import find_demo
from bot.domain.demo_result import DemoResult, Failure
from bot.domain.errors import SettingError
from tests.demos.scripts import (
    CRASHES,
    HANGS,
    RESULT,
    descendants,
    left_after,
    running,
    wait_until,
    write_workloads,
)

PID = "str(__import__('os').getpid())"
WAIT_S = 20


@contextmanager
def dask(module: str, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process of dask's and all it starts."""
    command = [sys.executable, "-m", f"distributed.cli.{module}", *arguments, "--no-dashboard"]
    path = os.pathsep.join(sys.path)
    settings = {
        "PATH": os.defpath,
        "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0",
        "PYTHONPATH": path,
    }
    process = subprocess.Popen(command, env=settings, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        for one in descendants(process.pid):
            one.kill()
        process.kill()
        process.wait()


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a scheduler that has a worker."""
    folder = tmp_path_factory.mktemp("dask")
    file = folder / "scheduler.json"
    where = ("--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file))
    with dask("dask_scheduler", *where):
        wait_until(lambda: file.exists() and file.read_text().rstrip().endswith("}"))
        address: str = json.loads(file.read_text())["address"]
        one = ("--nworkers", "1", "--nthreads", "1", "--local-directory", str(folder))
        with dask("dask_worker", address, *one):
            yield address.removeprefix("tcp://")


@pytest.fixture
def cluster(scheduler: str) -> Iterator[Cluster]:
    cluster = Cluster(scheduler)
    cluster.start()
    yield cluster
    cluster.close()


def test_tasks_of_the_same_text_are_each_done(cluster: Cluster) -> None:
    now = "str(__import__('time').time_ns())"
    texts = [cluster.submit(eval, now, limit_s=1).result(WAIT_S) for _ in range(2)]
    assert texts[0] != texts[1]


def test_starting_again_keeps_the_connection(cluster: Cluster) -> None:
    before = cluster._client
    cluster.start()
    assert cluster._client is before


def test_what_a_task_raises_is_told(cluster: Cluster) -> None:
    future = cluster.submit(eval, "1 / 0", limit_s=1)
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        future.result(WAIT_S)


def test_a_worker_that_dies_is_told_and_replaced(cluster: Cluster) -> None:
    future = cluster.submit(eval, "__import__('os')._exit(1)", limit_s=1)
    with pytest.raises(RuntimeError, match="KilledWorker"):
        future.result(WAIT_S)
    assert cluster.submit(eval, PID, limit_s=1).result(WAIT_S)


def test_a_task_that_waits_can_be_cancelled(cluster: Cluster, tmp_path: Path) -> None:
    running_now = cluster.submit(eval, "str(__import__('time').sleep(1))", limit_s=1)
    waiting = cluster.submit(eval, f"str(open({str(tmp_path / 'made')!r}, 'w'))", limit_s=1)
    assert waiting.cancel()
    with pytest.raises(concurrent.futures.CancelledError):
        waiting.result(WAIT_S)
    assert running_now.result(WAIT_S) == "None"
    assert cluster.submit(eval, PID, limit_s=1).result(WAIT_S)
    assert not (tmp_path / "made").exists()


def test_without_a_connection_work_is_refused(cluster: Cluster) -> None:
    cluster.close()
    cluster.close()
    with pytest.raises(RuntimeError, match="not connected"):
        cluster.submit(eval, PID, limit_s=1)


async def test_demos_run_on_the_cluster(scheduler: str) -> None:
    async with open_runner(engine=f"dask://{scheduler}") as runner:
        assert runner.interpreters() == list(own_interpreters())
        outcome = await runner.run(find_demo("deadlock").request({}, cores=2))
    assert isinstance(outcome, DemoResult)


@pytest.mark.parametrize(
    ("code", "kind"), [(HANGS["with a child"], "time_limit"), (CRASHES["SIGSEGV"], "crashed")]
)
async def test_faults_stay_where_they_are(
    scheduler: str, tmp_path: Path, code: str, kind: str
) -> None:
    runner = Runner(
        Cluster(scheduler),
        Survey(2, own_interpreters()),
        {},
        workloads=write_workloads(tmp_path / "workloads", timeline=code),
        lock=tmp_path / "lock",
        least_s=0,
    )
    outcome = await runner.run(find_demo("timeline").request({}, cores=2))
    assert isinstance(outcome, Failure)
    assert outcome.kind == kind
    assert not left_after(1, running(tmp_path))
    outcome = await runner.run(find_demo("race").request({}, cores=2))
    assert outcome == DemoResult.model_validate(RESULT)
    await runner.close()


async def test_a_scheduler_that_is_not_there_stops_the_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.demos.dask._CONNECT_S", 0.3)
    with pytest.raises(SettingError, match=r"COACH_DEMO_ENGINE: dask://.* can't be used"):
        async with asyncio.timeout(10), open_runner(engine="dask://127.0.0.1:9"):
            pass


async def test_a_cluster_without_workers_stops_the_start(
    scheduler: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.demos.runner._SURVEY_S", 0.0)
    with pytest.raises(SettingError, match="none of its workers answers"):
        async with open_runner(engine=f"dask://{scheduler}"):
            pass
