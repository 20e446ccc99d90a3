import json
from pathlib import Path
from typing import Any

import pytest

from bot.domain.bank import Bank
from bot.domain.calibration import MarkedAnswer
from bot.domain.errors import ContentError
from bot.itembank.marked import marked_samples, part_answers, part_samples, read_marked
from tests.domain.examples import make_bank, make_item

SAMPLES = [
    {"text": "A", "score": 0.8, "kind": "terse"},
    {"text": "B", "score": 0.39, "kind": "terse", "held_back": True},
    {"text": "C", "band": "good", "kind": "terse"},
    {"text": "D", "band": "weak", "kind": "terse"},
    {"text": "E", "score": 0.4, "kind": "terse"},
    {"text": "F", "score": 0.3, "kind": "terse"},
]
ITEM = make_item(samples=SAMPLES)
OTHER = make_item(id="who-waits")
BANK: Bank = make_bank(ITEM, OTHER)
HEADER = "question_id,text,score"


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / "marked"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def problems(folder: Path, text: str | bytes) -> list[str]:
    """What is said of a file, without its name."""
    path = write(folder, text)
    with pytest.raises(ContentError) as caught:
        read_marked(path, BANK)
    lines = str(caught.value).splitlines()
    assert all(line.startswith(f"{path}:") for line in lines)
    return [line.removeprefix(f"{path}:") for line in lines]


def line(**changes: Any) -> str:
    fields = {"question_id": ITEM.id, "text": "Threads share.", "score": 0.5, **changes}
    return json.dumps({name: value for name, value in fields.items() if value is not ...})


def test_lines_of_json_are_read(tmp_path: Path) -> None:
    criteria = {"threads-share": True, "pickling": "missed", "processes-apart": "met"}
    text = f"\ufeff{line()}\r\n\n{line(score=1, criteria=criteria, remark='kept by others')}\n"
    first, second = read_marked(write(tmp_path, text), BANK)
    assert first == MarkedAnswer(question_id=ITEM.id, text="Threads share.", score=0.5)
    assert second.score == 1.0
    assert second.criteria == {"threads-share": True, "pickling": False, "processes-apart": True}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_tables_are_read_whatever_parts_their_columns(tmp_path: Path, separator: str) -> None:
    rows = (
        ("score", "text", "question_id", "criteria"),
        ("0.25", '"Two\nlines, ""quoted"""', OTHER.id, ""),
        ("1", "Fine.", ITEM.id, '"{""pickling"": false}"'),
    )
    text = "\r\n".join(separator.join(row) for row in rows)
    first, second = read_marked(write(tmp_path, text), BANK)
    assert (first.question_id, first.score, first.criteria) == (OTHER.id, 0.25, {})
    assert first.text == 'Two\nlines, "quoted"'
    assert second.criteria == {"pickling": False}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"question_id": "who-share"}, "there is no question `who-share`; nearest: who-shares"),
        ({"question_id": ...}, "`question_id` is missing; each answer has question_id, text"),
        ({"text": ""}, "`text` is missing"),
        ({"text": None}, "`text` is missing"),
        ({"text": ["x"]}, "`text` must be a text"),
        ({"score": 80}, "`score` is `80`; write a number from 0 to 1"),
        ({"score": "0,8"}, "`score` is `0,8`; write a number from 0 to 1"),
        ({"score": "good"}, "`score` is `good`"),
        ({"score": True}, "`score` is `True`"),
        ({"score": -0.1}, "`score` is `-0.1`"),
        ({"score": float("nan")}, "`score` is `nan`"),
        ({"score": 10**400}, "`score` is `1000"),
        ({"score": [1]}, "`score` is `[1]`"),
        ({"criteria": ["pickling"]}, "`criteria` must be an object"),
        ({"criteria": "pickling"}, "`criteria` must be an object"),
        ({"criteria": {"pickle": True}}, "`who-shares` has no criterion `pickle`; nearest: pickl"),
        ({"criteria": {"pickling": 2}}, "criterion `pickling` is 2; write true or false"),
    ],
)
def test_a_bad_line_is_told_with_what_to_write(
    tmp_path: Path, changes: dict[str, Any], told: str
) -> None:
    (problem,) = problems(tmp_path, f"{line()}\n{line(**changes)}\n{line()}")
    assert problem.startswith(f"2: {told}")


@pytest.mark.parametrize("bad", ["{no json}", "[1]", "[" * 9999, '"text"'])
def test_a_line_that_is_no_object_is_told(tmp_path: Path, bad: str) -> None:
    (problem,) = problems(tmp_path, f"{line()}\n{bad}")
    assert problem.startswith("2: write a JSON object")


def test_rows_are_told_by_the_line_they_start_in(tmp_path: Path) -> None:
    text = f'{HEADER}\n{ITEM.id},"a\nb",2\nx,c,1\n{ITEM.id},short\n'
    assert [one.partition(":")[0] for one in problems(tmp_path, text)] == ["2", "4", "5"]


def test_blank_lines_of_a_table_are_counted_and_not_read(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, f"\n{HEADER}\r\n\r\n{ITEM.id},c,1\n\n{ITEM.id},c,2\n")
    assert problem.startswith("6: `score` is `2`")


