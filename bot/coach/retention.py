"""What learners wrote is erased a day after they sent it, what they measured after a month.

Who chose so in `/me settings` has what they wrote for a month too.

Marks and spans stay, so a feedback card older than that shows its marks without quotes.
"""

from datetime import timedelta

from .groups import GroupStore
from .ports import Clock, Store

KEPT = timedelta(hours=24)
"""Long enough for *Try again*, *Share* and a restart. Source: README, "What is kept"."""

KEPT_ON_REQUEST = timedelta(days=30)
"""For learners who want to read their own answers again."""

RUNS_KEPT = timedelta(days=30)
"""As long as somebody might share a demonstration or run it again from its card."""

GROUPS_KEPT = timedelta(days=30)
"""Who removes the bot by mistake finds everything as it was."""


async def forget_old_texts(store: Store, clock: Clock) -> int:
    """Erase every answer's text sent more than a day ago, or a month; return how many."""
    now = clock()
    return await store.forget_texts(now - KEPT, kept_before=now - KEPT_ON_REQUEST)


async def forget_old_runs(store: Store, clock: Clock) -> int:
    """Erase every demonstration opened more than a month ago; return how many."""
    return await store.forget_runs(clock() - RUNS_KEPT)


async def forget_left_groups(store: GroupStore, clock: Clock) -> int:
    """Erase what belongs to the groups that removed the bot over a month ago; return how many."""
    return await store.forget_left(clock() - GROUPS_KEPT)
