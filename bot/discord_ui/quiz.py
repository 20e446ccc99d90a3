"""`/quiz`, and the door through which its answers come in."""

from discord import Interaction, app_commands
from discord.app_commands import Choice
from discord.ext.commands import Cog

from ..domain.bank import Bank
from ..domain.item import Item, Level
from .choices import choices
from .dispute_flow import Disputing
from .errors import answered_errors
from .flow import QuizFlow
from .modal import sent_answer
from .round_flow import RoundFlow


class Quiz(Cog, name="GIL Coach quiz"):
    """Asks and grades questions."""

    def __init__(self, flow: QuizFlow, rounds: RoundFlow, disputing: Disputing, bank: Bank) -> None:
        self._flow = flow
        self._rounds = rounds
        self._disputing = disputing
        self._bank = bank

    @app_commands.command(
        name="quiz", description="Answer an interview question and get it graded."
    )
    @app_commands.describe(
        topic="Only questions on this topic",
        level="Only questions of this level",
        question="Exactly this question",
        public="Ask everybody in this channel; the results come after an hour",
    )
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    @app_commands.allowed_installs(guilds=True, users=True)
    async def quiz(
        self,
        interaction: Interaction,
        topic: str | None = None,
        level: str | None = None,
        question: str | None = None,
        public: bool = False,  # noqa: FBT001, FBT002 - how the library reads options
    ) -> None:
        """Ask a question: the member alone, or everybody in the channel."""
        async with answered_errors(interaction):
            ask = self._rounds.ask if public else self._flow.ask
            await ask(interaction, topic=topic, level=level, question=question)
            await self._disputing.catch_up(interaction)

    @quiz.autocomplete("topic")
    async def _suggest_topics(self, _interaction: Interaction, typed: str) -> list[Choice[str]]:
        topics = ((one.title, one.id) for one in self._bank.topics if self._bank.asks_on(one.id))
        return choices(typed, topics)

    @quiz.autocomplete("level")
    async def _suggest_levels(self, _interaction: Interaction, typed: str) -> list[Choice[str]]:
        asked = {item.level for item in self._bank.items}
        return choices(typed, ((one.capitalize(), one.value) for one in Level if one in asked))

    @quiz.autocomplete("question")
    async def _suggest_questions(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        chosen = interaction.namespace
        found = self._bank.find(typed, limit=len(self._bank.items))
        fitting = (
            item
            for item in found
            if chosen.topic in (None, "", item.topic) and chosen.level in (None, "", item.level)
        )
        return choices("", ((self._described(item), item.id) for item in fitting))

    @Cog.listener("on_interaction")
    async def take_answer(self, interaction: Interaction) -> None:
        """Take an answer that was sent, whichever process opened its modal."""
        sent = sent_answer(interaction)
        if sent is None:
            return
        async with answered_errors(interaction):
            await self._flow.submit(interaction, sent)
            await self._disputing.catch_up(interaction)

    def _described(self, item: Item) -> str:
        return f"{item.title} · {self._bank.topic(item.topic).title} · {item.level}"
