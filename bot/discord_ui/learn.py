"""`/learn`: a lesson on a topic, for whoever has just failed a question on it."""

from collections.abc import Mapping

from discord import Interaction, app_commands
from discord.app_commands import Choice
from discord.ext.commands import Cog

from ..domain.bank import Bank
from . import reply
from .choices import choices
from .custom_id import Link, Verb
from .doors import Jump, Step
from .errors import answered_errors
from .lesson_card import lesson_card


class Learn(Cog, name="GIL Coach lessons"):
    """Shows lessons, asked for by the command or by a button."""

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
        self.steps: Mapping[Verb, Step] = {}
        self.jumps: Mapping[Link, Jump] = {Link.LEARN: self._teach}

    @app_commands.command(name="learn", description="Read a lesson of one screen on a topic.")
    @app_commands.describe(topic="What the lesson is on")
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    @app_commands.allowed_installs(guilds=True, users=True)
    async def learn(self, interaction: Interaction, topic: str) -> None:
        """Show a lesson, privately."""
        async with answered_errors(interaction):
            await self._teach(interaction, topic)

    @learn.autocomplete("topic")
    async def _suggest_topics(self, _interaction: Interaction, typed: str) -> list[Choice[str]]:
        topics = ((one.title, one.id) for one in self._bank.topics if one.id in self._bank.lessons)
        return choices(typed, topics)

    async def _teach(self, interaction: Interaction, topic_id: str) -> None:
        lesson = self._bank.lesson(topic_id)
        topic = self._bank.topic(topic_id)
        await reply.answer(
            interaction, lesson_card(lesson, topic, asked=self._bank.asks_on(topic_id))
        )
