"""`/coach`: what admins and coaches of a server do.

Discord shows the group to members with “Manage Server” unless an admin changes that; who may really
do what is checked by each command and again at each press.
"""

from discord import Interaction, Permissions, app_commands
from discord.ext.commands import Cog

from .daily_flow import DailyFlow
from .dispute_flow import Disputing
from .doctor import Doctor
from .errors import answered_errors
from .items_flow import ItemsFlow
from .setup_flow import SetupFlow
from .setup_modal import sent_time


class CoachCommands(Cog, name="GIL Coach admins"):
    """The commands; each hands over to a flow."""

    coach = app_commands.Group(
        name="coach",
        description="For whoever looks after this server.",
        default_permissions=Permissions(manage_guild=True),
        allowed_contexts=app_commands.AppCommandContext(
            guild=True, dm_channel=False, private_channel=False
        ),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    )

    def __init__(
        self,
        setup: SetupFlow,
        daily: DailyFlow,
        doctor: Doctor,
        items: ItemsFlow,
        disputing: Disputing,
    ) -> None:
        self._disputing = disputing
        self._setup = setup
        self._items = items
        self._daily = daily
        self._doctor = doctor

    @coach.command(name="setup", description="Set up daily questions, step by step.")
    async def setup(self, interaction: Interaction) -> None:
        """Show the first step, privately."""
        async with answered_errors(interaction):
            await self._setup.begin(interaction)

    @coach.command(name="daily", description="Change, pause, skip or remove daily questions.")
    async def daily(self, interaction: Interaction) -> None:
        """List them, privately."""
        async with answered_errors(interaction):
            await self._daily.list_all(interaction)

    @coach.command(name="doctor", description="Check that daily questions can get out.")
    async def doctor(self, interaction: Interaction) -> None:
        """Examine everything, privately."""
        async with answered_errors(interaction):
            await self._doctor.examine(interaction)

    @coach.command(name="items", description="See how each question does in this server.")
    async def items(self, interaction: Interaction) -> None:
        """Show figures on the questions, privately."""
        async with answered_errors(interaction):
            await self._items.show(interaction)

    @coach.command(name="disputes", description="Judge grades that members call wrong.")
    async def disputes(self, interaction: Interaction) -> None:
        """Show the oldest open dispute, privately."""
        async with answered_errors(interaction):
            await self._disputing.list_open(interaction)

    @Cog.listener("on_interaction")
    async def take_time(self, interaction: Interaction) -> None:
        """Take a time and a zone that were sent, whichever process opened their modal."""
        sent = sent_time(interaction)
        if sent is None:
            return
        async with answered_errors(interaction):
            await self._setup.take_time(interaction, *sent)
