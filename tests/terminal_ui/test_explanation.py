from bot.domain.grade import Band, Finding, Flag, Grade, Mark, Status
from bot.terminal_ui.explanation import explanation
from tests.discord_ui.examples import GIL
from tests.terminal_ui.conftest import Screen

TEXT = "one thread runs; refcounts"


def shown(grade: Grade) -> str:
    return Screen(160).show(explanation(GIL, grade, TEXT))


def test_each_criterion_names_its_pattern_its_points_and_the_words() -> None:
    marks = (
        Mark(
            criterion="one-at-a-time",
            status=Status.MET,
            credit=1.0,
            evidence=((0, 10),),
            pattern="one thread ... run",
        ),
        Mark(criterion="protects-refcounts", status=Status.CLOSE, credit=0.5, evidence=((17, 26),)),
        Mark(criterion="released-in-io", status=Status.MISSED, credit=0.0),
    )
    grade = Grade(item_id=GIL.id, score=2.5 / 3, band=Band.GOOD, marks=marks, flags=(Flag.CUT,))
    lines = shown(grade).splitlines()
    at = next(at for at, line in enumerate(lines) if line.strip().startswith("one-at-a-time"))
    assert "2 of 2" in lines[at]
    assert lines[at].rstrip().endswith("one thread ... run")
    assert lines[at + 1].strip() == "“one thread”"
    assert any("0.5 of 1" in line and "“refcounts”" in line for line in lines)
    assert any("0 bonus" in line for line in lines)
    assert any("2.5 of 3 points; score 0.83, good. Flags: cut." in line for line in lines)


def test_each_misconception_names_its_price() -> None:
    findings = (
        Finding(id="a", evidence=((0, 3),), pattern="x", cap=0.25),
        Finding(id="b", evidence=(), pattern="x", penalty=0.1),
        Finding(id="c", evidence=(), pattern="x", attached=False),
    )
    text = shown(Grade(item_id=GIL.id, score=0.2, band=Band.WEAK, misconceptions=findings))
    assert "at most 0.25" in text
    assert "-0.1" in text
    assert "no cost here" in text


def test_an_ungraded_answer_names_the_reason() -> None:
    grade = Grade(item_id=GIL.id, score=None, band=Band.UNGRADED, flags=(Flag.EMPTY,))
    assert "Not graded: empty." in shown(grade)
    assert "decided by" not in shown(grade)


def test_the_name_of_a_criterion_is_whole_in_a_narrow_terminal() -> None:
    marks = (Mark(criterion="protects-refcounts", status=Status.MISSED, credit=0.0),)
    grade = Grade(item_id=GIL.id, score=0.0, band=Band.POOR, marks=marks)
    assert "…" not in Screen(48).show(explanation(GIL, grade, TEXT))


def test_the_text_is_shown_as_it_was_read() -> None:
    grade = Grade(item_id=GIL.id, score=0.2, band=Band.WEAK)
    text = "threads never share memory. people think processes do. fine"
    lines = Screen(160).show(explanation(GIL, grade, text)).splitlines()
    assert any("1  thread never ¬share ¬memori" in line for line in lines)
    assert any(line.rstrip().endswith("[reported]") for line in lines)
    assert any("3  fine" in line for line in lines)
