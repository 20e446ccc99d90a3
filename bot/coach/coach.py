"""All use cases of one running coach, as the front ends receive them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from ..domain.bank import Bank
from .demonstrations import Demonstrations
from .leaderboards import Leaderboards
from .learners import Learners
from .marking import Grader, Marking
from .own_data import Erasures, OwnData, Records
from .ports import Clock, DailyStore, Pictures, Store
from .practice import Practice
from .reminders import Reminders
from .streaks import Streaks
from .throttle import Throttle
from .uptime import Uptime


class Notes(Protocol):
    """Small facts the bot keeps about itself."""

    async def note(self, name: str) -> str | None:
        """The value kept under that name."""
        ...

    async def keep_note(self, name: str, value: str) -> None:
        """Keep a value, replacing the old one."""
        ...


class FullStore(Store, Protocol):
    """All that is kept."""

    @property
    def daily(self) -> DailyStore:
        """What is kept of daily posts."""
        ...

    @property
    def records(self) -> Records:
        """Everything kept about one learner."""
        ...

    @property
    def erasures(self) -> Erasures:
        """Deletes it."""
        ...


@dataclass(frozen=True, slots=True)
class Coach:
    """What a front end works with."""

    practice: Practice
    demos: Demonstrations
    streaks: Streaks
    leaderboards: Leaderboards
    learners: Learners
    own_data: OwnData
    reminders: Reminders
    uptime: Uptime
    notes: Notes


def assemble(  # noqa: PLR0913 - the parts of a coach
    *,
    bank: Bank,
    grader: Grader,
    store: FullStore,
    demos: Demonstrations,
    pictures: Pictures,
    throttle: Throttle,
    clock: Clock,
    zones: Collection[str],
    zone: str,
) -> Coach:
    """Make a coach of its parts.

    Args:
        zones: names of the IANA zones there are.
        zone: the one of learners and servers that have not chosen any.
    """
    marking = Marking(bank=bank, grader=grader, store=store, throttle=throttle, zone=zone)
    return Coach(
        practice=Practice(bank=bank, marking=marking, store=store, clock=clock),
        demos=demos,
        streaks=Streaks(bank=bank, store=store, clock=clock, pictures=pictures, zone=zone),
        leaderboards=Leaderboards(store=store, clock=clock, zone=zone),
        learners=Learners(
            store=store.learners, daily=store.daily, clock=clock, zones=zones, zone=zone
        ),
        own_data=OwnData(store.records, store.erasures, clock),
        reminders=Reminders(store=store, daily=store.daily, clock=clock, zone=zone),
        uptime=Uptime(store.learners, clock),
        notes=store,
    )
