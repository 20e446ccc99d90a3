"""*Grade as my answer*, in the menu of a message.

No intent is needed for that: Discord sends the text of the message on which such a command is used.
Source: Discord API, "Gateway", Message Content Intent.
"""

from collections.abc import Mapping

from discord import Interaction, Message

from ..coach.message_answers import Choice, MessageAnswers, check_text
from ..coach.practice import Result
from ..domain.errors import CoachError, GoneError
from ..domain.language import later, tr
from . import reply
from .choice_card import choice_card
from .custom_id import Link, Verb, as_id
from .doors import AnyBot, Jump, Step
from .errors import answered_errors
from .feedback_card import feedback_card
from .menu import MenuCog
from .place import group_of
from .selects import chosen_values


class MessageMenu(MenuCog, name="GIL Coach message menu"):
    """Grades messages."""

    def __init__(self, bot: AnyBot, messages: MessageAnswers) -> None:
        super().__init__(bot, later("Grade as my answer"), self._grade)
        self._messages = messages
        self.steps: Mapping[Verb, Step] = {}
        self.jumps: Mapping[Link, Jump] = {Link.GRADE: self._choose}

    async def _grade(self, interaction: Interaction, message: Message) -> None:
        """Grade a message, privately."""
        async with answered_errors(interaction):
            if message.author.id != interaction.user.id:
                raise CoachError(tr("I grade only your own messages, not those of others."))
            check_text(message.content)
            await reply.acknowledge(interaction)
            taken = await self._messages.take(
                interaction.id,
                learner_id=interaction.user.id,
                group_id=group_of(interaction),
                channel_id=message.channel.id,
                text=message.content,
            )
            await self._show(interaction, taken)

    async def _choose(self, interaction: Interaction, name: str) -> None:
        draft_id, chosen = as_id(name), chosen_values(interaction)
        if draft_id is None or not chosen:
            raise GoneError
        result = await self._messages.grade(
            interaction.id,
            draft_id=draft_id,
            learner_id=interaction.user.id,
            question=chosen[0],
        )
        await self._show(interaction, result)

    async def _show(self, interaction: Interaction, taken: Result | Choice) -> None:
        shown = choice_card(taken) if isinstance(taken, Choice) else feedback_card(taken)
        await reply.answer(interaction, shown)
