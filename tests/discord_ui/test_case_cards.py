import pytest

from bot.coach.disputes import Case
from bot.discord_ui.case_cards import (
    case_card,
    case_files,
    judged_card,
    no_cases_card,
    verdict_modal,
)
from bot.domain.dispute import MAX_REASON_CHARS, Dispute
from bot.domain.grade import Grade
from tests.discord_ui.examples import GIL, PARTIAL, WRONG
from tests.discord_ui.results import GRADER, result_of, widest_result
from tests.discord_ui.screens import HOSTILE, labels_in, problems, text_in

NAME = 4711


def case_of(text: str = PARTIAL, reason: str = "I said it.", others: int = 0) -> Case:
    dispute = Dispute(
        id=2**62,
        attempt_id=1,
        learner_id=NAME,
        group_id=7,
        item_id=GIL.id,
        reason=reason,
    )
    grade = GRADER.grade(GIL.id, text)
    feedback = result_of(text).feedback
    return Case(dispute=dispute, item=GIL, grade=grade, feedback=feedback, text=text, others=others)


def test_a_coach_sees_answer_marks_and_reason() -> None:
    told = text_in(case_card(case_of(WRONG)))
    assert f"**The answer**\n```\n{WRONG}\n```" in told
    assert "**The grade: 50 / 100, partial**" in told
    assert "- a misconception `GIL was removed in 3.13` · The GIL is still there" in told
    assert "- **met** `One thread runs bytecode` · Only one thread" in told
    assert "- **missing** · It protects reference counts" in told
    assert "**Why it is disputed**\n```\nI said it.\n```" in told


def test_a_coach_does_not_see_whose_it_is() -> None:
    card = case_card(case_of())
    assert str(NAME) not in str(card.to_components())  # type: ignore[no-untyped-call]
    assert "<@" not in text_in(card)


def test_an_ungraded_answer_is_shown_as_such() -> None:
    assert "**The grade: not graded**" in text_in(case_card(case_of("ok")))


def test_there_is_a_next_one_while_others_wait() -> None:
    assert labels_in(case_card(case_of())) == ["Decide"]
    assert "more" not in text_in(case_card(case_of()))
    card = case_card(case_of(others=2))
    assert labels_in(card) == ["Decide", "Next"]
    assert "2 more are open" in text_in(card)


def test_the_verdict_is_one_of_the_bands_or_that_it_stands() -> None:
    modal = verdict_modal(case_of())
    assert problems(modal) == []
    shown, radios, _ = modal.to_dict()["components"]
    assert shown["content"] == "**What is the GIL?** was graded: 67 / 100, fair"
    options = [option["label"] for option in radios["component"]["options"]]
    assert options[:2] == ["The grade stands", "It should be: excellent"]
    assert len(options) == 7


@pytest.mark.parametrize("text", HOSTILE)
def test_any_answer_and_any_reason_can_be_shown(text: str) -> None:
    case = case_of(text[:4000] or "x", text[:MAX_REASON_CHARS])
    assert problems(case_card(case), case_files(case)) == []


@pytest.mark.every_language
@pytest.mark.parametrize("char", ["x", "\U0001f512", "`", "\n", "[", "ﷺ"])
def test_the_widest_case_fits(char: str) -> None:
    widest = widest_result(char, char * 4000)
    dispute = case_of().dispute.model_copy(update={"reason": char * MAX_REASON_CHARS})
    case = Case(
        dispute=dispute,
        item=widest.item,
        grade=Grade(item_id="x", score=0.6, band=widest.feedback.band),
        feedback=widest.feedback,
        text=char * 4000,
        others=99,
    )
    assert problems(case_card(case), case_files(case)) == []
    assert problems(verdict_modal(case)) == []


def test_what_comes_after_a_verdict() -> None:
    told = judged_card(told=True, after=1, others=0)
    assert "The member was told." in text_in(told)
    assert labels_in(told) == []
    waiting = judged_card(told=False, after=1, others=1)
    assert "does not take direct messages" in text_in(waiting)
    assert "1 dispute is open." in text_in(waiting)
    assert labels_in(waiting) == ["Next"]
    assert problems(no_cases_card()) == []
