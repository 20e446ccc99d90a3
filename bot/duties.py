"""What the bot does by itself while Discord can be reached.

It keeps the heartbeat, reminds, posts daily questions and looks after those that are open.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from .coach.coach import Coach
from .coach.daily import LOOK_EVERY_S as POSTS_EVERY_S
from .coach.round_keeper import LOOK_EVERY_S as ROUNDS_EVERY_S
from .coach.uptime import BEAT_EVERY_S
from .discord_ui.board import DiscordBoard
from .discord_ui.poster import DiscordPoster
from .discord_ui.reminding import DiscordReminding, reachable
from .domain.errors import StorageError
from .supervision import OnFailure, supervised

_log = logging.getLogger(__name__)

_REMIND_EVERY_S = 60
_LOOK_EVERY_S = 1


@asynccontextmanager
async def attending(coach: Coach, bot: Any, on_failure: OnFailure | None) -> AsyncIterator[None]:
    """While Discord can be reached, keep the heartbeat, remind, post, and look after rounds."""
    reminding = DiscordReminding(bot)

    async def remind() -> None:
        await coach.reminders.send_due(reminding)

    async with (
        supervised(_repeat(bot, coach.uptime.beat, BEAT_EVERY_S), on_failure),
        supervised(_repeat(bot, remind, _REMIND_EVERY_S), on_failure),
        keeping_channels(coach, bot, on_failure),
    ):
        yield


@asynccontextmanager
async def keeping_channels(
    coach: Coach, bot: Any, on_failure: OnFailure | None
) -> AsyncIterator[None]:
    """While Discord can be reached, post daily questions and look after those that are open."""
    poster = DiscordPoster(bot, coach.practice.bank)
    board = DiscordBoard(bot, coach.practice.bank)

    async def post() -> None:
        await coach.daily.tick(poster)

    async def look_after_rounds() -> None:
        await coach.rounds.tick(board)

    async with (
        supervised(_repeat(bot, post, POSTS_EVERY_S), on_failure),
        supervised(_repeat(bot, look_after_rounds, ROUNDS_EVERY_S), on_failure),
    ):
        yield


async def _repeat(bot: Any, work: Callable[[], Awaitable[None]], every_s: float) -> None:
    """Do the work again and again while Discord can be reached."""
    while True:
        wait_s: float = _LOOK_EVERY_S
        if reachable(bot):
            wait_s = every_s
            try:
                await work()
            except StorageError as error:
                _log.warning("The database can't be used now; I will try again: %s", error)
        await asyncio.sleep(wait_s)
