import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import Future
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median

import pytest

from bot.coach.ports import Interpreter
from bot.demos.discovery import Survey, own_interpreters
from bot.demos.engine import Task
from bot.demos.pool import LocalPool
from bot.demos.runner import Runner, open_runner
from bot.demos.task import Job, run_demo
from bot.domain.demo import DemoRequest, Value
from bot.domain.demo_catalogue import DEMOS, find_demo
from bot.domain.demo_result import DemoResult, Failure
from bot.domain.errors import DemoRefusedError, SettingError, UnknownNameError
from tests.demos.scripts import (
    CRASHES,
    GOOD,
    HANGS,
    RESULT,
    SLEEP,
    descendants,
    left_after,
    running,
    wait_until,
    write_workloads,
)

pytestmark = pytest.mark.usefixtures("workers_are_not_measured")

GIL = Interpreter("3.13.5", "/gil", free_threaded=False, gil_enabled=True)
OLD_FREE = Interpreter("3.13.5t, GIL off", "/old", free_threaded=True, gil_enabled=False)
FREE = [
    Interpreter("3.14.1t, GIL off", "/free", free_threaded=True, gil_enabled=False),
    Interpreter("3.14.1t, GIL on", "/free", free_threaded=True, gil_enabled=True),
]
GOOD_RESULT = DemoResult.model_validate(RESULT)


def asked(demo: str, /, **chosen: Value) -> DemoRequest:
    return find_demo(demo).request(chosen, cores=2)


@asynccontextmanager
async def opened(tmp_path: Path, timeline: str = GOOD) -> AsyncIterator[Runner]:
    """A runner whose `timeline` is that script; its time limit is one second."""
    runner = Runner(
        LocalPool(),
        Survey(2, own_interpreters()),
        {},
        workloads=write_workloads(tmp_path / "workloads", timeline=timeline),
        lock=tmp_path / "lock",
        least_s=0,
    )
    try:
        yield runner
    finally:
        await runner.close()


class Noted:
    """An engine that only notes the jobs it is given."""

    def __init__(self) -> None:
        self.jobs: list[Job] = []
        self.limits: list[float] = []

    def start(self) -> None:
        """Nothing to start."""

    def submit(self, task: Task, text: str, *, limit_s: float) -> Future[str]:
        assert task is run_demo
        self.jobs.append(Job.read(text))
        self.limits.append(limit_s)
        future: Future[str] = Future()
        future.set_result(GOOD_RESULT.model_dump_json())
        return future

    def close(self) -> None:
        """Nothing to close."""


async def job_of(request: DemoRequest, interpreters: Sequence[Interpreter] = (GIL,)) -> Job:
    engine = Noted()
    await Runner(engine, Survey(2, interpreters), {}).run(request)
    assert engine.limits[0] > engine.jobs[0].limit_s
    return engine.jobs[0]


async def test_a_demo_is_measured(tmp_path: Path) -> None:
    async with opened(tmp_path) as runner:
        assert await runner.run(asked("race")) == GOOD_RESULT
    assert not left_after(1, running(tmp_path))


async def test_parameters_become_arguments() -> None:
    job = await job_of(asked("cpu", task_ms=200, rounds=4))
    assert job.arguments == ["cpu", "--workers", "2", "--task-ms", "200", "--rounds", "4"]
    assert (await job_of(asked("deadlock", ordered="yes"))).arguments[-2:] == ["--ordered", "yes"]


async def test_only_demos_that_compare_cores_wait_for_quiet() -> None:
    waiting = [name for name in DEMOS if name not in {"builds", "versions"}]
    jobs = [await job_of(asked(name)) for name in waiting]
    quiet = {name for name, job in zip(waiting, jobs, strict=True) if job.quiet_cores == 2}
    assert quiet == {"cpu", "executors", "release", "pickling"}


