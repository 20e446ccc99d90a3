"""Reminders as they reach members, and when Discord counts as reachable."""

from datetime import UTC, datetime

import pytest
import simcord
from discord import Intents
from discord.ext import commands
from simcord.components import walk_components

from bot.discord_ui.reminding import DiscordReminding, reachable
from bot.domain.streak import Streak
from tests.discord_ui.round_world import cards_in, open_rounds
from tests.discord_ui.world import World, text_of

STREAK = Streak(length=12, best=12, alive_until=datetime(2026, 3, 14, 23, 59, 59, tzinfo=UTC))


async def remind(world: World, learner_id: int, channel_id: int | None = None) -> bool:
    world.pings.append({"parse": [], "users": [learner_id]})
    return await DiscordReminding(world.bot).remind(learner_id, STREAK, channel_id=channel_id)


async def test_a_direct_message_says_when_the_streak_ends(world: World) -> None:
    assert await remind(world, world.alice.id)
    (*_, sent) = world.requests()
    (text, *_) = [one["content"] for one in walk_components(sent["components"]) if "content" in one]
    assert text.startswith(f"<@{world.alice.id}>, your streak of 12 days ends <t:1773532799:R>.")


async def test_the_daily_channel_pings_the_learner_alone(world: World) -> None:
    assert await remind(world, world.alice.id, world.channel.id)
    (*_, sent) = world.requests()
    assert sent["allowed_mentions"] == {"parse": [], "users": [world.alice.id]}


async def test_in_a_forum_the_newest_question_takes_the_reminder() -> None:
    async with open_rounds() as rounds:
        world, forum = rounds.world, rounds.world.guild.create_forum_channel("daily")
        assert not await remind(world, world.alice.id, forum.id)
        await rounds.post_daily(forum)
        await rounds.later(days=1)
        assert await remind(world, world.alice.id, forum.id)
        newest = max(forum.threads, key=lambda thread: thread.id)
        assert "your streak of 12 days ends" in text_of(cards_in(newest)[-1])


async def test_a_channel_that_is_gone_refuses(world: World) -> None:
    assert not await remind(world, world.alice.id, 12345)


async def test_a_closed_direct_message_refuses(world: World) -> None:
    """The simulated Discord closes only those of other bots."""
    assert not await remind(world, world.env.create_user("robot", bot=True).id)


async def test_a_fault_of_discords_loses_one_reminder_and_refuses_none(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.env.inject_error("POST", "/users/@me/channels", status=400)
    assert await remind(world, world.alice.id)
    assert "A reminder got lost" in caplog.text


async def test_the_bot_is_reachable_while_every_shard_is_open(world: World) -> None:
    bot = world.bot
    assert reachable(bot)
    await bot.shards[0].disconnect()
    assert not reachable(bot)
    await bot.shards[0].reconnect()
    assert reachable(bot)


async def test_a_bot_that_never_logged_in_is_not_reachable() -> None:
    assert not reachable(commands.Bot("!", intents=Intents(guilds=True)))


async def test_a_host_without_shards_is_reachable_while_its_connection_is_open() -> None:
    host = commands.Bot("!", intents=Intents(guilds=True))
    async with simcord.run(host) as env:
        assert reachable(host)
        await host.close()
        await env.settle()
        assert not reachable(host)
