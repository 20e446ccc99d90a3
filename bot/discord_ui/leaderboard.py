"""`/leaderboard`: who in a server has come how far, without its list of members."""

import asyncio
import logging
from collections.abc import Collection, Mapping, Sequence

from aiohttp import ClientError
from discord import Guild, HTTPException, Interaction, NotFound, app_commands
from discord.ext.commands import Cog
from discord.ui import LayoutView

from ..coach.leaderboards import Board, Leaderboards
from ..coach.learners import Learners
from ..domain.errors import GoneError, NotHereError
from ..domain.language import tr
from ..domain.learner import Visibility
from ..domain.ranking import Measure, Period
from . import reply
from .custom_id import Link, Verb
from .doors import Jump, Step
from .errors import answered_errors
from .leaderboard_card import leaderboard_card, read_board_name
from .place import group_of

_log = logging.getLogger(__name__)

_LOOK_UP_WITHIN_S = 5.0
"""A page is not kept waiting for longer by questions about who is still here."""


class Leaderboard(Cog, name="GIL Coach leaderboards"):
    """Shows boards, asked for by the command or by a button."""

    def __init__(self, leaderboards: Leaderboards, learners: Learners) -> None:
        self._leaderboards = leaderboards
        self._learners = learners
        self.steps: Mapping[Verb, Step] = {}
        self.jumps: Mapping[Link, Jump] = {
            Link.BOARD: self._turn_to,
            Link.HIDE: self._hide,
            Link.UNHIDE: self._unhide,
        }

    @app_commands.command(name="leaderboard", description="Who in this server has come how far.")
    @app_commands.describe(period="The days that count", by="What counts")
    @app_commands.choices(
        period=[
            app_commands.Choice(name="last 7 days", value=Period.WEEK),
            app_commands.Choice(name="last 30 days", value=Period.MONTH),
            app_commands.Choice(name="all time", value=Period.ALL),
        ],
        by=[
            app_commands.Choice(name="points", value=Measure.POINTS),
            app_commands.Choice(name="streak", value=Measure.STREAK),
            app_commands.Choice(name="improvement", value=Measure.IMPROVEMENT),
        ],
    )
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def leaderboard(
        self, interaction: Interaction, period: str = Period.WEEK, by: str = Measure.POINTS
    ) -> None:
        """Show the first page, privately."""
        async with answered_errors(interaction):
            await reply.acknowledge(interaction)
            board = await self._board(interaction, f"{by}-{period}-1")
            await reply.answer(interaction, await _shown(interaction, board))

    async def _turn_to(self, interaction: Interaction, name: str) -> None:
        await interaction.response.defer()
        board = await self._board(interaction, name)
        await reply.replace(interaction, await _shown(interaction, board))

    async def _hide(self, interaction: Interaction, name: str) -> None:
        await self._learners.change_visibility(interaction.user.id, Visibility.PRIVATE)
        await self._turn_to(interaction, name)

    async def _unhide(self, interaction: Interaction, name: str) -> None:
        await self._learners.change_visibility(interaction.user.id, Visibility.SERVER)
        await self._turn_to(interaction, name)

    async def _board(self, interaction: Interaction, name: str) -> Board:
        group_id = group_of(interaction)
        if group_id is None:
            raise NotHereError(tr("The leaderboard"))
        asked = read_board_name(name)
        if asked is None:
            raise GoneError
        measure, period, page = asked
        return await self._leaderboards.show(
            interaction.user.id, group_id, measure=measure, period=period, page=page
        )


async def _shown(interaction: Interaction, board: Board) -> LayoutView:
    others = [row.learner_id for row in board.rows if row.learner_id != interaction.user.id]
    left = await _left(interaction.guild, others) if interaction.guild else ()
    return leaderboard_card(board, interaction.user.id, left=left)


async def _left(guild: Guild, learner_ids: Sequence[int]) -> Collection[int]:
    """Those who are not in the server any more; whoever Discord does not tell of in time is."""
    gone = await asyncio.gather(*(_has_left(guild, one) for one in learner_ids))
    return [one for one, has_left in zip(learner_ids, gone, strict=True) if has_left]


async def _has_left(guild: Guild, learner_id: int) -> bool:
    try:
        async with asyncio.timeout(_LOOK_UP_WITHIN_S):
            await guild.fetch_member(learner_id)
    except NotFound:
        return True
    except (HTTPException, ClientError, TimeoutError) as error:
        _log.warning("Could not look up a member for a leaderboard: %s", error)
    return False
