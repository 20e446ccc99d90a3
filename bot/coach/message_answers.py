"""Messages as answers: something that a member wrote in a channel is graded like any answer.

In the thread of a round it answers the round's question. Elsewhere nobody knows which question it
is about: the text is kept as a draft, the questions are ranked by how well it answers each, and the
member chooses one.
"""

import asyncio
from collections.abc import Sequence

from ..domain.attempt import Card, Draft
from ..domain.bank import Bank
from ..domain.errors import CoachError, GoneError
from ..domain.grade import Frozen
from ..domain.item import Item
from ..domain.language import tr
from ..domain.round import Round
from .marking import Grader
from .ownership import owned
from .ports import Clock, Store
from .practice import MAX_ANSWER_CHARS, Practice, Result
from .rounds import Rounds

MAX_CHOICES = 25


class Choice(Frozen):
    """A kept text, and the questions it may answer.

    Attributes:
        draft_id: where the text is kept.
        items: the likeliest first.
    """

    draft_id: int
    items: tuple[Item, ...]


class MessageAnswers:
    """The use cases around messages that are answers."""

    def __init__(
        self,
        *,
        bank: Bank,
        grader: Grader,
        practice: Practice,
        rounds: Rounds,
        store: Store,
        clock: Clock,
    ) -> None:
        self._bank = bank
        self._grader = grader
        self._practice = practice
        self._rounds = rounds
        self._store = store
        self._clock = clock

    async def take(
        self, request_id: int, *, learner_id: int, group_id: int | None, channel_id: int, text: str
    ) -> Result | Choice:
        """Grade the text if its place tells the question, else keep it and rank the questions.

        Args:
            request_id: snowflake of the request.

        Raises:
            CoachError: there is nothing to grade, or too much.
        """
        check_text(text)
        found = await self._rounds.round_in(channel_id)
        if found is not None:
            card = await self._round_card(request_id, found, learner_id)
            return await self._grade(request_id, card, text)
        items = await asyncio.to_thread(self._likeliest, text)
        asked = await self._practice.ask(
            request_id, learner_id=learner_id, group_id=group_id, question=items[0].id
        )
        await self._keep(request_id, asked.card, text)
        return Choice(draft_id=request_id, items=tuple(items[:MAX_CHOICES]))

    async def grade(
        self, request_id: int, *, draft_id: int, learner_id: int, question: str
    ) -> Result:
        """Grade a kept text as an answer to the question that was chosen.

        Raises:
            GoneError: the text is no longer kept.
            NotYoursError: it is somebody else's.
            UnknownNameError: there is no such question.
        """
        item = self._bank.item(question)
        draft = owned(await self._store.draft(draft_id), learner_id)
        card = owned(await self._store.card(draft.card_id), learner_id)
        if card.item_id == item.id:
            return await self._practice.answer(request_id, draft_id=draft_id, learner_id=learner_id)
        if draft.text is None:
            raise GoneError
        asked = await self._practice.ask(
            request_id, learner_id=learner_id, group_id=card.group_id, question=item.id
        )
        return await self._grade(request_id, asked.card, draft.text)

    async def _round_card(self, request_id: int, found: Round, learner_id: int) -> Card:
        """The member's card of an open round; of one that is over, a card of its question."""
        if found.is_open(self._clock()):
            return await self._rounds.card(request_id, round_id=found.id, learner_id=learner_id)
        asked = await self._practice.ask(
            request_id, learner_id=learner_id, group_id=found.group_id, question=found.item_id
        )
        return asked.card

    async def _grade(self, request_id: int, card: Card, text: str) -> Result:
        await self._keep(request_id, card, text)
        return await self._practice.answer(
            request_id, draft_id=request_id, learner_id=card.learner_id
        )

    async def _keep(self, draft_id: int, card: Card, text: str) -> None:
        """Keep the text in a draft of its own on the card."""
        draft = Draft(id=draft_id, card_id=card.id, learner_id=card.learner_id)
        await self._store.open_draft(draft)
        await self._practice.keep(draft_id, learner_id=card.learner_id, text=text)

    def _likeliest(self, text: str) -> Sequence[Item]:
        """All questions, those first that the text answers best."""

        def score(item: Item) -> float:
            return self._grader.grade(item.id, text, model_answer_seen=True).score or 0.0

        return sorted(self._bank.items, key=score, reverse=True)


def check_text(text: str) -> None:
    """Refuse what is no answer.

    Raises:
        CoachError: the message has no text, or more than an answer may have.
    """
    if not text.strip():
        raise CoachError(
            tr(
                "This message has no text that I can read; pictures and files I can't. Write your "
                "answer as text, or use /quiz."
            )
        )
    if len(text) > MAX_ANSWER_CHARS:
        raise CoachError(
            tr("This message has {count} characters, and an answer may have {most}.").format(
                count=len(text), most=MAX_ANSWER_CHARS
            )
        )
