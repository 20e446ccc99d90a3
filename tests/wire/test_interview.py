"""Mock interviews over the wire: many at once, and one that outlives its processes."""

import asyncio
import re
import statistics
from collections.abc import Callable
from pathlib import Path

import pytest

from .actor import Actor
from .interview import LENGTH, NOTHING, asks, begin, newest, press, say
from .quiz import FIELD
from .real_bot import check_payload, running
from .screen import Screen
from .server import LoopbackDiscord
from .world import CREATE_PRIVATE_THREADS, PRIVATE_THREAD, Channel

pytestmark = [pytest.mark.wire, pytest.mark.asyncio(loop_scope="module")]

MANY = 50


@pytest.fixture
def channel(coached: LoopbackDiscord) -> Channel:
    return coached.add_guild().add_text_channel("gil")


def text_of(member: Actor) -> str:
    """An answer that names its writer."""
    return f"Here {member.name} has to say that only one {member.name} thread runs Python bytecode."


async def test_fifty_members_are_interviewed_at_once(
    coached: LoopbackDiscord, channel: Channel, record_property: Callable[[str, object], None]
) -> None:
    members = [coached.add_user(f"m{number}") for number in range(MANY)]
    waits: list[float] = []

    async def interview(member: Actor) -> Screen:
        card: Screen = await begin(member, channel)
        for _ in range(3 * LENGTH):
            if not asks(card):
                break
            opened = await member.click(card, "Answer")
            sent = await member.submit(opened, {FIELD: text_of(member)})
            waits.append(sent.ack_ms)
            card = newest(sent)
            assert card.ephemeral
        return card

    cards = await asyncio.gather(*map(interview, members))
    for member, card in zip(members, cards, strict=True):
        assert re.search(r"^# \d+ / 100$", card.text, re.MULTILINE), card.text
        assert f"{LENGTH} answered" in card.text
        report = card.files["report.md"].decode()
        assert text_of(member) in report
        others = {other.name for other in members if other is not member}
        assert not others & set(re.findall(r"\bm\d+\b", report))
    told = f"p50 {statistics.median(waits):.0f} ms, most {max(waits):.0f} ms"
    record_property("answer acknowledged", told)
    print(f"{MANY} interviews at once, answers acknowledged: {told}")  # noqa: T201 - for -rP


async def test_a_private_thread_holds_an_interview(
    coached: LoopbackDiscord, channel: Channel
) -> None:
    channel.app_permissions |= CREATE_PRIVATE_THREADS
    alice = coached.add_user("alice")
    began = await begin(alice, channel, level="junior")
    assert began.ephemeral
    assert channel.guild is not None
    (thread,) = [one for one in channel.guild.channels.values() if one.parent is channel]
    assert thread.type == PRIVATE_THREAD
    assert f"<#{thread.id}>" in began.text
    (first,) = thread.messages.values()
    card: Screen = Screen(coached.world, thread, first)
    assert not card.ephemeral
    while asks(card):
        card = await say(alice, card, text_of(alice))
    assert card.ephemeral
    assert {"scorecard.png", "report.md"} == set(card.files)
    shown = [Screen(coached.world, thread, one) for one in thread.messages.values()]
    public = [one for one in shown if not one.ephemeral]
    assert len(public) > LENGTH
    assert all("alice thread" not in one.text for one in public)
    await coached.until(lambda: public[-1].labels() == ["Scorecard"], what="the closing card")


async def test_where_the_thread_was_archived_the_card_comes_in_private(
    coached: LoopbackDiscord, channel: Channel
) -> None:
    channel.app_permissions |= CREATE_PRIVATE_THREADS
    bob = coached.add_user("bob")
    await begin(bob, channel)
    assert channel.guild is not None
    thread = next(one for one in channel.guild.channels.values() if one.parent is channel)
    (first,) = thread.messages.values()
    card = Screen(coached.world, thread, first)
    fault = coached.fail("callback", status=400, code=50083)
    paused = await bob.click(card, "Pause")
    assert fault.hits == 1
    assert paused.ephemeral
    assert "**Paused.**" in paused.text
    ended = newest(await bob.click(await bob.click(paused, "Resume"), "End"))
    assert "Nothing to score" in ended.text


async def test_an_interview_outlives_a_process_at_every_step(tmp_path: Path) -> None:
    async with LoopbackDiscord(check_payload=check_payload) as discord:
        where, alice = discord.add_guild().add_text_channel("gil"), discord.add_user("alice")
        card: Screen | None = None
        steps = 0
        while card is None or asks(card):
            async with running(discord, tmp_path) as process:
                if card is None:
                    card = await begin(alice, where, level="junior")
                elif steps == 1:
                    card = await press(alice, card, "Skip")
                else:
                    card = await say(alice, card, NOTHING)
                steps += 1
                if steps % 2:
                    await process.kill()
        assert re.search(r"^# \d+ / 100$", card.text, re.MULTILINE)
        assert "1 skipped (worth 0)" in card.text
        assert "2 answered" in card.text
        assert not discord.take_problems()


async def test_what_was_graded_when_the_process_died_is_taken_up(tmp_path: Path) -> None:
    async with LoopbackDiscord(check_payload=check_payload) as discord:
        where, alice = discord.add_guild().add_text_channel("gil"), discord.add_user("alice")
        async with running(discord, tmp_path) as process:
            card = await begin(alice, where, level="junior")
            opened = await alice.click(card, "Answer")
            held = discord.hang("POST /webhooks")
            sent = asyncio.ensure_future(alice.submit(opened, {FIELD: NOTHING}, until="acked"))
            await discord.until(lambda: held.hits == 1, what="the next card on its way")
            await sent
            await process.kill()
        async with running(discord, tmp_path):
            again = await begin(alice, where)
            assert "in the middle of an interview" in again.text
            back = await alice.click(again, "Resume")
            assert "Still about" in back.text
            late = newest(await alice.click(card, "Skip"))
            assert "settled before" in late.text
        discord.take_problems()
