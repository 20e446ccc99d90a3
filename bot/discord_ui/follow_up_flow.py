"""What can be asked about a result: the next follow-up, how it was scored, the result again."""

from collections.abc import Mapping

from discord import Interaction
from discord.ext.commands import Cog

from ..coach.practice import Practice
from ..coach.replies import Replies
from ..domain.errors import CoachError, NotKeptError
from . import reply
from .custom_id import Link, Verb
from .doors import Jump, Step
from .errors import answered_errors
from .feedback_card import feedback_card
from .follow_up_cards import follow_up_card, reply_card, reply_modal, sent_reply
from .scoring_card import scoring_card


class FollowUps(Cog, name="GIL Coach follow-ups"):
    """Asks on, on one card that changes; takes the replies."""

    def __init__(self, practice: Practice, replies: Replies) -> None:
        self._practice = practice
        self._replies = replies
        self.steps: Mapping[Verb, Step] = {
            Verb.FOLLOW_UP: self._ask,
            Verb.REPLY: self._write,
            Verb.RESULT: self._go_back,
            Verb.SCORING: self._explain,
        }
        self.jumps: Mapping[Link, Jump] = {}

    @Cog.listener("on_interaction")
    async def take_reply(self, interaction: Interaction) -> None:
        """Take a reply that was sent, whichever process opened its modal."""
        sent = sent_reply(interaction)
        if sent is None:
            return
        async with answered_errors(interaction):
            await self._submit(interaction, *sent)

    async def _ask(self, interaction: Interaction, attempt_id: int) -> None:
        follow_up = await self._replies.ask(
            interaction.id, attempt_id=attempt_id, learner_id=interaction.user.id
        )
        await reply.replace(interaction, follow_up_card(follow_up))

    async def _write(self, interaction: Interaction, reply_id: int) -> None:
        """Open the modal; a question that is answered shows what came of it instead."""
        learner_id = interaction.user.id
        follow_up = await self._replies.question(reply_id, learner_id=learner_id)
        if follow_up.reply.grade is None:
            await reply.open_modal(interaction, reply_modal(follow_up))
        else:
            result = await self._replies.answer(reply_id, learner_id=learner_id)
            await reply.replace(interaction, reply_card(result))

    async def _submit(self, interaction: Interaction, reply_id: int, text: str) -> None:
        learner_id = interaction.user.id
        try:
            await self._replies.keep(reply_id, learner_id=learner_id, text=text)
        except CoachError as error:
            raise NotKeptError(error, text) from error
        result = await self._replies.answer(reply_id, learner_id=learner_id)
        await reply.replace(interaction, reply_card(result))

    async def _go_back(self, interaction: Interaction, attempt_id: int) -> None:
        result = await self._practice.result(attempt_id, learner_id=interaction.user.id)
        await reply.replace(interaction, feedback_card(result))

    async def _explain(self, interaction: Interaction, attempt_id: int) -> None:
        sheet = await self._practice.scoring(attempt_id, learner_id=interaction.user.id)
        await reply.answer(interaction, scoring_card(sheet))
