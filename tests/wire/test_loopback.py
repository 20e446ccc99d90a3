"""The harness itself, driven through a small sample bot in its own process."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from .actor import NoAnswerError
from .form import FormError
from .offer import NotOfferedError
from .process import BotProcessError
from .sample import SAMPLE
from .schema import Schema
from .server import LoopbackDiscord
from .snowflake import made_at

if TYPE_CHECKING:
    from .actor import Actor
    from .world import Channel

pytestmark = [pytest.mark.wire, pytest.mark.asyncio(loop_scope="module")]


def place(discord: LoopbackDiscord) -> tuple[Channel, Actor]:
    return discord.add_guild().add_text_channel("general"), discord.add_user("alice")


async def test_the_bot_logs_in_sets_its_commands_and_ends_on_sigterm(
    discord: LoopbackDiscord,
) -> None:
    place(discord)
    async with discord.running_bot(SAMPLE) as process:
        assert {"quiz", "Study"} <= {command["name"] for command in discord.commands}
        assert await process.stop() == 0
    assert len(discord.calls("PUT /applications/{application_id}/commands")) == 1
    assert discord.gateway.sessions[0].ended, "a clean close ends the session"


async def test_a_slash_command_a_click_a_modal_and_its_feedback(sampled: LoopbackDiscord) -> None:
    channel, alice = place(sampled)
    card = await alice.slash(channel, "quiz", {"topic": "gil"})
    assert (card.texts(), card.labels(), card.ephemeral) == (["# gil"], ["Answer"], True)
    opened = await alice.click(card, "Answer")
    assert opened.modal is not None
    assert opened.modal.labels() == ["Your answer", "How sure?"]
    assert opened.modal.texts() == ["What is the GIL?"]
    feedback = await alice.submit(opened, {"Your answer": "A lock.", "How sure?": "Certain"})
    assert feedback.texts() == ["alice modal:gil certain: A lock."]
    assert feedback.files == {"feedback.txt": b"A lock."}
    assert feedback.ephemeral
    assert feedback.ack_ms < 1000
    assert feedback.exchange.ack_type == 5
    assert abs(made_at(feedback.exchange.id) - sampled.world.clock()) < 60


async def test_autocomplete_answers_what_was_typed(sampled: LoopbackDiscord) -> None:
    channel, alice = place(sampled)
    choices = await alice.autocomplete(channel, "quiz", "topic", "gi")
    assert [choice["value"] for choice in choices] == ["gil", "gilectomy"]


@pytest.mark.parametrize("where", ["bot dm", "private channel", "foreign guild"])
async def test_a_user_install_works_outside_the_bots_guilds(
    sampled: LoopbackDiscord, where: str
) -> None:
    alice = sampled.add_user("alice", installed=True)
    places = {
        "bot dm": alice.dm,
        "private channel": alice.private_channel(sampled.add_user("bob")),
        "foreign guild": sampled.add_guild(installed=False).add_text_channel("general"),
    }
    card = await alice.slash(places[where], "quiz", {"topic": "gil"})
    opened = await alice.click(card, "Answer")
    feedback = await alice.submit(opened, {"Your answer": "yes"})
    assert feedback.texts() == ["alice modal:gil guess: yes"]
    assert feedback.exchange.owners["1"] == alice.id


async def test_options_members_and_context_menus_arrive(sampled: LoopbackDiscord) -> None:
    channel, alice = place(sampled)
    bob = sampled.add_user("bob")
    said = alice.post(channel, "my answer")
    reply = await alice.slash(channel, "wide", {"who": bob, "count": 3})
    read = await alice.menu(channel, "Study", said)
    assert channel.guild is not None
    assert reply.text == f"bob 3 {channel.guild.permissions_of(alice.id)}"
    assert read.text == "read my answer"


async def test_the_client_refuses_what_discords_client_refuses(sampled: LoopbackDiscord) -> None:
    channel, alice = place(sampled)
    with pytest.raises(NotOfferedError, match="requires"):
        await alice.slash(channel, "quiz")
    with pytest.raises(NotOfferedError, match="contexts"):
        await alice.slash(alice.dm, "ask")
    card = await alice.slash(channel, "quiz", {"topic": "gil"})
    with pytest.raises(LookupError, match="does not see"):
        await sampled.add_user("bob").click(card, "Answer")
    opened = await alice.click(card, "Answer")
    with pytest.raises(FormError, match="0 characters"):
        await alice.submit(opened, {})


async def test_menus_and_updates_change_the_message_they_stand_on(
    sampled: LoopbackDiscord,
) -> None:
    channel, alice = place(sampled)
    bob = sampled.add_user("bob")
    panel = await alice.slash(channel, "panel")
    await alice.select(panel, "Topic", ["locks"])
    assert panel.text == "picked locks"
    await alice.click(panel, "Later")
    assert panel.text == "later"
    chosen = await alice.select(panel, "Partner", [bob])
    assert [screen.text for screen in chosen.followups] == ["with bob"]
    assert [screen.text for screen in sampled.screens(channel)] == ["later", "with bob"]


@pytest.mark.parametrize("signal", ["SIGKILL", "SIGTERM"])
async def test_a_modal_is_submitted_to_the_restarted_bot(
    discord: LoopbackDiscord, signal: str
) -> None:
    channel, alice = place(discord)
    async with discord.running_bot(SAMPLE) as process:
        card = await alice.slash(channel, "quiz", {"topic": "gil"})
        opened = await alice.click(card, "Answer")
        status = await (process.kill() if signal == "SIGKILL" else process.stop())
    assert status == (-9 if signal == "SIGKILL" else 0)
    async with discord.running_bot(SAMPLE):
        feedback = await alice.submit(opened, {"Your answer": "still here"})
        again = await alice.click(card, "Answer")
    assert feedback.texts() == ["alice modal:gil guess: still here"]
    assert again.modal is not None


@pytest.mark.parametrize("users", [2, 50])
async def test_many_members_answer_at_once(sampled: LoopbackDiscord, users: int) -> None:
    channel = sampled.add_guild().add_text_channel("general")
    people = [sampled.add_user(f"user{number}") for number in range(users)]

    async def practise(person: Actor) -> str:
        card = await person.slash(channel, "quiz", {"topic": "gil"})
        opened = await person.click(card, "Answer")
        return (await person.submit(opened, {"Your answer": f"from {person.name}"})).text

    found = await asyncio.gather(*map(practise, people))
    assert found == [f"{p.name} modal:gil guess: from {p.name}" for p in people]


async def test_a_body_discord_refuses_is_refused_and_named(discord: LoopbackDiscord) -> None:
    if not discord.schema_checked:
        pytest.skip("Discord's OpenAPI document is not here: bodies are not validated")
    channel, alice = place(discord)
    async with discord.running_bot(SAMPLE) as process:
        reply = await alice.slash(channel, "wrong")
        await process.line("refused 400 50035")
    assert reply.text == "sorry"
    (problem,) = discord.take_problems("schema")
    assert "components[0].components[0].label" in problem.detail
    assert "too long" in problem.detail


async def test_a_second_callback_is_refused(discord: LoopbackDiscord) -> None:
    channel, alice = place(discord)
    async with discord.running_bot(SAMPLE) as process:
        reply = await alice.slash(channel, "double")
        await process.line("refused 400 40060")
    assert reply.text == "first"
    assert len(discord.take_problems("life cycle")) == 1


async def test_a_public_post_with_a_file_a_nonce_and_a_thread(discord: LoopbackDiscord) -> None:
    channel, alice = place(discord)
    async with discord.running_bot(SAMPLE, allowed_errors=["160004|Traceback|ask"]):
        done = await alice.slash(channel, "ask")
        await alice.slash(channel, "ask", until="acked")
        await discord.until(lambda: len(discord.calls("/threads")) == 2, what="a second try")
    assert done.text == "posted"
    (post,) = discord.screens(channel)
    assert (post.texts(), post.files) == (["# daily"], {"card.png": b"\x89PNG"})
    assert not post.ephemeral
    assert [call.status for call in discord.calls("/threads")] == [201, 400]


async def test_missing_permissions_answer_403(discord: LoopbackDiscord) -> None:
    channel, alice = place(discord)
    channel.app_permissions &= ~(1 << 11)
    async with discord.running_bot(SAMPLE, allowed_errors=["."]):
        await alice.slash(channel, "ask", until="acked")
        await discord.until(lambda: bool(discord.calls("{channel_id}/messages")), what="a post")
        await discord.until(
            lambda: discord.calls("{channel_id}/messages")[0].status == 403, what="403"
        )


async def test_the_projects_own_check_sees_every_body() -> None:
    seen: list[str] = []

    def check(route: str, body: dict[str, Any]) -> None:
        seen.append(route)
        assert "forbidden" not in str(body), "a forbidden word"

    async with LoopbackDiscord(check_payload=check) as discord:
        channel, alice = place(discord)
        async with discord.running_bot(SAMPLE, allowed_errors=["."]):
            await alice.slash(channel, "quiz", {"topic": "gil"})
            with pytest.raises(NoAnswerError):
                await alice.slash(channel, "quiz", {"topic": "forbidden"})
        assert discord.take_problems("payload")
    assert set(seen) == {"POST /interactions/{interaction_id}/{interaction_token}/callback"}


UNKNOWN_ROUTE = """
import asyncio, contextlib, discord, os

