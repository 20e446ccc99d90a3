"""What members hold in their hands goes on working in the next process.

The bot is ended once, by SIGTERM and by kill -9, in the middle of everything; each test then looks
at one thing that somebody had open.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

import pytest
import pytest_asyncio

from .actor import Actor
from .demo import open_demo, result, run_demo
from .quiz import ANSWER, BETTER, FIELD, answer, ask, ask_and_answer, points, quotes
from .quiz import written as text_in
from .real_bot import check_payload, running
from .screen import Reply
from .server import LoopbackDiscord
from .world import Channel

pytestmark = [pytest.mark.wire, pytest.mark.asyncio(loop_scope="module")]


MISTAKEN = "Only one thread runs Python bytecode, so my own code is thread-safe without locks."


@dataclass
class Before:
    """What was open when the bot ended.

    Attributes:
        older: cards whose buttons leave each other in place.
        ideas: a card that introduces a demo for each of its buttons, by the label of that.
        cut_off: the card whose answer was sent and not acknowledged before the end.
        unseen: the modal whose answer was graded, but its feedback never shown.
    """

    discord: LoopbackDiscord
    alice: Actor
    channel: Channel
    exit_status: int
    opened: Reply
    feedback: Reply
    older: Mapping[str, Reply]
    ideas: Mapping[str, Reply]
    cut_off: Reply
    unseen: Reply


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["SIGTERM", "SIGKILL"])
async def before(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Before]:
    """Open everything, end the bot by that signal, start it again."""
    folder = tmp_path_factory.mktemp("bot")
    async with LoopbackDiscord(check_payload=check_payload) as discord:
        channel, alice = discord.add_guild().add_text_channel("gil"), discord.add_user("alice")
        async with running(discord, folder) as process:
            question = await ask(alice, channel)
            await alice.click(question, "Hint (3 left)")
            opened = await alice.click(await ask(alice, channel), "Answer")
            feedback = await ask_and_answer(alice, channel)
            older = {
                "model": await alice.click(feedback, "Model answer"),
                "feedback": feedback,
                "mistaken": await ask_and_answer(alice, channel, MISTAKEN),
                "lesson": await alice.click(question, "Learn"),
                "question": question,
                "demo": await run_demo(alice, await open_demo(alice, channel)),
            }
            labels = (await open_demo(alice, channel)).labels()
            ideas = {label: await open_demo(alice, channel) for label in labels}
            cut_off, unseen = await _interrupted(discord, alice, channel)
            status = await (process.stop() if request.param == "SIGTERM" else process.kill())
        assert status == (0 if request.param == "SIGTERM" else -9)
        async with running(discord, folder):
            yield Before(
                discord, alice, channel, status, opened, feedback, older, ideas, cut_off, unseen
            )


async def _interrupted(
    discord: LoopbackDiscord, alice: Actor, channel: Channel
) -> tuple[Reply, Reply]:
    """Send two answers whose processing Discord holds up until the bot is gone."""
    unseen = await alice.click(await ask(alice, channel), "Answer")
    edit = discord.hang("PATCH /webhooks")
    await alice.submit(unseen, {FIELD: ANSWER}, until="acked")
    await discord.until(lambda: edit.hits == 1, what="the feedback on its way")
    cut_off = await ask(alice, channel)
    opened = await alice.click(cut_off, "Answer")
    callback = discord.hang("callback")
    held = asyncio.ensure_future(alice.submit(opened, {FIELD: BETTER}, until="acked"))
    await discord.until(lambda: callback.hits == 1, what="the acknowledgement on its way")
    held.cancel()
    await asyncio.wait([held])
    return cut_off, unseen


async def test_an_open_modal_is_submitted_and_graded(before: Before) -> None:
    feedback = await before.alice.submit(before.opened, {FIELD: ANSWER})
    assert points(feedback) == points(before.feedback)
    assert quotes(feedback) == quotes(before.feedback)
    assert "Streak: day 1" in feedback.text


async def test_every_button_of_every_older_card_works(before: Before) -> None:
    pressed = set()
    for card in before.older.values():
        for label in card.labels():
            reply = await before.alice.click(card, label)
            pressed.add(label)
            if reply.modal is None:
                assert_well(reply)
            if label == "Follow-up":  # it took the place of the result
                assert (await before.alice.click(card, "Answer")).modal is not None
                assert_well(await before.alice.click(card, "Back to the result"))
    assert pressed == {
        *("Answer", "Hint (2 left)", "Another", "Learn", "I don't know"),
        *("Try again", "Model answer", "Share", "Next", "See it measured", "Prove it"),
        *("Follow-up", "How scored", "Dispute", "Report this question"),
        *("Quiz me", "See it run"),
        *("Run again", "Code"),
    }


async def test_every_button_of_an_older_demo_works(before: Before) -> None:
    answered = []
    for label, card in before.ideas.items():
        reply = await result(await before.alice.click(card, label))
        assert_well(reply)
        if "**Shown.**" in reply.text:
            answered.append(label)
    assert answered == ["Neither", "One of them", "Both", "Just run it"]
    assert [*before.ideas] == [*answered, "Code", "Quiz me"]


def assert_well(reply: Reply) -> None:
    assert "too old" not in reply.text
    assert "went wrong" not in reply.text


async def test_an_answer_that_was_never_acknowledged_is_in_the_field_again(before: Before) -> None:
    again = await before.alice.click(before.cut_off, "Answer")
    assert text_in(again) == BETTER
    assert points(await before.alice.submit(again, {})) == 100


async def test_an_answer_that_was_graded_unseen_is_shown_and_counted_once(before: Before) -> None:
    shown = await before.alice.submit(before.unseen, {FIELD: "sent once more"})
    assert points(shown) == points(before.feedback)
    assert text_in(await before.alice.click(shown, "Try again")) == ANSWER


async def test_a_fresh_question_is_asked(before: Before) -> None:
    card = await ask(before.alice, before.channel)
    assert points(await answer(before.alice, card, ANSWER)) == points(before.feedback)
