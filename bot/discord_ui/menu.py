"""Commands in the menu of a message or a member, which the library does not find in a cog."""

from typing import Any

from discord.app_commands import AppCommandContext, AppInstallationType, ContextMenu
from discord.ext.commands import Cog

from .doors import AnyBot


class MenuCog(Cog):
    """Adds one such command, wherever the bot is installed, and takes it away again."""

    def __init__(self, bot: AnyBot, name: str, callback: Any) -> None:
        self._bot = bot
        self._command = ContextMenu(
            name=name,
            callback=callback,
            allowed_contexts=AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=AppInstallationType(guild=True, user=True),
        )

    async def cog_load(self) -> None:
        """Add the command."""
        self._bot.tree.add_command(self._command)

    async def cog_unload(self) -> None:
        """Take it away."""
        self._bot.tree.remove_command(self._command.name, type=self._command.type)
