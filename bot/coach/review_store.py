"""What is kept of reviews, as the use cases need it.

A review is kept in the unit that keeps its attempt: `coach.ports.Store.record`.
"""

from collections.abc import Sequence
from typing import Protocol

from ..domain.recall import Recall
from ..domain.review import ReviewCard


class ReviewStore(Protocol):
    """What is known of learners' memories.

    Raises:
        StorageError: from any method, when the database cannot be used.
    """

    async def card(self, learner_id: int, item_id: str) -> ReviewCard | None:
        """What is known of one item."""
        ...

    async def cards(self, learner_id: int) -> Sequence[ReviewCard]:
        """What is known of every item, the one due first first."""
        ...

    async def recalls(self, learner_id: int) -> Sequence[Recall]:
        """How each review went that had a prediction, oldest first."""
        ...