@pytest.mark.parametrize(
    ("request_", "limit_s"),
    [
        (asked("timeline"), 5),
        (asked("cpu"), 10),
        (asked("cpu", rounds=2), 10),
        (asked("cpu", rounds=4), 10 * 4 / 3),
        (asked("cpu", workers=4, rounds=6), 20),
        (asked("io", tasks=50, wait_ms=200), 20),
    ],
)
async def test_the_limit_is_twice_the_usual_time(request_: DemoRequest, limit_s: float) -> None:
    assert (await job_of(request_)).limit_s == pytest.approx(limit_s)


async def test_an_interpreter_is_chosen_by_its_label() -> None:
    request = asked("race").model_copy(update={"interpreter": "3.14.1t, GIL off"})
    job = await job_of(request, [GIL, *FREE])
    assert (job.python, job.options) == ("/free", ["-X", "gil=0"])
    job = await job_of(asked("race"), [GIL, *FREE])
    assert (job.python, job.options) == ("/gil", [])


async def test_an_unknown_interpreter_is_refused() -> None:
    request = asked("race").model_copy(update={"interpreter": "3.13"})
    with pytest.raises(UnknownNameError, match=r"no interpreter “3\.13”\. Nearest: 3\.13\.5"):
        await job_of(request)


async def test_versions_run_on_all_interpreters_and_may_take_longer() -> None:
    job = await job_of(asked("versions"), [GIL, *FREE])
    worlds = '[["3.13.5", "/gil", null], '
    worlds += '["3.14.1t, GIL off", "/free", "0"], ["3.14.1t, GIL on", "/free", "1"]]'
    assert job.arguments == ["versions", "--threads", "2", "--worlds", worlds]
    assert job.limit_s == 15


async def test_builds_run_on_both_sides_of_the_newest_free_threaded_one() -> None:
    job = await job_of(asked("builds", demo="cpu"), [GIL, OLD_FREE, *FREE])
    worlds = '[["3.14.1t, GIL off", "/free", "0"], ["3.14.1t, GIL on", "/free", "1"]]'
    assert job.arguments == ["builds", "--demo", "cpu", "--worlds", worlds]
    assert job.limit_s == 20


async def test_builds_need_a_free_threaded_python() -> None:
    with pytest.raises(DemoRefusedError, match="free-threaded"):
        await job_of(asked("builds"))


@pytest.mark.parametrize("hang", HANGS)
async def test_a_hang_is_told_in_time_and_leaves_nothing(tmp_path: Path, hang: str) -> None:
    async with opened(tmp_path, HANGS[hang]) as runner:
        await runner.run(asked("race"))
        began = time.monotonic()
        outcome = await runner.run(asked("timeline"))
        assert time.monotonic() - began < 1 + 0.5
        assert outcome == Failure(kind="time_limit", limit_s=1)
        assert not left_after(1, running(tmp_path))
        assert await runner.run(asked("race")) == GOOD_RESULT


@pytest.mark.parametrize("crash", CRASHES)
async def test_a_crash_is_told_in_time_and_harms_nobody_else(tmp_path: Path, crash: str) -> None:
    async with opened(tmp_path, CRASHES[crash]) as runner:
        await runner.run(asked("race"))
        began = time.monotonic()
        outcome = await runner.run(asked("timeline"))
        assert time.monotonic() - began < 0.5
        assert isinstance(outcome, Failure)
        assert outcome.kind == "crashed"
        assert crash in outcome.detail
        assert await runner.run(asked("race")) == GOOD_RESULT
    assert not left_after(1, running(tmp_path))


async def test_cancelling_ends_every_process(tmp_path: Path) -> None:
    async with opened(tmp_path, HANGS["with a child"]) as runner:
        task = asyncio.create_task(runner.run(asked("timeline")))
        await asyncio.to_thread(wait_until, lambda: len(running(tmp_path)) == 2)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert not left_after(1, running(tmp_path))
        assert await runner.run(asked("race")) == GOOD_RESULT


