"""Is everything there that a server's daily questions need? What `/coach doctor` finds out.

Looks only; the one thing it changes is a note, to see whether the database can be written.
"""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from time import perf_counter
from typing import Protocol

from ..domain.daily_post import DailyPost
from ..domain.demo_result import Failure
from ..domain.errors import CoachError, StorageError
from ..domain.grade import Frozen
from ..domain.language import later, tr
from ..domain.schedule import Schedule
from ..domain.snowflake import time_of
from ..domain.streak import Outage
from .demonstrations import Demonstrations
from .ports import Clock, DailyStore, Store
from .uptime import GAP

_log = logging.getLogger(__name__)

OUTAGES_WITHIN = timedelta(days=14)

_NOTE = "checkup"
_TROUBLES = 5
_DEMO_WITHIN_S = 10.0


_FAILURES = {
    "time_limit": later("a small one took too long"),
    "crashed": later("a small one crashed"),
}


class TroubleStore(Protocol):
    """What is kept of posts that did not get out."""

    async def troubles(self, group_id: int, *, limit: int) -> Sequence[DailyPost]:
        """The last posts of a server that failed or were skipped, newest first."""
        ...


class CheckupDailyStore(DailyStore, TroubleStore, Protocol):
    """What is kept of daily posts, those that did not get out as well."""


class Findings(Frozen):
    """What was found.

    Attributes:
        clock_ahead: of the machine's clock before Discord's.
        database_works: whether it can be written.
        write_s: how long a small change took until it was on disk.
        demo_problem: why demonstrations can't be run, or None.
        troubles: posts that did not get out, newest first.
        outages: times in which the bot was down, oldest first.
    """

    clock_ahead: timedelta
    database_works: bool = True
    write_s: float = 0.0
    demo_problem: str | None = None
    schedules: tuple[Schedule, ...] = ()
    troubles: tuple[DailyPost, ...] = ()
    outages: tuple[Outage, ...] = ()


class Checkup:
    """The use case of looking after a server.

    Args:
        demo_within_s: how long the smallest demonstration may take.
    """

    def __init__(
        self,
        *,
        store: Store,
        daily: CheckupDailyStore,
        demos: Demonstrations,
        clock: Clock,
        demo_within_s: float = _DEMO_WITHIN_S,
    ) -> None:
        self._store = store
        self._daily = daily
        self._demos = demos
        self._clock = clock
        self._demo_within_s = demo_within_s

    async def examine(self, interaction_id: int, *, group_id: int) -> Findings:
        """Look at everything.

        Args:
            interaction_id: snowflake of the request: Discord's clock wrote it.
        """
        now = self._clock()
        ahead = now - time_of(interaction_id)
        demo_problem = await self._try_demo()
        try:
            begun_s = perf_counter()
            await self._store.keep_note(_NOTE, now.isoformat())
            write_s = perf_counter() - begun_s
            return Findings(
                clock_ahead=ahead,
                write_s=write_s,
                demo_problem=demo_problem,
                schedules=tuple(await self._daily.schedules(group_id)),
                troubles=tuple(await self._daily.troubles(group_id, limit=_TROUBLES)),
                outages=tuple(await self._outages(now)),
            )
        except StorageError as error:  # it names files, which are nothing to members
            _log.warning("The database can't be used: %s", error)
            return Findings(clock_ahead=ahead, database_works=False, demo_problem=demo_problem)

    async def _outages(self, now: datetime) -> Sequence[Outage]:
        return await self._store.learners.outages(now - OUTAGES_WITHIN, now=now, gap=GAP)

    async def _try_demo(self) -> str | None:
        try:
            async with asyncio.timeout(self._demo_within_s):
                outcome = await self._demos.try_out()
        except TimeoutError:
            return tr("a small one had no turn within {seconds} s").format(
                seconds=f"{self._demo_within_s:.0f}"
            )
        except CoachError as error:
            return str(error)
        if isinstance(outcome, Failure):
            return tr(_FAILURES[outcome.kind])
        return None
