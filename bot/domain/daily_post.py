"""One post of a schedule, on one local date.

claimed -> sent      it is in the channel
        -> skipped   it is not, and shall not be: too late, or an admin left the date out
        -> failed    Discord refuses it

A claim that is neither is taken over after a while, by whoever looks first.
"""

from datetime import date
from enum import StrEnum
from hashlib import blake2b

from pydantic import AwareDatetime

from .grade import Frozen
from .language import later

TOO_LATE = later("I could not post it in time")
"""The reason of a skipped post whose time was over when somebody looked."""

LEFT_OUT = later("an admin left it out")
PAUSED = later("the schedule was paused")
REMOVED = later("the schedule was removed")
"""Reasons of posts that were skipped because an admin wanted it so."""

_NONCE_BYTES = 12
"""Twice as many characters. Source: Discord API, "Create Message": a nonce has at most 25."""


class PostState(StrEnum):
    """How far a post has come."""

    CLAIMED = "claimed"
    SENT = "sent"
    SKIPPED = "skipped"
    FAILED = "failed"


class DailyPost(Frozen):
    """A post and what became of it.

    Attributes:
        at: when it came into its state.
        tries: how often it was claimed; 0 for a date that was left out beforehand.
        item_id: the question, None where none was chosen.
        message_id: where it is, once sent.
        reason: why it was skipped or failed.
    """

    schedule_id: int
    group_id: int
    day: date
    state: PostState
    at: AwareDatetime
    tries: int = 0
    item_id: str | None = None
    message_id: int | None = None
    reason: str | None = None


def nonce_of(schedule_id: int, day: date) -> str:
    """What Discord tells a repeated post by: the same for the same schedule and date."""
    return blake2b(f"{schedule_id} {day}".encode(), digest_size=_NONCE_BYTES).hexdigest()
