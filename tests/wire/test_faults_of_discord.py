"""Discord failing around an answer: it is graded once all the same, and the member reads it."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import closing
from pathlib import Path

import pytest
import pytest_asyncio

from .actor import Actor
from .quiz import ANSWER, BETTER, FIELD, answer, ask, ask_and_answer, points
from .quiz import written as text_in
from .real_bot import check_payload, running, serving
from .screen import Reply
from .server import LoopbackDiscord
from .world import Channel

pytestmark = [pytest.mark.wire, pytest.mark.asyncio(loop_scope="module")]

ACKNOWLEDGED_TWICE = "already been acknowledged"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def served(folder: Path) -> AsyncIterator[LoopbackDiscord]:
    """Run the bot measured: how it meets these faults is covered by nobody else."""
    async with serving(folder, measured=True) as discord:
        yield discord


@pytest.fixture
def channel(coached: LoopbackDiscord) -> Channel:
    return coached.add_guild().add_text_channel("gil")


@pytest.fixture
def alice(coached: LoopbackDiscord) -> Actor:
    return coached.add_user("alice")


@pytest.fixture
def attempts(folder: Path, alice: Actor) -> Callable[[], int]:
    """How many attempts of the member were kept."""

    def count() -> int:
        with closing(sqlite3.connect(folder / "data" / "coach.db")) as db:
            found = db.execute("SELECT count(*) FROM attempt WHERE learner_id = ?", [alice.id])
            return int(found.fetchone()[0])

    return count


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def refused_at_first(
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[asyncio.Task[Reply]]:
    """An answer to a bot whose first handshake was refused; it takes ten seconds, so it is begun
    before the module's other tests."""
    task = asyncio.create_task(_answer_after_a_refusal(tmp_path_factory.mktemp("refused")))
    yield task
    task.cancel()
    await asyncio.wait([task])


async def _answer_after_a_refusal(folder: Path) -> Reply:
    async with LoopbackDiscord(check_payload=check_payload) as discord:
        channel, alice = discord.add_guild().add_text_channel("gil"), discord.add_user("alice")
        discord.gateway.refuse(status=503)
        refused = ["Failed to connect for shard_id", "Traceback"]
        async with running(discord, folder, allowed_errors=refused):
            return await ask_and_answer(alice, channel)


@pytest.mark.parametrize("status", [429, 500])
@pytest.mark.parametrize("call", ["callback", "PATCH /webhooks"])
async def test_a_failed_call_is_retried_and_the_answer_graded_once(
    coached: LoopbackDiscord,
    alice: Actor,
    channel: Channel,
    attempts: Callable[[], int],
    call: str,
    status: int,
) -> None:
    opened = await alice.click(await ask(alice, channel), "Answer")
    fault = coached.fail(call, status=status)
    feedback = await alice.submit(opened, {FIELD: ANSWER})
    assert fault.hits == 1
    assert points(feedback) is not None
    assert attempts() == 1


@pytest.mark.parametrize("status", [429, 500])
async def test_a_failed_callback_of_a_command_and_of_a_button_is_retried(
    coached: LoopbackDiscord, alice: Actor, channel: Channel, status: int
) -> None:
    coached.fail("callback", status=status)
    card = await ask(alice, channel)
    coached.fail("callback", status=status)
    assert (await alice.click(card, "Answer")).modal is not None


async def test_an_answer_whose_acknowledgement_got_lost_is_graded_and_shown(
    coached: LoopbackDiscord, alice: Actor, channel: Channel, attempts: Callable[[], int]
) -> None:
    opened = await alice.click(await ask(alice, channel), "Answer")
    coached.fail("callback", applied=True)
    feedback = await alice.submit(opened, {FIELD: ANSWER})
    assert coached.take_problems(ACKNOWLEDGED_TWICE)
    assert points(feedback) is not None
    assert attempts() == 1


async def test_a_command_whose_reply_got_lost_shows_its_card(
    coached: LoopbackDiscord, alice: Actor, channel: Channel
) -> None:
    coached.fail("callback", applied=True)
    card = await ask(alice, channel)
    await card.edited()
    assert coached.take_problems(ACKNOWLEDGED_TWICE)
    assert points(await answer(alice, card, ANSWER)) is not None


async def test_a_feedback_that_was_dismissed_unseen_counts(
    coached: LoopbackDiscord, alice: Actor, channel: Channel, attempts: Callable[[], int]
) -> None:
    opened = await alice.click(await ask(alice, channel), "Answer")
    dismissed = coached.fail("PATCH /webhooks", status=404, code=10008)
    await alice.submit(opened, {FIELD: ANSWER}, until="acked")
    await coached.until(lambda: dismissed.hits == 1, what="the feedback")
    assert attempts() == 1


