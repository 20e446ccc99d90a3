"""A round: a question that is open to everybody in a channel for a time.

open -> closed, when its time is over or someone ends it -> what all answers had in common is shown

Everybody answers on a card of their own, so nobody sees another's answer before their own. A daily
post is a round, and so is a question asked in public.
"""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from pydantic import AwareDatetime

from .grade import Frozen

ON_DEMAND = timedelta(hours=1)
"""How long a question that somebody asked in public is open."""

LONGEST = timedelta(hours=24)
"""A daily question is open until the next one comes, but no longer than this."""


class Round(Frozen):
    """A question in a channel.

    Attributes:
        id: schedule and date of a daily post; else the snowflake of the interaction that asked.
        owner_id: who asked in public; None for a daily post, or once the owner was erased.
        role_id: the role that a daily post pings, or None.
        closed_at: when it was closed, or None.
        message_id: where it is, once that is known.
        threaded: whether a thread hangs on the message, which then has the message's id.
        shown: how many have answered, as the message says now.
        version: counts changes, so that two processes don't work on it at once.
    """

    id: str
    group_id: int
    channel_id: int
    item_id: str
    owner_id: int | None = None
    role_id: int | None = None
    opened_at: AwareDatetime
    closes_at: AwareDatetime
    closed_at: AwareDatetime | None = None
    message_id: int | None = None
    threaded: bool = False
    shown: int = 0
    version: int = 0

    @property
    def is_daily(self) -> bool:
        """Whether it is a daily post; else somebody asked in public."""
        return "-" in self.id

    def is_open(self, now: datetime) -> bool:
        """Whether it takes answers at the aware time `now`."""
        return self.closed_at is None and now < self.closes_at


class Posted(NamedTuple):
    """Where a round is.

    Attributes:
        threaded: whether a thread hangs on the message, or the message is one of a forum.
    """

    message_id: int
    threaded: bool


def daily_round_id(schedule_id: int, day: date) -> str:
    """The id of the round of a daily post."""
    return f"{schedule_id}-{day}"


def daily_close(now: datetime, *, following: datetime) -> datetime:
    """When a daily round that opens at `now` closes: with the following post, after a day at most.

    A `following` that is over by now is not known yet, so the round lasts a day.
    """
    latest = now + LONGEST
    return min(following, latest) if following > now else latest
