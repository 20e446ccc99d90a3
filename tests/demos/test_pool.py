import concurrent.futures
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.demos import pool as module
from bot.demos.pool import LocalPool
from bot.demos.task import Job, run_demo
from tests.demos.scripts import HANGS, descendants, left_after, running, wait_until

pytestmark = pytest.mark.usefixtures("workers_are_not_measured")

# `eval` is a task that every worker can import: it takes text and does what it says.
PID = "str(__import__('os').getpid())"
SLEEP = "__import__('time').sleep(600)"
ERRORS = "__import__('bot.domain.errors', fromlist=['errors'])"
WAIT_S = 20


@pytest.fixture
def pool(workers_are_not_measured: None) -> Iterator[LocalPool]:
    pool = LocalPool()
    pool.start()
    yield pool
    pool.close()


def do(pool: LocalPool, text: str, limit_s: float = 60) -> str:
    pool.start()
    return pool.submit(eval, text, limit_s=limit_s).result(WAIT_S)


def test_a_task_is_done_in_another_process(pool: LocalPool) -> None:
    first = do(pool, PID)
    assert int(first) != os.getpid()
    assert do(pool, PID) == first


def test_a_worker_is_started_anew_and_not_forked(pool: LocalPool) -> None:
    command = do(pool, "' '.join(__import__('sys').orig_argv)")
    assert "-m loky.backend.popen_loky_posix" in command
    modules = do(pool, "' '.join(__import__('sys').modules)").split()
    assert not {"pytest", "discord", "pydantic"} & set(modules)


def test_starting_twice_changes_nothing(pool: LocalPool) -> None:
    first = do(pool, PID)
    pool.start()
    assert do(pool, PID) == first


def test_work_before_the_start_is_refused() -> None:
    with pytest.raises(RuntimeError, match="not started"):
        LocalPool().submit(eval, PID, limit_s=1)


def test_closing_twice_does_no_harm(pool: LocalPool) -> None:
    pool.close()
    pool.close()
    assert do(pool, PID)


def test_a_task_that_hangs_is_ended_by_the_backstop(
    pool: LocalPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_GRACE_S", 0.2)
    with pytest.raises(concurrent.futures.TimeoutError, match="Task timeout"):
        do(pool, SLEEP, limit_s=0.2)
    assert do(pool, PID)


def test_a_task_deaf_to_signals_is_ended_by_the_backstop(pool: LocalPool) -> None:
    text = f"[__import__('signal').signal(15, 1), {SLEEP}]"
    with pytest.raises(concurrent.futures.TimeoutError):
        do(pool, text, limit_s=-4.5)
    assert do(pool, PID)


def test_cancelling_kills_all_that_the_task_started(pool: LocalPool, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(HANGS["with a child"])
    job = Job(["race"], 60, workloads=str(script), lock=str(tmp_path / "lock"))
    future = pool.submit(run_demo, job.write(), limit_s=60)
    wait_until(lambda: len(running(tmp_path)) == 2)
    assert future.cancel()
    assert not left_after(1, running(tmp_path))
    assert do(pool, PID)


@pytest.mark.parametrize("idle", [True, False])
def test_a_killed_worker_is_replaced(pool: LocalPool, *, idle: bool) -> None:
    worker = int(do(pool, PID))
    hanging = None if idle else pool.submit(eval, SLEEP, limit_s=60)
    wait_until(lambda: hanging is None or hanging.running())
    os.kill(worker, signal.SIGKILL)
    if hanging:
        with pytest.raises(OSError, match="Abnormal termination"):
            hanging.result(2)
    else:
        time.sleep(0.5)  # the pool looks ten times a second
    assert int(do(pool, PID)) != worker


@pytest.mark.parametrize(
    "text",
    [
        "lambda: 0",
        "(_ for _ in ()).throw(type('LocalError', (Exception,), {}))",
        "__import__('os')._exit(3)",
        "__import__('ctypes').string_at(0)",
        # It can be pickled but not unpickled, which breaks the whole pool.
        f"(_ for _ in ()).throw({ERRORS}.OutOfBoundsError('a', 1, 'b'))",
    ],
)
def test_no_task_breaks_the_pool_for_the_next(pool: LocalPool, text: str) -> None:
    future = pool.submit(eval, text, limit_s=60)
    concurrent.futures.wait([future], 2)
    assert future.done()
    assert do(pool, PID)


def test_closing_with_a_task_running_takes_less_than_a_second(
    pool: LocalPool, tmp_path: Path
) -> None:
    script = tmp_path / "script.py"
    script.write_text(HANGS["with a child"])
    job = Job(["race"], 60, workloads=str(script), lock=str(tmp_path / "lock"))
    pool.submit(run_demo, job.write(), limit_s=60)
    wait_until(lambda: len(running(tmp_path)) == 2)
    before = [one for one in descendants() if "resource_tracker" not in " ".join(one.cmdline())]
    began = time.monotonic()
    pool.close()
    assert time.monotonic() - began < 1
    assert not left_after(1, [*before, *running(tmp_path)])


def test_a_worker_goes_at_once_where_its_parent_has_died(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[int] = []
    monkeypatch.setattr(os, "_exit", ended.append)
    module._refuse_orphans(os.getppid())
    assert not ended
    module._refuse_orphans(os.getppid() + 1)
    assert ended == [1]
