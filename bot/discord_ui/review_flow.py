"""`/review`, and the buttons that go on with a review."""

from collections.abc import Mapping

from discord import Interaction, app_commands
from discord.ext.commands import Cog
from discord.ui import LayoutView

from ..coach.practice import Question
from ..coach.reviews import NothingDue, Reviews
from . import reply
from .custom_id import Link, Verb
from .doors import Jump, Step
from .errors import answered_errors
from .flow import QuizFlow
from .place import group_of
from .review_card import nothing_due_card

MAX_COUNT = 50


class ReviewCog(Cog, name="GIL Coach reviews"):
    """Asks what is due, one card after the other."""

    def __init__(self, reviews: Reviews, quiz: QuizFlow) -> None:
        self._reviews = reviews
        self._quiz = quiz
        self.steps: Mapping[Verb, Step] = {Verb.NEXT_DUE: self._next, Verb.SKIP_DUE: self._skip}
        self.jumps: Mapping[Link, Jump] = {Link.REVIEW: self._begin}

    @app_commands.command(
        name="review", description="Questions you answered before, when they are due again."
    )
    @app_commands.describe(count="How many at most; all that are due if left out")
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    @app_commands.allowed_installs(guilds=True, users=True)
    async def review(
        self,
        interaction: Interaction,
        count: app_commands.Range[int, 1, MAX_COUNT] | None = None,
    ) -> None:
        """Ask the first question that is due, privately."""
        async with answered_errors(interaction):
            await self._ask(interaction, count)

    async def _begin(self, interaction: Interaction, _name: str) -> None:
        await self._ask(interaction, None)

    async def _ask(self, interaction: Interaction, count: int | None) -> None:
        asked = await self._reviews.begin(
            interaction.id,
            learner_id=interaction.user.id,
            group_id=group_of(interaction),
            count=count,
        )
        await reply.answer(interaction, self._card(asked))

    async def _next(self, interaction: Interaction, card_id: int) -> None:
        asked = await self._reviews.go_on(
            interaction.id, after=card_id, learner_id=interaction.user.id
        )
        await reply.answer(interaction, self._card(asked))

    async def _skip(self, interaction: Interaction, card_id: int) -> None:
        asked = await self._reviews.go_on(
            interaction.id, after=card_id, learner_id=interaction.user.id, skip=True
        )
        await reply.replace(interaction, self._card(asked))

    def _card(self, asked: Question | NothingDue) -> LayoutView:
        if isinstance(asked, NothingDue):
            return nothing_due_card(asked)
        return self._quiz.card(asked)