async def test_a_killed_worker_is_a_crash_and_the_next_demo_works(tmp_path: Path) -> None:
    code = (
        "import ctypes, os, signal\n"
        "ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # as every workload does\n"
        "os.kill(os.getppid(), signal.SIGKILL)\n" + SLEEP
    )
    async with opened(tmp_path, code) as runner:
        await runner.run(asked("race"))
        began = time.monotonic()
        outcome = await runner.run(asked("timeline"))
        assert time.monotonic() - began < 0.5
        assert isinstance(outcome, Failure)
        assert outcome.kind == "crashed"
        assert "Abnormal termination" in outcome.detail
        assert await runner.run(asked("race")) == GOOD_RESULT
        assert not left_after(1, running(tmp_path))


async def test_a_worker_that_hangs_is_a_time_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.demos.pool._GRACE_S", -28)  # all the waiting there may be
    code = "import os, signal\nos.kill(os.getppid(), signal.SIGSTOP)\n" + SLEEP
    async with opened(tmp_path, code) as runner:
        outcome = await runner.run(asked("timeline"))
        assert isinstance(outcome, Failure)
        assert outcome.kind == "time_limit"
        assert "the worker hung" in outcome.detail
        for one in running(tmp_path):
            one.kill()  # it has no wish to die with a stopped parent
        assert await runner.run(asked("race")) == GOOD_RESULT


async def test_a_demo_that_runs_at_the_end_is_refused_and_ended(tmp_path: Path) -> None:
    async with opened(tmp_path, HANGS["with a child"]) as runner:
        task = asyncio.create_task(runner.run(asked("timeline")))
        await asyncio.to_thread(wait_until, lambda: len(running(tmp_path)) == 2)
        began = time.monotonic()
        await runner.close()
        assert time.monotonic() - began < 1
        with pytest.raises(DemoRefusedError, match="about to stop"):
            await task
        assert not left_after(1, running(tmp_path))
        with pytest.raises(DemoRefusedError, match="about to stop"):
            await runner.run(asked("race"))


async def test_the_event_loop_goes_on_beside_a_demo(tmp_path: Path) -> None:
    lags: list[float] = []

    async def tick() -> None:
        while True:
            began = time.perf_counter()
            await asyncio.sleep(0.005)
            lags.append(time.perf_counter() - began - 0.005)

    async with opened(tmp_path, HANGS["in Python"]) as runner:
        await runner.run(asked("race"))
        ticking = asyncio.create_task(tick())
        await runner.run(asked("timeline"))
        ticking.cancel()
    assert len(lags) > 50
    assert median(lags) < 0.01


async def test_no_process_is_started_before_it_is_needed() -> None:
    before = descendants()
    async with open_runner() as runner:
        assert runner.interpreters()[0] == own_interpreters()[0]
        assert runner.cores() >= 1
        assert "x += 1" in runner.code("race")
        assert not [one for one in descendants() if one not in before]


async def test_code_of_an_unknown_demo_is_refused() -> None:
    async with open_runner() as runner:
        with pytest.raises(UnknownNameError):
            runner.code("rase")


async def test_an_interpreter_that_cannot_be_used_is_named_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with open_runner(pythons=["/no/python"]) as runner:
        assert runner.interpreters() == list(own_interpreters())
    assert "/no/python can't be started" in caplog.text


async def test_without_dask_its_engine_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "bot.demos.dask", None)
    with pytest.raises(SettingError, match=r"pip install gil-coach\[dask\]"):
        async with open_runner(engine="dask://127.0.0.1:1"):
            pass


@pytest.mark.parametrize("name", ["timeline", "deadlock"])
async def test_a_real_demo_is_measured(tmp_path: Path, name: str) -> None:
    runner = Runner(LocalPool(), Survey(2, own_interpreters()), {}, lock=tmp_path / "lock")
    outcome = await runner.run(asked(name))
    await runner.close()
    assert isinstance(outcome, DemoResult)
    assert outcome.demo == name
