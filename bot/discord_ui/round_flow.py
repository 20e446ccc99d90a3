"""What the buttons of a round do, and how one is asked in public.

Everybody presses the same buttons, so whose card it is comes from who pressed; all that is answered
is private.
"""

from collections.abc import Mapping

from discord import Interaction, TextChannel, Thread

from ..coach.practice import Practice
from ..coach.rounds import Rounds
from ..domain.errors import CoachError, GoneError, NotHereError
from ..domain.language import tr
from ..domain.round import Round
from . import reply
from .channel import check_posting
from .custom_id import Link, Verb
from .doors import Jump, Step
from .feedback_card import feedback_card
from .modal import answer_modal
from .place import group_of, may_write
from .posting import open_thread
from .round_cards import closing_card, post_card, read_page, shared_answers_card
from .speech import to_channel


class RoundFlow:
    """Questions that a whole channel answers."""

    def __init__(self, rounds: Rounds, practice: Practice) -> None:
        self._rounds = rounds
        self._practice = practice
        self.steps: Mapping[Verb, Step] = {Verb.SHARE_IN_ROUND: self._share}
        self.jumps: Mapping[Link, Jump] = {
            Link.JOIN: self._join,
            Link.OWN_RESULT: self._own_result,
            Link.OTHERS: self._others,
            Link.CLOSE: self._close,
        }

    async def ask(
        self,
        interaction: Interaction,
        *,
        topic: str | None = None,
        level: str | None = None,
        question: str | None = None,
    ) -> None:
        """Ask everybody in the channel.

        Raises:
            NotHereError: this is not a server that the bot is a member of.
            CoachError: the member or the bot may not write here.
        """
        group_id, channel = _public_place(interaction)
        current = await self._rounds.ask(
            interaction.id,
            owner_id=interaction.user.id,
            group_id=group_id,
            channel_id=channel.id,
            question=question,
            topic=topic,
            level=level,
        )
        item = self._practice.bank.item(current.item_id)
        topic = self._practice.bank.topic(item.topic).title
        with to_channel(interaction):
            card = post_card(current, item, topic, answered=0)
        message_id = await reply.answer_all(interaction, card)
        message = channel.get_partial_message(message_id)
        threaded = await open_thread(channel, message, item.title)
        await self._rounds.posted(current.id, message_id, threaded=threaded)

    async def _join(self, interaction: Interaction, round_id: str) -> None:
        """Open the form for one's own answer."""
        current = await self._here(interaction, round_id)
        card = await self._rounds.card(
            interaction.id, round_id=round_id, learner_id=interaction.user.id
        )
        writing = await self._practice.start_writing(
            interaction.id, card_id=card.id, learner_id=interaction.user.id
        )
        await reply.open_modal(interaction, answer_modal(writing))
        if current.message_id is None and interaction.message is not None:
            # The process that asked died before it could note where.
            threaded = interaction.message.flags.has_thread
            await self._rounds.posted(round_id, interaction.message.id, threaded=threaded)

    async def _own_result(self, interaction: Interaction, round_id: str) -> None:
        await self._here(interaction, round_id)
        result = await self._rounds.own_result(round_id, learner_id=interaction.user.id)
        await reply.answer(interaction, feedback_card(result))

    async def _others(self, interaction: Interaction, name: str) -> None:
        round_id, page = read_page(name)
        current = await self._here(interaction, round_id)
        shared = await self._rounds.shared(round_id, learner_id=interaction.user.id)
        item = self._practice.bank.item(current.item_id)
        card = shared_answers_card(current, item, shared, page=page)
        turns_a_page = name != round_id
        await (reply.replace if turns_a_page else reply.answer)(interaction, card)

    async def _close(self, interaction: Interaction, round_id: str) -> None:
        await self._here(interaction, round_id)
        manages = interaction.permissions.manage_guild
        await self._rounds.close(round_id, learner_id=interaction.user.id, manages=manages)
        await reply.answer(interaction, closing_card())

    async def _share(self, interaction: Interaction, attempt_id: int) -> None:
        """Let those read one's own answer who have answered too."""
        result = await self._rounds.share(attempt_id, learner_id=interaction.user.id)
        await reply.replace(interaction, feedback_card(result, shared=True))

    async def _here(self, interaction: Interaction, round_id: str) -> Round:
        """The round of that id, if it is one of this server.

        Raises:
            GoneError: it is not.
        """
        current = await self._rounds.round(round_id)
        if current.group_id != group_of(interaction):
            raise GoneError
        return current


def _public_place(interaction: Interaction) -> tuple[int, TextChannel | Thread]:
    """The server and the channel in which everybody can be asked."""
    group_id = group_of(interaction)
    if group_id is None:
        raise NotHereError(tr("A question for everybody"))
    channel = interaction.channel
    if not isinstance(channel, TextChannel | Thread):
        raise CoachError(tr("I can ask everybody only in a text channel or a thread."))
    if not may_write(interaction):
        raise CoachError(tr("You may not write in this channel, so I can't ask everybody in it."))
    check_posting(channel, interaction.app_permissions)
    return group_id, channel
