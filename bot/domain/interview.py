"""A mock interview: a state machine that can be written down at any moment and taken up later.

`advance` makes the next state of a state and an event; what the interviewer says now is read from
the state alone. Each thing the interviewer asks is a step, named by the snowflake of the
interaction that led to it. An event names the step it belongs to: one that comes late, twice or
after the end changes nothing.

question -> answer -> follow-up on what was missed -> reply -> ... -> next question -> ... -> over
"""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from pydantic import AwareDatetime

from .grade import Frozen
from .interview_event import (
    Answered,
    Clarified,
    Ended,
    Event,
    Paused,
    Placed,
    Replied,
    Resumed,
    Skipped,
)
from .interview_plan import Plan, Style
from .snowflake import Id, time_of

MAX_FOLLOW_UPS = {Style.FRIENDLY: 2, Style.STRICT: 1}
"""Follow-ups to one question."""

_STRONG, _FAIR = 0.8, 0.4


class Stage(StrEnum):
    """What the interviewer waits for."""

    QUESTION = "question"
    FOLLOW_UP = "follow-up"
    OVER = "over"


class Occasion(StrEnum):
    """After what the interviewer speaks."""

    OPENING = "opening"
    ANSWER = "answer"
    UNREAD = "unread"
    REPLY = "reply"
    SKIP = "skip"
    RETURN = "return"
    END = "end"


class Heard(StrEnum):
    """How good it was what the interviewer just heard."""

    STRONG = "strong"
    FAIR = "fair"
    THIN = "thin"


class FollowUp(Frozen):
    """A further question on one criterion that the answer missed.

    Attributes:
        reply_id: the reply to it, once it was asked.
        score: of the reply; None where it was skipped, not graded or never asked.
    """

    criterion: str
    reply_id: Id | None = None
    score: float | None = None
    skipped: bool = False


class Turn(Frozen):
    """One question with all that belongs to it.

    Attributes:
        card_id: the card it was asked on, once it was.
        attempt_id: the graded answer; or one the grader abstained on twice.
        score: of that answer, None where it was not graded.
        unread: answers that could not be graded.
        again_id: the step on which it was asked once more after the first of those.
    """

    item_id: str
    card_id: Id | None = None
    attempt_id: Id | None = None
    score: float | None = None
    unread: int = 0
    again_id: Id | None = None
    clarified: bool = False
    skipped: bool = False
    follow_ups: tuple[FollowUp, ...] = ()

    @property
    def settled(self) -> bool:
        """Whether it was answered or skipped."""
        return self.skipped or self.attempt_id is not None


class Interview(Frozen):
    """The whole state.

    Attributes:
        id: snowflake of the interaction that began it.
        thread_id: the private thread it is held in; None where its cards are private.
        at: index of the turn that is asked.
        step: what is asked now; the id of the draft, or of the reply, that answers it.
        follow_up: index of the follow-up that is asked.
        wish: a plan for another interview, asked for while this one ran.
    """

    id: Id
    learner_id: Id
    group_id: Id | None
    thread_id: Id | None = None
    plan: Plan
    turns: tuple[Turn, ...]
    at: int = 0
    step: Id
    stage: Stage = Stage.QUESTION
    follow_up: int = 0
    occasion: Occasion = Occasion.OPENING
    heard: Heard | None = None
    paused: bool = False
    ended_at: AwareDatetime | None = None
    wish: Plan | None = None
    version: int = 0

    @property
    def started_at(self) -> datetime:
        """When it began."""
        return time_of(self.id)

    @property
    def over(self) -> bool:
        """Whether nothing more is asked."""
        return self.stage is Stage.OVER

    @property
    def turn(self) -> Turn:
        """The turn that is asked, or was asked last."""
        return self.turns[self.at]

    @property
    def points(self) -> int | None:
        """The mean score of 0..100; a skipped question counts as 0; None where nothing counts."""
        scores = [0.0 if turn.skipped else turn.score for turn in self.turns]
        counted = [score for score in scores if score is not None]
        return round(100 * sum(counted) / len(counted)) if counted else None


class Prompt(NamedTuple):
    """What the interviewer says now: a word on what was just heard, then what is asked.

    Attributes:
        number: of the question, from 1.
        criterion: the one that a follow-up is about; None for the question itself, and at the end.
    """

    stage: Stage
    number: int
    item_id: str
    criterion: str | None
    occasion: Occasion
    heard: Heard | None
    paused: bool


def begin(
    interview_id: int,
    *,
    learner_id: int,
    group_id: int | None,
    plan: Plan,
    item_ids: tuple[str, ...],
) -> Interview:
    """An interview whose first question is asked; there has to be one."""
    turns = tuple(Turn(item_id=item_id) for item_id in item_ids)
    first = turns[0].model_copy(update={"card_id": interview_id})
    return Interview(
        id=interview_id,
        learner_id=learner_id,
        group_id=group_id,
        plan=plan,
        turns=(first, *turns[1:]),
        step=interview_id,
    )


