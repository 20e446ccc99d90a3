"""Schedules of daily posts, as admins see and change them.

Ids are snowflakes of the interactions that made them, so a call delivered twice does its work once.
A change is decided anew where somebody else changed the schedule meanwhile.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime, timedelta

from ..domain.bank import Bank
from ..domain.daily_post import DailyPost
from ..domain.errors import (
    ChangedMeanwhileError,
    OutOfBoundsError,
    ScheduleGoneError,
    StorageError,
)
from ..domain.item import Item
from ..domain.language import tr
from ..domain.schedule import (
    DailySetup,
    Due,
    Schedule,
    ScheduleState,
    group_offset,
    next_dates,
    upcoming,
)
from ..domain.selection import choose_daily_item
from ..domain.setup_input import read_role
from ..domain.zone import find_zone
from .ports import Clock, DailyStore

MAX_SCHEDULES = 10
"""As many as one card can list."""

_TRIES = 3
_SHOWN_DATES = 3
_TICK = timedelta(milliseconds=1)

Change = Callable[[Schedule, date | None], Schedule]
"""Decides a change, given the newest date that was posted or left out."""


class Schedules:
    """The use cases around schedules.

    Args:
        zones: names of the IANA zones there are.
        spread: as of `Daily`.
    """

    def __init__(
        self,
        *,
        bank: Bank,
        store: DailyStore,
        clock: Clock,
        zones: Collection[str],
        spread: bool = False,
    ) -> None:
        self._bank = bank
        self._store = store
        self._clock = clock
        self._zones = zones
        self._spread = spread

    async def of_group(self, group_id: int) -> Sequence[Schedule]:
        """The schedules of a server, the oldest first."""
        return await self._store.schedules(group_id)

    async def schedule(self, schedule_id: int, *, group_id: int) -> Schedule:
        """A schedule of that server.

        Raises:
            ScheduleGoneError: it has none of that id.
        """
        schedule = await self._store.schedule(schedule_id)
        if schedule is None or schedule.group_id != group_id:
            raise ScheduleGoneError
        return schedule

    async def post(self, schedule_id: int, day: date) -> DailyPost | None:
        """What became of the post of that date; it outlives its schedule."""
        return await self._store.daily_post(schedule_id, day)

    def check(self, setup: DailySetup, *, group_id: int) -> DailySetup:
        """The setup as it will be kept.

        Raises:
            UnknownNameError: no such zone or topic, or no question of these topics and levels.
            OutOfBoundsError: a role that can't be pinged.
        """
        topics = tuple(self._bank.topic(topic).id for topic in setup.topics)
        checked = setup.model_copy(
            update={
                "zone": find_zone(setup.zone, self._zones),
                "role_id": read_role(setup.role_id, group_id),
                "topics": topics,
            }
        )
        if (
            choose_daily_item(self._bank.items, (), topics=topics, levels=setup.levels, seed="")
            is None
        ):
            raise self._bank.nothing_fits(
                topic=", ".join(topics) or None, level=", ".join(setup.levels) or None
            )
        return checked

    async def add(self, schedule_id: int, setup: DailySetup, *, group_id: int) -> Schedule:
        """Begin to post with the next date that is due.

        Raises:
            UnknownNameError, OutOfBoundsError: see `check`; or there are too many schedules.
        """
        schedule = self.draft(schedule_id, self.check(setup, group_id=group_id), group_id=group_id)
        others = [one for one in await self._store.schedules(group_id) if one.id != schedule_id]
        if len(others) >= MAX_SCHEDULES:
            raise OutOfBoundsError(
                "schedules",
                len(others) + 1,
                tr("at most {most}: remove one first").format(most=MAX_SCHEDULES),
            )
        await self._store.add_schedule(schedule)
        return await self.schedule(schedule_id, group_id=group_id)

    def draft(self, schedule_id: int, setup: DailySetup, *, group_id: int) -> Schedule:
        """The schedule that a setup will be, for a preview of its dates and its first post."""
        next_due = self._first(setup, group_id, after=self._clock(), last=None)
        fields = setup.model_dump(include=set(DailySetup.model_fields))
        return Schedule(id=schedule_id, group_id=group_id, next_due=next_due.at, **fields)

    async def edit(
        self, schedule_id: int, setup: DailySetup, *, group_id: int, read: DailySetup | None = None
    ) -> Schedule:
        """Replace what was chosen. A date that was posted already is not posted again.

        Args:
            read: what had been chosen when the change was begun, if that matters.

        Raises:
            ScheduleGoneError: there is none of that id.
            UnknownNameError, OutOfBoundsError: see `check`.
            ChangedMeanwhileError: what is chosen is no longer what was read.
        """
        checked = self.check(setup, group_id=group_id)
        fields = {name: getattr(checked, name) for name in DailySetup.model_fields}

        def replace(schedule: Schedule, last: date | None) -> Schedule:
            if read is not None and setup_of(schedule) not in (read, checked):
                raise ChangedMeanwhileError(
                    tr(
                        "Somebody else changed these daily questions meanwhile. Finish again to "
                        "replace theirs by yours."
                    )
                )
            edited = _looked_after(schedule).model_copy(update=fields)
            if _times(edited) == _times(schedule):
                return edited
            return self._planned(edited, last)

        return await self._change(schedule_id, group_id, replace)

    async def pause(self, schedule_id: int, *, group_id: int) -> Schedule:
        """Stop posting until `resume`.

        Raises:
            ScheduleGoneError: there is none of that id.
        """
        return await self._change(
            schedule_id,
            group_id,
            lambda schedule, _: schedule.model_copy(update={"state": ScheduleState.PAUSED}),
        )

    async def resume(self, schedule_id: int, *, group_id: int) -> Schedule:
        """Post again, from the next date that is due.

        Raises:
            ScheduleGoneError: there is none of that id.
        """

        def replace(schedule: Schedule, last: date | None) -> Schedule:
            if schedule.state is ScheduleState.ACTIVE:
                return schedule
            resumed = schedule.model_copy(update={"state": ScheduleState.ACTIVE})
            return self._planned(_looked_after(resumed), last)

        return await self._change(schedule_id, group_id, replace)

    async def skip(self, schedule_id: int, *, day: date, group_id: int) -> Schedule:
        """Leave out a date, if it is the next one; delivered twice, it leaves out one.

        Raises:
            ScheduleGoneError: there is none of that id.
        """
        for _ in range(_TRIES):
            schedule = await self.schedule(schedule_id, group_id=group_id)
            coming, following, *_ = self.next_posts(schedule, count=2)
            if coming.day != day:
                return schedule
            moved = schedule.model_copy(update={"next_due": following.at})
            if await self._store.skip_post(moved, day, now=self._clock()):
                return await self.schedule(schedule_id, group_id=group_id)
        raise _disputed()

    async def remove(self, schedule_id: int, *, group_id: int) -> None:
        """Stop posting and forget the schedule. Its posts keep their buttons.

        Raises:
            ScheduleGoneError: there is none of that id.
        """
        await self.schedule(schedule_id, group_id=group_id)
        await self._store.remove_schedule(schedule_id)

    def next_posts(self, schedule: Schedule, *, count: int = _SHOWN_DATES) -> Sequence[Due]:
        """The next dates and moments; of a paused schedule, as if it were resumed now."""
        paused = schedule.state is ScheduleState.PAUSED
        after = self._clock() if paused else schedule.next_due - _TICK
        return next_dates(schedule, after, count, offset=self._offset(schedule.group_id))

    async def preview(self, schedule: Schedule, day: date) -> Item:
        """The question that will be posted on that date, if none is posted before.

        Raises:
            UnknownNameError: no question fits any more.
        """
        item = await choose_question(schedule, day, bank=self._bank, store=self._store)
        if item is None:
            raise self._bank.nothing_fits(topic=None, level=None)
        return item

    async def _change(self, schedule_id: int, group_id: int, change: Change) -> Schedule:
        for _ in range(_TRIES):
            schedule = await self.schedule(schedule_id, group_id=group_id)
            changed = change(schedule, await self._store.last_day(schedule_id))
            if await self._store.change_schedule(changed):
                return changed.model_copy(update={"version": schedule.version + 1})
        raise _disputed()

    def _planned(self, schedule: Schedule, last: date | None) -> Schedule:
        due = self._first(schedule, schedule.group_id, after=self._clock(), last=last)
        return schedule.model_copy(update={"next_due": due.at})

    def _first(
        self, setup: DailySetup, group_id: int, *, after: datetime, last: date | None
    ) -> Due:
        """The first post after that time, of a later date than the last."""
        dues = upcoming(setup, after, offset=self._offset(group_id))
        return next(due for due in dues if last is None or due.day > last)

    def _offset(self, group_id: int) -> timedelta:
        return group_offset(group_id) if self._spread else timedelta()


async def choose_question(
    schedule: Schedule, day: date, *, bank: Bank, store: DailyStore
) -> Item | None:
    """The question of a schedule for a date, or None where no question fits its choice.

    The same dates posted before give the same question, in every process.
    """
    return choose_daily_item(
        bank.items,
        await store.asked(schedule.id, before=day),
        topics=schedule.topics,
        levels=schedule.levels,
        seed=f"{schedule.id} {day}",
    )


def setup_of(schedule: Schedule) -> DailySetup:
    """What was chosen for a schedule."""
    return DailySetup(**{name: getattr(schedule, name) for name in DailySetup.model_fields})


def _looked_after(schedule: Schedule) -> Schedule:
    """An admin saw to it: failures count afresh."""
    return schedule.model_copy(update={"failures": 0, "told": False})


def _times(setup: DailySetup) -> tuple[str, int, tuple[int, ...]]:
    return setup.zone, setup.post_minute, setup.weekdays


def _disputed() -> StorageError:
    return StorageError(tr("Somebody else changed this schedule at the same time. Try again."))
