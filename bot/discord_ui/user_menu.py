"""*Study card*, in the menu of a member."""

from discord import Interaction, Member, User

from ..coach.study_cards import StudyCards
from ..domain.errors import CoachError
from ..domain.language import later, tr
from . import reply
from .doors import AnyBot
from .errors import answered_errors
from .menu import MenuCog
from .place import group_of
from .study_card import study_card


class UserMenu(MenuCog, name="GIL Coach user menu"):
    """Shows study cards."""

    def __init__(self, bot: AnyBot, study_cards: StudyCards) -> None:
        super().__init__(bot, later("Study card"), self._show)
        self._study_cards = study_cards

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
