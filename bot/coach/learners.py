"""What learners choose for themselves: time zone, reminder, who may see them, what is kept."""

from collections.abc import Callable, Collection

from ..domain.errors import StorageError
from ..domain.grade import Frozen
from ..domain.language import tr
from ..domain.learner import Learner, Reminder, Visibility, with_reminder, with_zone
from ..domain.zone import find_zone
from .ports import Clock, DailyStore, LearnerStore

_TRIES = 3

Change = Callable[[Learner], Learner]


class LearnerSettings(Frozen):
    """The settings as their learner sees them.

    Attributes:
        zone: the one in force: the learner's own, the server's, or the coach's.
        visibility: the same; the learner's own where there is no server.
        group_id: the server they are seen from, or None.
        daily_channel_id: where this server could remind, or None.
    """

    learner: Learner
    zone: str
    visibility: Visibility = Visibility.SERVER
    group_id: int | None = None
    daily_channel_id: int | None = None


class Learners:
    """The use cases around a learner's settings.

    Args:
        zones: the IANA names there are.
        zone: the one of learners who have not chosen any.
    """

    def __init__(
        self,
        *,
        store: LearnerStore,
        daily: DailyStore,
        clock: Clock,
        zones: Collection[str],
        zone: str,
    ) -> None:
        self._store = store
        self._daily = daily
        self._clock = clock
        self._zones = tuple(sorted(zones))
        self._zone = zone

    @property
    def zones(self) -> tuple[str, ...]:
        """The names of all time zones."""
        return self._zones

    async def settings(self, learner_id: int, group_id: int | None) -> LearnerSettings:
        """What is chosen, seen from a server or from none."""
        learner, visibility = await self._learner(learner_id), None
        if group_id is not None:
            visibility = await self._store.visibility(learner_id, group_id)
        return LearnerSettings(
            learner=learner,
            visibility=visibility or learner.visibility,
            zone=await self._store.zone(learner_id, group_id) or self._zone,
            group_id=group_id,
            daily_channel_id=await daily_channel(self._daily, group_id),
        )

    async def change_zone(self, learner_id: int, typed: str) -> None:
        """Choose a time zone.

        Raises:
            UnknownNameError: there is none of that name; carries the nearest.
            ZoneChangedError: the last change is less than 24 hours ago.
        """
        zone = find_zone(typed, self._zones)
        now = self._clock()
        await self._change(learner_id, lambda learner: with_zone(learner, zone, now=now))

    async def change_reminder(
        self, learner_id: int, reminder: Reminder, group_id: int | None
    ) -> None:
        """Choose how to be reminded, by the daily channel of a server where asked so."""
        now = self._clock()
        await self._change(
            learner_id,
            lambda learner: with_reminder(learner, reminder, group_id=group_id, now=now),
        )

    async def change_visibility(self, learner_id: int, visibility: Visibility) -> None:
        """Choose who may see streak and points."""
        await self._change(
            learner_id,
            lambda learner: learner.model_copy(
                update={"visibility": visibility, "visibility_chosen": True}
            ),
        )

    async def keep_text(self, learner_id: int, *, keep: bool) -> None:
        """Choose whether the text of answers is kept for 30 days or for 24 hours."""
        await self._change(
            learner_id, lambda learner: learner.model_copy(update={"keep_text": keep})
        )

    async def _learner(self, learner_id: int) -> Learner:
        return await self._store.learner(learner_id) or Learner(id=learner_id)

    async def _change(self, learner_id: int, change: Change) -> None:
        """Decide again where somebody else was quicker."""
        for _ in range(_TRIES):
            learner = await self._learner(learner_id)
            changed = change(learner)
            if changed == learner or await self._store.change_learner(changed):
                return
        raise StorageError(tr("Your settings are being changed elsewhere. Please try again."))


async def daily_channel(daily: DailyStore, group_id: int | None) -> int | None:
    """The channel of a server's oldest daily post, if it has any."""
    schedules = [] if group_id is None else await daily.schedules(group_id)
    return schedules[0].channel_id if schedules else None
