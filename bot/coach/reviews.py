"""Reviews: what was answered before is asked again when it is about to be forgotten.

A review is a row of cards, each with its number on it. Nothing else is kept of it: whoever leaves
in the middle has lost nothing, since what was not asked stays due.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from ..domain.attempt import Card
from ..domain.bank import Bank
from ..domain.grade import Frozen
from ..domain.review import ReviewCard, due_on
from ..domain.snowflake import time_of
from ..domain.zone import begin_of, local_date
from .marking import Marking
from .ownership import owned
from .ports import Store
from .practice import Question


class NothingDue(Frozen):
    """There is nothing to ask in a review, or nothing more.

    Attributes:
        asked: how many questions the review had; 0 where it never began.
        due: how many more could be asked; above 0 only after a review of fewer.
        next_at: when the next question is due, or None where none was ever answered.
        next_count: how many are due from then on.
    """

    asked: int = 0
    due: int = 0
    next_at: datetime | None = None
    next_count: int = 0


class Reviews:
    """The use cases around reviews."""

    def __init__(self, *, bank: Bank, marking: Marking, store: Store) -> None:
        self._bank = bank
        self._marking = marking
        self._store = store

    async def begin(
        self, card_id: int, *, learner_id: int, group_id: int | None, count: int | None = None
    ) -> Question | NothingDue:
        """Open the first card of a review, with the question that is due longest.

        Args:
            count: how many questions at most; None is all that are due.
        """
        cards, today, zone = await self._agenda(card_id, learner_id, group_id)
        due = due_on(cards, today)
        if not due:
            return _nothing_due(cards, today, zone)
        total = len(due) if count is None else min(count, len(due))
        card = Card(
            id=card_id,
            learner_id=learner_id,
            group_id=group_id,
            item_id=due[0].item_id,
            review_number=1,
            review_total=total,
        )
        return await self._open(card)

    async def go_on(
        self, card_id: int, *, after: int, learner_id: int, skip: bool = False
    ) -> Question | NothingDue:
        """Open the card that follows the card `after` in its review.

        Args:
            skip: leave that one for later, so that it does not count as asked.

        Raises:
            GoneError: there is no such card.
            NotYoursError: it is somebody else's.
        """
        card = owned(await self._store.card(after), learner_id)
        cards, today, zone = await self._agenda(card_id, learner_id, card.group_id)
        asked = (card.review_number or 0) - skip
        due = _following(card.item_id, due_on(cards, today))
        if not due or asked >= (card.review_total or 0):
            return _nothing_due(cards, today, zone, asked=asked)
        follows = {"id": card_id, "item_id": due[0].item_id, "review_number": asked + 1}
        return await self._open(card.model_copy(update=follows))

    async def _agenda(
        self, card_id: int, learner_id: int, group_id: int | None
    ) -> tuple[list[ReviewCard], date, str]:
        """What the learner answered before and the pack still has, today's date, the zone."""
        zone = await self._marking.zone_of(learner_id, group_id)
        known = {item.id for item in self._bank.items}
        cards = await self._store.reviews.cards(learner_id)
        return (
            [one for one in cards if one.item_id in known],
            local_date(time_of(card_id), zone),
            zone,
        )

    async def _open(self, card: Card) -> Question:
        await self._store.open_card(card)
        return Question(card=card, item=self._bank.item(card.item_id))


def _following(item_id: str, due: Sequence[ReviewCard]) -> list[ReviewCard]:
    """The others that are due; those after that item come first, if it is still due itself."""
    items = [one.item_id for one in due]
    at = items.index(item_id) if item_id in items else len(due)
    return [*due[at + 1 :], *due[:at]]


def _nothing_due(
    cards: Iterable[ReviewCard], today: date, zone: str, *, asked: int = 0
) -> NothingDue:
    dates = [card.due for card in cards]
    later = sorted(due for due in dates if due > today)
    return NothingDue(
        asked=asked,
        due=sum(due <= today for due in dates),
        next_at=begin_of(later[0], zone) if later else None,
        next_count=later.count(later[0]) if later else 0,
    )
