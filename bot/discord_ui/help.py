"""`/help`: what the bot does for whoever asks, in one card."""

from discord import Interaction, app_commands
from discord.ext.commands import Cog

from ..coach.coach import Notes
from ..coach.groups import Groups
from ..domain.errors import NotCoachError
from . import reply
from .doors import AnyBot
from .errors import answered_errors
from .help_card import Standing, help_card
from .permission import check_coach
from .place import group_of
from .sync import command_mentions


class Help(Cog, name="GIL Coach help"):
    """Explains the bot."""

    def __init__(self, bot: AnyBot, notes: Notes, groups: Groups) -> None:
        self._bot = bot
        self._notes = notes
        self._groups = groups

    @app_commands.command(name="help", description="What this bot does and how it grades.")
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    @app_commands.allowed_installs(guilds=True, users=True)
    async def help(self, interaction: Interaction) -> None:
        """Show the help card, privately."""
        async with answered_errors(interaction):
            mentions = await command_mentions(self._notes)
            known = {command.qualified_name for command in self._bot.tree.walk_commands()}
            standing = await self._standing(interaction)
            await reply.answer(interaction, help_card(mentions, known, standing))

    async def _standing(self, interaction: Interaction) -> Standing:
        if group_of(interaction) is None:
            return Standing.ALONE
        if interaction.permissions.manage_guild:
            return Standing.ADMIN
        try:
            await check_coach(interaction, self._groups)
        except NotCoachError:
            return Standing.MEMBER
        return Standing.COACH
