"""The coach in a bot that is not ours."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import simcord
from discord import Intents, Interaction, app_commands
from discord.ext import commands

from bot.coach.coach import Coach
from bot.discord_ui.extension import CoachExtension
from bot.domain.errors import StorageError
from bot.storage import open_store
from tests.coach.demo_world import StagedRunner
from tests.discord_ui.examples import BANK, GIL, PARTIAL
from tests.discord_ui.world import SimulatedClock, new_coach, shown, text_of


class Host(commands.Bot):
    """Somebody's bot with a command and an error handler of its own."""

    def __init__(self) -> None:
        super().__init__("!", intents=Intents.default())
        self.errors: list[Exception] = []
        self.tree.on_error = self.on_tree_error  # type: ignore[method-assign]

        @self.tree.command(name="ping", description="theirs")
        async def ping(interaction: Interaction) -> None:
            await interaction.response.send_message("pong")

    async def on_tree_error(self, _: Interaction, error: app_commands.AppCommandError) -> None:
        self.errors.append(error)


class Opened:
    """Opens a coach and notes whether it is open."""

    def __init__(self) -> None:
        self.clock = SimulatedClock()
        self.open = 0

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[Coach]:
        async with open_store("sqlite://", self.clock) as store:
            self.open += 1
            try:
                yield new_coach(BANK, store, self.clock, StagedRunner())
            finally:
                self.open -= 1


@asynccontextmanager
async def hosted(host: Host, opened: Opened) -> AsyncIterator[simcord.Env]:
    env = simcord.Env(host, settle_timeout=60)
    opened.clock.env = env
    await env.start()
    try:
        yield env
        await host.close()
    finally:
        await env.shutdown()
    env.raise_errors()


async def test_a_host_gets_the_quiz_and_loses_it_again() -> None:
    host, opened = Host(), Opened()
    async with hosted(host, opened) as env:
        before = footprint(host)
        await host.add_cog(CoachExtension(host, opened))
        assert opened.open == 1
        await host.tree.sync()
        channel = env.create_guild().create_text_channel("general")
        alice = env.guild.add_member(env.create_user("alice"))
        card = shown(await alice.slash(channel, "quiz", question=GIL.id))
        dialog = await alice.click(card, label="Answer")
        feedback = shown(await alice.submit_modal(dialog, {"answer": PARTIAL}))
        assert "# 67 / 100" in text_of(feedback)
        await host.remove_cog("GIL Coach")
        assert opened.open == 0
        assert footprint(host) == before
        assert not (await alice.click(card, label="Answer")).acknowledged


async def test_the_coach_closes_with_its_host() -> None:
    host, opened = Host(), Opened()
    async with hosted(host, opened):
        await host.add_cog(CoachExtension(host, opened))
        await host.close()
        assert opened.open == 0


async def test_commands_are_left_to_the_host() -> None:
    host, opened = Host(), Opened()
    async with hosted(host, opened) as env:
        await host.add_cog(CoachExtension(host, opened))
        assert not any(request.method == "PUT" for request in env.http_requests)


async def test_errors_of_the_coach_do_not_reach_the_host() -> None:
    host, opened = Host(), Opened()
    async with hosted(host, opened) as env:
        await host.add_cog(CoachExtension(host, opened))
        await host.tree.sync()
        channel = env.create_guild().create_text_channel("general")
        alice = env.guild.add_member(env.create_user("alice"))
        reply = shown(await alice.slash(channel, "quiz", topic="zebra"))
        assert "There is no topic" in text_of(reply)
        assert host.errors == []


async def test_what_was_opened_is_closed_where_a_command_name_is_taken() -> None:
    host, opened = Host(), Opened()
    async with hosted(host, opened):
        before = footprint(host)
        host.tree.add_command(app_commands.Command(name="help", description="x", callback=theirs))
        with pytest.raises(app_commands.CommandAlreadyRegistered):
            await host.add_cog(CoachExtension(host, opened))
        host.tree.remove_command("help")
        assert opened.open == 0
        assert footprint(host) == before


async def test_a_coach_that_can_not_open_leaves_nothing_behind() -> None:
    @asynccontextmanager
    async def refuse() -> AsyncIterator[Coach]:
        raise StorageError("The disk is full.")
        yield

    host, opened = Host(), Opened()
    async with hosted(host, opened):
        before = footprint(host)
        with pytest.raises(StorageError):
            await host.add_cog(CoachExtension(host, refuse))
        assert footprint(host) == before


async def theirs(interaction: Interaction) -> None:
    """A command of the host."""


def footprint(host: Host) -> object:
    """All that the coach may add to a bot."""
    return (
        sorted(host.cogs),
        sorted(command.name for command in host.tree.get_commands()),
        {event: len(listeners) for event, listeners in host.extra_events.items() if listeners},
        len(host._connection._view_store._dynamic_items),
        host.allowed_mentions,
    )
