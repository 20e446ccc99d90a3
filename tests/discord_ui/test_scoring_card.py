import re
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.coach.practice import ScoreSheet
from bot.discord_ui.scoring_card import scoring_card
from bot.domain.grade import Band
from bot.domain.scoring import Lowering, Scoring, Term, explain
from tests.discord_ui.examples import BANK, GIL, WRONG, widest
from tests.discord_ui.results import GRADER, attempt_with
from tests.discord_ui.screens import labels_in, problems, text_in

FIGURES = re.compile(r"^`([\d.]+) × ([\d.]+) = ([\d.]+)`( bonus)?", re.MULTILINE)
LIMITS = re.compile(r"^`(−|at most) ([\d.]+)`", re.MULTILINE)
SCORE = re.compile(r"\*\*Score\*\* `([\d.]+)`, shown as (\d+) / 100")
POINTS = re.compile(r"\*\*Points\*\* `([\d.]+) × (\d+) = ([\d.]+)`, rounded (\d+)")

sentences = st.sampled_from(
    (
        "One thread runs bytecode at a time.",
        "It protects reference counts.",
        "The GIL was removed in 3.13.",
        "It is released while a thread waits.",
        "One thread does not run bytecode.",
        "It really depends on the machine.",
    )
)


def sheet_of(text: str, hints: int = 0) -> ScoreSheet:
    grade = GRADER.grade(GIL.id, text)
    scoring = explain(
        GIL, grade, BANK.misconceptions, hints=hints, rubric_version=grade.rubric_version
    )
    return ScoreSheet(attempt=attempt_with(grade), item=GIL, scoring=scoring)


@given(st.lists(sentences, min_size=1, max_size=6).map(" ".join), st.integers(0, 3))
def test_whoever_adds_the_figures_up_gets_the_score(text: str, hints: int) -> None:
    sheet = sheet_of(text, hints)
    assume(sheet.scoring.score is not None)
    told = text_in(scoring_card(sheet))
    earned = whole = Decimal(0)
    for weight, credit, product, bonus in FIGURES.findall(told):
        assert Decimal(weight) * Decimal(credit) == Decimal(product)
        earned += Decimal(product)
        whole += 0 if bonus else Decimal(weight)
    left = min(Decimal(1), round(earned / whole, 4))
    for kind, amount in LIMITS.findall(told):
        left = left - Decimal(amount) if kind == "−" else min(left, Decimal(amount))
    found = SCORE.search(told)
    assert found is not None
    assert Decimal(found[1]) == max(left, Decimal(0)) == Decimal(repr(sheet.scoring.score))
    assert int(found[2]) == round(100 * float(found[1]))
    points = POINTS.search(told)
    assert points is not None
    assert Decimal(points[1]) * Decimal(points[2]) == Decimal(points[3])
    assert round(Decimal(points[3])) == int(points[4]) == sheet.scoring.points


def test_what_lowers_a_score_is_told_by_name() -> None:
    told = text_in(scoring_card(sheet_of(WRONG)))
    assert "`at most 0.5` · A misconception; right is: The GIL is still there by default" in told


def test_each_hint_takes_a_tenth_of_the_points() -> None:
    text = "One thread runs bytecode at a time. It protects reference counts."
    assert "rounded 10: no hint was taken" in text_in(scoring_card(sheet_of(text)))
    assert "`1 × 8 = 8`, rounded 8: 10 % less for each of 2 hints" in text_in(
        scoring_card(sheet_of(text, hints=2))
    )


def test_a_revised_question_is_said_to_be_one() -> None:
    sheet = sheet_of(WRONG)
    revised = sheet.scoring.model_copy(update={"revised": True})
    told = text_in(scoring_card(sheet.model_copy(update={"scoring": revised})))
    assert "The question has been revised since" in told


def test_nothing_is_said_of_a_bonus_where_there_is_none() -> None:
    sheet = sheet_of(WRONG)
    assert "A bonus is never required" in text_in(scoring_card(sheet))
    plain = [term for term in sheet.scoring.terms if not term.bonus]
    scoring = sheet.scoring.model_copy(update={"terms": tuple(plain)})
    assert "bonus" not in text_in(scoring_card(sheet.model_copy(update={"scoring": scoring})))


def test_an_ungraded_answer_is_told_why() -> None:
    card = scoring_card(sheet_of("ok"))
    assert "too short to grade" in text_in(card)
    assert "nothing was counted" in text_in(card)
    assert labels_in(card) == []


@pytest.mark.every_language
@pytest.mark.parametrize("char", ["x", "\U0001f512", "`", "\n", "["])
def test_the_widest_arithmetic_fits(char: str) -> None:
    long = f"x{char * 398}x"
    lowering = Lowering(reason=long, amount=0.12345)
    scoring = Scoring(
        terms=tuple(
            Term(say=long, weight=1.2345, credit=0.1234, bonus=number > 5) for number in range(12)
        ),
        penalties=(lowering,) * 7,
        caps=(lowering,) * 7,
        score=0.1234,
        band=Band.POOR,
        hints=3,
        revised=True,
    )
    attempt = sheet_of(WRONG).attempt
    assert (
        problems(scoring_card(ScoreSheet(attempt=attempt, item=widest(char), scoring=scoring)))
        == []
    )
