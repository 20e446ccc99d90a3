import pytest

from bot.coach.calibration import RESAMPLES, calibrate, draw_resamples
from bot.domain.calibration import MarkedAnswer
from bot.domain.errors import UnknownNameError
from bot.domain.grade import Band
from tests.domain.examples import make_bank, make_grader, make_item

FIRST, SECOND = make_item(), make_item(id="who-shares-again")
BANK, GRADER = make_bank(FIRST, SECOND), make_grader(FIRST, SECOND)


def marked(
    text: str, score: float, *, question: str = FIRST.id, held_back: bool = False
) -> MarkedAnswer:
    return MarkedAnswer(question_id=question, text=text, score=score, held_back=held_back)


ANSWERS = (
    marked("Threads share memory. Processes have separate memory.", 1.0),
    marked("Threads share the heap.", 0.6, held_back=True),
    marked("No idea what they do.", 0.0, question=SECOND.id),
)


def test_all_answers_come_first_then_parts_and_questions() -> None:
    calibration = calibrate(BANK, GRADER, ANSWERS)
    assert [(one.name, one.answers) for one in calibration.agreements] == [
        ("all", 3),
        ("tuned on", 2),
        ("held back", 1),
        (FIRST.id, 2),
        (SECOND.id, 1),
    ]
    assert [one.answer for one in calibration.judged] == list(ANSWERS)
    assert calibration.judged[0].grade.score == 1.0
    assert calibration.confusion[Band.EXCELLENT][Band.EXCELLENT] == 1


def test_without_answers_held_back_there_are_no_parts() -> None:
    calibration = calibrate(BANK, GRADER, ANSWERS[:1])
    assert [one.name for one in calibration.agreements] == ["all", FIRST.id]
    assert {one.question_id for one in calibration.criteria} == {FIRST.id}


def test_criteria_come_in_the_order_of_the_bank() -> None:
    calibration = calibrate(BANK, GRADER, ANSWERS[::-1])
    questions = [one.question_id for one in calibration.criteria]
    assert questions == [FIRST.id] * 2 + [SECOND.id] * 2


def test_the_same_answers_give_the_same_figures() -> None:
    assert calibrate(BANK, GRADER, ANSWERS) == calibrate(BANK, GRADER, ANSWERS)


def test_an_answer_to_no_question_is_an_error() -> None:
    with pytest.raises(UnknownNameError):
        calibrate(BANK, GRADER, [marked("x", 0, question="nosuch")])


def test_resamples_are_as_large_as_the_data_and_repeatable() -> None:
    drawn = draw_resamples(5)
    assert len(drawn) == RESAMPLES
    assert all(len(one) == 5 and set(one) <= set(range(5)) for one in drawn)
    assert drawn == draw_resamples(5)
    assert drawn != draw_resamples(5, seed=1)
    assert draw_resamples(0) == []
