"""Answers a second of the real bot beside a bare one, over the wire, each as its own process.

    python -m bench.wire [--answers 2000] [--in-flight 50] [--rounds 3] [--folder .]

An answer is what a member does for it: the command, the button that opens the modal, the submit.
The bare bot (tests/wire/sample_bot.py) neither grades nor keeps anything. Both are measured in
turn in the same run against the same loopback Discord, which needs a core of its own: read the
ratios, since the figures by themselves tell more about the machine.
"""

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

from tests.wire.actor import Actor
from tests.wire.quiz import ANSWER, FIELD, QUESTION
from tests.wire.real_bot import ROOT, running
from tests.wire.schema import Schema
from tests.wire.server import LoopbackDiscord
from tests.wire.world import Channel

STEPS = ("slash", "modal", "submit")
UNLIMITED = "1000000"


class Figures(NamedTuple):
    """What one round measured.

    Attributes:
        rate: answers a second.
        waits_ms: step -> milliseconds until each acknowledgement.
        graded_ms: milliseconds from each submit until its feedback.
    """

    rate: float
    waits_ms: Mapping[str, list[float]]
    graded_ms: list[float]


@asynccontextmanager
async def bare_bot(folder: Path) -> AsyncIterator[LoopbackDiscord]:
    """Run the sample bot."""
    command = [sys.executable, str(ROOT / "tests" / "wire" / "sample_bot.py")]
    async with (
        LoopbackDiscord(schema=Schema(folder / "none")) as discord,
        discord.running_bot(command, cwd=folder),
    ):
        yield discord


@asynccontextmanager
async def real_bot(folder: Path) -> AsyncIterator[LoopbackDiscord]:
    """Run the real bot without limits on the number of answers."""
    limits = {f"COACH_LIMIT_{who}_ANSWERS_PER_MINUTE": UNLIMITED for who in ("MEMBER", "GROUP")}
    async with (
        LoopbackDiscord(schema=Schema(folder / "none")) as discord,
        running(discord, folder, settings=limits),
    ):
        yield discord


async def measure(
    discord: LoopbackDiscord, values: Mapping[str, str], answers: int, in_flight: int
) -> Figures:
    """Have so many members answer one after the other, each for themselves."""
    channel = discord.add_guild().add_text_channel("bench")
    left = iter(range(answers))
    waits: dict[str, list[float]] = {step: [] for step in STEPS}
    graded: list[float] = []

    async def practise(member: Actor, channel: Channel) -> None:
        for _ in left:
            card = await member.slash(channel, "quiz", values)
            opened = await member.click(card, "Answer")
            start = time.perf_counter()
            feedback = await member.submit(opened, {FIELD: ANSWER})
            graded.append((time.perf_counter() - start) * 1000)
            for step, reply in zip(STEPS, (card, opened, feedback), strict=True):
                waits[step].append(reply.ack_ms)

    members = [discord.add_user(f"member{number}") for number in range(in_flight)]
    start = time.perf_counter()
    await asyncio.gather(*(practise(member, channel) for member in members))
    return Figures(answers / (time.perf_counter() - start), waits, graded)


async def compare(answers: int, in_flight: int, folder: Path) -> tuple[Figures, Figures]:
    """Measure the bare bot and the real one, the first answers of each left out."""
    found = []
    for run, values in ((bare_bot, {"topic": "gil"}), (real_bot, {"question": QUESTION})):
        with tempfile.TemporaryDirectory(dir=folder) as made:
            async with run(Path(made)) as discord:
                await measure(discord, values, in_flight, in_flight)
                found.append(await measure(discord, values, answers, in_flight))
    return found[0], found[1]


def percentiles(waits_ms: list[float]) -> str:
    """The median and the 99th percentile."""
    cuts = statistics.quantiles(waits_ms, n=100)
    return f"{statistics.median(waits_ms):7.1f} {cuts[98]:7.1f}"


def show(name: str, figures: Figures) -> None:
    """Print one line of the table."""
    steps = "  ".join(percentiles(figures.waits_ms[step]) for step in STEPS)
    print(f"{name:9} {figures.rate:9.0f}  {steps}  {percentiles(figures.graded_ms)}")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--answers", type=int, default=2000, help="answers of each bot a round")
    parser.add_argument("--in-flight", type=int, default=50, help="members at the same time")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=Path(), help="the disk to write to")
    given = parser.parse_args()
    print(f"{given.in_flight} members at once, {given.answers} answers, load {os.getloadavg()[0]}")
    print(f"{'':9} {'answers/s':>9}  " + "  ".join(f"{s + ' ack ms':>15}" for s in STEPS), end="")
    print(f"  {'feedback ms':>15}\n{'':21}" + f"{'p50':>7} {'p99':>7}  " * 4)
    ratios = []
    for _ in range(given.rounds):
        bare, real = asyncio.run(compare(given.answers, given.in_flight, given.folder))
        show("bare bot", bare)
        show("real bot", real)
        ratios.append(real.rate / bare.rate)
    print(f"real / bare: {statistics.median(ratios):.2f} of the answers a second (median round)")


if __name__ == "__main__":
    main()
