import discord
import pytest
import simcord
from simcord.backend import serializers

from tests.discord_ui.world import World

MUTE = discord.PermissionOverwrite(send_messages=False)
BLIND = discord.PermissionOverwrite(view_channel=False)


def rejoin(world: World, guild: simcord.GuildHandle, **other: object) -> None:
    """Let the guild come (again), with the channels it has by now."""
    backend = world.env.backend
    backend.emit("GUILD_DELETE", {"id": str(guild.id), **other})
    payload = dict(serializers.guild_create_payload(backend, backend.get_guild(guild.id)))
    if not other:
        del payload["unavailable"]  # Discord says it only of a guild that was there before
    backend.emit("GUILD_CREATE", payload)


async def greeted(world: World, guild: simcord.GuildHandle, **other: object) -> list[str]:
    """The channels in which the bot introduced itself after the guild came."""
    rejoin(world, guild, **other)
    await world.env.settle()
    return [name for name, channel in guild.channels.items() if channel.history()]


async def test_the_first_channel_that_can_be_written_in_is_greeted(world: World) -> None:
    guild = world.env.create_guild("New")
    everyone = guild.default_role
    me = world.bot.user
    assert me is not None
    guild.create_text_channel("hidden", overwrites={everyone: BLIND, me: BLIND})
    guild.create_text_channel("news", overwrites={everyone: MUTE, me: MUTE})
    guild.create_text_channel("talk")
    guild.create_text_channel("more")
    assert await greeted(world, guild) == ["talk"]


async def test_the_system_channel_is_preferred(world: World) -> None:
    guild = world.env.create_guild("New")
    guild.create_text_channel("first")
    system = guild.create_text_channel("system")
    world.env.backend.get_guild(guild.id).system_channel_id = system.id
    assert await greeted(world, guild) == ["system"]


async def test_a_server_without_an_open_channel_is_not_greeted(world: World) -> None:
    assert await greeted(world, world.env.create_guild("Empty")) == []


async def test_a_server_that_was_only_away_is_not_greeted(world: World) -> None:
    guild = world.env.create_guild("Known")
    guild.create_text_channel("talk")
    assert await greeted(world, guild, unavailable=True) == []


async def test_a_greeting_that_is_refused_is_only_noted(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    guild = world.env.create_guild("Strict")
    guild.create_text_channel("talk")
    world.env.inject_error("POST", "/channels/*/messages", status=403, code=50013)
    assert await greeted(world, guild) == []
    assert f"Could not welcome guild {guild.id}" in caplog.text
