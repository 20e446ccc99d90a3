"""Reminding learners who want it, before their streak ends.

A reminder is noted before it is sent: one that gets lost is better than one that comes twice.
"""

from ..domain.learner import Learner, Reminder
from ..domain.reminder import next_look, reminder_due
from ..domain.streak import Streak
from .learners import daily_channel
from .ports import Clock, DailyStore, Reminding, Store
from .streaks import ledger_of

_AT_ONCE = 50
"""Learners looked at in one go; the others wait for the next."""


class Reminders:
    """Looks who is to be reminded.

    Args:
        zone: IANA zone of learners who have not chosen one.
    """

    def __init__(self, *, store: Store, daily: DailyStore, clock: Clock, zone: str) -> None:
        self._store = store
        self._daily = daily
        self._clock = clock
        self._zone = zone

    async def send_due(self, reminding: Reminding) -> int:
        """Remind everybody whose streak ends soon; return how many were reminded.

        Raises:
            StorageError: the database can't be used.
        """
        due = await self._store.learners.to_remind(self._clock(), limit=_AT_ONCE)
        return sum([await self._look_at(learner, reminding) for learner in due])

    async def _look_at(self, learner: Learner, reminding: Reminding) -> bool:
        now, group_id = self._clock(), learner.reminder_group_id
        zone = await self._store.learners.zone(learner.id, group_id) or self._zone
        ledger = await ledger_of(self._store, learner.id, group_id, now=now, zone=zone)
        streak = ledger.streak
        due = reminder_due(streak, reminded_for=learner.reminded_for, now=now)
        looked = learner.model_copy(
            update={
                "remind_at": next_look(streak, now=now),
                "reminded_for": streak.alive_until if due else learner.reminded_for,
            }
        )
        # Where the learner has just changed a setting, the next look decides anew.
        if not await self._store.learners.change_learner(looked) or not due:
            return False
        return await self._remind(looked, streak, reminding)

    async def _remind(self, learner: Learner, streak: Streak, reminding: Reminding) -> bool:
        channel_id = await daily_channel(self._daily, learner.reminder_group_id)
        if learner.reminder is Reminder.CHANNEL and channel_id is None:
            sent = False  # the server has no daily channel any more
        else:
            sent = await reminding.remind(learner.id, streak, channel_id=channel_id)
        if not sent:
            await self._stop(learner)
        return sent

    async def _stop(self, learner: Learner) -> None:
        """Remind no more, and tell why when the learner comes next."""
        stopped = learner.model_copy(
            update={
                "reminder": Reminder.OFF,
                "reminder_group_id": None,
                "remind_at": None,
                "reminder_refused": True,
                "version": learner.version + 1,
            }
        )
        await self._store.learners.change_learner(stopped)
