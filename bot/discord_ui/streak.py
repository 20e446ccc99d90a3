"""`/streak`: how long a member has kept going, and why."""

from collections.abc import Mapping

from discord import Interaction, app_commands
from discord.ext.commands import Cog

from ..coach.streaks import Streaks
from . import reply
from .custom_id import Link, Verb
from .doors import Jump, Step
from .errors import answered_errors
from .place import group_of
from .streak_cards import HERE, streak_card, streak_files, why_card


class StreakCog(Cog, name="GIL Coach streaks"):
    """Shows streaks, asked for by the command or by a button."""

    def __init__(self, streaks: Streaks) -> None:
        self._streaks = streaks
        self.steps: Mapping[Verb, Step] = {}
        self.jumps: Mapping[Link, Jump] = {Link.STREAK: self._show_place, Link.WHY: self._why}

    @app_commands.command(name="streak", description="Your streak of days, and why each counts.")
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    @app_commands.allowed_installs(guilds=True, users=True)
    async def streak(self, interaction: Interaction) -> None:
        """Show the streak, privately."""
        async with answered_errors(interaction):
            await self._show_place(interaction, HERE)

    async def _show_place(self, interaction: Interaction, place: str) -> None:
        shown = await self._streaks.show(interaction.user.id, _group(interaction, place))
        picture = await self._streaks.picture(shown)
        await reply.answer(interaction, streak_card(shown), streak_files(shown, picture))

    async def _why(self, interaction: Interaction, place: str) -> None:
        why = await self._streaks.why(interaction.user.id, _group(interaction, place))
        await reply.answer(interaction, why_card(why, place=place))


def _group(interaction: Interaction, place: str) -> int | None:
    """The server whose days are meant; whatever else a button may say is everywhere."""
    return group_of(interaction) if place == HERE else None
