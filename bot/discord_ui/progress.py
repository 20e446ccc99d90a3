"""`/progress`: what a member has mastered, and everything they answered so far."""

from collections.abc import Mapping

from discord import Interaction, app_commands
from discord.ext.commands import Cog
from discord.ui import LayoutView

from ..coach.practice import ModelAnswer, Practice, Result
from ..coach.progress import ProgressReports
from ..domain.errors import GoneError
from . import reply
from .answer_card import model_answer_card
from .custom_id import Link, Verb
from .doors import Jump, Step
from .errors import answered_errors
from .feedback_card import feedback_card
from .place import group_of
from .progress_card import history_card, progress_card, progress_files
from .selects import chosen_id

_MAX_PAGE_DIGITS = 5


class ProgressCog(Cog, name="GIL Coach progress"):
    """Shows progress, asked for by the command or by a button."""

    def __init__(self, progress: ProgressReports, practice: Practice) -> None:
        self._progress = progress
        self._practice = practice
        self.steps: Mapping[Verb, Step] = {}
        self.jumps: Mapping[Link, Jump] = {
            Link.PROGRESS: self._show_again,
            Link.HISTORY: self._open_history,
            Link.PAGE: self._turn,
            Link.REOPEN: self._reopen,
        }

    @app_commands.command(
        name="progress", description="What you have mastered, what stays, and your past answers."
    )
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    @app_commands.allowed_installs(guilds=True, users=True)
    async def progress(self, interaction: Interaction) -> None:
        """Show the progress, privately."""
        async with answered_errors(interaction):
            await self._show(interaction)

    async def _show_again(self, interaction: Interaction, _name: str) -> None:
        await self._show(interaction)

    async def _show(self, interaction: Interaction) -> None:
        shown = await self._progress.show(interaction.user.id, group_of(interaction))
        picture = await self._progress.picture(shown)
        await reply.answer(interaction, progress_card(shown), progress_files(shown, picture))

    async def _open_history(self, interaction: Interaction, page: str) -> None:
        shown = await self._progress.history(interaction.user.id, page=_number(page))
        await reply.answer(interaction, history_card(shown))

    async def _turn(self, interaction: Interaction, page: str) -> None:
        shown = await self._progress.history(interaction.user.id, page=_number(page))
        await reply.replace(interaction, history_card(shown))

    async def _reopen(self, interaction: Interaction, _name: str) -> None:
        attempt_id = chosen_id(interaction)
        if attempt_id is None:
            raise GoneError
        found = await self._practice.look_back(attempt_id, learner_id=interaction.user.id)
        await reply.answer(interaction, self._card(found))

    def _card(self, found: Result | ModelAnswer) -> LayoutView:
        if isinstance(found, Result):
            return feedback_card(found)
        return model_answer_card(found, lesson=found.item.topic in self._practice.bank.lessons)


def _number(page: str) -> int:
    """The page that a button means; anybody can send anything."""
    if len(page) > _MAX_PAGE_DIGITS or not page.isdecimal() or int(page) < 1:
        raise GoneError
    return int(page)
