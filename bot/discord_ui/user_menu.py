"""*Study card*, in the menu of a member."""

from discord import Interaction, Member, User, app_commands
from discord.ext.commands import Cog

from ..coach.study_cards import StudyCards
from ..domain.errors import CoachError
from ..domain.language import tr
from . import reply
from .doors import AnyBot
from .errors import answered_errors
from .place import group_of
from .study_card import study_card


class UserMenu(Cog, name="GIL Coach user menu"):
    """Shows study cards."""

    def __init__(self, bot: AnyBot, study_cards: StudyCards) -> None:
        self._bot = bot
        self._study_cards = study_cards
        self._command = app_commands.ContextMenu(
            name="Study card",
            callback=self._show,
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )

    async def cog_load(self) -> None:
        """Add the command; the library finds none of that kind in a cog."""
        self._bot.tree.add_command(self._command)

    async def cog_unload(self) -> None:
        """Take it away."""
        self._bot.tree.remove_command(self._command.name, type=self._command.type)

    async def _show(self, interaction: Interaction, member: User | Member) -> None:
        """Show a member's study card, privately."""
        async with answered_errors(interaction):
            if member.bot:
                raise CoachError(tr("Bots don't study. Not even I do."))
            group_id = group_of(interaction)
            shown = await self._study_cards.show(
                member.id,
                viewer_id=interaction.user.id,
                group_id=group_id,
                # Who has left the server comes as a user.
                together=group_id is not None and isinstance(member, Member),
            )
            own = member.id == interaction.user.id
            await reply.answer(interaction, study_card(shown, own=own))
