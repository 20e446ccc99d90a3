"""`/interview`, and the door through which its answers come in."""

from discord import Interaction, app_commands
from discord.app_commands import Choice
from discord.ext.commands import Cog

from ..domain.bank import Bank
from ..domain.interview_plan import LONGEST, SHORTEST, USUAL, Plan, Style
from ..domain.item import Level
from .choices import choices
from .errors import answered_errors
from .interview_flow import InterviewFlow
from .interview_modal import sent_step


class InterviewCog(Cog, name="GIL Coach interviews"):
    """Holds mock interviews."""

    def __init__(self, flow: InterviewFlow, bank: Bank) -> None:
        self._flow = flow
        self._bank = bank

    @app_commands.command(
        name="interview", description="A mock interview: questions, follow-ups, a scorecard."
    )
    @app_commands.describe(
        length="How many questions; 5 if you don't say",
        level="Only questions of this level",
        style="Friendly: a word on each answer. Strict: nothing until the end",
        focus="Only questions on this topic",
    )
    @app_commands.choices(
        style=[
            app_commands.Choice(name="friendly", value=Style.FRIENDLY.value),
            app_commands.Choice(name="strict", value=Style.STRICT.value),
        ]
    )
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    @app_commands.allowed_installs(guilds=True, users=True)
    async def interview(
        self,
        interaction: Interaction,
        length: app_commands.Range[int, SHORTEST, LONGEST] = USUAL,
        level: str | None = None,
        style: str = Style.FRIENDLY.value,
        focus: str | None = None,
    ) -> None:
        """Begin a mock interview, or go on with the one that runs."""
        async with answered_errors(interaction):
            plan = Plan(
                length=length,
                level=None if level is None else self._bank.level(level),
                style=Style(style),
                focus=None if focus is None else self._bank.topic(focus).id,
            )
            await self._flow.begin(interaction, plan)

    @interview.autocomplete("focus")
    async def _suggest_topics(self, _interaction: Interaction, typed: str) -> list[Choice[str]]:
        topics = ((one.title, one.id) for one in self._bank.topics if self._bank.asks_on(one.id))
        return choices(typed, topics)

    @interview.autocomplete("level")
    async def _suggest_levels(self, _interaction: Interaction, typed: str) -> list[Choice[str]]:
        asked = {item.level for item in self._bank.items}
        return choices(typed, ((one.capitalize(), one.value) for one in Level if one in asked))

    @Cog.listener("on_interaction")
    async def take_answer(self, interaction: Interaction) -> None:
        """Take an answer or a reply that was sent, whichever process opened its modal."""
        sent = sent_step(interaction)
        if sent is None:
            return
        async with answered_errors(interaction):
            await self._flow.submit(interaction, sent)
