"""`/me`: what a member chooses for themselves, on one card, and what is kept about them."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from discord import Interaction, app_commands
from discord.app_commands import Choice
from discord.ext.commands import Cog

from ..coach.learners import Learners, LearnerSettings
from ..domain.errors import GoneError, UnknownNameError
from ..domain.learner import Reminder, Visibility
from ..domain.nearest import nearest
from . import reply
from .choices import choices
from .custom_id import Link, Verb
from .doors import Jump, Step
from .errors import answered_errors
from .own_data_cards import sent_erasure
from .own_data_flow import OwnDataFlow
from .place import group_of
from .settings_card import (
    ERASE,
    KEEP,
    ZONE,
    sent_zone,
    settings_card,
    zone_card,
    zone_modal,
    zone_name,
)

Change = Callable[[Interaction], Awaitable[None]]


class Me(Cog, name="GIL Coach learners"):
    """Shows and changes settings."""

    me = app_commands.Group(
        name="me",
        description="What the coach keeps for you and about you.",
        allowed_contexts=app_commands.AppCommandContext(
            guild=True, dm_channel=True, private_channel=True
        ),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
    )

    def __init__(self, learners: Learners, own_data: OwnDataFlow) -> None:
        self._learners = learners
        self._own_data = own_data
        self.steps: Mapping[Verb, Step] = {}
        self.jumps: Mapping[Link, Jump] = {
            Link.SETTING: self._press,
            Link.ZONE: self._choose_suggested,
        }
        self._changes: Mapping[str, Change] = {
            **{f"reminder-{one}": partial(self._remind, reminder=one) for one in Reminder},
            **{f"visibility-{one}": partial(self._show_to, visibility=one) for one in Visibility},
            KEEP: partial(self._keep_text, keep=True),
            ERASE: partial(self._keep_text, keep=False),
        }

    @me.command(name="settings", description="Your time zone, reminders, and what is kept.")
    @app_commands.describe(zone="Your time zone, such as Europe/Vienna")
    async def settings(self, interaction: Interaction, zone: str | None = None) -> None:
        """Show the settings, privately."""
        async with answered_errors(interaction):
            if zone is None:
                await self._show(interaction)
            else:
                await self._choose_zone(interaction, zone)

    @settings.autocomplete("zone")
    async def _suggest_zones(self, _interaction: Interaction, typed: str) -> list[Choice[str]]:
        named = [(zone.replace("_", " "), zone) for zone in self._learners.zones]
        found = choices(typed, named)
        if found:
            return found
        return choices("", ((one, one) for one in nearest(typed, self._learners.zones)))

    @Cog.listener("on_interaction")
    async def take_zone(self, interaction: Interaction) -> None:
        """Take a time zone that was sent, whichever process opened its modal."""
        typed = sent_zone(interaction)
        if typed is None:
            return
        async with answered_errors(interaction):
            await self._choose_zone(interaction, typed)

    @me.command(name="export", description="Get everything that is kept about you, as a file.")
    async def export(self, interaction: Interaction) -> None:
        """Send the file, privately."""
        async with answered_errors(interaction):
            await self._own_data.export(interaction)

    @me.command(name="delete", description="Delete everything that is kept about you.")
    async def delete(self, interaction: Interaction) -> None:
        """Show what would be deleted, privately."""
        async with answered_errors(interaction):
            await self._own_data.show_erasure(interaction)

    @Cog.listener("on_interaction")
    async def take_erasure(self, interaction: Interaction) -> None:
        """Take the word that deletes, whichever process opened its modal."""
        sent = sent_erasure(interaction)
        if sent is None:
            return
        async with answered_errors(interaction):
            await self._own_data.erase(interaction, *sent)

    async def _choose_zone(self, interaction: Interaction, typed: str) -> None:
        try:
            await self._learners.change_zone(interaction.user.id, typed)
        except UnknownNameError as error:
            await reply.answer(interaction, zone_card(typed, error.nearest))
        else:
            await self._show(interaction)

    async def _choose_suggested(self, interaction: Interaction, name: str) -> None:
        zone = next((one for one in self._learners.zones if zone_name(one) == name), None)
        if zone is None:
            raise GoneError
        await self._learners.change_zone(interaction.user.id, zone)
        await self._show(interaction)

    async def _press(self, interaction: Interaction, name: str) -> None:
        if name == ZONE:
            await reply.open_modal(interaction, zone_modal(await self._settings(interaction)))
        elif name in self._changes:
            await self._changes[name](interaction)
            await self._show(interaction)
        else:
            raise GoneError

    async def _remind(self, interaction: Interaction, reminder: Reminder) -> None:
        await self._learners.change_reminder(interaction.user.id, reminder, group_of(interaction))

    async def _show_to(self, interaction: Interaction, visibility: Visibility) -> None:
        await self._learners.change_visibility(interaction.user.id, visibility)

    async def _keep_text(self, interaction: Interaction, *, keep: bool) -> None:
        await self._learners.keep_text(interaction.user.id, keep=keep)

    async def _show(self, interaction: Interaction) -> None:
        """Show what is chosen now: in the place of the card that was pressed, if there is one."""
        shown = settings_card(await self._settings(interaction))
        if interaction.message is None:
            await reply.answer(interaction, shown)
        else:
            await reply.replace(interaction, shown)

    async def _settings(self, interaction: Interaction) -> LearnerSettings:
        return await self._learners.settings(interaction.user.id, group_of(interaction))
