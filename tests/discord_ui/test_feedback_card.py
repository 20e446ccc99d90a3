from datetime import UTC, date, datetime

import pytest
from discord.ui import LayoutView
from simcord.components import walk_components

from bot.coach.aftermath import After
from bot.coach.practice import Result
from bot.discord_ui.feedback_card import feedback_card, streak_line
from bot.domain.attempt import Certainty
from bot.domain.certainty import Tally
from bot.domain.dispute import Dispute, Verdict
from bot.domain.grade import Band
from bot.domain.streak import Streak
from tests.discord_ui.examples import GIL, GOOD, PARTIAL, WRONG
from tests.discord_ui.results import STREAK, result_of, widest_result
from tests.discord_ui.screens import HOSTILE, labels_in, problems, sent, text_in


def test_the_score_stands_first_with_its_band_in_words() -> None:
    shown = text_in(feedback_card(result_of(PARTIAL))).splitlines()
    assert shown[:3] == ["-# What is the GIL?", "# 67 / 100", "Fair: the main idea, with a gap"]


def test_each_criterion_is_judged_in_words_and_with_a_quote() -> None:
    shown = text_in(feedback_card(result_of(PARTIAL)))
    assert "**Met** · Only one thread at a time runs Python bytecode.\n> `one thread" in shown
    assert "**Missing** · It protects reference counts from being corrupted." in shown


def test_a_misconception_comes_before_the_criteria_with_its_correction() -> None:
    shown = text_in(feedback_card(result_of(WRONG)))
    assert shown.index("**A misconception** · `GIL was removed in 3.13`") < shown.index("**Met**")
    assert "optional build without it. [What's New in 3.13](https://docs.python.org" in shown


def test_a_side_remark_says_that_it_cost_nothing() -> None:
    result = result_of(WRONG)
    (correction,) = result.feedback.corrections
    free = result.feedback.model_copy(
        update={"corrections": (correction.model_copy(update={"costs": False, "quotes": ()}),)}
    )
    shown = text_in(feedback_card(result.model_copy(update={"feedback": free})))
    assert "→ **Worth checking, at no cost here**\nThe GIL is still there" in shown


def test_a_bonus_is_called_one() -> None:
    shown = text_in(feedback_card(result_of(GOOD + " It is released while a thread waits.")))
    assert "**Met, a bonus** · It is released" in shown


def test_an_ungraded_answer_says_why_and_costs_nothing() -> None:
    card = feedback_card(result_of("ok"))
    assert "## Not graded" in text_in(card)
    assert "too short to grade" in text_in(card)
    assert labels_in(card) == ["Try again", "I don't know", "Next", "How scored", "Dispute"]


def rows_in(view: LayoutView) -> list[list[str]]:
    """The buttons on a card, row by row."""
    return [
        [part["label"] for part in row["components"]]
        for row in walk_components(sent(view)["components"])
        if row["type"] == 1
    ]


def test_what_can_come_next_is_in_one_row_and_what_concerns_the_grade_in_another() -> None:
    result = with_after(result_of(PARTIAL), After(follow_up=True))
    result = result.model_copy(update={"item": GIL.model_copy(update={"demo": "timeline"})})
    assert rows_in(feedback_card(result)) == [
        ["Follow-up", "Try again", "Model answer", "See it measured", "Next"],
        ["How scored", "Dispute", "Share"],
    ]


def strong_in(view: LayoutView) -> list[str]:
    """The buttons in colour."""
    parts = walk_components(sent(view)["components"])
    return [part["label"] for part in parts if part["type"] == 2 and part["style"] == 1]


def test_what_should_come_next_is_in_colour_a_second_try_where_nothing_was_graded() -> None:
    assert strong_in(feedback_card(result_of(PARTIAL))) == ["Next"]
    assert strong_in(feedback_card(result_of("ok"))) == ["Try again"]


def test_whoever_may_read_the_model_answer_is_not_asked_whether_they_know() -> None:
    for text in (PARTIAL, GOOD):
        assert "I don't know" not in labels_in(feedback_card(result_of(text)))


def test_there_are_no_coaches_outside_a_server() -> None:
    assert "Dispute" not in labels_in(feedback_card(result_of(PARTIAL, group_id=None)))


