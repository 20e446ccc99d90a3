"""The state of a mock interview between two interactions: found again, caught up, changed, shown.

What was graded by a process that ended before it could go on is found by the step's id, and the
interview catches up. What is asked next is kept before the state that asks it.
"""

from ..domain.attempt import Attempt, Card, Draft
from ..domain.bank import Bank
from ..domain.errors import GoneError, InterviewOverError, StorageError
from ..domain.grade import Frozen
from ..domain.interview import Interview, Occasion, Stage, advance
from ..domain.interview_answer import Question, strongest
from ..domain.interview_event import Answered, Event, Replied, Skipped
from ..domain.interview_plan import Style
from ..domain.item import Item
from ..domain.probing import most_valuable
from ..domain.reply import Reply
from .interview_store import InterviewStore
from .ownership import owned
from .ports import Store
from .replies import ReplyStore

_TRIES = 3
"""How often a change is decided again because another one came first."""


class Scene(Frozen):
    """What the learner sees of an interview that goes on.

    Attributes:
        item: the question that is asked, or that a follow-up is about.
        ask: the follow-up question; "" where it is the question itself.
        hints: those taken so far, first one first.
        quote: the words of the answer just given that were worth most; "" for none.
        late: what was asked for came too late; this is where the interview is.
    """

    interview: Interview
    item: Item
    ask: str = ""
    hints: tuple[str, ...] = ()
    quote: str = ""
    late: bool = False


class Closed(Frozen):
    """An interview that has ended."""

    interview: Interview


class Conversation:
    """Interviews as they are kept."""

    def __init__(
        self, *, bank: Bank, store: Store, interviews: InterviewStore, replies: ReplyStore
    ) -> None:
        self._bank = bank
        self._store = store
        self._interviews = interviews
        self._replies = replies

    async def of(self, event_id: int, interview_id: int, learner_id: int) -> Interview:
        """The interview, caught up; one that has ended only if this very event ended it."""
        interview = owned(await self._interviews.interview(interview_id), learner_id)
        if interview.over and interview.step != event_id:
            raise InterviewOverError
        return await self.caught_up(interview, event_id)

    async def of_step(self, event_id: int, step: int, learner_id: int) -> Interview:
        """The interview that a step belongs to."""
        draft = await self._store.draft(step)
        if draft is None:
            reply = owned(await self._replies.reply(step), learner_id)
            card_id = owned(await self._store.attempt(reply.attempt_id), learner_id).card_id
        else:
            card_id = owned(draft, learner_id).card_id
        card = owned(await self._store.card(card_id), learner_id)
        if card.interview_id is None:
            raise GoneError
        return await self.of(event_id, card.interview_id, learner_id)

    async def caught_up(self, interview: Interview, event_id: int) -> Interview:
        """The interview after what was graded before, and past what the pack no longer has."""
        while not interview.over and not self._askable(interview):
            skipped = Skipped(step=interview.step, next_step=event_id)
            interview = await self.apply(interview, skipped)
        if interview.stage is Stage.QUESTION:
            attempt = await self._store.attempt_of(interview.step)
            if attempt is not None:
                return await self.apply(interview, self.answered(attempt, event_id))
        if interview.stage is Stage.FOLLOW_UP:
            reply = await self._replies.reply(interview.step)
            if reply is not None and reply.grade is not None:
                return await self.apply(interview, replied(reply, event_id))
        return interview

    async def apply(self, interview: Interview, event: Event) -> Interview:
        """Change the state and keep it, on top of whatever came first."""
        for _ in range(_TRIES):
            after, _said = advance(interview, event)
            if after == interview:
                return interview
            if after.step != interview.step:
                await self.open(after)
            if await self._interviews.change(after):
                return after.model_copy(update={"version": after.version + 1})
            interview = owned(await self._interviews.interview(interview.id), interview.learner_id)
        raise StorageError("The interview was changed by somebody else all the time.")

    async def open(self, interview: Interview) -> None:
        """Keep what is asked, so that it can be answered; what is kept already stays."""
        turn = interview.turn
        if interview.stage is Stage.QUESTION and turn.card_id is not None:
            card = Card(
                id=turn.card_id,
                learner_id=interview.learner_id,
                group_id=interview.group_id,
                item_id=turn.item_id,
                interview_id=interview.id,
            )
            await self._store.open_card(card)
            draft = Draft(id=interview.step, card_id=card.id, learner_id=card.learner_id)
            await self._store.open_draft(draft)
        if interview.stage is Stage.FOLLOW_UP and turn.attempt_id is not None:
            reply = Reply(
                id=interview.step,
                attempt_id=turn.attempt_id,
                learner_id=interview.learner_id,
                item_id=turn.item_id,
                criterion=turn.follow_ups[interview.follow_up].criterion,
            )
            await self._replies.open_reply(reply)

    async def shown(self, interview: Interview, *, late: bool = False) -> Scene | Closed:
        """What the learner sees of it now."""
        if interview.over:
            return Closed(interview=interview)
        item = self._bank.item(interview.turn.item_id)
        asked = interview.turn.card_id if interview.stage is Stage.QUESTION else None
        taken = 0 if asked is None else await self._store.hints_taken(asked)
        return Scene(
            interview=interview,
            item=item,
            ask=_follow_up(interview, item),
            hints=item.hints[:taken],
            quote=await self._quote(interview),
            late=late,
        )

    async def _quote(self, interview: Interview) -> str:
        """What may be quoted of the answer just given.

        Nothing in a thread, which keeps what is said in it longer than we do.
        """
        spoken = interview.plan.style is Style.FRIENDLY and interview.thread_id is None
        if interview.occasion is not Occasion.ANSWER or not spoken:
            return ""
        turn = interview.turns[interview.at - (interview.stage is Stage.QUESTION)]
        attempt = await self._store.attempt(turn.attempt_id or 0)
        draft = await self._store.draft(attempt.draft_id) if attempt else None
        item = next((one for one in self._bank.items if one.id == turn.item_id), None)
        if attempt is None or draft is None or item is None:
            return ""
        best = strongest([Question(item, turn, attempt, draft.text)])
        return best.words if best else ""

    def _askable(self, interview: Interview) -> bool:
        """Whether the pack still has what is asked."""
        item = next((one for one in self._bank.items if one.id == interview.turn.item_id), None)
        if item is None:
            return False
        return interview.stage is Stage.QUESTION or bool(_follow_up(interview, item))

    def answered(self, attempt: Attempt, next_step: int) -> Answered:
        """The event of a graded answer; `next_step` names what is asked next."""
        item = self._bank.item(attempt.item_id)
        missed: list[str] = []
        while attempt.grade and (one := most_valuable(item, attempt.grade, asked=missed)):
            missed.append(one.id)
        return Answered(
            step=attempt.draft_id,
            next_step=next_step,
            attempt_id=attempt.id,
            score=attempt.score,
            missed=tuple(missed),
        )


def replied(reply: Reply, next_step: int) -> Replied:
    """The event of a graded reply."""
    score = reply.grade.score if reply.grade else None
    return Replied(step=reply.id, next_step=next_step, score=score)


def _follow_up(interview: Interview, item: Item) -> str:
    """The follow-up question that is asked; "" where it is none, or the pack no longer has it."""
    if interview.stage is not Stage.FOLLOW_UP:
        return ""
    wanted = interview.turn.follow_ups[interview.follow_up].criterion
    found = next((one for one in item.criteria if one.id == wanted), None)
    return found.follow_up.ask if found and found.follow_up else ""
