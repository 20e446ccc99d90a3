"""Question, answer, feedback: what each command, button and modal of the quiz does.

Every step is one use case and one card. An interaction is lost after three seconds, so nothing slow
comes before its acknowledgement.
"""

import asyncio
from collections.abc import Mapping

from discord import Interaction
from discord.ui import LayoutView

from ..coach.practice import ModelAnswer, Practice, Question, Result
from ..domain.errors import CoachError, NotKeptError
from ..domain.language import tr
from . import reply
from .answer_card import model_answer_card, shared_card, shared_files
from .custom_id import Link, Verb
from .doors import Jump, Step
from .feedback_card import feedback_card
from .limits import ACKNOWLEDGE_WITHIN_S
from .modal import SentAnswer, answer_modal
from .place import check_sharing, group_of
from .question_card import question_card
from .speech import to_channel

_PATIENCE_S = ACKNOWLEDGE_WITHIN_S / 2
"""How long storing an answer may take before it is acknowledged all the same."""


class QuizFlow:
    """The quiz in Discord."""

    def __init__(self, practice: Practice) -> None:
        self._practice = practice
        self.steps: Mapping[Verb, Step] = {
            Verb.ANSWER: self._write,
            Verb.AGAIN: self._write_again,
            Verb.HINT: self._hint,
            Verb.ANOTHER: self._replace,
            Verb.NEXT: self._next,
            Verb.DONT_KNOW: self._give_up,
            Verb.MODEL: self._model_answer,
            Verb.SHARE: self._share,
        }
        self.jumps: Mapping[Link, Jump] = {
            Link.QUESTION: self._ask_question,
            Link.TOPIC: self._ask_on_topic,
            Link.QUIZ: self._ask_next,
        }

    async def ask(
        self,
        interaction: Interaction,
        *,
        topic: str | None = None,
        level: str | None = None,
        question: str | None = None,
    ) -> None:
        """Ask the question that was chosen, or the one that should come next."""
        asked = await self._practice.ask(
            interaction.id,
            learner_id=interaction.user.id,
            group_id=group_of(interaction),
            topic=topic,
            level=level,
            question=question,
        )
        await reply.answer(interaction, self.card(asked))

    async def submit(self, interaction: Interaction, sent: SentAnswer) -> None:
        """Keep the answer, acknowledge it, grade it, show the feedback, and share it if wanted.

        Raises:
            NotKeptError: it could not be kept.
        """
        try:
            await self._keep(interaction, sent)
        except CoachError as error:
            raise NotKeptError(error, sent.text) from error
        result = await self._practice.answer(
            interaction.id, draft_id=sent.draft_id, learner_id=interaction.user.id
        )
        fresh = result.attempt.id == interaction.id
        if sent.share and fresh and result.round_id is None:
            await self._share_at_once(interaction, result)
        else:
            await reply.answer(interaction, feedback_card(result))

    async def _share_at_once(self, interaction: Interaction, result: Result) -> None:
        """Show the feedback, and then the answer to everybody, or say why that can't be."""
        if result.feedback.points is None:
            note = tr("It was not shared: there is no grade to show.")
            await reply.answer(interaction, feedback_card(result, note=note))
            return
        try:
            check_sharing(interaction, result.attempt.group_id, tr("your answer"))
        except CoachError as error:
            await reply.answer(interaction, feedback_card(result, note=str(error)))
            return
        await reply.answer(interaction, feedback_card(result, shared=True))
        await _show_all(interaction, result)

    async def _keep(self, interaction: Interaction, sent: SentAnswer) -> None:
        """Keep the answer, then acknowledge it; the other way round where keeping takes long."""
        keeping = asyncio.create_task(
            self._practice.keep(
                sent.draft_id,
                learner_id=interaction.user.id,
                text=sent.text,
                certainty=sent.certainty,
                share=sent.share,
            )
        )
        await asyncio.wait({keeping}, timeout=_PATIENCE_S)
        if keeping.done():
            await keeping
        try:
            await reply.acknowledge(interaction)
        finally:
            await asyncio.shield(keeping)

    async def _ask_question(self, interaction: Interaction, question: str) -> None:
        await self.ask(interaction, question=question)

    async def _ask_on_topic(self, interaction: Interaction, topic: str) -> None:
        await self.ask(interaction, topic=topic)

    async def _ask_next(self, interaction: Interaction, _name: str) -> None:
        await self.ask(interaction)

    async def _write(self, interaction: Interaction, card_id: int) -> None:
        await self._open_modal(interaction, card_id, again=False)

    async def _write_again(self, interaction: Interaction, card_id: int) -> None:
        await self._open_modal(interaction, card_id, again=True)

    async def _open_modal(self, interaction: Interaction, card_id: int, *, again: bool) -> None:
        writing = await self._practice.start_writing(
            interaction.id, card_id=card_id, learner_id=interaction.user.id, again=again
        )
        await reply.open_modal(interaction, answer_modal(writing))

    async def _hint(self, interaction: Interaction, card_id: int) -> None:
        asked = await self._practice.take_hint(
            interaction.id, card_id=card_id, learner_id=interaction.user.id
        )
        await reply.replace(interaction, self.card(asked))

    async def _replace(self, interaction: Interaction, card_id: int) -> None:
        await reply.replace(interaction, self.card(await self._another(interaction, card_id)))

    async def _next(self, interaction: Interaction, card_id: int) -> None:
        await reply.answer(interaction, self.card(await self._another(interaction, card_id)))

    async def _another(self, interaction: Interaction, card_id: int) -> Question:
        return await self._practice.ask_another(
            interaction.id, after=card_id, learner_id=interaction.user.id
        )

    async def _give_up(self, interaction: Interaction, card_id: int) -> None:
        model = await self._practice.give_up(
            interaction.id, card_id=card_id, learner_id=interaction.user.id
        )
        await self._open(interaction, model)

    async def _model_answer(self, interaction: Interaction, card_id: int) -> None:
        model = await self._practice.model_answer(card_id, learner_id=interaction.user.id)
        await self._open(interaction, model)

    async def _open(self, interaction: Interaction, model: ModelAnswer) -> None:
        lesson = model.item.topic in self._practice.bank.lessons
        await reply.answer(interaction, model_answer_card(model, lesson=lesson))

    async def _share(self, interaction: Interaction, attempt_id: int) -> None:
        result = await self._practice.share(attempt_id, learner_id=interaction.user.id)
        check_sharing(interaction, result.attempt.group_id, tr("your answer"))
        await _show_all(interaction, result)
        await reply.replace(interaction, feedback_card(result, shared=True))

    def card(self, asked: Question) -> LayoutView:
        """The card of a question."""
        bank, topic = self._practice.bank, asked.item.topic
        return question_card(asked, bank.topic(topic).title, lesson=topic in bank.lessons)


async def _show_all(interaction: Interaction, result: Result) -> None:
    """Show an answer to the channel, in the language of the server."""
    with to_channel(interaction):
        card = shared_card(result, interaction.user.mention)
    await reply.show_all(interaction, card, shared_files(result))
