"""A setup of daily questions, from its first step until it is finished.

Every choice is kept when it is made, so that a setup goes on after a restart. Two admins may fill
in the same one: each choice is decided anew where the other was quicker.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol

from ..domain.errors import (
    ChangedMeanwhileError,
    OutOfBoundsError,
    SetupGoneError,
    StorageError,
    UnknownNameError,
)
from ..domain.item import Item
from ..domain.language import tr
from ..domain.nearest import nearest
from ..domain.schedule import Due, Schedule
from ..domain.setup_form import SetupForm
from ..domain.setup_input import read_time
from ..domain.zone import find_zone
from .groups import Groups
from .ports import Clock
from .schedules import Schedules, setup_of

KEPT = timedelta(days=7)
"""How long a setup is kept after it was begun."""

_TRIES = 5
_SUGGESTED = 10

Change = Callable[[SetupForm], SetupForm]


class SetupStore(Protocol):
    """What is kept of setups. Every method is one transaction, on disk when it returns.

    Raises:
        StorageError: from any method, when the database cannot be used.
    """

    async def form(self, form_id: int) -> SetupForm | None:
        """The form of that id."""
        ...

    async def open_form(self, form: SetupForm, *, forget_before: datetime) -> None:
        """Keep a new form, the first of that id; erase those begun before that time."""
        ...

    async def change_form(self, form: SetupForm) -> bool:
        """Replace a form; return whether it still was as this one was read."""
        ...


class Draft(NamedTuple):
    """What a setup would do if it were finished now.

    Attributes:
        dues: the next dates and moments.
        item: the question of the first of them.
    """

    schedule: Schedule
    dues: Sequence[Due]
    item: Item


class Setups:
    """The use cases around a setup.

    Args:
        zones: names of the IANA zones there are.
        zone: the one of servers that have not chosen any.
    """

    def __init__(
        self,
        *,
        store: SetupStore,
        groups: Groups,
        schedules: Schedules,
        clock: Clock,
        zones: Collection[str],
        zone: str,
    ) -> None:
        self._store = store
        self._groups = groups
        self._schedules = schedules
        self._clock = clock
        self._zones = tuple(sorted(zones))
        self._zone = zone

    async def begin(self, form_id: int, *, group_id: int) -> SetupForm:
        """Begin a setup of new daily questions, in the zone of those that the server has."""
        others = await self._schedules.of_group(group_id)
        return await self._open(
            SetupForm(
                id=form_id,
                group_id=group_id,
                settings=await self._groups.settings(group_id),
                zone=others[0].zone if others else self._zone,
            )
        )

    async def begin_edit(self, form_id: int, schedule_id: int, *, group_id: int) -> SetupForm:
        """Begin to change daily questions.

        Raises:
            ScheduleGoneError: there are none of that id.
        """
        schedule = await self._schedules.schedule(schedule_id, group_id=group_id)
        read = setup_of(schedule)
        return await self._open(
            SetupForm(
                id=form_id,
                group_id=group_id,
                settings=await self._groups.settings(group_id),
                schedule_id=schedule_id,
                read=read,
                **dict(read),
            )
        )

    async def form(self, form_id: int, *, group_id: int) -> SetupForm:
        """A form of that server, finished or not.

        Raises:
            SetupGoneError: it has none of that id.
        """
        form = await self._store.form(form_id)
        if form is None or form.group_id != group_id:
            raise SetupGoneError
        return form

    async def choose(self, form_id: int, *, group_id: int, change: Change) -> SetupForm:
        """Keep a choice.

        Raises:
            SetupGoneError: the form is finished or gone.
            OutOfBoundsError: from `change`: that can't be chosen.
        """
        for _ in range(_TRIES):
            form = await self.form(form_id, group_id=group_id)
            if form.finished:
                raise SetupGoneError
            changed = change(form)
            if changed == form or await self._store.change_form(changed):
                return changed.model_copy(update={"version": form.version + (changed != form)})
        raise StorageError(tr("Somebody else is changing this setup too. Please try again."))

    async def choose_time(self, form_id: int, *, group_id: int, time: str, zone: str) -> SetupForm:
        """Keep a time of day and a zone as they were typed; what can't be used is kept beside.

        Raises:
            SetupGoneError: the form is finished or gone.
        """

        def change(form: SetupForm) -> SetupForm:
            minute, read = self._time(time), self._find_zone(zone)
            return form.model_copy(
                update={
                    "post_minute": form.post_minute if minute is None else minute,
                    "typed_time": time if minute is None else None,
                    "zone": read or form.zone,
                    "typed_zone": None if read else zone,
                }
            )

        return await self.choose(form_id, group_id=group_id, change=change)

    async def choose_zone(self, form_id: int, *, group_id: int, zone: str) -> SetupForm:
        """Keep a zone that was suggested; the time stays.

        Raises:
            UnknownNameError: there is none of that name.
            SetupGoneError: the form is finished or gone.
        """
        update = {"zone": find_zone(zone, self._zones), "typed_zone": None}
        return await self.choose(
            form_id, group_id=group_id, change=lambda form: form.model_copy(update=update)
        )

    def suggest_zones(self, form: SetupForm) -> Sequence[str]:
        """The names most like the zone that was typed wrong, if one was."""
        if form.typed_zone is None:
            return ()
        return nearest(form.typed_zone, self._zones, limit=_SUGGESTED)

    def next_posts(self, schedule: Schedule) -> Sequence[Due]:
        """The next dates and moments of a schedule."""
        return self._schedules.next_posts(schedule)

    async def draft(self, form: SetupForm) -> Draft:
        """What it would do.

        Raises:
            UnfinishedSetupError: something is missing.
            UnknownNameError: no question of these topics and levels.
            OutOfBoundsError: something that can't be chosen.
        """
        setup = self._schedules.check(form.setup(), group_id=form.group_id)
        schedule = self._schedules.draft(form.target_id, setup, group_id=form.group_id)
        dues = self._schedules.next_posts(schedule)
        return Draft(schedule, dues, await self._schedules.preview(schedule, dues[0].day))

    async def finish(self, form_id: int, *, group_id: int) -> Schedule:
        """Keep all that was chosen; called again it tells the same.

        Settings and schedule are kept one after the other. A process that dies in between leaves
        a setup that can be finished.

        Raises:
            SetupGoneError, ScheduleGoneError: the form, or what it changes, is gone.
            UnfinishedSetupError, UnknownNameError, OutOfBoundsError: as of `draft`, or there are
                too many schedules.
            ChangedMeanwhileError: somebody else changed the same; finishing again overrides that.
        """
        form = await self.form(form_id, group_id=group_id)
        if not form.finished:
            try:
                await self._keep(form)
            except ChangedMeanwhileError:
                await self._read_again(form)
                raise
            await self.choose(form_id, group_id=group_id, change=_finished)
        return await self._schedules.schedule(form.target_id, group_id=group_id)

    async def _keep(self, form: SetupForm) -> None:
        setup, group_id = form.setup(), form.group_id
        self._schedules.check(setup, group_id=group_id)
        await self._groups.change(form.settings)
        there = [one.id for one in await self._schedules.of_group(group_id)]
        if form.schedule_id is None and form.id not in there:
            await self._schedules.add(form.id, setup, group_id=group_id)
        else:  # or it was added before, and then I failed
            await self._schedules.edit(form.target_id, setup, group_id=group_id, read=form.read)

    async def _read_again(self, form: SetupForm) -> None:
        """Take what others changed for read, so that finishing again is a decision."""
        settings = await self._groups.settings(form.group_id)
        read = form.read
        if form.schedule_id is not None:
            read = setup_of(
                await self._schedules.schedule(form.schedule_id, group_id=form.group_id)
            )

        def change(form: SetupForm) -> SetupForm:
            own = form.settings.model_copy(update={"version": settings.version})
            return form.model_copy(update={"read": read, "settings": own})

        await self.choose(form.id, group_id=form.group_id, change=change)

    async def _open(self, form: SetupForm) -> SetupForm:
        await self._store.open_form(form, forget_before=self._clock() - KEPT)
        return await self.form(form.id, group_id=form.group_id)

    def _time(self, typed: str) -> int | None:
        try:
            return read_time(typed)
        except OutOfBoundsError:
            return None

    def _find_zone(self, typed: str) -> str | None:
        try:
            return find_zone(typed, self._zones)
        except UnknownNameError:
            return None


def _finished(form: SetupForm) -> SetupForm:
    return form.model_copy(update={"finished": True})
