"""All use cases of one running coach, as the front ends receive them."""

from dataclasses import dataclass
from typing import Protocol

from .demonstrations import Demonstrations
from .leaderboards import Leaderboards
from .learners import Learners
from .own_data import OwnData
from .practice import Practice
from .reminders import Reminders
from .streaks import Streaks
from .uptime import Uptime


class Notes(Protocol):
    """Small facts the bot keeps about itself."""

    async def note(self, name: str) -> str | None:
        """The value kept under that name."""
        ...

    async def keep_note(self, name: str, value: str) -> None:
        """Keep a value, replacing the old one."""
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