async def test_an_answer_over_the_limit_is_refused_and_kept(
    alice: Actor, channel: Channel, attempts: Callable[[], int]
) -> None:
    for _ in range(10):
        await ask_and_answer(alice, channel)
    card = await ask(alice, channel)
    refused = await answer(alice, card, BETTER)
    assert "Your text is kept" in refused.text
    assert text_in(await alice.click(card, "Answer")) == BETTER
    assert attempts() == 10


@pytest.mark.parametrize("how", ["dropped", "told to reconnect", "session resumable"])
async def test_an_answer_under_way_survives_a_broken_gateway(
    coached: LoopbackDiscord, alice: Actor, channel: Channel, how: str
) -> None:
    opened = await alice.click(await ask(alice, channel), "Answer")
    edit, resumes = coached.hang("PATCH /webhooks"), coached.gateway.resumes
    feedback = await alice.submit(opened, {FIELD: ANSWER}, until="acked")
    await coached.until(lambda: edit.hits == 1, what="the feedback on its way")
    if how == "dropped":
        coached.gateway.drop()
    elif how == "told to reconnect":
        coached.gateway.reconnect()
    else:
        coached.gateway.invalidate(resumable=True)
    edit.release.set()
    await feedback.edited()
    assert points(feedback) is not None
    following = await alice.click(feedback, "Try again")  # sent while the socket is down
    await coached.gateway.until_resumed(resumes)
    assert text_in(following) == ANSWER


async def twice(
    discord: LoopbackDiscord, doing: Coroutine[None, None, Reply], *, refused: int = 1
) -> Reply:
    """Deliver an interaction twice, the second time while the first waits for Discord's answer.

    Args:
        refused: how many callbacks Discord refuses because there was one before.
    """
    first = discord.hang("callback")
    done = asyncio.ensure_future(doing)
    await discord.until(lambda: first.hits == 1, what="the first delivery")
    again(discord)
    first.release.set()
    reply = await done
    await discord.until(lambda: len(discord.problems) == refused, what="a second callback")
    assert len(discord.take_problems(ACKNOWLEDGED_TWICE)) == refused
    return reply


def again(discord: LoopbackDiscord) -> None:
    """Deliver the last event once more."""
    session = discord.gateway.sessions[-1]
    event = json.loads(session.log[-1])
    assert event["t"] == "INTERACTION_CREATE"
    session.dispatch(event["t"], event["d"])


async def test_an_answer_delivered_twice_is_one_attempt(
    coached: LoopbackDiscord, alice: Actor, channel: Channel, attempts: Callable[[], int]
) -> None:
    opened = await alice.click(await ask(alice, channel), "Answer")
    feedback = await twice(coached, alice.submit(opened, {FIELD: ANSWER}), refused=2)
    assert points(feedback) is not None
    assert attempts() == 1


async def test_a_command_and_a_button_delivered_twice_open_one_card_and_one_draft(
    coached: LoopbackDiscord, alice: Actor, channel: Channel
) -> None:
    card = await twice(coached, ask(alice, channel))
    opened = await twice(coached, alice.click(card, "Answer"))
    assert points(await alice.submit(opened, {FIELD: ANSWER})) is not None


async def test_giving_up_delivered_twice_is_one_attempt(
    coached: LoopbackDiscord, alice: Actor, channel: Channel, attempts: Callable[[], int]
) -> None:
    card = await ask(alice, channel)
    await twice(coached, alice.click(card, "I don't know"))
    assert attempts() == 1


async def test_a_share_delivered_twice_is_one_post(
    coached: LoopbackDiscord, alice: Actor, channel: Channel
) -> None:
    feedback = await ask_and_answer(alice, channel)
    shared = await twice(coached, alice.click(feedback, "Share", until="acked"))
    await shared.edited()
    assert len(coached.screens(channel)) == 1


async def test_a_hint_delivered_twice_is_one_hint(
    coached: LoopbackDiscord, alice: Actor, channel: Channel
) -> None:
    card = await ask(alice, channel)
    await twice(coached, alice.click(card, "Hint (3 left)"))
    await alice.click(card, "Hint (2 left)")
    assert card.labels()[1] == "Hint (1 left)"


async def test_a_refused_first_handshake_is_retried(refused_at_first: asyncio.Task[Reply]) -> None:
    assert points(await refused_at_first) is not None
