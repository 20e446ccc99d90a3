"""Graded answers to show."""

from datetime import UTC, date, datetime

from bot.coach.aftermath import After
from bot.coach.practice import Result
from bot.domain.attempt import Attempt, Certainty
from bot.domain.certainty import Tally
from bot.domain.dispute import Dispute
from bot.domain.feedback import MAX_QUOTE_CHARS, NOTES, Correction, Feedback, Line, give_feedback
from bot.domain.grade import Band, Flag, Grade, Status
from bot.domain.grading import Grader
from bot.domain.item import Source
from bot.domain.streak import Streak
from tests.discord_ui.examples import BANK, GIL, widest

GRADER = Grader(BANK)
STREAK = Streak(
    length=3,
    best=5,
    today=True,
    alive_until=datetime(2026, 1, 5, 23, 59, 59, tzinfo=UTC),
    since=date(2026, 1, 1),
)


def attempt_with(grade: Grade, group_id: int | None = 7) -> Attempt:
    return Attempt(
        id=2**62 + 1,
        draft_id=2**62,
        card_id=2**62 - 1,
        learner_id=1,
        group_id=group_id,
        item_id=GIL.id,
        zone="UTC",
        day=date(2026, 1, 3),
        grade=grade,
    )


def result_of(text: str, *, group_id: int | None = 7, streak: Streak = STREAK) -> Result:
    """What practice returns for an answer to the GIL question."""
    grade = GRADER.grade(GIL.id, text)
    return Result(
        attempt=attempt_with(grade, group_id),
        item=GIL,
        feedback=give_feedback(GIL, grade, text, BANK.misconceptions),
        streak=streak,
        text=text,
        model_answer_open=grade.score is not None,
    )


def widest_result(char: str, text: str) -> Result:
    """A result with as much of everything as can be."""
    item = widest(char)
    quotes = (char * MAX_QUOTE_CHARS, "y" + char * (MAX_QUOTE_CHARS - 1), "z")
    source = Source(title=f"x{char * 398}x", url="https://" + "(" * 292)
    feedback = Feedback(
        item_id=item.id,
        points=100,
        band=Band.FAIR,
        headline="Fair: the main idea, with a gap",
        lines=tuple(
            Line(
                criterion=criterion.id,
                status=Status.NEGATED,
                word="you wrote the opposite",
                say=criterion.say,
                quotes=quotes,
                bonus=True,
            )
            for criterion in item.criteria
        ),
        corrections=tuple(
            Correction(
                id=f"wrong-{number}",
                say=f"x{char * 398}x",
                quotes=quotes,
                source=source,
                costs=bool(number % 2),
            )
            for number in range(60)
        ),
        notes=tuple(NOTES[flag] for flag in Flag),
    )
    grade = Grade(item_id=item.id, score=0.6, band=Band.FAIR)
    return Result(
        attempt=attempt_with(grade),
        item=item,
        feedback=feedback,
        streak=STREAK,
        text=text,
        model_answer_open=True,
        after=After(
            follow_up=True,
            tally=Tally(certainty=Certainty.FAIRLY, answers=10_000, right=9_999),
            dispute=Dispute(id=9, attempt_id=8, learner_id=1, group_id=7, item_id=item.id),
        ),
        again_at=STREAK.alive_until,
        round_id="1" * 19,
    )
