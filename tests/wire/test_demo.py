"""`/demo` as members meet it: the real bot, its real worker, every body checked."""

import asyncio
import contextlib
import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from tests.demos.scripts import descendants, left_after, wait_until

from .actor import Actor
from .demo import open_demo, result, run_demo, waits
from .quiz import ask_and_answer, points
from .real_bot import command, environment, running
from .server import LoopbackDiscord
from .world import Channel

pytestmark = [pytest.mark.wire, pytest.mark.asyncio(loop_scope="module")]

PNG = b"\x89PNG\r\n\x1a\n"
PICTURE_BYTES = 30_000
FIRST_WORD_MS = 1000
STOPS_WITHIN_S = 2.0
"""Twice what it may take where nothing else runs."""


@pytest.fixture
def channel(coached: LoopbackDiscord) -> Channel:
    return coached.add_guild().add_text_channel("gil")


@pytest.fixture
def alice(coached: LoopbackDiscord) -> Actor:
    return coached.add_user("alice", installed=True)


async def test_a_guess_is_answered_by_a_picture_and_a_table(
    coached: LoopbackDiscord, alice: Actor, channel: Channel
) -> None:
    card = await open_demo(alice, channel)
    assert card.ephemeral
    assert "Counts as shown: In opposite order neither thread gets its second lock" in card.text
    pressed = await alice.click(card, "Neither")
    assert pressed.ack_ms < FIRST_WORD_MS
    assert "Measuring; this usually takes about 1 s." in pressed.text
    shown = await result(pressed)
    assert "You predicted “Neither”, measured was neither: right." in shown.text
    assert "**Shown.** Thread 1 did not get its second lock" in shown.text
    assert "```\n          second lock   after\nthread 1      gave up" in shown.text
    *_, sent = [call for call in coached.calls("PATCH /webhooks") if call.files]
    ((upload, content),) = sent.files.items()
    (attached,) = sent.body["attachments"]
    assert upload == f"files[{attached['id']}]"
    assert "Neither thread got the second lock" in attached["description"]
    assert shown.files == {"demo.png": content}
    assert content.startswith(PNG)
    assert len(content) <= PICTURE_BYTES


async def test_a_result_is_shared_with_its_picture(
    coached: LoopbackDiscord, alice: Actor, channel: Channel
) -> None:
    shown = await run_demo(alice, await open_demo(alice, channel))
    shared = await alice.click(shown, "Share")
    await shared.edited()
    (public,) = coached.screens(channel)
    assert f"<@{alice.id}> measured" in public.text
    assert public.files == shown.files
    assert (public.payload["mentions"], public.labels()) == ([], [])
    assert shown.button("Shared")["disabled"]


async def test_one_is_measured_at_a_time_while_everything_else_goes_on(
    coached: LoopbackDiscord, alice: Actor, channel: Channel
) -> None:
    bob, carol = coached.add_user("bob"), coached.add_user("carol")
    cards = [
        await open_demo(alice, channel, "convoy", requests=120),
        await open_demo(bob, channel, ordered="yes"),
    ]
    first = await alice.click(cards[0], "Just run it")
    second = await bob.click(cards[1], "Just run it")
    await second.edited()
    assert "Place 1 in the line, about 1 s to go." in second.text
    graded = await ask_and_answer(carol, channel)
    assert points(graded) is not None
    assert graded.ack_ms < FIRST_WORD_MS
    assert waits(first)
    assert waits(second)
    for pressed in (first, second):
        assert "demo.png" in (await result(pressed)).files
    assert "**Shown.**" in second.text


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
async def test_a_bot_that_ends_takes_its_demo_along(
    discord: LoopbackDiscord,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
    number: signal.Signals,
) -> None:
    channel, alice = discord.add_guild().add_text_channel("gil"), discord.add_user("alice")
    async with running(discord, tmp_path) as process:
        card = await open_demo(alice, channel, "convoy")
        pressed = await alice.click(card, "Just run it")
        started = await asyncio.to_thread(demo_of, process.pid)
        began = time.monotonic()
        os.kill(process.pid, number)
        assert await process.wait(STOPS_WITHIN_S) == (0 if number == signal.SIGTERM else -number)
        told = f"{number.name} ended it after {time.monotonic() - began:.2f} s"
        record_property("end", told)
        print(told)  # noqa: T201 - for -rP
        assert not await asyncio.to_thread(left_after, 1, started)
    if number == signal.SIGTERM:
        assert "I am about to stop" in pressed.followups[0].text
        again = card
    async with running(discord, tmp_path):
        if number == signal.SIGKILL:
            again = await alice.click(pressed, "Start again")
        assert "demo.png" in (await run_demo(alice, again)).files


def demo_of(bot: int) -> list[psutil.Process]:
    """All processes of a bot, once its demo runs and has started one of its own."""
    wait_until(lambda: any("--multiprocessing-fork" in line for line in command_lines(bot)))
    assert any("workloads" in line for line in command_lines(bot))
    return descendants(bot)


def command_lines(bot: int) -> Iterator[str]:
    for one in descendants(bot):
        with contextlib.suppress(psutil.NoSuchProcess):
            yield " ".join(one.cmdline())


@pytest.mark.skipif(not shutil.which("taskset"), reason="there is no taskset")
async def test_on_one_core_it_says_so_and_offers_no_run(
    discord: LoopbackDiscord, tmp_path: Path
) -> None:
    channel, alice = discord.add_guild().add_text_channel("gil"), discord.add_user("alice")
    one_core = ["taskset", "-c", str(min(os.sched_getaffinity(0)))]
    async with discord.running_bot(
        [*one_core, *command()], env=environment(tmp_path), cwd=tmp_path
    ):
        for guess in (True, False):
            card = await open_demo(alice, channel, "cpu", predict=guess)
            assert "**Not possible here.** It takes 2 cores" in card.text
            assert card.labels() == ["Code", "Quiz me"]
        shown = await run_demo(alice, await open_demo(alice, channel))
        assert "**Shown.**" in shown.text
