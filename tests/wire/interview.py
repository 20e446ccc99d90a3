"""What a member does in a mock interview: begin, answer, go on to the scorecard."""

from .actor import Actor
from .quiz import FIELD
from .screen import Reply, Screen
from .world import Channel

LENGTH = 3
NOTHING = "I would have to look that up in the documentation of the language first, sorry."
"""Reads as an answer and meets nothing, so that every gap is followed up."""


async def begin(member: Actor, where: Channel, **options: object) -> Reply:
    """Begin an interview."""
    return await member.slash(where, "interview", {"length": LENGTH, **options})


async def say(member: Actor, card: Screen, text: str) -> Screen:
    """Answer what a card asks; the card that follows."""
    return newest(await member.submit(await member.click(card, "Answer"), {FIELD: text}))


async def press(member: Actor, card: Screen, label: str) -> Screen:
    """Press a button; the card that follows."""
    return newest(await member.click(card, label))


def newest(reply: Reply) -> Screen:
    """What was sent below the pressed card, else what the answer is."""
    return reply.followups[-1] if reply.followups else reply


def asks(card: Screen) -> bool:
    """Whether an answer is waited for."""
    return "Answer" in card.labels()
