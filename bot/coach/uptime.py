"""The times in which nobody could answer, known by a heartbeat that was missing.

The heartbeat goes on while the database can be written and Discord is connected. A database that is
only read, such as that of the terminal, has none: to close a program of one's own is no outage.
"""

from datetime import timedelta

from .ports import Clock, LearnerStore

GAP = timedelta(minutes=5)
"""A longer gap between two heartbeats is an outage. Source: docs/members.md, "Streaks"."""

BEAT_EVERY_S = 30


class Uptime:
    """Keeps the heartbeat."""

    def __init__(self, store: LearnerStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def beat(self) -> None:
        """Note that everything works now, and an outage where it did not for a while.

        Raises:
            StorageError: the database can't be written, so it does not work.
        """
        await self._store.beat(self._clock(), gap=GAP)
