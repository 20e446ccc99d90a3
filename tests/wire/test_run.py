"""The process as a host runs it: the Procfile's command, its start, its end, and what it says."""

import asyncio
import json
import sys
import time
from pathlib import Path

import pytest

from .server import LoopbackDiscord

pytestmark = pytest.mark.wire

ROOT = Path(__file__).parents[2]
ANSWER = "Only one thread at a time runs Python bytecode; it protects reference counts."


def command() -> list[str]:
    """The Procfile's command with this Python."""
    name, _, words = (ROOT / "Procfile").read_text(encoding="utf-8").strip().partition(": ")
    assert name == "worker"
    return [sys.executable, *words.split()[1:]]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {"PYTHONPATH": str(ROOT), "COACH_DATA_DIR": str(tmp_path / "data")}


async def test_an_answer_is_graded_and_survives_a_restart(
    discord: LoopbackDiscord, environment: dict[str, str], tmp_path: Path
) -> None:
    channel, alice = discord.add_guild().add_text_channel("gil"), discord.add_user("alice")
    async with discord.running_bot(command(), env=environment, cwd=tmp_path) as process:
        assert "https://discord.com/oauth2/authorize?client_id=" in process.stdout
        card = await alice.slash(channel, "quiz", {"question": "what-is-the-gil"})
        opened = await alice.click(card, "Answer")
        started = time.monotonic()
        assert await process.stop() == 0
        assert time.monotonic() - started < 5
    async with discord.running_bot(command(), env=environment, cwd=tmp_path):
        feedback = await alice.submit(opened, {"Your answer": ANSWER})
    assert any("/ 100" in text for text in feedback.texts())
    assert len(discord.calls("PUT /applications/{application_id}/commands")) == 1


async def test_the_log_has_no_token_and_no_answer(
    discord: LoopbackDiscord, environment: dict[str, str], tmp_path: Path
) -> None:
    channel, alice = discord.add_guild().add_text_channel("gil"), discord.add_user("alice")
    environment |= {"COACH_LOG_LEVEL": "DEBUG", "COACH_LOG_FORMAT": "json"}
    async with discord.running_bot(command(), env=environment, cwd=tmp_path) as process:
        opened = await alice.click(await alice.slash(channel, "quiz", {}), "Answer")
        await alice.submit(opened, {"Your answer": ANSWER})
        await process.stop()
        assert process.stderr
        assert "WARNING" not in process.stderr
        assert all(json.loads(line)["level"] for line in process.stderr.splitlines())
        for secret in (discord.token, "Only one thread"):
            assert secret not in process.stderr + process.stdout


async def test_a_refused_token_is_one_line(
    discord: LoopbackDiscord, environment: dict[str, str], tmp_path: Path
) -> None:
    environment["DISCORD_TOKEN"] = "not-the-token"  # noqa: S105 - of no bot
    async with discord.running_bot(
        command(), env=environment, cwd=tmp_path, ready=False
    ) as process:
        assert await process.wait(20) == 2
        told = process.stderr.splitlines()[-1]
    assert told.startswith("DISCORD_TOKEN: Discord refuses this token.")
    assert "Traceback" not in process.stderr


async def test_a_discord_that_cannot_be_reached_is_one_line(
    discord: LoopbackDiscord, environment: dict[str, str], tmp_path: Path
) -> None:
    await discord.__aexit__(None, None, None)
    async with discord.running_bot(
        command(), env=environment, cwd=tmp_path, ready=False
    ) as process:
        assert await process.wait(20) == 2
    assert process.stderr.splitlines()[-1].startswith("Discord cannot be reached: ")
    assert "Traceback" not in process.stderr


async def test_a_stop_during_the_start_is_a_good_end(
    discord: LoopbackDiscord, environment: dict[str, str], tmp_path: Path
) -> None:
    async with discord.running_bot(
        command(), env=environment, cwd=tmp_path, ready=False
    ) as process:
        await process.line("logging in")
        assert await process.stop() == 0


async def test_commands_are_sent_by_hand_when_forced(
    discord: LoopbackDiscord, environment: dict[str, str], tmp_path: Path
) -> None:
    sync = [sys.executable, "-m", "bot", "sync"]
    for words, told in (
        (sync, "The commands were sent."),
        (sync, "Nothing has changed"),
        ([*sync, "--force"], "The commands were sent."),
    ):
        async with discord.running_bot(
            words, env=environment, cwd=tmp_path, ready=False
        ) as process:
            assert await process.wait(20) == 0
            await asyncio.sleep(0)
        assert told in process.stdout
    assert len(discord.calls("PUT /applications/{application_id}/commands")) == 2


async def test_a_plugin_serves_in_a_host_called_bot(
    discord: LoopbackDiscord, environment: dict[str, str], tmp_path: Path
) -> None:
    host = tmp_path / "bot.py"
    host.write_text(HOST, encoding="utf-8")
    package = tmp_path / "gil_coach"
    package.symlink_to(ROOT / "bot")
    channel, alice = discord.add_guild().add_text_channel("gil"), discord.add_user("alice")
    async with discord.running_bot(
        [sys.executable, str(host)], env=environment | {"PYTHONPATH": str(tmp_path)}, cwd=tmp_path
    ) as process:
        opened = await alice.click(await alice.slash(channel, "quiz", {}), "Answer")
        feedback = await alice.submit(opened, {"Your answer": ANSWER})
        assert await process.stop() == 0
    assert feedback.ephemeral
    assert "unloaded" in process.stdout


HOST = """\
import asyncio, os, signal, discord
from discord.ext import commands

async def main():
    bot = commands.Bot("!", intents=discord.Intents.default())
    asyncio.get_running_loop().add_signal_handler(
        signal.SIGTERM, lambda: asyncio.ensure_future(stop(bot)))
    async with bot:
        await bot.login(os.environ["DISCORD_TOKEN"])
        await bot.load_extension("gil_coach")
        await bot.tree.sync()
        await bot.connect()

async def stop(bot):
    await bot.unload_extension("gil_coach")
    assert not bot.cogs and not bot.tree.get_commands()
    print("unloaded", flush=True)
    await bot.close()

asyncio.run(main())
"""