def prompt(interview: Interview) -> Prompt:
    """What is asked now."""
    asked = interview.stage is Stage.FOLLOW_UP
    return Prompt(
        stage=interview.stage,
        number=interview.at + 1,
        item_id=interview.turn.item_id,
        criterion=interview.turn.follow_ups[interview.follow_up].criterion if asked else None,
        occasion=interview.occasion,
        heard=interview.heard,
        paused=interview.paused,
    )


def advance(interview: Interview, event: Event) -> tuple[Interview, Prompt]:
    """The state after an event, and what is asked then; a late event leaves it as it is."""
    late = interview.over or event.step != interview.step
    after = interview if late else _after(interview, event)
    return after, prompt(after)


def _after(interview: Interview, event: Event) -> Interview:
    match event:
        case Answered():
            return _answered(interview, event)
        case Replied():
            return _replied(interview, event)
        case Skipped():
            return _skipped(interview, event)
        case Clarified():
            return _with_turn(interview, clarified=True)
        case Paused():
            return interview.model_copy(update={"paused": True})
        case Resumed():
            back = {"paused": False, "occasion": Occasion.RETURN, "heard": None}
            return interview.model_copy(update=back if interview.paused else {})
        case Ended():
            return _over(interview, event.next_step, occasion=Occasion.END)
        case Placed():
            return interview.model_copy(update={"thread_id": event.thread_id})
        case _:
            return interview.model_copy(update={"wish": event.plan})


def _answered(interview: Interview, event: Answered) -> Interview:
    if interview.stage is not Stage.QUESTION:
        return interview
    turn = interview.turn
    if event.score is None and not turn.unread:
        again = _with_turn(interview, unread=1, again_id=event.next_step)
        return _ask(again, event.next_step, occasion=Occasion.UNREAD)
    most = MAX_FOLLOW_UPS[interview.plan.style]
    answered = _with_turn(
        interview,
        attempt_id=event.attempt_id,
        score=event.score,
        unread=turn.unread + (event.score is None),
        follow_ups=tuple(FollowUp(criterion=one) for one in event.missed[:most]),
    )
    occasion = Occasion.UNREAD if event.score is None else Occasion.ANSWER
    return _go_on(answered, event.next_step, occasion=occasion, heard=_heard(event.score))


def _replied(interview: Interview, event: Replied) -> Interview:
    if interview.stage is not Stage.FOLLOW_UP:
        return interview
    settled = _with_follow_up(interview, score=event.score)
    return _go_on(settled, event.next_step, occasion=Occasion.REPLY, heard=_heard(event.score))


def _skipped(interview: Interview, event: Skipped) -> Interview:
    asked = interview.stage is Stage.FOLLOW_UP
    change = _with_follow_up if asked else _with_turn
    return _go_on(change(interview, skipped=True), event.next_step, occasion=Occasion.SKIP)


def _go_on(
    interview: Interview, step: int, *, occasion: Occasion, heard: Heard | None = None
) -> Interview:
    """Ask the next follow-up that was not asked, else the next question, else end.

    Whoever skips, or says what can't be read, hears no more about that question.
    """
    follow_ups = interview.turn.follow_ups
    fresh = next((n for n, one in enumerate(follow_ups) if one.reply_id is None), None)
    if fresh is not None and heard is not None:
        asked = interview.model_copy(update={"stage": Stage.FOLLOW_UP, "follow_up": fresh})
        asked = _with_follow_up(asked, reply_id=step)
        return _ask(asked, step, occasion=occasion, heard=heard)
    if interview.at + 1 == len(interview.turns):
        return _over(interview, step, occasion=occasion, heard=heard)
    following = {"stage": Stage.QUESTION, "at": interview.at + 1, "follow_up": 0}
    asked = _with_turn(interview.model_copy(update=following), card_id=step)
    return _ask(asked, step, occasion=occasion, heard=heard)


def _over(
    interview: Interview, step: int, *, occasion: Occasion, heard: Heard | None = None
) -> Interview:
    over = {"stage": Stage.OVER, "ended_at": time_of(step)}
    return _ask(interview.model_copy(update=over), step, occasion=occasion, heard=heard)


def _ask(
    interview: Interview, step: int, *, occasion: Occasion, heard: Heard | None = None
) -> Interview:
    said = {"step": step, "occasion": occasion, "heard": heard, "paused": False}
    return interview.model_copy(update=said)


def _with_turn(interview: Interview, **changes: object) -> Interview:
    turns = list(interview.turns)
    turns[interview.at] = interview.turn.model_copy(update=changes)
    return interview.model_copy(update={"turns": tuple(turns)})


def _with_follow_up(interview: Interview, **changes: object) -> Interview:
    follow_ups = list(interview.turn.follow_ups)
    follow_ups[interview.follow_up] = follow_ups[interview.follow_up].model_copy(update=changes)
    return _with_turn(interview, follow_ups=tuple(follow_ups))


def _heard(score: float | None) -> Heard | None:
    if score is None:
        return None
    return Heard.STRONG if score >= _STRONG else Heard.FAIR if score >= _FAIR else Heard.THIN
