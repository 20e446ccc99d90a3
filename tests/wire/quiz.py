"""What a member does in the quiz: ask, write, send."""

import re

from .actor import Actor
from .screen import Reply, Screen
from .world import Channel

QUESTION = "what-is-the-gil"
FIELD = "Your answer"
ANSWER = "Only one thread at a time runs Python bytecode; it protects reference counts."
BETTER = (
    "The GIL is a mutex inside CPython that a thread must hold to run bytecode, so only one thread "
    "runs Python bytecode at a time. It protects the reference counts: if two threads changed a "
    "count at once, an update would be lost and the object would leak or be freed while in use."
)


async def ask(member: Actor, where: Channel, question: str = QUESTION) -> Reply:
    """Ask for one question."""
    return await member.slash(where, "quiz", {"question": question})


async def answer(member: Actor, card: Screen, text: str, *, button: str = "Answer") -> Reply:
    """Write an answer to the question of a card and send it."""
    return await member.submit(await member.click(card, button), {FIELD: text})


async def ask_and_answer(member: Actor, where: Channel, text: str = ANSWER) -> Reply:
    """Ask for the question and answer it."""
    return await answer(member, await ask(member, where), text)


def written(opened: Reply) -> str:
    """The text a modal starts with."""
    assert opened.modal is not None, opened.text
    return opened.modal.field(FIELD).get("value") or ""


def points(feedback: Screen) -> int | None:
    """The score on a feedback card, or None where nothing was graded."""
    found = re.search(r"^# (\d+) / 100$", feedback.text, re.MULTILINE)
    return int(found[1]) if found else None


def quotes(feedback: Screen) -> list[str]:
    """The member's own words on a feedback card."""
    return [quote for line in re.findall(r"(?m)^> .*$", feedback.text) for quote in _code(line)]


def _code(line: str) -> list[str]:
    return re.findall(r"`([^`]+)`", line)
