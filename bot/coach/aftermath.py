"""What stands beside a grade: a further question, how sure the learner tends to be, a dispute."""

from collections.abc import Sequence
from typing import Protocol

from ..domain.attempt import Attempt, Certainty
from ..domain.certainty import Rated, Tally, tally
from ..domain.dispute import Dispute
from ..domain.grade import Frozen
from ..domain.item import Item
from ..domain.reply import next_to_ask
from .disputes import DisputeStore
from .replies import ReplyStore


class CertaintyStore(Protocol):
    """How sure learners were.

    Raises:
        StorageError: when the database cannot be used.
    """

    async def rated(self, learner_id: int) -> Sequence[Rated]:
        """The learner's first answers to each question on each day that say how sure they were."""
        ...


class After(Frozen):
    """What stands beside the grade of an attempt.

    Attributes:
        follow_up: whether a follow-up question is left, or one is not answered yet.
        tally: the answers given with the same certainty, once they tell something.
        dispute: about this grade.
    """

    follow_up: bool = False
    tally: Tally | None = None
    dispute: Dispute | None = None


class Aftermath:
    """Looks up what stands beside grades."""

    def __init__(
        self, *, replies: ReplyStore, disputes: DisputeStore, certainties: CertaintyStore
    ) -> None:
        self._replies = replies
        self._disputes = disputes
        self._certainties = certainties

    async def of(self, attempt: Attempt, item: Item) -> After:
        """What stands beside the grade of an attempt on the item."""
        replies = await self._replies.replies(attempt.id)
        unanswered = any(reply.grade is None for reply in replies)
        return After(
            follow_up=unanswered or next_to_ask(item, attempt.grade, replies) is not None,
            tally=await self._tally(attempt.learner_id, attempt.certainty),
            dispute=await self._disputes.dispute_of(attempt.id),
        )

    async def _tally(self, learner_id: int, certainty: Certainty | None) -> Tally | None:
        if certainty is None:
            return None
        found = tally(await self._certainties.rated(learner_id))[certainty]
        return found if found.tells else None
