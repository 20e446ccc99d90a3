"""Reviews, in SQL that SQLite and PostgreSQL read alike."""

from collections.abc import Sequence
from datetime import date

from ..domain.recall import Recall
from ..domain.review import Rating, Review, ReviewCard
from .database import Db, Row, Statement

_SELECT = "SELECT learner_id, item_id, day, due, stability, difficulty FROM review_card"

# Only with the attempt of that id, and only on top of the card from which it was worked out:
# what came twice, or at the same moment as another attempt on the item, changes nothing.
_KEEP_REVIEW = (
    "INSERT INTO review (id, learner_id, item_id, day, rating, score, after_days, predicted)"
    " SELECT ?, ?, ?, ?, ?, ?, ?, ?"
    " WHERE EXISTS (SELECT 1 FROM attempt WHERE id = ? AND draft_id = ?)"
    " AND COALESCE((SELECT day FROM review_card WHERE learner_id = ? AND item_id = ?), '') = ?"
    " ON CONFLICT DO NOTHING"
)
_KEEP_CARD = (
    "INSERT INTO review_card (learner_id, item_id, day, due, stability, difficulty)"
    " SELECT ?, ?, ?, ?, ?, ?"
    " WHERE EXISTS (SELECT 1 FROM review WHERE id = ? AND learner_id = ? AND item_id = ?)"
    " ON CONFLICT (learner_id, item_id) DO UPDATE SET day = excluded.day, due = excluded.due,"
    " stability = excluded.stability, difficulty = excluded.difficulty"
    " WHERE review_card.day < excluded.day"
)


def keep_review(review: Review, *, draft_id: int) -> Sequence[Statement]:
    """The part of a unit that keeps a review, after the statement that keeps its attempt."""
    card = review.card
    owner, day = (card.learner_id, card.item_id), card.day.isoformat()
    told = (day, review.rating, review.score, review.after_days, review.predicted)
    before = "" if review.before is None else review.before.isoformat()
    known = (day, card.due.isoformat(), card.stability, card.difficulty)
    return [
        (_KEEP_REVIEW, (review.id, *owner, *told, review.id, draft_id, *owner, before)),
        (_KEEP_CARD, (*owner, *known, review.id, *owner)),
    ]


class SqlReviewStore:
    """Implements `coach.review_store.ReviewStore` over any database."""

    def __init__(self, db: Db) -> None:
        self._db = db

    async def card(self, learner_id: int, item_id: str) -> ReviewCard | None:
        """Find the card."""
        sql = f"{_SELECT} WHERE learner_id = ? AND item_id = ?"
        rows = await self._db.read(sql, (learner_id, item_id))
        return _to_card(rows[0]) if rows else None

    async def cards(self, learner_id: int) -> Sequence[ReviewCard]:
        """List the cards; a learner has no more of them than there are items."""
        sql = f"{_SELECT} WHERE learner_id = ? ORDER BY due, item_id"
        return [_to_card(row) for row in await self._db.read(sql, (learner_id,))]

    async def recalls(self, learner_id: int) -> Sequence[Recall]:
        """List the reviews but the first of each item."""
        sql = (
            "SELECT after_days, predicted, rating FROM review"
            " WHERE learner_id = ? AND predicted IS NOT NULL ORDER BY id"
        )
        return [
            Recall(after_days, predicted, Rating(rating))
            for after_days, predicted, rating in await self._db.read(sql, (learner_id,))
        ]


def _to_card(row: Row) -> ReviewCard:
    learner_id, item_id, day, due, stability, difficulty = row
    return ReviewCard(
        learner_id=learner_id,
        item_id=item_id,
        day=date.fromisoformat(day),
        due=date.fromisoformat(due),
        stability=stability,
        difficulty=difficulty,
    )
