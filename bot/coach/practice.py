"""Practising: a question is asked, hinted at, answered, graded, given up, shown again and shared.

Every front end calls these use cases and nothing else. Ids are snowflakes of the interactions that
caused the call, so a call delivered twice does its work once. What a learner typed is kept before
anything is done with it.
"""

from datetime import datetime

from ..domain.attempt import Attempt, Card, Certainty, Draft
from ..domain.bank import Bank
from ..domain.errors import GoneError, NotHereError, NotYetError
from ..domain.feedback import Feedback, give_feedback
from ..domain.grade import Frozen
from ..domain.item import Item
from ..domain.review import ReviewCard, due_on
from ..domain.scoring import Scoring, explain
from ..domain.selection import choose_item
from ..domain.snowflake import time_of
from ..domain.streak import Streak
from ..domain.zone import begin_of, local_date
from .aftermath import After, Aftermath
from .marking import Marking
from .ownership import owned
from .ports import Clock, Store
from .streaks import ledger_of

MAX_ANSWER_CHARS = 4000
"""The longest answer that is kept. Source: Discord's limit for a text input."""


class Question(Frozen):
    """A question on a card.

    Attributes:
        hints: the hints taken so far, first one first.
    """

    card: Card
    item: Item
    hints: tuple[str, ...] = ()


class Writing(Frozen):
    """A draft that is open for writing.

    Attributes:
        text: what the field starts with: a text not graded yet, or on *Try again* the last one.
        erased: whether the last one is no longer kept.
        shareable: whether it can be shown to the server as soon as it is graded.
    """

    draft: Draft
    item: Item
    text: str
    erased: bool = False
    shareable: bool = False


class Result(Frozen):
    """A graded attempt as the learner sees it.

    Attributes:
        text: the answer, or None once it was erased.
        model_answer_open: whether the learner may see the model answer.
        again_at: when the question is asked again, or None where that is now or not known.
        in_review: whether the question was asked in a review.
        round_id: the round it was answered in, or None.
        after: what stands beside the grade.
    """

    attempt: Attempt
    item: Item
    feedback: Feedback
    streak: Streak
    text: str | None
    model_answer_open: bool
    again_at: datetime | None = None
    in_review: bool = False
    round_id: str | None = None
    after: After = After()


class ScoreSheet(Frozen):
    """How an attempt was scored."""

    attempt: Attempt
    item: Item
    scoring: Scoring


class ModelAnswer(Frozen):
    """The model answer of an item, open to this learner."""

    card: Card
    item: Item


