"""What a learner has chosen for themselves."""

from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import AwareDatetime

from .errors import ZoneChangedError
from .grade import Frozen

ZONE_CHANGE_EVERY = timedelta(hours=24)
"""Who could change zones at will would live in several days at once."""


class Reminder(StrEnum):
    """How a learner is told that the streak is about to end."""

    OFF = "off"
    CHANNEL = "channel"
    DIRECT = "direct"


class Visibility(StrEnum):
    """Who may see a learner's streak and points."""

    PUBLIC = "public"
    SERVER = "server"
    PRIVATE = "private"


class Learner(Frozen):
    """The settings of a learner; the defaults are those of one who never chose.

    Attributes:
        zone: IANA name, or None for the server's.
        zone_set_at: when it was chosen.
        reminder_group_id: the server whose daily channel reminds.
        remind_at: when to look next whether a reminder is due, or None.
        reminded_for: the end of a streak that was last reminded of.
        reminder_refused: reminders stopped because Discord refused one, and it was not told yet.
        visibility_chosen: whether it was chosen; else a server may want another.
        keep_text: whether the text of answers is kept for 30 days instead of 24 hours.
        version: how often this was changed.
    """

    id: int
    zone: str | None = None
    zone_set_at: AwareDatetime | None = None
    reminder: Reminder = Reminder.OFF
    reminder_group_id: int | None = None
    remind_at: AwareDatetime | None = None
    reminded_for: AwareDatetime | None = None
    reminder_refused: bool = False
    visibility: Visibility = Visibility.SERVER
    visibility_chosen: bool = False
    keep_text: bool = False
    version: int = 0


def may_see(visibility: Visibility, *, own: bool, together: bool) -> bool:
    """Whether a viewer may see streak and points of a learner who chose that.

    Args:
        own: the viewer is the learner.
        together: both are members of the server it is looked at from.
    """
    return own or visibility is Visibility.PUBLIC or (visibility is Visibility.SERVER and together)


def with_zone(learner: Learner, zone: str, *, now: datetime) -> Learner:
    """The learner in another zone.

    Raises:
        ZoneChangedError: the last change is less than 24 hours ago.
    """
    if zone == learner.zone:
        return learner
    if learner.zone_set_at is not None:
        passed = now - learner.zone_set_at
        # One set in the future was set by a clock that was ahead: that must not lock it.
        if timedelta(0) <= passed < ZONE_CHANGE_EVERY:
            raise ZoneChangedError(ZONE_CHANGE_EVERY - passed)
    return learner.model_copy(update={"zone": zone, "zone_set_at": now})


def with_reminder(
    learner: Learner, reminder: Reminder, *, group_id: int | None, now: datetime
) -> Learner:
    """The learner reminded that way from now on.

    Args:
        group_id: the server whose daily channel reminds.
    """
    return learner.model_copy(
        update={
            "reminder": reminder,
            "reminder_group_id": group_id if reminder is Reminder.CHANNEL else None,
            "remind_at": None if reminder is Reminder.OFF else now,
            "reminder_refused": False,
        }
    )
