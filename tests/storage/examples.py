"""Cards, drafts and attempts to store."""

from datetime import UTC, date, datetime, timedelta

from bot.domain.attempt import Attempt, Card, Draft
from bot.domain.demo import DemoRequest
from bot.domain.demo_result import Failure
from bot.domain.demo_run import DemoRun
from bot.domain.dispute import Dispute
from bot.domain.grade import Band, Finding, Flag, Grade, Mark, Status
from bot.domain.interview import Interview, begin
from bot.domain.interview_plan import Plan
from bot.domain.reply import Reply
from bot.domain.report import Report, ReportKind
from bot.domain.round import Round

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)

GRADE = Grade(
    item_id="what-is-the-gil",
    score=0.7300000000000001,
    band=Band.FAIR,
    marks=(
        Mark(criterion="one-at-a-time", status=Status.MET, credit=1.0, evidence=((0, 4), (9, 12))),
        Mark(criterion="io", status=Status.CLOSE, credit=0.5, evidence=((5, 8),), pattern="i/o *"),
    ),
    misconceptions=(Finding(id="gil-is-gone", evidence=((1, 2),), pattern="gone", cap=0.5),),
    flags=(Flag.CUT,),
    rubric_version="r1",
    engine_version="e1",
)

RACE = DemoRequest(demo="race", parameters={"threads": 2, "ms": 250}, interpreter="3.13.0")
CRASH = Failure(kind="crashed", detail="was ended by SIGSEGV")


class Hands:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


def card(card_id: int = 1, **other: object) -> Card:
    return Card.model_validate(
        {"id": card_id, "learner_id": 7, "group_id": 5, "item_id": "what-is-the-gil", **other}
    )


def asked(round_id: str = "7-2026-03-14", **other: object) -> Round:
    fields = {
        "id": round_id,
        "group_id": 5,
        "channel_id": 9,
        "item_id": "what-is-the-gil",
        "opened_at": NOON,
        "closes_at": NOON + timedelta(hours=1),
    }
    return Round.model_validate(fields | other)


def draft(draft_id: int = 10, **other: object) -> Draft:
    return Draft.model_validate({"id": draft_id, "card_id": 1, "learner_id": 7, **other})


def report(report_id: int = 1000, **other: object) -> Report:
    fields = {
        "id": report_id,
        "learner_id": 7,
        "group_id": 5,
        "item_id": "what-is-the-gil",
        "kind": ReportKind.WRONG,
        "words": "The second sentence.",
        "rubric_version": "r1",
    }
    return Report.model_validate(fields | other)


def attempt(attempt_id: int = 100, **other: object) -> Attempt:
    fields = {
        "id": attempt_id,
        "draft_id": 10,
        "card_id": 1,
        "learner_id": 7,
        "group_id": 5,
        "item_id": "what-is-the-gil",
        "zone": "Europe/Paris",
        "day": date(2026, 3, 14),
        "hints": 1,
        "grade": GRADE,
    }
    return Attempt.model_validate(fields | other)


def graded(score: float | None) -> Grade:
    return GRADE.model_copy(update={"score": score})


def run(run_id: int = 1, group_id: int | None = 5) -> DemoRun:
    return DemoRun(id=run_id, learner_id=7, group_id=group_id, request=RACE)


def interview(interview_id: int = 1, learner_id: int = 7) -> Interview:
    return begin(
        interview_id,
        learner_id=learner_id,
        group_id=5,
        plan=Plan(),
        item_ids=("what-is-the-gil", "io", "cpu"),
    )


def reply(reply_id: int = 50, **other: object) -> Reply:
    fields = {
        "id": reply_id,
        "attempt_id": 100,
        "learner_id": 7,
        "item_id": "what-is-the-gil",
        "criterion": "io",
    }
    return Reply.model_validate(fields | other)


def dispute(dispute_id: int = 60, **other: object) -> Dispute:
    fields = {
        "id": dispute_id,
        "attempt_id": 100,
        "learner_id": 7,
        "group_id": 5,
        "item_id": "what-is-the-gil",
        "reason": "I said it.",
    }
    return Dispute.model_validate(fields | other)
