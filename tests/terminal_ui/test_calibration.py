import json

from bot.coach.calibration import calibrate
from bot.domain.agreement import Estimate
from bot.domain.calibration import Calibration, MarkedAnswer
from bot.terminal_ui.calibration import facts, show_calibration
from tests.domain.examples import make_bank, make_grader, make_item
from tests.terminal_ui.conftest import Screen

ITEM = make_item()
BANK, GRADER = make_bank(ITEM), make_grader(ITEM)


def marked(
    text: str, score: float, *, held_back: bool = False, criteria: dict[str, bool] | None = None
) -> MarkedAnswer:
    return MarkedAnswer(
        question_id=ITEM.id, text=text, score=score, held_back=held_back, criteria=criteria or {}
    )


ANSWERS = (
    marked("Threads share memory. Processes have separate memory.", 1.0),
    marked("Threads share the heap of the program \x1b[31m.", 0.1),
    marked("Each process has private memory.", 0.4),
    marked("Both of them run quickly on large servers.", 0.0),
)


def calibration(*answers: MarkedAnswer) -> Calibration:
    return calibrate(BANK, GRADER, answers)


def shown(screen: Screen, *answers: MarkedAnswer, worst: int = 0) -> str:
    show_calibration(calibration(*answers), BANK, screen.console, worst=worst)
    return screen.take()


def rows(text: str) -> list[list[str]]:
    return [line.split() for line in text.splitlines()]


def test_agreement_is_shown_with_its_intervals(screen: Screen) -> None:
    (row,) = [row for row in rows(shown(screen, *ANSWERS)) if row[:1] == ["all"]]
    assert row[1] == "4"
    # Pearson, Spearman and the error: each a figure and its interval.
    assert len(row) == 2 + 3 * 3
    assert row[2].startswith(".")
    assert row[3].startswith("(")


def test_what_the_answers_do_not_decide_is_a_dash(screen: Screen) -> None:
    table = rows(shown(screen, ANSWERS[0]))
    assert ["all", "1", "-", "-", ".00", "(.00,", ".00)"] in table


def test_a_figure_without_an_interval_stands_alone(screen: Screen) -> None:
    whole = calibration(ANSWERS[0])
    bare = whole.agreements[0].model_copy(update={"mean_absolute_error": Estimate(value=-0.25)})
    show_calibration(
        whole.model_copy(update={"agreements": (bare,)}), BANK, screen.console, worst=0
    )
    assert ["all", "1", "-", "-", "-.25"] in rows(screen.text)


def test_ungraded_answers_are_counted_where_there_are_any(screen: Screen) -> None:
    assert " ungraded  " not in shown(screen, *ANSWERS).partition("Band")[0]
    text = shown(screen, *ANSWERS, marked("Ja.", 0.0))
    assert rows(text)[1][:3] == ["n", "ungraded", "Pearson"]
    assert rows(text)[2][:3] == ["all", "5", "1"]


def test_bands_are_shown_as_a_table(screen: Screen) -> None:
    table = rows(shown(screen, *ANSWERS))
    assert ["excellent", "1", *"······"] in table
    assert ["poor", "·", "·", "1", "·", "·", "1", "·"] in table


def test_criteria_are_shown_by_question(screen: Screen) -> None:
    text = shown(screen, *ANSWERS)
    table = rows(text)
    assert [ITEM.id] in table
    assert ["threads-share", "*", "0", "of", "1", "0%", "1", "of", "2", "50%"] in table
    assert "* not marked by anyone" in text


def test_criteria_that_humans_marked_have_no_star(screen: Screen) -> None:
    said = {one.id: True for one in ITEM.criteria}
    text = shown(screen, marked("Threads share memory.", 0.5, criteria=said))
    assert ["processes-apart", "1", "of", "1", "100%", "-"] in rows(text)
    assert "*" not in text


def test_the_worst_answers_are_explained(screen: Screen) -> None:
    text = shown(screen, *ANSWERS, worst=1)
    assert "1. who-shares: human 0.10, grader 0.60 (+0.50)" in text
    assert "Threads share the heap of the program [31m." in text
    assert "decided by" in text
    assert "2. who-shares" not in text


def test_nothing_is_wider_than_a_terminal(screen: Screen) -> None:
    assert max(map(len, shown(screen, *ANSWERS, worst=2).splitlines())) <= 80


def test_the_facts_hold_the_same_and_the_quotes() -> None:
    told = json.loads(json.dumps(facts(calibration(*ANSWERS), worst=2)))
    assert told["agreements"][0]["answers"] == 4
    assert told["confusion"]["poor"]["fair"] == 1
    assert told["criteria"][0]["criterion"] == "threads-share"
    assert "judged" not in told
    first, second = told["worst"]
    assert first["human"] == 0.1
    assert first["score"] == 0.6
    assert first["marks"][0]["quotes"] == ["Threads share the heap"]
    assert second["band"]


def test_the_text_of_answers_held_back_is_told_nowhere(screen: Screen) -> None:
    hidden = marked("Threads share whatever nobody should read.", 0.0, held_back=True)
    text = shown(screen, *ANSWERS, hidden, worst=9)
    assert "nobody should" not in text
    assert "nobody should" not in json.dumps(facts(calibration(hidden), worst=9))
    assert ["held", "back", "1"] in [row[:3] for row in rows(text)]
