from datetime import UTC, datetime

import pytest

from bot.domain.attempt import Certainty
from bot.domain.certainty import Tally
from bot.domain.interview_plan import Plan, Style
from bot.domain.item import Level, Skill
from bot.domain.scorecard import Past, Scorecard
from bot.domain.scorecard_words import (
    alt_text,
    bars,
    comparison,
    course,
    details,
    headline,
    plan_in_words,
    skill_word,
    verdict,
)
from tests.domain.interview_examples import HALF, asked, card_of, skipped, unreached


def scored(points: int | None, *before: int) -> Scorecard:
    past = tuple(
        Past(
            interview_id=number,
            ended_at=datetime(2026, 11, 1, tzinfo=UTC),
            plan=Plan(),
            points=one,
        )
        for number, one in enumerate(before)
    )
    return card_of(asked()).model_copy(update={"points": points, "previous": past})


@pytest.mark.parametrize(
    ("points", "said"),
    [
        (90, "convinced"),
        (80, "convinced"),
        (79, "solid"),
        (60, "solid"),
        (59, "ground"),
        (40, "ground"),
        (39, "early days"),
        (None, "No answer was graded"),
    ],
)
def test_the_result_is_put_as_an_interviewer_would(points: int | None, said: str) -> None:
    assert said in verdict(scored(points))


def test_the_headline_has_the_points() -> None:
    assert headline(scored(72)) == "72 / 100"
    assert headline(scored(None)) == "Nothing to score"


@pytest.mark.parametrize(
    ("points", "before", "said"),
    [
        (72, (64, 70), "8 points better than last time (64). Your best so far."),
        (72, (64, 90), "8 points better than last time (64)."),
        (50, (64,), "14 points below last time (64)."),
        (65, (64, 90), "About as last time (64)."),
        (65, (), ""),
        (None, (64,), ""),
    ],
)
def test_it_is_compared_with_the_interviews_before(
    points: int | None, before: tuple[int, ...], said: str
) -> None:
    assert comparison(scored(points, *before)) == said


def test_what_became_of_the_questions_is_told() -> None:
    assert course(card_of(asked())) == "1 answered"
    told = course(card_of(asked(), asked(text="no"), skipped(), unreached()))
    assert told == "1 answered, 1 skipped (worth 0), 1 that I could not grade, 1 not reached"


def test_only_what_happened_is_told_in_detail() -> None:
    assert list(details(card_of(asked()))) == []
    card = card_of(asked(text=HALF, hints=1)).model_copy(
        update={
            "replied": 3,
            "replied_well": 2,
            "calibration": (
                Tally(certainty=Certainty.CERTAIN, right=1, answers=1),
                Tally(certainty=Certainty.FAIRLY, right=1, answers=4),
            ),
        }
    )
    assert list(details(card)) == [
        "Follow-ups: 2 of 3 answered well",
        "Hints: 1 taken, 1 point less on the leaderboard",
        "When you said you were certain, you were right 1 of 1 times.",
        "When you said you were fairly sure, you were right 1 of 4 times.",
    ]


def test_a_plan_is_named() -> None:
    assert plan_in_words(Plan(), None) == "friendly"
    plan = Plan(style=Style.STRICT, level=Level.SENIOR, focus="gil")
    assert plan_in_words(plan, "The GIL") == "strict · Senior · The GIL"


def test_every_skill_has_a_name() -> None:
    assert len({skill_word(skill) for skill in Skill}) == len(Skill)


def test_bars_are_drawn_with_letters() -> None:
    card = card_of(asked(text=HALF), skipped())
    long = card.topics[0].model_copy(update={"name": "x" * 40})
    assert bars([*card.topics, long]).splitlines() == [
        "Choosing a model             ████████████░░░░░░░░  60 %",
        "locks                        ░░░░░░░░░░░░░░░░░░░░   0 %",
        f"{'x' * 27}… ████████████░░░░░░░░  60 %",
    ]


def test_the_alt_text_says_what_the_picture_shows() -> None:
    alt = alt_text(card_of(asked(text=HALF), skipped()))
    assert alt == (
        "Scorecard of a mock interview: 30 / 100. By topic: Choosing a model 60 %, locks 0 %. "
        "By skill: What it is 50 %, What follows 0 %."
    )
    assert alt_text(card_of(unreached())) == "Scorecard of a mock interview: Nothing to score."
