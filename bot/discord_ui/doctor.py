"""`/coach doctor`: what is found out about a server, and what Discord lets the bot do in it."""

from collections.abc import Mapping

from discord import Guild, Interaction
from discord.ui import LayoutView

from ..coach.checkup import Checkup
from ..coach.schedules import Schedules
from ..domain.schedule import Schedule
from . import reply
from .badges import badges
from .custom_id import Link, Verb
from .doctor_card import ChannelCheck, doctor_card
from .doors import Jump, Step
from .permission import check_manager
from .setup_choices import channel_in


class Doctor:
    """Examines a server."""

    def __init__(self, checkup: Checkup, schedules: Schedules) -> None:
        self._checkup = checkup
        self._schedules = schedules
        self.steps: Mapping[Verb, Step] = {}
        self.jumps: Mapping[Link, Jump] = {Link.DOCTOR: self._again}

    async def examine(self, interaction: Interaction) -> None:
        """Show what was found, privately."""
        group_id = check_manager(interaction)
        await reply.acknowledge(interaction)
        await reply.answer(interaction, await self._findings(interaction, group_id))

    async def _again(self, interaction: Interaction, _name: str) -> None:
        group_id = check_manager(interaction)
        await interaction.response.defer()
        await reply.replace(interaction, await self._findings(interaction, group_id))

    async def _findings(self, interaction: Interaction, group_id: int) -> LayoutView:
        findings = await self._checkup.examine(interaction.id, group_id=group_id)
        return doctor_card(
            findings,
            [self._check(interaction.guild, schedule) for schedule in findings.schedules],
        )

    def _check(self, guild: Guild | None, schedule: Schedule) -> ChannelCheck:
        channel = channel_in(guild, schedule.channel_id)
        role = None
        if guild is not None and schedule.role_id is not None:
            role = guild.get_role(schedule.role_id)
        return ChannelCheck(
            schedule=schedule,
            badges=None if channel is None else badges(channel, role),
            role_gone=schedule.role_id is not None and role is None,
            following=self._schedules.next_posts(schedule, count=1)[0],
        )
