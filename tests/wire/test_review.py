"""`/review` and `/progress` over two days and a kill -9 between them, every body checked."""

import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from .quiz import answer, ask, ask_and_answer, points
from .real_bot import check_payload, running
from .server import LoopbackDiscord

pytestmark = pytest.mark.wire

OTHER = "run-vs-start"
DAY_S = 86_400


@dataclass
class Discords:
    """Discord's clock, and so the date of every interaction."""

    ahead_s: float = 0

    def __call__(self) -> float:
        return time.time() + self.ahead_s


async def test_a_review_over_two_days(tmp_path: Path) -> None:
    clock = Discords()
    async with LoopbackDiscord(check_payload=check_payload, clock=clock) as discord:
        channel = discord.add_guild().add_text_channel("gil")
        alice = discord.add_user("alice", installed=True)
        async with running(discord, tmp_path) as process:
            assert "## Nothing is due" in (await alice.slash(channel, "review")).text
            feedback = await ask_and_answer(alice, channel)
            assert "I'll ask this again <t:" in feedback.text
            await alice.click(await ask(alice, channel, OTHER), "I don't know")
            assert "due <t:" in (await alice.slash(channel, "review")).text
            await process.kill()
        clock.ahead_s = DAY_S
        async with running(discord, tmp_path):
            card = await alice.slash(channel, "review", {"count": 1})
            assert "Review: 1 of 1 left" in card.text
            later = await answer(
                alice, card, "start() begins a new thread, run() is an ordinary call in this one."
            )
            assert points(later) is not None
            done = await alice.click(later, "Next")
            assert "## Review done: 1 question" in done.text

            progress = await alice.click(done, "Progress")
            assert " tried" in progress.text
            (picture,) = progress.files.values()
            assert picture.startswith(b"\x89PNG")
            history = await alice.click(progress, "History")
            menu = history.select("Open the feedback of an attempt")
            first = menu["options"][-1]["value"]
            reopened = await alice.select(history, "Open the feedback of an attempt", [first])
            assert points(reopened) == points(feedback)

            export = await alice.slash(channel, "me export")
            deck = export.files["gil-coach-anki.txt"].decode()
            assert deck.startswith("#separator:Tab\n#html:true\n")
            notes = [line for line in deck.splitlines() if not line.startswith("#")]
            assert len(notes) == 2
