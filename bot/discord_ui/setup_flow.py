"""`/coach setup`: what each button, menu and modal of the card does.

Whoever manages the server may press them, whoever began the setup. What can't be done is said on
the card itself, so that nothing chosen or typed is lost.
"""

from collections.abc import Awaitable, Callable, Mapping

from discord import Interaction
from discord.ui import LayoutView

from ..coach.setups import Draft, Setups
from ..domain.bank import Bank
from ..domain.errors import (
    ChangedMeanwhileError,
    GoneError,
    OutOfBoundsError,
    PostRefusedError,
    SetupGoneError,
    UnfinishedSetupError,
    UnknownNameError,
)
from ..domain.setup_form import SetupForm, SetupStep
from . import reply
from .badges import badges
from .channel import check_posting
from .custom_id import Link, Verb, as_id
from .doors import Jump, Step
from .permission import check_manager
from .post_preview import preview_card
from .selects import chosen_values
from .setup_cards import FINISH, PREVIEW, TIME, done_card, setup_card
from .setup_choices import channel_in, drop_lost_roles, find_choice, visible_channel
from .setup_modal import time_modal
from .setup_steps import ZONE, Shown
from .speech import to_channel

Action = Callable[[Interaction, SetupForm], Awaitable[None]]

_MENDABLE = (
    ChangedMeanwhileError,
    OutOfBoundsError,
    PostRefusedError,
    UnfinishedSetupError,
    UnknownNameError,
)
"""Errors after which the setup goes on."""


class SetupFlow:
    """A setup in Discord."""

    def __init__(self, setups: Setups, bank: Bank) -> None:
        self._setups = setups
        self._bank = bank
        self.steps: Mapping[Verb, Step] = {}
        self.jumps: Mapping[Link, Jump] = {Link.SETUP: self._press}
        self._actions: Mapping[str, Action] = {
            TIME: self._ask_time,
            ZONE: self._take_zone,
            PREVIEW: self._preview,
            FINISH: self._finish,
        }

    async def begin(self, interaction: Interaction) -> None:
        """Show the first step of a new setup, privately."""
        group_id = check_manager(interaction)
        form = await self._setups.begin(interaction.id, group_id=group_id)
        form = await self._without_lost_roles(interaction, form)
        await reply.answer(interaction, await self._card(interaction, form))

    async def begin_in_place(self, interaction: Interaction, schedule_id: int | None) -> None:
        """Show the first step in the place of the card that was pressed.

        Args:
            schedule_id: what is changed; None for a new one.
        """
        group_id = check_manager(interaction)
        if schedule_id is None:
            form = await self._setups.begin(interaction.id, group_id=group_id)
        else:
            form = await self._setups.begin_edit(interaction.id, schedule_id, group_id=group_id)
        await self._show(interaction, await self._without_lost_roles(interaction, form))

    async def take_time(self, interaction: Interaction, form_id: int, time: str, zone: str) -> None:
        """Take a time and a zone as they were typed."""
        group_id = check_manager(interaction)
        form = await self._setups.choose_time(form_id, group_id=group_id, time=time, zone=zone)
        await self._show(interaction, form)

    async def _without_lost_roles(self, interaction: Interaction, form: SetupForm) -> SetupForm:
        """Choose nobody for roles that were deleted: a menu can't show them to be taken back."""
        guild = interaction.guild
        if guild is None:
            return form
        return await self._setups.choose(
            form.id, group_id=form.group_id, change=lambda one: drop_lost_roles(guild, one)
        )

    async def _press(self, interaction: Interaction, name: str) -> None:
        group_id = check_manager(interaction)
        written, _, action = name.partition("-")
        form_id = as_id(written)
        if form_id is None:
            raise GoneError
        form = await self._setups.form(form_id, group_id=group_id)
        if form.finished and action != FINISH:
            raise SetupGoneError
        try:
            if action in self._actions:
                await self._actions[action](interaction, form)
            else:
                await self._choose(interaction, form, action)
        except _MENDABLE as error:
            form = await self._setups.form(form.id, group_id=group_id)
            await self._show(interaction, form, problem=str(error))

    async def _choose(self, interaction: Interaction, form: SetupForm, action: str) -> None:
        choice = find_choice(action)
        changed = await self._setups.choose(
            form.id, group_id=form.group_id, change=lambda one: choice(interaction, one)
        )
        await self._show(interaction, changed)

    async def _take_zone(self, interaction: Interaction, form: SetupForm) -> None:
        (zone,) = chosen_values(interaction)[:1] or [""]
        changed = await self._setups.choose_zone(form.id, group_id=form.group_id, zone=zone)
        await self._show(interaction, changed)

    async def _ask_time(self, interaction: Interaction, form: SetupForm) -> None:
        await reply.open_modal(interaction, time_modal(form))

    async def _preview(self, interaction: Interaction, form: SetupForm) -> None:
        draft = await self._setups.draft(form)
        with to_channel(interaction):
            card = preview_card(draft.schedule, draft.dues, draft.item, self._bank)
        await reply.answer(interaction, card)

    async def _finish(self, interaction: Interaction, form: SetupForm) -> None:
        if not form.finished:
            form.setup()
            check_posting(visible_channel(interaction.guild, form.channel_id))
        schedule = await self._setups.finish(form.id, group_id=form.group_id)
        await reply.replace(
            interaction,
            done_card(
                schedule,
                self._setups.next_posts(schedule),
                self._bank,
                edited=form.schedule_id is not None,
            ),
        )

    async def _show(self, interaction: Interaction, form: SetupForm, problem: str = "") -> None:
        await reply.replace(interaction, await self._card(interaction, form, problem))

    async def _card(
        self, interaction: Interaction, form: SetupForm, problem: str = ""
    ) -> LayoutView:
        draft: Draft | None = None
        if form.step is SetupStep.REVIEW:
            try:
                draft = await self._setups.draft(form)
            except _MENDABLE as error:
                problem = problem or str(error)
        guild = interaction.guild
        channel = channel_in(guild, form.channel_id)
        roles = {} if guild is None else {role.id: role for role in guild.roles}
        shown = Shown(
            problem=problem,
            badges=None if channel is None else badges(channel, roles.get(form.role_id or 0)),
            zones=self._setups.suggest_zones(form),
            draft=draft,
            roles=roles,
        )
        return setup_card(form, self._bank, shown)
