"""The result of a mock interview, counted from what is kept each time it is looked at."""

from collections.abc import Sequence

from ..domain.bank import Bank
from ..domain.errors import InterviewRunsError, UnknownNameError
from ..domain.grade import Frozen
from ..domain.interview import Interview, Turn
from ..domain.interview_answer import Question, Reply
from ..domain.interview_report import write_report
from ..domain.item import Item
from ..domain.scorecard import Past, Scorecard, score_interview
from .interview_store import InterviewStore
from .ownership import owned
from .ports import Pictures, Store
from .replies import ReplyStore

COMPARED = 5
"""Earlier interviews that are shown beside one."""


class InterviewResult(Frozen):
    """What an interview showed.

    Attributes:
        topic: title of the only topic, if there was one.
        report: the whole conversation as Markdown.
    """

    scorecard: Scorecard
    topic: str | None
    report: str


class Scorecards:
    """The use cases around interviews that have ended."""

    def __init__(
        self,
        *,
        bank: Bank,
        store: Store,
        interviews: InterviewStore,
        replies: ReplyStore,
        pictures: Pictures,
    ) -> None:
        self._bank = bank
        self._store = store
        self._interviews = interviews
        self._replies = replies
        self._pictures = pictures

    async def result(self, interview_id: int, *, learner_id: int) -> InterviewResult:
        """The result of an interview.

        Raises:
            GoneError: it is no longer kept.
            NotYoursError: it is somebody else's.
            InterviewRunsError: it has not ended.
        """
        interview = owned(await self._interviews.interview(interview_id), learner_id)
        if interview.ended_at is None:
            raise InterviewRunsError
        questions = [
            question
            for turn in interview.turns
            if (question := await self._question(turn, learner_id)) is not None
        ]
        scorecard = score_interview(
            interview,
            questions,
            ended_at=interview.ended_at,
            topics={topic.id: topic.title for topic in self._bank.topics},
            catalogue=self._bank.misconceptions,
            previous=await self._previous(interview),
        )
        focus = interview.plan.focus
        titles = {topic.id: topic.title for topic in self._bank.topics}
        return InterviewResult(
            scorecard=scorecard,
            topic=titles.get(focus, focus) if focus else None,
            report=write_report(interview, scorecard, questions, self._bank.misconceptions),
        )

    async def picture(self, result: InterviewResult) -> bytes:
        """The scorecard as PNG."""
        return await self._pictures.scorecard(result.scorecard)

    async def _question(self, turn: Turn, learner_id: int) -> Question | None:
        """All that is kept of a turn; None where its question has left the pack."""
        try:
            item = self._bank.item(turn.item_id)
        except UnknownNameError:
            return None
        if turn.attempt_id is None:
            return Question(item, turn)
        attempt = owned(await self._store.attempt(turn.attempt_id), learner_id)
        draft = await self._store.draft(attempt.draft_id)
        text = draft.text if draft else None
        return Question(item, turn, attempt, text, await self._replied(item, turn))

    async def _replied(self, item: Item, turn: Turn) -> tuple[Reply, ...]:
        """The follow-ups that were asked in this interview, in their order.

        Those that have left the pack are left out.
        """
        kept = {reply.id: reply for reply in await self._replies.replies(turn.attempt_id or 0)}
        asked = {one.id: one.follow_up for one in item.criteria if one.follow_up}
        return tuple(
            Reply(
                criterion=one.criterion,
                ask=asked[one.criterion].ask,
                say=asked[one.criterion].say,
                text=kept[one.reply_id].text if one.reply_id in kept else None,
                score=one.score,
            )
            for one in turn.follow_ups
            if one.reply_id is not None and one.criterion in asked
        )

    async def _previous(self, interview: Interview) -> Sequence[Past]:
        """The earlier interviews that have a result."""
        ended = await self._interviews.ended(
            interview.learner_id, before=interview.id, limit=COMPARED
        )
        return [
            Past(interview_id=one.id, ended_at=one.ended_at, plan=one.plan, points=one.points)
            for one in ended
            if one.points is not None and one.ended_at is not None
        ]
