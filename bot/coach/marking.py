"""Marking: an answer is graded and kept as an attempt, whoever asked the question and wherever."""

from typing import Protocol

from ..domain.attempt import Attempt, Card, Certainty, Draft
from ..domain.bank import Bank
from ..domain.errors import EmptyAnswerError, GoneError, UnknownNameError
from ..domain.grade import Grade
from ..domain.item import Item
from ..domain.review import review
from ..domain.snowflake import time_of
from ..domain.zone import local_date
from .ports import Store
from .throttle import Throttle


class Grader(Protocol):
    """Grades one answer; pure and quick."""

    def grade(self, item_id: str, text: str, *, model_answer_seen: bool) -> Grade:
        """The grade of the text as an answer to the item."""
        ...


class Marking:
    """Grades and keeps.

    Args:
        zone: IANA zone of learners who have not chosen one.
    """

    def __init__(
        self, *, bank: Bank, grader: Grader, store: Store, throttle: Throttle, zone: str
    ) -> None:
        self._bank = bank
        self._grader = grader
        self._store = store
        self._throttle = throttle
        self._zone = zone

    async def grade(self, attempt_id: int, draft: Draft, card: Card) -> Attempt:
        """Grade the kept text of a draft of that card; a draft graded before keeps its attempt.

        Raises:
            GoneError: the text was erased, or the item has left the pack.
            EmptyAnswerError: nothing was written; nothing is counted.
            TooFastError: over the limit; the text stays kept for the next try.
        """
        if draft.text is None:
            raise GoneError
        if not draft.text.strip():
            raise EmptyAnswerError
        item = self.item(card.item_id)
        self._throttle.take(draft.learner_id, card.group_id)
        seen = await self.tried(item, draft.learner_id)
        grade = self._grader.grade(item.id, draft.text, model_answer_seen=seen)
        return await self._record(
            attempt_id, card, draft_id=draft.id, grade=grade, certainty=draft.certainty
        )

    async def give_up(self, attempt_id: int, card: Card) -> Attempt:
        """Keep that the learner does not know, once a card."""
        self.item(card.item_id)
        return await self._record(attempt_id, card, draft_id=card.id, grade=None)

    async def tried(self, item: Item, learner_id: int) -> bool:
        """Whether the learner tried the question before, and so may see the model answer."""
        return await self._store.attempts_on(item.id, learner_id) > 0

    async def zone_of(self, learner_id: int, group_id: int | None) -> str:
        """The zone in force: the learner's, else the server's, else the coach's."""
        return await self._store.learners.zone(learner_id, group_id) or self._zone

    def item(self, item_id: str) -> Item:
        """The item of an older card, which may have left the pack since.

        Raises:
            GoneError: it has.
        """
        try:
            return self._bank.item(item_id)
        except UnknownNameError:
            raise GoneError from None

    async def _record(
        self,
        attempt_id: int,
        card: Card,
        *,
        draft_id: int,
        grade: Grade | None,
        certainty: Certainty | None = None,
    ) -> Attempt:
        """Keep an attempt; without a grade the learner gave up."""
        zone = await self.zone_of(card.learner_id, card.group_id)
        attempt = Attempt(
            id=attempt_id,
            draft_id=draft_id,
            card_id=card.id,
            learner_id=card.learner_id,
            group_id=card.group_id,
            item_id=card.item_id,
            zone=zone,
            day=local_date(time_of(attempt_id), zone),
            hints=await self._store.hints_taken(card.id),
            gave_up=grade is None,
            grade=grade,
            certainty=certainty,
        )
        known = await self._store.reviews.card(card.learner_id, card.item_id)
        return await self._store.record(attempt, review(known, attempt))