@pytest.mark.parametrize("header", ["question_id, text , score", '"Question_ID","Text","SCORE"'])
def test_names_in_a_header_may_have_blanks_and_capitals(tmp_path: Path, header: str) -> None:
    (answer,) = read_marked(write(tmp_path, f'{header}\n{ITEM.id}, "Yes, they do.", 0.5'), BANK)
    assert (answer.text, answer.score) == ("Yes, they do.", 0.5)


def test_a_row_may_end_before_a_column_that_may_be_left_out(tmp_path: Path) -> None:
    (answer,) = read_marked(write(tmp_path, f"{HEADER},criteria\n{ITEM.id},Yes.,1"), BANK)
    assert answer.criteria == {}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_without_a_header_is_told(tmp_path: Path, separator: str) -> None:
    row = separator.join((ITEM.id, '"Two\nlines"', "0.5"))
    (problem,) = problems(tmp_path, f"{row}\n{row}")
    assert problem.startswith("1: there is no header, the file begins with `who-shares")
    assert problem.endswith(f"; let its first line be `{HEADER.replace(',', separator)}`")


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("id,text,score", "`id,text,score` must name `question_id` once"),
        ("question_id,text", "`question_id,text` must name `score` once"),
        ("question_id,text,Text,score", "`question_id,text,Text,score` must name `text` once"),
    ],
)
def test_a_header_is_told_with_what_it_needs(tmp_path: Path, header: str, told: str) -> None:
    (problem,) = problems(tmp_path, f"{header}\n{ITEM.id},c,1\n{ITEM.id},c,1")
    assert problem == f"1: the header {told}; each answer has question_id, text, score"


@pytest.mark.parametrize(
    ("separator", "called"), [(",", "commas"), (";", "semicolons"), ("\t", "tabs")]
)
def test_rows_of_another_width_than_the_header_are_told(
    tmp_path: Path, separator: str, called: str
) -> None:
    rows = [HEADER, f"{ITEM.id},Threads share, all,1", f"{ITEM.id},1", f"{ITEM.id},c,2"]
    many, few, other = problems(tmp_path, "\n".join(rows).replace(",", separator))
    advice = f"in the header: 3; put a text with {called} or line breaks in quotes"
    assert many == f"2: fields in this row: 4, {advice}"
    assert few == f"3: fields in this row: 2, {advice}"
    assert other.startswith("4: `score` is `2`")


@pytest.mark.parametrize(
    "row",
    [
        f'{ITEM.id},"open,1\n{ITEM.id},c,1',
        f'{ITEM.id},"open,1\n{ITEM.id},"c",1',
        f'{ITEM.id},"They "share" it",1',
        f"{ITEM.id},{'x' * 200_000},1",
    ],
)
def test_a_row_that_is_no_csv_is_told_by_the_line_it_starts_in(tmp_path: Path, row: str) -> None:
    bad, no_csv = problems(tmp_path, f"{HEADER}\n{ITEM.id},c,2\n{row}\n")
    assert bad.startswith("2: `score` is `2`")
    assert no_csv.startswith("3: this row is no CSV: ")
    assert no_csv.endswith("; close its quotes, and double those within a text")


@pytest.mark.parametrize("indent", [None, 2])
def test_an_array_of_json_is_told(tmp_path: Path, indent: int | None) -> None:
    text = json.dumps([json.loads(line())] * 2, indent=indent)
    assert problems(tmp_path, text) == [
        "1: this is a JSON array; write one object a line, without [ and ]"
    ]


@pytest.mark.parametrize("text", ["", f"{HEADER}\n"])
def test_an_empty_file_is_told(tmp_path: Path, text: str) -> None:
    assert problems(tmp_path, text) == ["1: there is no answer in the file"]


def test_bytes_that_are_no_text_are_told_by_line(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, line().encode() + b"\n\xff")
    assert problem.startswith("2: this is not UTF-8")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="can't be read: No such file"):
        read_marked(tmp_path / "nosuch", BANK)


def test_of_many_problems_the_first_are_told(tmp_path: Path) -> None:
    assert len(problems(tmp_path, "\n".join(line(score=2) for _ in range(100)))) == 40


def test_samples_with_a_score_are_marked_answers() -> None:
    answers = marked_samples(BANK)
    assert [(one.text, one.score) for one in answers] == [
        ("A", 0.8),
        ("B", 0.39),
        ("E", 0.4),
        ("F", 0.3),
    ]
    assert [one.held_back for one in answers] == [False, True, False, False]
    assert {one.question_id for one in answers} == {ITEM.id}


def test_samples_part_into_good_and_poor_without_those_held_back() -> None:
    assert part_samples(ITEM) == (["A", "C"], ["D", "F"])


def test_answers_of_a_question_part_into_good_and_poor() -> None:
    foreign = MarkedAnswer(question_id=OTHER.id, text="Z", score=1.0)
    assert part_answers(ITEM, [*marked_samples(BANK), foreign]) == (["A"], ["B", "F"])
