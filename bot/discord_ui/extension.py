"""The coach inside somebody else's bot.

It brings its commands, buttons and listeners and takes them away again; it sends no commands to
Discord, changes no setting of the host and handles no errors but its own.
"""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack

from discord.ext.commands import Cog

from ..coach.coach import Coach
from .attach import attach, detach
from .doors import AnyBot


class CoachExtension(Cog, name="GIL Coach"):
    """Opens a coach when it is loaded and closes it when it is unloaded.

    Args:
        open_coach: opens the store and all that stands on it.
    """

    def __init__(
        self, bot: AnyBot, open_coach: Callable[[], AbstractAsyncContextManager[Coach]]
    ) -> None:
        self._bot = bot
        self._open_coach = open_coach
        self._opened = AsyncExitStack()

    async def cog_load(self) -> None:
        """Open the coach and add what it brings; what was opened is closed if that fails."""
        async with AsyncExitStack() as stack:
            coach = await stack.enter_async_context(self._open_coach())
            stack.push_async_callback(detach, self._bot)
            await attach(self._bot, coach)
            self._opened = stack.pop_all()

    async def cog_unload(self) -> None:
        """Take everything away and close the coach."""
        await self._opened.aclose()
