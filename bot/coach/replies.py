"""Follow-ups: a missed idea is asked about, the reply is graded and kept, and then the next one.

Whatever was asked about before is not asked again; one reply that could be graded ends a question.
"""

from collections.abc import Sequence
from typing import Protocol

from ..domain.bank import Bank
from ..domain.errors import EmptyAnswerError, GoneError, NothingToAskError
from ..domain.feedback import Feedback
from ..domain.grade import Frozen, Grade
from ..domain.item import Item
from ..domain.reply import Reply, give_reply_feedback, next_to_ask
from .marking import Marking
from .ownership import owned
from .ports import Store
from .throttle import Throttle

MAX_REPLY_CHARS = 2000
"""The longest reply that is kept: it answers one narrow question."""


class ReplyGrader(Protocol):
    """Grades one reply; pure and quick."""

    def grade_reply(self, item_id: str, criterion_id: str, text: str) -> Grade:
        """The grade of the text as a reply to the follow-up on that criterion."""
        ...


class ReplyStore(Protocol):
    """What is kept of replies. Every method is one transaction.

    Raises:
        StorageError: from any method, when the database cannot be used.
    """

    async def open_reply(self, reply: Reply) -> Reply:
        """Keep a question that is about to be asked; the first on that criterion stays."""
        ...

    async def reply(self, reply_id: int) -> Reply | None:
        """The reply of that id."""
        ...

    async def replies(self, attempt_id: int) -> Sequence[Reply]:
        """All that were asked after an answer, oldest first."""
        ...

    async def keep_reply(self, reply_id: int, text: str) -> None:
        """Keep what the learner sent, unless it is graded."""
        ...

    async def grade_reply(self, reply_id: int, grade: Grade) -> Reply | None:
        """Keep the grade, unless there is one; return the reply as it is."""
        ...


class FollowUp(Frozen):
    """A follow-up question on a card.

    Attributes:
        number: 1 for the first after an answer.
    """

    reply: Reply
    item: Item
    ask: str
    number: int


class ReplyResult(Frozen):
    """A graded reply as the learner sees it.

    Attributes:
        more: whether another follow-up is left.
    """

    follow_up: FollowUp
    feedback: Feedback
    more: bool


class Replies:
    """The use cases around follow-ups."""

    def __init__(
        self,
        *,
        bank: Bank,
        marking: Marking,
        grader: ReplyGrader,
        store: Store,
        replies: ReplyStore,
        throttle: Throttle,
    ) -> None:
        self._bank = bank
        self._marking = marking
        self._grader = grader
        self._store = store
        self._replies = replies
        self._throttle = throttle

    async def ask(self, reply_id: int, *, attempt_id: int, learner_id: int) -> FollowUp:
        """Ask the next question on an answer, or the one again that is still open.

        Raises:
            NothingToAskError: nothing is left to ask.
        """
        attempt = owned(await self._store.attempt(attempt_id), learner_id)
        item = self._marking.item(attempt.item_id)
        before = await self._replies.replies(attempt_id)
        for reply in before:
            if reply.grade is None:
                return await self._follow_up(reply, item)
        criterion = next_to_ask(item, attempt.grade, before)
        if criterion is None:
            raise NothingToAskError
        reply = Reply(
            id=reply_id,
            attempt_id=attempt_id,
            learner_id=learner_id,
            item_id=item.id,
            criterion=criterion.id,
        )
        return await self._follow_up(await self._replies.open_reply(reply), item)

    async def question(self, reply_id: int, *, learner_id: int) -> FollowUp:
        """A question that was asked before, with what was replied so far."""
        reply = owned(await self._replies.reply(reply_id), learner_id)
        return await self._follow_up(reply, self._marking.item(reply.item_id))

    async def keep(self, reply_id: int, *, learner_id: int, text: str) -> None:
        """Keep what the learner sent; the first thing done with a submit.

        Raises:
            GoneError: the question does not exist.
            NotYoursError: it was put to somebody else.
        """
        owned(await self._replies.reply(reply_id), learner_id)
        await self._replies.keep_reply(reply_id, text[:MAX_REPLY_CHARS])

    async def answer(self, reply_id: int, *, learner_id: int) -> ReplyResult:
        """Grade the kept text, or show the stored result if it was graded before.

        A reply that can't be graded leaves the question open.

        Raises:
            EmptyAnswerError: nothing was written.
            TooFastError: over the limit; the text stays kept for the next try.
        """
        follow_up = await self.question(reply_id, learner_id=learner_id)
        reply = follow_up.reply
        grade = reply.grade or await self._grade(reply)
        return ReplyResult(
            follow_up=follow_up,
            feedback=give_reply_feedback(
                follow_up.item, reply.criterion, grade, reply.text, self._bank.misconceptions
            ),
            more=grade.score is not None and await self._is_more_left(follow_up),
        )

    async def _grade(self, reply: Reply) -> Grade:
        """Grade the text; keep the grade if there is a score."""
        if reply.text is None:
            raise GoneError
        if not reply.text.strip():
            raise EmptyAnswerError
        self._throttle.take(reply.learner_id, None)
        grade = self._grader.grade_reply(reply.item_id, reply.criterion, reply.text)
        if grade.score is None:
            return grade
        kept = owned(await self._replies.grade_reply(reply.id, grade), reply.learner_id)
        return kept.grade or grade

    async def _is_more_left(self, follow_up: FollowUp) -> bool:
        attempt = await self._store.attempt(follow_up.reply.attempt_id)
        before = await self._replies.replies(follow_up.reply.attempt_id)
        grade = attempt.grade if attempt else None
        return next_to_ask(follow_up.item, grade, before) is not None

    async def _follow_up(self, reply: Reply, item: Item) -> FollowUp:
        before = await self._replies.replies(reply.attempt_id)
        number = 1 + sum(other.id < reply.id for other in before)
        return FollowUp(reply=reply, item=item, ask=_ask(item, reply), number=number)


def _ask(item: Item, reply: Reply) -> str:
    """What was asked, unless the question has left the pack since."""
    criterion = next((one for one in item.criteria if one.id == reply.criterion), None)
    if criterion is None or criterion.follow_up is None:
        raise GoneError
    return criterion.follow_up.ask
