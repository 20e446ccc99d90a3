"""Serving Discord from the login to the last answer.

Told to stop, the bot finishes the interactions it has begun, then closes the gateway. Both have a
limit, since whoever sent the signal waits.
"""

import asyncio
import contextlib

from aiohttp import ClientError
from discord import ConnectionClosed, HTTPException, LoginFailure

from ..domain.errors import CoachError, SettingError
from .client import CoachBot

_DRAIN_S = 3.0
_CLOSE_S = 1.0
_HANDLERS = ("discord.py: ", "discord-ui-", "CommandTree-invoker")
"""How discord.py names the tasks in which it calls us."""

_AUTHENTICATION_FAILED = 4004
"""Source: Discord API, "Gateway Close Event Codes"."""


async def serve(bot: CoachBot, token: str) -> None:
    """Log in and serve until cancelled.

    Raises:
        SettingError: Discord refuses the token.
        CoachError: Discord cannot be reached to log in.
    """
    await log_in(bot, token)
    try:
        await bot.connect()
    except ConnectionClosed as closed:
        if closed.code == _AUTHENTICATION_FAILED:
            raise _bad_token() from None
        raise


async def log_in(bot: CoachBot, token: str) -> None:
    """Log in and get ready, without listening yet.

    Raises:
        SettingError: Discord refuses the token.
        CoachError: Discord cannot be reached.
    """
    try:
        await bot.login(token)
    except LoginFailure:
        raise _bad_token() from None
    except (HTTPException, ClientError, OSError) as error:
        raise CoachError(f"Discord cannot be reached: {error}") from error


async def leave(bot: CoachBot) -> None:
    """Finish what was begun, then close the connection to Discord."""
    current = asyncio.current_task()
    begun = [
        task
        for task in asyncio.all_tasks()
        if task is not current and task.get_name().startswith(_HANDLERS)
    ]
    if begun:
        await asyncio.wait(begun, timeout=_DRAIN_S)
    # The library would wait half a minute for the other side to say goodbye.
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(bot.close(), timeout=_CLOSE_S)


def _bad_token() -> SettingError:
    return SettingError(
        "DISCORD_TOKEN",
        "Discord refuses this token. Write the one that “Reset Token” shows on your application's "
        "page “Bot”, https://discord.com/developers/applications.",
    )
