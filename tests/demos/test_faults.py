"""The process that owns the pool ends in every way there is, and nothing stays behind."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from tests.demos.scripts import HANGS, descendants, left_after, running, wait_until, write_workloads

pytestmark = pytest.mark.usefixtures("workers_are_not_measured")

BOT = """
import asyncio, signal, sys
from pathlib import Path
from bot.supervision import until_stopped
from bot.demos.discovery import Survey, own_interpreters
from bot.demos.pool import LocalPool
from bot.demos.runner import Runner
from bot.domain.demo_catalogue import find_demo

folder = Path(sys.argv[1])
# Tests that a shell runs in the background would hand down SIGINT ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)

async def work(_):
    runner = Runner(
        LocalPool(), Survey(2, own_interpreters()), {}, workloads=folder / "workloads",
        lock=folder / "lock", least_s=60,
    )
    try:
        await runner.run(find_demo(sys.argv[2]).request({}, cores=2))
    finally:
        await runner.close()

with open(folder / "starts", "a") as starts:
    starts.write("started\\n")
"""
"""Plays the bot; what follows starts it, without a guard as hosts do."""

STOPPED_WELL = "asyncio.run(until_stopped(work))"
ENDED_AT_ONCE = "asyncio.run(work(None))"


@contextmanager
def a_bot(
    tmp_path: Path, ending: str, *, demo: str = "timeline"
) -> Iterator[subprocess.Popen[bytes]]:
    """The process of a bot whose `timeline` hangs and has a child."""
    write_workloads(tmp_path / "workloads", timeline=HANGS["with a child"])
    script = tmp_path / "host.py"
    script.write_text(BOT + ending)
    with subprocess.Popen(
        [sys.executable, str(script), str(tmp_path), demo],
        env={"PYTHONPATH": ":".join(sys.path)},
    ) as bot:
        try:
            yield bot
        finally:
            bot.kill()


def wait_for_demo(tmp_path: Path, bot: subprocess.Popen[bytes]) -> None:
    # The bot itself, the script and its child.
    wait_until(lambda: len(running(tmp_path)) == 3 or bot.poll() is not None)


def workers(pid: int) -> list[psutil.Process]:
    return [one for one in descendants(pid) if "popen_loky" in " ".join(one.cmdline())]


@pytest.mark.parametrize(
    ("ending", "number"),
    [
        (STOPPED_WELL, signal.SIGTERM),
        (STOPPED_WELL, signal.SIGINT),
        (STOPPED_WELL, signal.SIGKILL),
        (ENDED_AT_ONCE, signal.SIGTERM),
        (ENDED_AT_ONCE, signal.SIGINT),
    ],
)
def test_nothing_survives_the_bot(tmp_path: Path, ending: str, number: signal.Signals) -> None:
    with a_bot(tmp_path, ending) as bot:
        wait_for_demo(tmp_path, bot)
        started = descendants(bot.pid)
        assert len(started) >= 3  # worker, script, child, and those who clean up after them
        bot.send_signal(number)
        assert not left_after(1, [*started, *running(tmp_path)])
        bot.wait(1)


def test_a_bot_that_dies_while_its_worker_comes_up_leaves_none(tmp_path: Path) -> None:
    with a_bot(tmp_path, ENDED_AT_ONCE) as bot:
        wait_until(lambda: bool(workers(bot.pid)))
        started = descendants(bot.pid)
        bot.kill()
        assert not left_after(1, [*started, *running(tmp_path)])


def test_a_host_without_a_guard_is_not_run_again(tmp_path: Path) -> None:
    with a_bot(tmp_path, ENDED_AT_ONCE, demo="race") as bot:
        assert bot.wait(20) == 0
    assert (tmp_path / "starts").read_text() == "started\n"


def test_a_demo_costs_little_more_than_its_script(tmp_path: Path) -> None:
    measure = """
import subprocess, time

async def compare():
    runner = Runner(
        LocalPool(), Survey(2, own_interpreters()), {}, workloads=folder / "workloads",
        lock=folder / "lock",
    )
    request = find_demo("race").request({}, cores=2)
    command = [sys.executable, "-I", str(folder / "workloads"), "race", "--json"]
    alone, within = [], []
    for _ in range(12):
        began = time.perf_counter()
        subprocess.run(command, capture_output=True, check=True)
        alone.append(time.perf_counter() - began)
        began = time.perf_counter()
        await runner.run(request)
        within.append(time.perf_counter() - began)
    await runner.close()
    print(min(within) - min(alone))  # what a busy machine adds is no overhead

asyncio.run(compare())
"""
    write_workloads(tmp_path / "workloads", timeline="")
    (tmp_path / "host.py").write_text(BOT + measure)
    done = subprocess.run(
        [sys.executable, str(tmp_path / "host.py"), str(tmp_path)],
        env={"PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert float(done.stdout) < 0.02
