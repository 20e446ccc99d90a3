"""`/help`: what the bot does, in one card."""

from discord import Interaction, app_commands
from discord.ext.commands import Cog

from ..coach.coach import Notes
from . import reply
from .errors import answered_errors
from .notices import help_card
from .sync import command_mentions


class Help(Cog, name="GIL Coach help"):
    """Explains the bot."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes

    @app_commands.command(name="help", description="What this bot does and how it grades.")
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    @app_commands.allowed_installs(guilds=True, users=True)
    async def help(self, interaction: Interaction) -> None:
        """Show the help card, privately."""
        async with answered_errors(interaction):
            await reply.answer(interaction, help_card(await command_mentions(self._notes)))
