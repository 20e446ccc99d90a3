from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.grade import Band, Flag
from bot.domain.grading import Grader
from bot.domain.language import speaking
from bot.domain.scoring import Scoring, explain, in_figures
from bot.languages import language_of
from tests.domain.examples import make_bank, make_item

ITEM = make_item(misconceptions=["gil-removed", {"use": "threads-useless", "penalty": 0.2}])
BANK = make_bank(ITEM)
CATALOGUE = BANK.misconceptions
GRADER = Grader(BANK)
VERSION = "0" * 12

sentences = st.sampled_from(
    (
        "Threads share memory.",
        "A thread does something with memory.",
        "Each process has its own memory.",
        "A process has no common memory with others.",
        "Messages are pickled.",
        "The GIL has been removed.",
        "A thread is useless.",
        "It really depends on the machine.",
        "Threads do not share memory.",
        "How do threads and processes differ in what they see of each other?",
    )
)
answers = st.lists(sentences, min_size=1, max_size=8).map(" ".join)


def scored(text: str, hints: int = 0) -> Scoring:
    grade = GRADER.grade(ITEM.id, text)
    return explain(ITEM, grade, CATALOGUE, hints=hints, rubric_version=VERSION)


@given(answers)
def test_the_arithmetic_gives_exactly_the_score(text: str) -> None:
    grade = GRADER.grade(ITEM.id, text)
    scoring = explain(ITEM, grade, CATALOGUE, hints=0, rubric_version=VERSION)
    left = scoring.share - sum((Decimal(repr(one.amount)) for one in scoring.penalties), Decimal(0))
    left = min([left, *(Decimal(repr(one.amount)) for one in scoring.caps)])
    if grade.score is not None:
        assert float(max(left, Decimal(0))) == grade.score


def test_each_criterion_brings_its_weight_times_its_credit() -> None:
    scoring = scored("A thread does something with memory. Messages are pickled.")
    assert [(one.weight, one.credit, one.bonus) for one in scoring.terms] == [
        (6, 0.5, False),
        (4, 0, False),
        (1, 1, True),
    ]
    assert [in_figures(one) for one in (scoring.earned, scoring.required)] == ["4", "10"]
    assert scoring.share == Decimal("0.4")


def test_a_bonus_can_not_lift_the_whole_above_1() -> None:
    scoring = scored("Threads share memory. Each process has its own memory. It is pickled.")
    sums = (scoring.earned, scoring.required, scoring.share)
    assert [in_figures(one) for one in sums] == ["11", "10", "1"]


def test_what_lowers_the_score_is_named() -> None:
    scoring = scored("Threads share memory. The GIL has been removed. A thread is useless.")
    assert [one.reason for one in scoring.penalties] == [
        "A misconception; right is: Threads help whenever the time goes into waiting."
    ]
    assert [(one.reason, one.amount) for one in scoring.caps] == [
        ("A misconception; right is: The default build still has the GIL.", 0.25)
    ]


def test_a_guard_is_named_by_its_sentence() -> None:
    scoring = scored(ITEM.prompt)
    assert [one.reason for one in scoring.caps] == [
        "Most of this repeats the question. Say what you would answer."
    ]


def test_a_hint_takes_a_tenth_of_the_points_and_nothing_of_the_score() -> None:
    text = "Threads share memory. Each process has its own memory."
    assert scored(text, hints=2).score == 1.0
    assert scored(text, hints=2).points == 8
    assert scored(text, hints=2).points_before_rounding == 8
    assert scored(text, hints=12).points == 0


def test_an_ungraded_answer_says_why() -> None:
    scoring = scored("ok")
    assert scoring.score is None
    assert scoring.band is Band.UNGRADED
    assert scoring.reasons == (
        "That is too short to grade. A sentence or two is enough. It did not count.",
    )
    assert in_figures(scoring.share) == "0"
    assert scoring.points == 0
    with speaking(language_of("de")):
        assert scored("ok").reasons[0].startswith("Das ist zu kurz zum Bewerten.")


def test_what_is_gone_from_a_revised_question_is_left_out() -> None:
    grade = GRADER.grade(ITEM.id, "Threads share memory.")
    newer = ITEM.model_copy(update={"required": ITEM.required[:1], "bonus": ()})
    scoring = explain(newer, grade, {}, hints=0, rubric_version="1")
    assert scoring.revised
    assert [one.say for one in scoring.terms] == ["Threads of one program share its memory."]


def test_a_flag_that_caps_nothing_is_no_cap() -> None:
    grade = GRADER.grade(ITEM.id, "Threads share memory.").model_copy(update={"flags": (Flag.CUT,)})
    assert explain(ITEM, grade, CATALOGUE, hints=0, rubric_version=VERSION).caps == ()


@pytest.mark.parametrize(
    ("number", "shown"), [(10.0, "10"), (0.5, "0.5"), (0.0, "0"), (Decimal("1.2000"), "1.2")]
)
def test_figures_have_no_zeros_at_their_end(number: float | Decimal, shown: str) -> None:
    assert in_figures(number) == shown
