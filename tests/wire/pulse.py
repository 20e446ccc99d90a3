"""Waiting for a condition without sleeping: whoever changes something beats, waiters look again."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Pulse:
    """Wake every waiter whenever something changed."""

    def __init__(self) -> None:
        self._waiters: set[asyncio.Future[None]] = set()

    def beat(self) -> None:
        """Tell all waiters to look again."""
        waiters, self._waiters = self._waiters, set()
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(None)

    async def until(
        self, predicate: Callable[[], bool], *, what: str, timeout_s: float = 10
    ) -> None:
        """Return once the predicate holds.

        Raises:
            TimeoutError: it did not hold in time; the message says `what` was awaited.
        """
        try:
            async with asyncio.timeout(timeout_s):
                while not predicate():
                    waiter = asyncio.get_running_loop().create_future()
                    self._waiters.add(waiter)
                    await waiter
        except TimeoutError:
            message = f"waited {timeout_s} s in vain for {what}"
            raise TimeoutError(message) from None
