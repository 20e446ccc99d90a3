"""What becomes of the demonstrations, quiet and beside busy processes, and what the bot feels.

    python -m bench.demos [--runs 30] [--hogs 0 1 2] [--demo NAME ...] [--json FILE]
    python -m bench.demos --lag [--seconds 20] [--rounds 3]

The first runs each demonstration as a member's request does, by the real runner, repeated where
nothing was visible, and judged by its rule. A line is one demonstration beside so many hogs, other
processes that compute all the time:

    shown ... crashed   how many runs came out like that; all together are the runs
    %                   share of the runs that were shown
    s                   median seconds from the request to the result, all waiting included
    most                the most cores that threads under the GIL used in any run; the rules
                        allow 1.10

Settings such as COACH_PYTHONS count as they do for the bot. All 13 at 30 runs and three loads take
more than an hour.

The second has a member ask the real bot for /help 50 times a second, over the wire, while nothing
runs and while one demonstration follows the other, in turn. It prints milliseconds until the bot
answered, and, as a measure of what the machine does to any process, how late this process itself
was woken meanwhile. Read the ratios, demonstrations by idle.
"""

import argparse
import asyncio
import itertools
import json
import logging
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from bot.app import open_demo_runner
from bot.coach.measuring import impossible, measure
from bot.coach.ports import DemoRunner
from bot.domain.demo_catalogue import DEMOS, find_demo
from bot.domain.demo_result import DemoOutcome, DemoResult
from bot.domain.verdict import Outcome, Verdict, judge
from bot.settings import CoachSettings
from tests.wire.actor import Actor
from tests.wire.demo import open_demo, run_demo
from tests.wire.real_bot import running
from tests.wire.schema import Schema
from tests.wire.server import LoopbackDiscord
from tests.wire.world import Channel

THREADS: Mapping[str, Sequence[str | None]] = {
    "timeline": [None],
    "cpu": ["threads"],
    "executors": ["cpu-threads"],
    "release": ["pure", "small"],
}
"""Where a result has the cores used by threads that need the GIL: its rows, None for the whole."""

HOG = "import os\nparent = os.getppid()\nwhile os.getppid() == parent: pass"
"""Computes until its parent is gone."""

ASK_EVERY_S = 0.02


class Run(NamedTuple):
    """One request.

    Attributes:
        seconds: from the request to the result.
        cores: the most that threads under the GIL used, as the rule reads it; None without any.
    """

    outcome: Outcome
    sentence: str
    seconds: float
    cores: float | None


def cores_of_threads(outcome: DemoOutcome | None) -> float | None:
    """The most cores that threads under the GIL used."""
    if not isinstance(outcome, DemoResult):
        return None
    used = [
        result.stat("cores", of=row).median
        for result in [outcome, *outcome.parts.values()]
        if result.facts.gil_enabled
        for row in THREADS.get(result.demo, [])
    ]
    return max(used, default=None)


async def one_run(runner: DemoRunner, name: str) -> Run:
    """Run a demonstration with its defaults."""
    request = find_demo(name).request({}, cores=runner.cores())
    verdict: Verdict | None = impossible(runner, name)
    outcome, began = None, time.perf_counter()
    if verdict is None:
        outcome = await measure(runner, request)
        verdict = judge(request, outcome)
    seconds = time.perf_counter() - began
    return Run(verdict.outcome, verdict.sentence, seconds, cores_of_threads(outcome))


@contextmanager
def hogs(count: int) -> Iterator[None]:
    """Keep so many cores busy."""
    with ExitStack() as stack:
        for _ in range(count):
            command = [sys.executable, "-I", "-c", HOG]
            hog = stack.enter_context(subprocess.Popen(command))  # noqa: S603 - our own
            stack.callback(hog.kill)
        yield


def line(name: str, beside: int, runs: Sequence[Run]) -> str:
    """One line of the table."""
    counts = Counter(run.outcome for run in runs)
    numbers = "".join(f"{counts[outcome]:>{len(outcome) + 2}}" for outcome in Outcome)
    seconds = statistics.median(run.seconds for run in runs)
    most = max((run.cores for run in runs if run.cores is not None), default=None)
    share = 100 * counts[Outcome.SHOWN] / len(runs)
    return f"{name:10}{beside:>4}{numbers}{share:>5.0f}{seconds:>6.1f}" + (
        "" if most is None else f"{most:>6.2f}"
    )


