"""`/leaderboard` as members meet it, every body checked against Discord's rules and ours."""

import pytest

from .actor import Actor
from .quiz import ask_and_answer
from .server import LoopbackDiscord

pytestmark = [pytest.mark.wire, pytest.mark.asyncio(loop_scope="module")]


async def test_a_board_is_read_turned_and_left(coached: LoopbackDiscord) -> None:
    channel = coached.add_guild().add_text_channel("gil")
    alice, bob = (coached.add_user(name, installed=True) for name in ("alice", "bob"))
    for member in (alice, bob):
        await ask_and_answer(member, channel)
    board = await alice.slash(channel, "leaderboard")
    assert board.ephemeral
    assert mentioned(board.text, alice, bob) == [True, True]
    assert "Your place: **1** of 2" in board.text
    improvement = await alice.click(board, "Improvement")
    assert "## Improvement" in improvement.text
    board = await alice.slash(channel, "leaderboard", {"period": "all", "by": "streak"})
    hidden = await alice.click(board, "Hide me")
    assert mentioned(hidden.text, alice, bob) == [False, True]
    assert mentioned((await bob.slash(channel, "leaderboard")).text, alice, bob) == [False, True]


def mentioned(text: str, *members: Actor) -> list[bool]:
    """Which of the members a card names."""
    return [f"<@{member.id}>" in text for member in members]
