"""When a learner who wants it is reminded that the streak is about to end."""

from datetime import datetime, timedelta

from .streak import Streak

REMIND_BEFORE = timedelta(hours=4)
"""A streak mostly ends at midnight: that leaves an evening to answer."""

LOOK_EVERY = timedelta(hours=6)
"""Longest time between two looks at a streak: answers, a move or an outage may shift its end."""

WORTH_LENGTH = 2
"""Days of the shortest streak that is worth a reminder."""


def reminder_due(streak: Streak, *, reminded_for: datetime | None, now: datetime) -> bool:
    """Whether to remind now: shortly before the end of the streak, and once for that end."""
    end = streak.alive_until
    if end is None or streak.length < WORTH_LENGTH or end == reminded_for:
        return False
    return end - REMIND_BEFORE <= now <= end


def next_look(streak: Streak, *, now: datetime) -> datetime:
    """When to ask again whether a reminder is due."""
    latest = now + LOOK_EVERY
    if streak.alive_until is None:
        return latest
    start = streak.alive_until - REMIND_BEFORE
    return min(start, latest) if start > now else latest