class Practice:
    """The use cases around one question."""

    def __init__(
        self, *, bank: Bank, marking: Marking, store: Store, aftermath: Aftermath, clock: Clock
    ) -> None:
        self._bank = bank
        self._marking = marking
        self._store = store
        self._aftermath = aftermath
        self._clock = clock

    @property
    def bank(self) -> Bank:
        """The questions."""
        return self._bank

    async def ask(
        self,
        card_id: int,
        *,
        learner_id: int,
        group_id: int | None,
        question: str | None = None,
        topic: str | None = None,
        level: str | None = None,
        avoid: str | None = None,
    ) -> Question:
        """Open a card with the question asked for, or with the one that should come next.

        Raises:
            UnknownNameError: no such question, topic or level, or none of that topic and level.
        """
        if question is not None:
            item = self._bank.item(question)
        else:
            item = await self._choose(
                card_id, learner_id, group_id, topic=topic, level=level, avoid=avoid
            )
        card = Card(
            id=card_id,
            learner_id=learner_id,
            group_id=group_id,
            item_id=item.id,
            topic=topic,
            level=level,
        )
        await self._store.open_card(card)
        return Question(card=card, item=item)

    async def ask_another(self, card_id: int, *, after: int, learner_id: int) -> Question:
        """Open a card with another question of the same choice as the card `after`."""
        card = await self._own_card(after, learner_id)
        return await self.ask(
            card_id,
            learner_id=learner_id,
            group_id=card.group_id,
            topic=card.topic,
            level=card.level,
            avoid=card.item_id,
        )

    async def take_hint(self, hint_id: int, *, card_id: int, learner_id: int) -> Question:
        """Open one more hint of the card, while there is one."""
        card = await self._own_card(card_id, learner_id)
        item = self._marking.item(card.item_id)
        taken = await self._store.take_hint(card_id, hint_id, limit=len(item.hints))
        return Question(card=card, item=item, hints=item.hints[:taken])

    async def start_writing(
        self, draft_id: int, *, card_id: int, learner_id: int, again: bool = False
    ) -> Writing:
        """Open a draft on the card.

        Args:
            again: start from the last graded answer instead of an empty field.
        """
        card = await self._own_card(card_id, learner_id)
        item = self._marking.item(card.item_id)
        text = await self._store.latest_text(card_id, learner_id, graded=False)
        if text is None and again:
            text = await self._store.latest_text(card_id, learner_id, graded=True)
        erased = text is None and again and await self._store.has_erased(card_id, learner_id)
        draft = Draft(id=draft_id, card_id=card_id, learner_id=learner_id)
        await self._store.open_draft(draft)
        return Writing(
            draft=draft,
            item=item,
            text=text or "",
            erased=erased,
            shareable=card.group_id is not None and card.round_id is None,
        )

    async def keep(
        self,
        draft_id: int,
        *,
        learner_id: int,
        text: str,
        certainty: Certainty | None = None,
        share: bool = False,
    ) -> None:
        """Keep what the learner sent; the first thing done with a submit.

        Args:
            share: whether it is to be shown to the server as soon as it is graded.

        Raises:
            GoneError: the draft does not exist.
            NotYoursError: it is somebody else's.
        """
        await self._own_draft(draft_id, learner_id)
        await self._store.keep_text(
            draft_id, text[:MAX_ANSWER_CHARS], certainty=certainty, share=share
        )

    async def answer(self, attempt_id: int, *, draft_id: int, learner_id: int) -> Result:
        """Grade the kept text of a draft, or show the stored result if it was graded before.

        Raises:
            EmptyAnswerError: nothing was written; nothing is counted.
            TooFastError: over the limit; the text stays kept for the next try.
        """
        draft = await self._own_draft(draft_id, learner_id)
        attempt = await self._store.attempt_of(draft_id)
        if attempt is None:
            attempt = await self._marking.grade(
                attempt_id, draft, await self._own_card(draft.card_id, learner_id)
            )
        return await self._result(attempt, draft)

    async def result(self, attempt_id: int, *, learner_id: int) -> Result:
        """The result of an attempt made before."""
        attempt = await self._own_attempt(attempt_id, learner_id)
        return await self._result(attempt, await self._store.draft(attempt.draft_id))

    async def look_back(self, attempt_id: int, *, learner_id: int) -> Result | ModelAnswer:
        """What an attempt led to: its result, or the model answer where it was given up."""
        attempt = await self._own_attempt(attempt_id, learner_id)
        if attempt.gave_up:
            return await self.model_answer(attempt.card_id, learner_id=learner_id)
        return await self.result(attempt_id, learner_id=learner_id)

    async def scoring(self, attempt_id: int, *, learner_id: int) -> ScoreSheet:
        """How an attempt was scored, number by number."""
        attempt = await self._own_attempt(attempt_id, learner_id)
        if attempt.grade is None:
            raise GoneError
        item = self._marking.item(attempt.item_id)
        return ScoreSheet(
            attempt=attempt,
            item=item,
            scoring=explain(
                item,
                attempt.grade,
                self._bank.misconceptions,
                hints=attempt.hints,
                rubric_version=self._bank.rubric_version(item.id),
            ),
        )

    async def give_up(self, attempt_id: int, *, card_id: int, learner_id: int) -> ModelAnswer:
        """Note that the learner does not know, and open the model answer."""
        card = await self._own_card(card_id, learner_id)
        await self._marking.give_up(attempt_id, card)
        return ModelAnswer(card=card, item=self._marking.item(card.item_id))

    async def model_answer(self, card_id: int, *, learner_id: int) -> ModelAnswer:
        """The model answer of the card's question.

        Raises:
            NotYetError: the learner has not tried the question yet.
        """
        card = await self._own_card(card_id, learner_id)
        item = self._marking.item(card.item_id)
        if not await self._marking.tried(item, learner_id):
            raise NotYetError
        return ModelAnswer(card=card, item=item)

    async def share(self, attempt_id: int, *, learner_id: int) -> Result:
        """The result of one's own attempt, to be shown to the server it was made in.

        Raises:
            NotHereError: it was made outside a server.
        """
        result = await self.result(attempt_id, learner_id=learner_id)
        if result.attempt.group_id is None:
            raise NotHereError
        return result

    async def _choose(
        self,
        seed: int,
        learner_id: int,
        group_id: int | None,
        *,
        topic: str | None,
        level: str | None,
        avoid: str | None,
    ) -> Item:
        """The item for the card of the id `seed`."""
        scores = await self._store.recent_scores(learner_id)
        today = local_date(time_of(seed), await self._marking.zone_of(learner_id, group_id))
        cards = await self._store.reviews.cards(learner_id)
        item = choose_item(
            self._bank.items,
            scores,
            due=[card.item_id for card in due_on(cards, today)],
            topic=None if topic is None else self._bank.topic(topic).id,
            level=None if level is None else self._bank.level(level),
            avoid=avoid,
            seed=seed,
        )
        if item is None:
            raise self._bank.nothing_fits(topic=topic, level=level)
        return item

    async def _result(self, attempt: Attempt, draft: Draft | None) -> Result:
        if attempt.grade is None:
            raise GoneError
        item = self._marking.item(attempt.item_id)
        text = draft.text if draft else None
        zone = await self._marking.zone_of(attempt.learner_id, attempt.group_id)
        ledger = await ledger_of(
            self._store, attempt.learner_id, attempt.group_id, now=self._clock(), zone=zone
        )
        tried = attempt.score is not None or await self._marking.tried(item, attempt.learner_id)
        known = await self._store.reviews.card(attempt.learner_id, attempt.item_id)
        card = await self._store.card(attempt.card_id)
        return Result(
            attempt=attempt,
            item=item,
            feedback=give_feedback(item, attempt.grade, text, self._bank.misconceptions),
            streak=ledger.streak,
            text=text,
            model_answer_open=tried,
            again_at=self._later(known, zone),
            in_review=card is not None and card.review_number is not None,
            round_id=card.round_id if card else None,
            after=await self._aftermath.of(attempt, item),
        )

    def _later(self, known: ReviewCard | None, zone: str) -> datetime | None:
        """When a question is due again, if it is not yet."""
        again_at = begin_of(known.due, zone) if known else None
        return again_at if again_at and again_at > self._clock() else None

    async def _own_card(self, card_id: int, learner_id: int) -> Card:
        return owned(await self._store.card(card_id), learner_id)

    async def _own_draft(self, draft_id: int, learner_id: int) -> Draft:
        return owned(await self._store.draft(draft_id), learner_id)

    async def _own_attempt(self, attempt_id: int, learner_id: int) -> Attempt:
        return owned(await self._store.attempt(attempt_id), learner_id)
