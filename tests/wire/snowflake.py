"""Snowflakes: Discord's ids, which carry the time they were made.

discord.py reads `created_at` out of an id, and the bot files attempts under it, so ids made here
hold real time and are strictly increasing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

DISCORD_EPOCH_MS = 1_420_070_400_000
"""First second of 2015. Source: Discord API reference, Snowflakes."""
TIME_SHIFT = 22


class SnowflakeMaker:
    """Make ids from a clock."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """Take a clock in seconds since 1970, such as `time.time`."""
        self._clock = clock
        self._last = 0

    def __call__(self) -> str:
        """Return the next id as Discord writes it: decimal digits in a string."""
        now_ms = int(self._clock() * 1000) - DISCORD_EPOCH_MS
        self._last = max(self._last + 1, now_ms << TIME_SHIFT)
        return str(self._last)


def made_at(snowflake: str) -> float:
    """Return the time inside an id, in seconds since 1970."""
    return ((int(snowflake) >> TIME_SHIFT) + DISCORD_EPOCH_MS) / 1000