async def main():
    async with discord.Client(intents=discord.Intents(guilds=True)) as client:
        await client.login(os.environ["DISCORD_TOKEN"])
        with contextlib.suppress(discord.NotFound):
            await client.fetch_premium_sticker_packs()

asyncio.run(main())
"""


async def test_an_unknown_route_fails_the_test_that_met_it() -> None:
    async def meet() -> None:
        script = [sys.executable, "-c", UNKNOWN_ROUTE]
        async with LoopbackDiscord() as discord:
            await _run(discord, script)

    with pytest.raises(AssertionError, match=r"unknown route.*GET /sticker-packs"):
        await meet()


async def test_a_logged_error_fails_the_test(discord: LoopbackDiscord) -> None:
    script = [sys.executable, "-c", "import logging; logging.basicConfig(); logging.error('x')"]
    with pytest.raises(BotProcessError, match="ERROR:root:x"):
        await _run(discord, script)


async def _run(discord: LoopbackDiscord, script: list[str]) -> None:
    async with discord.running_bot(script, ready=False) as process:
        await process.wait(20)


async def test_a_wrong_token_ends_the_bot(discord: LoopbackDiscord) -> None:
    with pytest.raises(BotProcessError, match="before it was ready"):
        async with discord.running_bot(SAMPLE, env={"DISCORD_TOKEN": "other"}):
            pass


async def test_two_shards_each_get_their_guilds() -> None:
    async with LoopbackDiscord(shard_count=2) as discord:
        guilds = [discord.add_guild(str(number)) for number in range(8)]
        alice = discord.add_user("alice")
        async with discord.running_bot(SAMPLE):
            for guild in guilds:
                channel = guild.add_text_channel("general")
                assert (await alice.slash(channel, "quiz", {"topic": "gil"})).ephemeral
        assert {session.shard for session in discord.gateway.sessions} == {0, 1}


async def test_the_loopback_answers_as_discord_documents(discord: LoopbackDiscord) -> None:
    if not discord.schema_checked:
        pytest.skip("Discord's OpenAPI document is not here: answers cannot be compared")
    channel, alice = place(discord)
    guild = channel.guild
    assert guild is not None
    alice.post(channel, "hello")
    forum = guild.add_forum("questions")
    async with discord.running_bot(SAMPLE):
        card = await alice.slash(channel, "quiz", {"topic": "gil"})
        await alice.submit(await alice.click(card, "Answer"), {"Your answer": "yes"})
        await alice.slash(channel, "ask")
    headers = {"Authorization": f"Bot {discord.token}"}
    async with aiohttp.ClientSession(f"{discord.url}/api/v10/", headers=headers) as http:
        for path in (
            f"channels/{channel.id}",
            f"channels/{forum.id}",
            f"channels/{alice.dm.id}",
            f"channels/{channel.id}/messages",
            f"guilds/{guild.id}",
            f"guilds/{guild.id}/channels",
            f"guilds/{guild.id}/roles",
            f"guilds/{guild.id}/members/{alice.id}",
            f"guilds/{guild.id}/threads/active",
            f"users/{alice.id}",
            "gateway",
        ):
            assert (await http.get(path)).status == 200, path
        first = {"name": "Daily", "message": {"content": "What is the GIL?"}}
        assert (await http.post(f"channels/{forum.id}/threads", json=first)).status == 201
    explain = discord.schema.explain_answer
    found = {call.route: explain(call.route, call.status, call.answer) for call in discord.requests}
    assert {route: why for route, why in found.items() if why} == {}


async def test_another_sitecustomize_still_runs(discord: LoopbackDiscord, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("print('the other one')\n")
    code = "import sys; print('discord' in sys.modules); import discord; print(discord.Asset.BASE)"
    env = {"PYTHONPATH": str(tmp_path)}
    async with discord.running_bot([sys.executable, "-c", code], env=env, ready=False) as process:
        await process.line(discord.url)
    assert process.stdout.splitlines() == ["the other one", "False", f"{discord.url}/cdn"]


async def test_without_the_document_nothing_is_validated(tmp_path: Path) -> None:
    schema = Schema(tmp_path / "absent.json")
    assert not schema.checked
    assert schema.explain("POST /channels/{channel_id}/messages", {"content": 1}) is None
