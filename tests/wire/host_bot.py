"""Somebody's own bot, to which the coach is added as a plugin: commands, an error handler, a cog.

It is copied to a folder of its own as `bot.py`. `/plugin` loads, unloads and reloads the coach
and sends the commands, as a host does.
"""

import asyncio
import os
import signal
from collections.abc import Mapping
from typing import Any

import discord
from discord import AllowedMentions, Intents, app_commands
from discord.ext import commands

PLUGIN = "gil_coach"
Interaction = discord.Interaction[Any]


class Greeter(commands.Cog):
    """What the host had before."""

    @app_commands.command()
    async def hello(self, interaction: Interaction) -> None:
        """Say hello."""
        await interaction.response.send_message("hello from the host")

    @app_commands.command()
    async def broken(self, _interaction: Interaction) -> None:
        """Fail, for the host's own error handler."""
        raise RuntimeError("the host's own mistake")


@app_commands.command()
async def plugin(interaction: Interaction, action: str) -> None:
    """Load, unload or reload the coach."""
    await interaction.response.defer()
    bot = interaction.client
    steps: Mapping[str, Any] = {
        "load": bot.load_extension,
        "unload": bot.unload_extension,
        "reload": bot.reload_extension,
    }
    await steps[action](PLUGIN)
    await bot.tree.sync()
    await interaction.followup.send(f"{action}: {', '.join(sorted(bot.cogs))}")


class Host(commands.AutoShardedBot):
    """A bot with mentions of its own choice."""

    def __init__(self) -> None:
        """Allow mentions of users, which the coach must not rely on."""
        mentions = AllowedMentions(everyone=False, users=True, roles=False)
        super().__init__("!", intents=Intents(guilds=True), allowed_mentions=mentions)
        self.tree.error(self.tell_error)

    async def setup_hook(self) -> None:
        """Add what is the host's own, then the plugin."""
        await self.add_cog(Greeter())
        self.tree.add_command(plugin)
        await self.load_extension(PLUGIN)
        await self.tree.sync()

    async def tell_error(
        self, interaction: Interaction, error: app_commands.AppCommandError
    ) -> None:
        """Handle errors as the host does."""
        await interaction.response.send_message(f"the host heard: {error.__cause__}")


async def main() -> None:
    """Run until SIGTERM."""
    discord.utils.setup_logging()
    async with Host() as bot:
        running = asyncio.create_task(bot.start(os.environ["DISCORD_TOKEN"]))
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, running.cancel)
        await asyncio.wait([running])
        # Leaving the block closes the bot, and with it every cog.


asyncio.run(main())
