"""`/coach daily`: what its buttons and its menu do. Whoever manages the server may press them."""

import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import date

from discord import Interaction
from discord.ui import LayoutView

from ..coach.schedules import MAX_SCHEDULES, Schedules
from ..domain.bank import Bank
from ..domain.errors import GoneError, ScheduleGoneError
from ..domain.language import tr
from ..domain.schedule import Schedule
from . import reply
from .custom_id import Link, Verb, as_id
from .daily_cards import (
    ADD,
    EDIT,
    LIST,
    OPEN,
    PAUSE,
    PREVIEW,
    REMOVE,
    REMOVE_NOW,
    RESUME,
    SHOW,
    SKIP,
    list_card,
    removal_card,
    schedule_card,
    skipped_words,
)
from .doors import Jump, Step
from .permission import check_manager
from .post_preview import preview_card
from .selects import chosen_id
from .setup_flow import SetupFlow
from .speech import to_channel

Action = Callable[[Interaction, Schedule], Awaitable[None]]

_ABOUT_ONE = re.compile(r"([0-9]{1,19})-([a-z]+)(?:-([0-9]{4}-[0-9]{2}-[0-9]{2}))?", re.ASCII)


class DailyFlow:
    """The daily questions of a server in Discord."""

    def __init__(self, schedules: Schedules, setup: SetupFlow, bank: Bank) -> None:
        self._schedules = schedules
        self._setup = setup
        self._bank = bank
        self.steps: Mapping[Verb, Step] = {}
        self.jumps: Mapping[Link, Jump] = {Link.DAILY: self._press}
        self._actions: Mapping[str, Action] = {
            SHOW: self._show,
            EDIT: self._edit,
            PAUSE: self._pause,
            RESUME: self._resume,
            PREVIEW: self._preview,
            REMOVE: self._ask_removal,
            REMOVE_NOW: self._remove,
        }

    async def list_all(self, interaction: Interaction) -> None:
        """Show them all, privately."""
        group_id = check_manager(interaction)
        await reply.answer(interaction, await self._list(interaction, group_id))

    async def _press(self, interaction: Interaction, name: str) -> None:
        group_id = check_manager(interaction)
        match = _ABOUT_ONE.fullmatch(name)
        if match is None:
            await self._press_plain(interaction, group_id, name)
            return
        schedule_id, action, day = as_id(match[1]), match[2], match[3]
        if schedule_id is None:
            raise GoneError
        schedule = await self._schedules.schedule(schedule_id, group_id=group_id)
        if action == SKIP:
            await self._skip(interaction, schedule, _date(day))
        elif action in self._actions:
            await self._actions[action](interaction, schedule)
        else:
            raise GoneError

    async def _press_plain(self, interaction: Interaction, group_id: int, name: str) -> None:
        if name == LIST:
            await reply.replace(interaction, await self._list(interaction, group_id))
        elif name == ADD:
            await self._setup.begin_in_place(interaction, None)
        elif name == OPEN:
            schedule_id = chosen_id(interaction)
            if schedule_id is None:
                raise ScheduleGoneError
            await self._show(
                interaction, await self._schedules.schedule(schedule_id, group_id=group_id)
            )
        else:
            raise GoneError

    async def _list(self, interaction: Interaction, group_id: int) -> LayoutView:
        def channel_name(channel_id: int) -> str:
            channel = interaction.guild and interaction.guild.get_channel(channel_id)
            return channel.name if channel else tr("a channel that I can't see")

        schedules = await self._schedules.of_group(group_id)
        dated = [(one, self._schedules.next_posts(one)) for one in schedules]
        return list_card(dated, self._bank, channel_name, room=len(schedules) < MAX_SCHEDULES)

    async def _show(self, interaction: Interaction, schedule: Schedule, said: str = "") -> None:
        dues = self._schedules.next_posts(schedule)
        await reply.replace(interaction, schedule_card(schedule, dues, self._bank, said=said))

    async def _edit(self, interaction: Interaction, schedule: Schedule) -> None:
        await self._setup.begin_in_place(interaction, schedule.id)

    async def _pause(self, interaction: Interaction, schedule: Schedule) -> None:
        paused = await self._schedules.pause(schedule.id, group_id=schedule.group_id)
        await self._show(interaction, paused, tr("Paused. Nothing is posted until you resume."))

    async def _resume(self, interaction: Interaction, schedule: Schedule) -> None:
        resumed = await self._schedules.resume(schedule.id, group_id=schedule.group_id)
        await self._show(interaction, resumed, tr("Resumed."))

    async def _skip(self, interaction: Interaction, schedule: Schedule, day: date) -> None:
        skipped = await self._schedules.skip(schedule.id, day=day, group_id=schedule.group_id)
        post = await self._schedules.post(schedule.id, day)
        await self._show(interaction, skipped, skipped_words(day, post))

    async def _preview(self, interaction: Interaction, schedule: Schedule) -> None:
        dues = self._schedules.next_posts(schedule)
        item = await self._schedules.preview(schedule, dues[0].day)
        with to_channel(interaction):
            card = preview_card(schedule, dues, item, self._bank)
        await reply.answer(interaction, card)

    async def _ask_removal(self, interaction: Interaction, schedule: Schedule) -> None:
        await reply.replace(interaction, removal_card(schedule))

    async def _remove(self, interaction: Interaction, schedule: Schedule) -> None:
        await self._schedules.remove(schedule.id, group_id=schedule.group_id)
        await reply.replace(interaction, await self._list(interaction, schedule.group_id))


def _date(written: str | None) -> date:
    try:
        return date.fromisoformat(written or "")
    except ValueError:
        raise GoneError from None