async def tabulate(names: Sequence[str], loads: Sequence[int], runs: int, to: Path | None) -> None:
    """Print the table as it grows; keep every run in the file."""
    heads = "".join(f"  {outcome}" for outcome in Outcome)
    print(f"{'demo':10}hogs{heads}    %     s  most", flush=True)
    kept = []
    async with open_demo_runner(CoachSettings.load()) as runner:
        for name, beside in itertools.product(names, loads):
            with hogs(beside):
                done = [await one_run(runner, name) for _ in range(runs)]
            print(line(name, beside, done), flush=True)
            kept += [{"demo": name, "hogs": beside, **run._asdict()} for run in done]
            if to is not None:
                await asyncio.to_thread(to.write_text, json.dumps(kept), encoding="utf-8")
    for run in kept:
        if run["outcome"] in (Outcome.CONTRADICTED, Outcome.CRASHED, Outcome.TIME_LIMIT):
            print(f"{run['demo']} beside {run['hogs']}: {run['outcome']}: {run['sentence']}")


class Waits(NamedTuple):
    """Milliseconds until the bot answered, and by which this process was woken too late."""

    answers: list[float]
    wakes: list[float]


async def ask(member: Actor, channel: Channel, waits: Waits, over: asyncio.Event) -> None:
    """Ask for help again and again."""
    while not over.is_set():
        began = time.perf_counter()
        await asyncio.sleep(ASK_EVERY_S)
        waits.wakes.append((time.perf_counter() - began - ASK_EVERY_S) * 1000)
        waits.answers.append((await member.slash(channel, "help")).ack_ms)


async def run_demos(
    member: Actor, channel: Channel, seconds: float, numbers: Iterator[int]
) -> None:
    """Run one demonstration after the other, none twice: a known result would be shown again."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for name, parameter in (("cpu", "task_ms"), ("race", "ms"), ("release", "task_ms")):
            chosen = {parameter: 100 + next(numbers) % 50}
            await run_demo(member, await open_demo(member, channel, name, **chosen))


async def feel(discord: LoopbackDiscord, rounds: int, seconds: float) -> tuple[Waits, Waits]:
    """Ask while nothing runs and while demonstrations do, in turn."""
    channel = discord.add_guild().add_text_channel("bench")
    asking, measuring = discord.add_user("asks"), discord.add_user("measures")
    idle, busy, numbers = Waits([], []), Waits([], []), itertools.count()
    await run_demo(measuring, await open_demo(measuring, channel))  # the worker is up now
    for waits in [idle, busy] * rounds:
        over = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(ask(asking, channel, waits, over))
            if waits is busy:
                await run_demos(measuring, channel, seconds, numbers)
            else:
                await asyncio.sleep(seconds)
            over.set()
    return idle, busy


async def compare_waits(rounds: int, seconds: float) -> None:
    """Print what the bot's members and this process felt."""
    with tempfile.TemporaryDirectory() as made:
        async with (
            LoopbackDiscord(schema=Schema(Path(made) / "none")) as discord,
            running(discord, Path(made), settings={"COACH_LIMIT_DEMO_EVERY_S": "0"}),
        ):
            idle, busy = await feel(discord, rounds, seconds)
    print(f"{'milliseconds':19}{'p50':>7}{'p99':>8}{'max':>8}{'number':>8}")
    for title, calm, pressed in zip(("answers", "own wakes"), idle, busy, strict=True):
        early, late = percentiles(calm), percentiles(pressed)
        print(f"{title + ', idle':18}{figures(early)}{len(calm):8}")
        print(f"{title + ', demos':18}{figures(late)}{len(pressed):8}")
        print(f"{'  ratio':18}{figures([two / one for one, two in zip(early, late, strict=True)])}")


def figures(numbers: Sequence[float]) -> str:
    """Numbers in columns."""
    return "".join(f"{number:8.1f}" for number in numbers)


def percentiles(waits_ms: list[float]) -> tuple[float, float, float]:
    """The median, the 99th percentile and the worst."""
    return statistics.median(waits_ms), statistics.quantiles(waits_ms, n=100)[98], max(waits_ms)


def main() -> None:
    """Print one of the two tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=30, help="runs of each demo and load")
    parser.add_argument("--hogs", type=int, nargs="+", default=[0, 1, 2], help="busy processes")
    parser.add_argument(
        "--demo", nargs="+", choices=DEMOS, default=[*DEMOS], help="all if left out"
    )
    parser.add_argument("--json", type=Path, help="a file for every single run")
    parser.add_argument("--lag", action="store_true", help="how quickly the bot answers meanwhile")
    parser.add_argument("--rounds", type=int, default=3, help="of --lag")
    parser.add_argument("--seconds", type=float, default=20, help="of --lag, each half of a round")
    given = parser.parse_args()
    logging.disable(logging.WARNING)  # the table and what stands below it say all that
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}", flush=True)
    if given.lag:
        asyncio.run(compare_waits(given.rounds, given.seconds))
    else:
        asyncio.run(tabulate(given.demo, given.hogs, given.runs, given.json))


if __name__ == "__main__":
    main()
