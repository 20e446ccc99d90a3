"""Answers that are no answers, or try to break out of where they are shown.

That no message may ping is checked of every body; here nothing of the learner's may be alive at
all: it stands as code, or not at all.
"""

import re

import pytest

from .actor import Actor
from .quiz import ANSWER, ask, ask_and_answer, points
from .quiz import answer as answer_on
from .quiz import written as text_in
from .screen import Screen
from .server import LoopbackDiscord
from .world import Channel

pytestmark = [pytest.mark.wire, pytest.mark.asyncio(loop_scope="module")]

BREAK_OUT = "@everyone <@1> <@&2> <#3> </quiz:4> discord.gg/abc https://evil.example [x](http://y)"
ALIVE = (
    "@everyone",
    "<@1>",
    "<@&2>",
    "<#3>",
    "</quiz:4>",
    "discord.gg",
    "evil.example",
    "http://y",
)
HIDDEN = "\u202e\u202d\u2066\u200b\u200d\ufeff\x00\x07\x1b"

READ = {
    "mentions inside the quote": ANSWER.replace("at a time", f"{BREAK_OUT} at a time"),
    "mentions around the quote": f"{BREAK_OUT}\n{ANSWER}\n{BREAK_OUT}",
    "backticks": ANSWER.replace(" ", " `", 3) + "``` ```` " + BREAK_OUT,
    "controls and bidi": HIDDEN.join(ANSWER.split("one")) + HIDDEN + BREAK_OUT,
    "4,000 characters": (ANSWER + " " + BREAK_OUT + " ").ljust(4000, "`"),
    "1,000 lines": (ANSWER + "\n" * 3000 + BREAK_OUT),
}
"""Answers with something to read in them."""

UNREADABLE = {
    "emoji": "🧵🔒" * 1000,
    "code": "import threading\nlock = threading.Lock()\nwith lock:\n    counter += 1\n" * 20,
    "German": "Der GIL ist eine Sperre, damit immer nur ein Faden gleichzeitig läuft.",
    "Russian": "Только один поток одновременно исполняет байт-код интерпретатора.",
    "Japanese": "一度に一つのスレッドだけがPythonのバイトコードを実行できます。",
    "ligatures": "ﷺ" * 4000,
    "backticks": "`" * 4000,
    "links": "[](" * 1333,
    "nothing visible": HIDDEN,
}
"""Answers in which nothing can be graded."""


@pytest.fixture
def channel(coached: LoopbackDiscord) -> Channel:
    return coached.add_guild().add_text_channel("gil")


@pytest.fixture
def alice(coached: LoopbackDiscord) -> Actor:
    return coached.add_user("alice")


def outside_code(text: str) -> str:
    """What Discord would render as Markdown: the text without blocks and inline code."""
    return re.sub(r"`[^`\n]*`", "", re.sub(r"(?s)```.*?```", "", text))


def assert_nothing_is_alive(screen: Screen) -> None:
    rendered = outside_code(screen.text)
    assert not [word for word in ALIVE if word in rendered], rendered
    shown = screen.text.replace("`\u200b", "`")
    assert not set(HIDDEN) & set(shown)


@pytest.mark.parametrize("text", READ.values(), ids=READ)
async def test_a_hostile_answer_is_graded_and_shown_as_code(
    coached: LoopbackDiscord, alice: Actor, channel: Channel, text: str
) -> None:
    feedback = await ask_and_answer(alice, channel, text)
    assert points(feedback) is not None
    assert_nothing_is_alive(feedback)
    shared = await alice.click(feedback, "Share")
    await shared.edited()
    (public,) = coached.screens(channel)
    assert_nothing_is_alive(public)


@pytest.mark.parametrize("text", UNREADABLE.values(), ids=UNREADABLE)
async def test_what_cannot_be_graded_gets_a_kind_reply_and_costs_nothing(
    alice: Actor, channel: Channel, text: str
) -> None:
    card = await ask(alice, channel)
    reply = await answer_on(alice, card, text)
    assert points(reply) is None
    assert re.search("Not graded|nothing was graded", reply.text), reply.text
    assert "went wrong" not in reply.text
    assert "Share" not in reply.labels()
    assert_nothing_is_alive(reply)
    assert points(await answer_on(alice, card, ANSWER)) == points(
        await ask_and_answer(alice, channel)
    ), "the answer that could not be read took nothing away"


async def test_white_space_is_refused_and_the_card_still_works(
    alice: Actor, channel: Channel
) -> None:
    card = await ask(alice, channel)
    refused = await answer_on(alice, card, " \n\t ")
    assert "Your answer is empty" in refused.text
    assert points(await answer_on(alice, card, ANSWER)) is not None


async def test_a_hostile_answer_comes_back_letter_by_letter(alice: Actor, channel: Channel) -> None:
    text = READ["controls and bidi"]
    feedback = await ask_and_answer(alice, channel, text)
    kept = text.replace("\x00", "\ufffd")  # a NUL cannot be typed, nor kept in every database
    assert text_in(await alice.click(feedback, "Try again")) == kept