DISPUTE = Dispute(id=9, attempt_id=8, learner_id=1, group_id=7, item_id=GIL.id)
NOW = datetime(2026, 1, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (None, "You disputed this grade. A coach of this server will look at it."),
        (Verdict(band=None, at=NOW), "You disputed this grade. A coach looked at it: it stands."),
        (
            Verdict(band=Band.GOOD, at=NOW),
            "You disputed this grade. A coach would say: good.",
        ),
    ],
)
def test_a_dispute_stands_on_the_card_it_is_about(verdict: Verdict | None, words: str) -> None:
    dispute = DISPUTE.model_copy(update={"verdict": verdict})
    card = feedback_card(with_after(result_of(PARTIAL), After(dispute=dispute)))
    assert words in text_in(card)
    assert "[Disputed]" in labels_in(card)


def test_how_often_one_was_right_stands_below() -> None:
    tally = Tally(certainty=Certainty.CERTAIN, answers=10, right=6)
    shown = text_in(feedback_card(with_after(result_of(PARTIAL), After(tally=tally))))
    assert "-# When you said you were certain, you were right 6 of 10 times." in shown


def test_a_note_is_told() -> None:
    assert "It rained." in text_in(feedback_card(result_of(PARTIAL), note="It rained."))


def test_nothing_is_shared_outside_a_server() -> None:
    assert "Share" not in labels_in(feedback_card(result_of(PARTIAL, group_id=None)))


def test_what_was_shared_can_not_be_shared_again() -> None:
    assert "[Shared]" in labels_in(feedback_card(result_of(PARTIAL), shared=True))


@pytest.mark.parametrize(
    ("streak", "line"),
    [
        (Streak(), "No streak yet: one graded answer a day starts one."),
        (Streak(length=1, today=True), "Streak: day 1 · one answer tomorrow makes it 2"),
        (Streak(length=1), "Streak: 1 day · today is still open"),
        (STREAK, "Streak: 3 days · runs out <t:1767657599:R>"),
        (
            Streak(length=9, today=True, free_day=date(2026, 1, 2)),
            "Streak: 9 days · free day used on 2 January",
        ),
    ],
)
def test_the_streak_is_told_in_a_line(streak: Streak, line: str) -> None:
    assert streak_line(streak) == line


@pytest.mark.parametrize("char", ["x", "\U0001f512", "`", "\n", "[", "ﷺ"])
def test_the_widest_feedback_fits(char: str) -> None:
    card = feedback_card(widest_result(char, char * 4000))
    assert problems(card) == []
    assert "100 / 100" in text_in(card)
    assert text_in(card).count("**You wrote the opposite, a bonus**") == 12


@pytest.mark.every_language
def test_any_number_of_criteria_and_corrections_fits() -> None:
    result = widest_result("x", "x")
    widest = result.feedback
    for lines in range(13):
        for corrections in range(8):
            feedback = widest.model_copy(
                update={
                    "lines": widest.lines[:lines],
                    "corrections": widest.corrections[:corrections],
                }
            )
            assert problems(feedback_card(result.model_copy(update={"feedback": feedback}))) == []


def test_an_ordinary_feedback_is_told_in_full() -> None:
    result = with_say(result_of(WRONG), "word " * 60)
    assert ("word " * 60).strip() in text_in(feedback_card(result))


@pytest.mark.parametrize("text", HOSTILE)
def test_any_answer_can_be_quoted(text: str) -> None:
    result = result_of(PARTIAL)
    (line, *rest) = result.feedback.lines
    quoting = line.model_copy(update={"quotes": (text[:120], text[-120:])})
    lines = result.feedback.model_copy(update={"lines": (quoting, *rest)})
    card = feedback_card(result.model_copy(update={"feedback": lines}))
    assert problems(card) == []
    quotes = [row for row in text_in(card).splitlines() if row.startswith("> ")]
    assert all(row.removeprefix("> ").replace(" … ", "").count("`") % 2 == 0 for row in quotes)


def with_after(result: Result, after: After) -> Result:
    return result.model_copy(update={"after": after})


def with_say(result: Result, say: str) -> Result:
    lines = tuple(line.model_copy(update={"say": say}) for line in result.feedback.lines)
    feedback = result.feedback.model_copy(update={"lines": lines})
    return result.model_copy(update={"feedback": feedback})
