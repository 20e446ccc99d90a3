"""`/streak` and `/me settings` as members meet them, every body checked against Discord's rules."""

import asyncio
import sqlite3
from pathlib import Path

import pytest

from .actor import Actor
from .quiz import ask_and_answer
from .server import LoopbackDiscord
from .world import Channel

pytestmark = [pytest.mark.wire, pytest.mark.asyncio(loop_scope="module")]


@pytest.fixture
def channel(coached: LoopbackDiscord) -> Channel:
    return coached.add_guild().add_text_channel("gil")


@pytest.fixture
def alice(coached: LoopbackDiscord) -> Actor:
    return coached.add_user("alice", installed=True)


async def test_a_streak_has_a_calendar_and_reasons(alice: Actor, channel: Channel) -> None:
    await ask_and_answer(alice, channel)
    streak = await alice.slash(channel, "streak")
    assert streak.ephemeral
    assert "## 1 day" in streak.text
    (picture,) = streak.files.values()
    assert picture.startswith(b"\x89PNG")
    why = await alice.click(streak, "Why?")
    assert "answered: " in why.text
    assert "still open" not in why.text
    assert "Streak everywhere" in (await alice.click(streak, "Everywhere")).text


async def test_settings_are_changed_on_their_card(alice: Actor, channel: Channel) -> None:
    (choice,) = await alice.autocomplete(channel, "me settings", "zone", "vienna")
    assert choice["value"] == "Europe/Vienna"
    card = await alice.slash(channel, "me settings")
    opened = await alice.click(card, "Change time zone")
    asked = await alice.submit(opened, {"Time zone": "Viena"})
    assert "Did you mean" in asked.text
    changed = await alice.click(asked, "Europe/Vienna")
    assert "`Europe/Vienna`" in changed.text
    await alice.click(changed, "Only me")
    assert "✓ Only me" in changed.labels()


async def test_the_heart_beats(coached: LoopbackDiscord, folder: Path) -> None:
    def beaten() -> bool:
        (file,) = folder.rglob("coach.db")
        connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        (beats,) = connection.execute("SELECT COUNT(*) FROM heartbeat").fetchone()
        connection.close()
        return bool(beats)

    async with asyncio.timeout(10):
        while not beaten():
            await asyncio.sleep(0.1)
