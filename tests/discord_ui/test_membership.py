"""Servers that remove the bot are noted, whenever they do."""

import discord
import pytest
from discord.ext import commands

from bot.discord_ui.membership import Membership
from bot.domain.group import GroupSettings
from bot.storage import SqlStore
from tests.discord_ui.test_welcome import rejoin
from tests.discord_ui.world import World
from tests.test_app import kill_writer


async def left(world: World) -> list[int]:
    """The servers that are noted to have removed the bot."""
    assert isinstance(world.coach.notes, SqlStore)
    return [*await world.coach.notes.groups.all_left()]


async def test_a_server_that_removes_the_bot_is_noted_until_it_is_back(world: World) -> None:
    guild = world.env.create_guild("Leaving")
    backend = world.env.backend
    backend.emit("GUILD_DELETE", {"id": str(guild.id), "unavailable": True})
    await world.env.settle()
    assert await left(world) == [], "it was only away"
    rejoin(world, guild)
    await world.env.settle()
    assert await left(world) == []
    backend.emit("GUILD_DELETE", {"id": str(guild.id)})
    await world.env.settle()
    assert await left(world) == [guild.id]


HERE_ONCE, OTHERS = 2 << 22, 3 << 22
"""Servers that the bot is not in; with two shards the second is another process's."""


async def keep_something(world: World) -> None:
    for group_id in (world.guild.id, HERE_ONCE, OTHERS):
        await world.coach.groups.change(GroupSettings(group_id=group_id, coach_role_id=7))


async def test_a_removal_while_the_bot_was_down_is_noted_at_the_start(world: World) -> None:
    await keep_something(world)
    await world.restart()
    await world.env.settle()
    assert await left(world) == [HERE_ONCE, OTHERS]


async def test_servers_of_other_shards_are_left_to_their_process(world: World) -> None:
    await keep_something(world)
    world.bot.shard_count = 2
    await Membership(world.bot, world.coach.groups).note_missed()
    assert await left(world) == [HERE_ONCE]


@pytest.mark.parametrize("shard_id", [None, 0])
async def test_a_host_of_one_shard_or_none_notes_its_own(
    world: World, shard_id: int | None
) -> None:
    intents = discord.Intents(guilds=True)
    host = commands.Bot(
        "!", intents=intents, shard_id=shard_id, shard_count=None if shard_id is None else 2
    )
    await world.coach.groups.change(GroupSettings(group_id=HERE_ONCE, coach_role_id=7))
    await Membership(host, world.coach.groups).note_missed()
    assert await left(world) == [HERE_ONCE]


async def test_a_removal_that_can_not_be_noted_is_logged(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    kill_writer(world.coach.notes)
    world.env.backend.emit("GUILD_DELETE", {"id": str(world.env.create_guild("Leaving").id)})
    await world.env.settle()
    assert "A server that came or went was not noted" in caplog.text
