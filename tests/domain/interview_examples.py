"""Answered questions of an interview, graded for real."""

from datetime import UTC, date, datetime

from bot.domain.attempt import Attempt, Certainty
from bot.domain.interview import FollowUp, Interview, Turn, begin
from bot.domain.interview_answer import Question, Reply
from bot.domain.interview_plan import Plan
from bot.domain.item import Item
from bot.domain.scorecard import Scorecard, score_interview
from bot.domain.snowflake import snowflake_at
from tests.domain.examples import CATALOGUE, make_grader, make_item

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
STRONG = "Threads share memory. Each process has its own memory."
HALF = "All threads of the program share its memory, I would say."
WRONG = "Threads share memory, and there is no GIL any more since version 3.13 came out."
TITLES = {"choosing-a-model": "Choosing a model"}
SHARES = make_item()
OTHER = make_item(id="who-else", topic="locks", title="Who else?", demo="race")


def asked(
    item: Item = SHARES,
    text: str | None = STRONG,
    *,
    hints: int = 0,
    certainty: Certainty | None = None,
    replies: tuple[Reply, ...] = (),
    number: int = 1,
) -> Question:
    """A question with a graded answer."""
    grade = make_grader(SHARES, OTHER).grade(item.id, text or "", model_answer_seen=False)
    attempt = Attempt(
        id=number,
        draft_id=number,
        card_id=number,
        learner_id=7,
        group_id=None,
        item_id=item.id,
        zone="UTC",
        day=date(2026, 11, 23),
        hints=hints,
        grade=grade,
        certainty=certainty,
    )
    follow_ups = tuple(FollowUp(criterion=one.criterion, reply_id=9) for one in replies)
    turn = Turn(
        item_id=item.id,
        card_id=number,
        attempt_id=number,
        score=grade.score,
        follow_ups=follow_ups,
    )
    return Question(item, turn, attempt, text, replies)


def forgotten(question: Question) -> Question:
    """The same a day later."""
    replies = tuple(reply._replace(text=None) for reply in question.replies)
    return question._replace(text=None, replies=replies)


def skipped(item: Item = OTHER) -> Question:
    """A question that was skipped."""
    return Question(item, Turn(item_id=item.id, card_id=5, skipped=True))


def unreached(item: Item = OTHER) -> Question:
    """A question that was never asked."""
    return Question(item, Turn(item_id=item.id))


def interview_of(*questions: Question, plan: Plan | None = None) -> Interview:
    """The interview that these questions are of."""
    begun = begin(
        snowflake_at(NOW),
        learner_id=7,
        group_id=None,
        plan=plan or Plan(),
        item_ids=tuple(one.item.id for one in questions),
    )
    return begun.model_copy(update={"turns": tuple(one.turn for one in questions)})


def card_of(*questions: Question, **options: object) -> Scorecard:
    """The scorecard of some questions."""
    catalogue = {entry.id: entry for entry in CATALOGUE}
    return score_interview(
        interview_of(*questions),
        questions,
        ended_at=NOW,
        topics=TITLES,
        catalogue=catalogue,
        **options,  # type: ignore[arg-type]
    )
