"""Discord misbehaving: lost answers, rate limits, broken sockets, as the sample bot meets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .actor import NoAnswerError
from .sample import SAMPLE
from .test_loopback import place

if TYPE_CHECKING:
    from .server import LoopbackDiscord

pytestmark = [pytest.mark.wire, pytest.mark.asyncio(loop_scope="module")]


@pytest.mark.parametrize("status", [429, 500])
async def test_a_failed_callback_is_retried(sampled: LoopbackDiscord, status: int) -> None:
    channel, alice = place(sampled)
    fault = sampled.fail("callback", status=status)
    card = await alice.slash(channel, "quiz", {"topic": "gil"})
    assert fault.hits == 1
    assert [call.status for call in sampled.calls("callback")[-2:]] == [status, 200]
    assert card.ack_ms > (900 if status == 500 else 190)


async def test_a_lost_answer_makes_the_retry_a_second_callback(discord: LoopbackDiscord) -> None:
    channel, alice = place(discord)
    async with discord.running_bot(SAMPLE, allowed_errors=["."]):
        discord.fail("callback", applied=True)
        card = await alice.slash(channel, "quiz", {"topic": "gil"})
        await discord.until(lambda: bool(discord.problems), what="the retry")
    assert card.texts() == ["# gil"]
    assert "already been acknowledged" in str(discord.take_problems("life cycle")[0])


async def test_a_callback_after_three_seconds_is_too_late(discord: LoopbackDiscord) -> None:
    channel, alice = place(discord)
    async with discord.running_bot(SAMPLE) as process:
        with pytest.raises(NoAnswerError):
            await alice.slash(channel, "slow")
        await process.line("refused 404 10062")
    assert discord.take_problems("s after dispatch")


async def test_a_call_hangs_until_it_is_released(sampled: LoopbackDiscord) -> None:
    channel, alice = place(sampled)
    card = await alice.slash(channel, "quiz", {"topic": "gil"})
    opened = await alice.click(card, "Answer")
    fault = sampled.hang("PATCH /webhooks")
    feedback = await alice.submit(opened, {"Your answer": "patience"}, until="acked")
    await sampled.until(lambda: fault.hits == 1, what="the edit to hang")
    assert feedback.texts() == []
    fault.release.set()
    await feedback.edited()
    assert "patience" in feedback.text


async def test_events_sent_while_the_socket_is_down_arrive_by_resume(
    discord: LoopbackDiscord,
) -> None:
    channel, alice = place(discord)
    async with discord.running_bot(SAMPLE):
        discord.gateway.drop()
        card = await alice.slash(channel, "quiz", {"topic": "gil"})
        await discord.gateway.until_resumed(0)
    assert card.texts() == ["# gil"]
    assert len(discord.gateway.sessions) == 1


@pytest.mark.parametrize("how", ["reconnect", "close 4000", "invalid, resumable"])
async def test_the_bot_resumes_after(discord: LoopbackDiscord, how: str) -> None:
    channel, alice = place(discord)
    async with discord.running_bot(SAMPLE):
        if how == "reconnect":
            discord.gateway.reconnect()
        elif how == "close 4000":
            await discord.gateway.close(4000)
        else:
            discord.gateway.invalidate(resumable=True)
        await discord.gateway.until_resumed(0)
        card = await alice.slash(channel, "quiz", {"topic": "gil"})
    assert card.texts() == ["# gil"]


async def test_the_bot_logs_in_again_after_an_invalid_session(discord: LoopbackDiscord) -> None:
    channel, alice = place(discord)
    async with discord.running_bot(SAMPLE):
        discord.gateway.invalidate()
        await discord.until(lambda: discord.gateway.ready(since=1), what="a second READY")
        card = await alice.slash(channel, "quiz", {"topic": "gil"})
    assert card.texts() == ["# gil"]
