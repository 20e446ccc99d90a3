"""The process as a host runs it: its start, its end, and what it says."""

import json
import os
import signal
import sys
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from .quiz import ANSWER, FIELD, ask, ask_and_answer
from .real_bot import environment, running
from .server import LoopbackDiscord
from .world import (
    ATTACH_FILES,
    CREATE_PRIVATE_THREADS,
    CREATE_PUBLIC_THREADS,
    READ_HISTORY,
    SEND_IN_THREADS,
    SEND_MESSAGES,
    VIEW_CHANNEL,
)

pytestmark = [pytest.mark.wire, pytest.mark.asyncio(loop_scope="module")]

COMMANDS = "PUT /applications/{application_id}/commands"
EXIT_WITHIN_S = 5.0
THREADS = CREATE_PUBLIC_THREADS | CREATE_PRIVATE_THREADS | SEND_IN_THREADS
INVITED = VIEW_CHANNEL | SEND_MESSAGES | ATTACH_FILES | READ_HISTORY | THREADS


async def test_the_start_sends_the_commands_once_and_tells_the_links(
    discord: LoopbackDiscord, tmp_path: Path
) -> None:
    async with running(discord, tmp_path, measured=True) as process:
        lines = process.stdout.splitlines()
    async with running(discord, tmp_path) as process:
        assert process.stdout.splitlines() == lines
    (sent,) = discord.calls(COMMANDS)
    assert {command["name"] for command in sent.body} == {
        *("quiz", "review", "interview", "learn", "demo", "progress", "streak", "leaderboard"),
        *("me", "help", "coach", "Grade as my answer", "Study card"),
    }
    server, member = (urlsplit(line.split()[-1]) for line in lines)
    assert server.netloc == "discord.com"
    assert server.path == member.path == "/oauth2/authorize"
    application = discord.world.application_id
    assert dict(parse_qsl(server.query)) == {
        "client_id": application,
        "scope": "bot applications.commands",
        "permissions": str(INVITED),
        "integration_type": "0",
    }
    assert dict(parse_qsl(member.query)) == {
        "client_id": application,
        "scope": "applications.commands",
        "integration_type": "1",
    }


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_closes_everything_and_ends_well(
    discord: LoopbackDiscord, tmp_path: Path, number: signal.Signals
) -> None:
    channel, alice = discord.add_guild().add_text_channel("gil"), discord.add_user("alice")
    async with running(discord, tmp_path, measured=True) as process:
        opened = await alice.click(await ask(alice, channel), "Answer")
        edit = discord.hang("PATCH /webhooks")
        feedback = await alice.submit(opened, {FIELD: ANSWER}, until="acked")
        await discord.until(lambda: edit.hits == 1, what="the feedback on its way")
        os.kill(process.pid, number)
        edit.release.set()
        assert await process.wait(EXIT_WITHIN_S) == 0
    assert "/ 100" in feedback.text, "what was begun is finished first"
    assert discord.gateway.sessions[0].ended, "said goodbye to Discord"
    assert {path.name for path in (tmp_path / "data").iterdir()} <= {"coach.db", "coach.db.lock"}


async def test_without_a_token_one_line_says_what_to_write(
    discord: LoopbackDiscord, tmp_path: Path
) -> None:
    async with running(discord, tmp_path, ready=False, settings={"DISCORD_TOKEN": ""}) as process:
        assert await process.wait(20) == 2
    (told,) = (process.stdout + process.stderr).splitlines()
    assert told.startswith("DISCORD_TOKEN: is missing. Write DISCORD_TOKEN=")


async def test_the_log_has_no_token_and_no_answer(discord: LoopbackDiscord, tmp_path: Path) -> None:
    channel, alice = discord.add_guild().add_text_channel("gil"), discord.add_user("alice")
    settings = {"COACH_LOG_LEVEL": "DEBUG", "COACH_LOG_FORMAT": "json"}
    async with running(discord, tmp_path, settings=settings) as process:
        await ask_and_answer(alice, channel)
        await process.stop()
        assert process.stderr
        assert "WARNING" not in process.stderr
        assert all(json.loads(line)["level"] for line in process.stderr.splitlines())
        for secret in (discord.token, "Only one thread"):
            assert secret not in process.stderr + process.stdout


async def test_a_refused_token_is_one_line(discord: LoopbackDiscord, tmp_path: Path) -> None:
    settings = {"DISCORD_TOKEN": "not-the-token"}
    async with running(discord, tmp_path, ready=False, measured=True, settings=settings) as process:
        assert await process.wait(20) == 2
        told = process.stderr.splitlines()[-1]
    assert told.startswith("DISCORD_TOKEN: Discord refuses this token.")
    assert "Traceback" not in process.stderr


async def test_a_discord_that_cannot_be_reached_is_one_line(
    discord: LoopbackDiscord, tmp_path: Path
) -> None:
    await discord.__aexit__(None, None, None)
    async with running(discord, tmp_path, ready=False) as process:
        assert await process.wait(20) == 2
    assert process.stderr.splitlines()[-1].startswith("Discord cannot be reached: ")
    assert "Traceback" not in process.stderr


async def test_a_stop_during_the_start_is_a_good_end(
    discord: LoopbackDiscord, tmp_path: Path
) -> None:
    async with running(discord, tmp_path, ready=False) as process:
        await process.line("logging in")
        assert await process.stop() == 0


async def test_commands_are_sent_by_hand_when_forced(
    discord: LoopbackDiscord, tmp_path: Path
) -> None:
    sync = [sys.executable, "-m", "bot", "sync"]
    for words, told in (
        (sync, "The commands were sent."),
        (sync, "Nothing has changed"),
        ([*sync, "--force"], "The commands were sent."),
    ):
        async with discord.running_bot(
            words, env=environment(tmp_path), cwd=tmp_path, ready=False
        ) as process:
            assert await process.wait(20) == 0
        assert told in process.stdout
    assert len(discord.calls(COMMANDS)) == 2
