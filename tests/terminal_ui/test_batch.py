import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import CoachError, UnknownNameError
from bot.domain.grade import Band, Finding, Flag, Grade, Mark, Status
from bot.terminal_ui.batch import MAX_LINE_BYTES, grade_lines, read_lines


class EveryMark:
    """Gives a grade that uses every field."""

    def grade(self, item_id: str, text: str) -> Grade:
        if item_id != "what-is-the-gil":
            raise UnknownNameError("question", item_id, ["what-is-the-gil"])
        return Grade(
            item_id=item_id,
            score=min(1.0, len(text) / 10),
            band=Band.POOR,
            marks=(Mark(criterion="one", status=Status.MET, credit=1.0, evidence=((0, 2),)),),
            misconceptions=(Finding(id="wrong", evidence=((1, 2),), pattern="é", cap=0.2),),
            flags=(Flag.CUT,),
        )

    def read_side_remarks(self, text: str) -> Grade:
        finding = Finding(id="wrong", evidence=((0, len(text)),), pattern="é")
        return Grade(item_id=None, score=None, band=Band.UNGRADED, misconceptions=(finding,))


def graded(*lines: bytes) -> list[Any]:
    results = list(grade_lines(EveryMark(), lines))
    assert all(result.isascii() and "\n" not in result for result in results)
    return [json.loads(result, parse_constant=pytest.fail) for result in results]


def answer(**fields: Any) -> bytes:
    return json.dumps({"id": 1, "question_id": "what-is-the-gil", "text": "é"} | fields).encode()


def test_a_result_has_score_band_marks_misconceptions_and_flags() -> None:
    assert graded(answer()) == [
        {
            "id": 1,
            "score": 0.1,
            "band": "poor",
            "marks": [
                {
                    "criterion": "one",
                    "status": "met",
                    "credit": 1.0,
                    "evidence": [[0, 2]],
                    "pattern": None,
                }
            ],
            "misconceptions": [{"id": "wrong", "evidence": [[1, 2]]}],
            "flags": ["cut"],
        }
    ]


def test_no_question_reads_the_text_against_the_misconceptions_alone() -> None:
    (result,) = graded(answer(question_id=None))
    assert result == {
        "id": 1,
        "score": None,
        "band": "ungraded",
        "marks": [],
        "misconceptions": [{"id": "wrong", "evidence": [[0, 1]]}],
        "flags": [],
    }


@pytest.mark.parametrize(
    ("line", "answer_id", "told"),
    [
        (b"{", None, "not JSON"),
        (b'{"id": 1} {"id": 2}', None, "not JSON"),
        (b"\xff", None, "not JSON"),
        (b"[" * 100_000, None, "not JSON"),
        (b"1" * 10_000, None, "not JSON"),
        (b"[]", None, "not a JSON object"),
        (b'{"id": NaN}', None, "NaN"),
        (answer(id=1.5), None, '"id"'),
        (answer(id=True), None, '"id"'),
        (answer(id=[1]), None, '"id"'),
        (b'{"id": 7, "text": "a"}', 7, '"question_id"'),
        (answer(id="x", question_id=3), "x", '"question_id"'),
        (b'{"id": "y", "question_id": null}', "y", '"text"'),
        (answer(text=["a"]), 1, '"text"'),
        (answer(question_id="what-is-teh-gil"), 1, "what-is-the-gil"),
        (b'"' + b"a" * MAX_LINE_BYTES + b'"', None, "longer than"),
    ],
)
def test_a_bad_line_is_answered_in_its_place(line: bytes, answer_id: Any, told: str) -> None:
    before, bad, after = graded(answer(id=0), line, answer(id=2))
    assert (before["id"], after["id"]) == (0, 2)
    assert set(bad) == {"id", "error"}
    assert bad["id"] == answer_id
    assert told in bad["error"]


def test_blank_lines_are_passed_over() -> None:
    assert [one["id"] for one in graded(b"\n", answer(id=1), b" \r\n", answer(id=2), b"")] == [1, 2]


@pytest.mark.parametrize(
    "line",
    [
        answer(text="\0"),
        answer(text="\ud800"),
        answer(text="\0").replace(b"\\u0000", b"\0"),
        answer(text="X").replace(b"X", "\ud800".encode("utf-8", "surrogatepass")),
        b"\xef\xbb\xbf" + answer(),
        answer() + b"\r\n",
        answer(id=None),
        answer(id="\ud800"),
        answer(more="is ignored"),
    ],
)
def test_what_real_learners_send_is_graded(line: bytes) -> None:
    assert "score" in graded(line)[0]


@given(st.lists(st.binary() | st.builds(answer, id=st.text(), text=st.text())))
def test_any_line_that_is_not_blank_gets_one_line(lines: list[bytes]) -> None:
    results = graded(*lines)
    assert len(results) == sum(bool(line.strip()) for line in lines)
    assert all("id" in result and ("error" in result or "score" in result) for result in results)


@given(
    st.sampled_from(["id", "question_id", "text"]), st.recursive(st.floats() | st.text(), st.lists)
)
def test_any_value_of_a_field_gets_one_line(field: str, value: Any) -> None:
    (result,) = graded(
        json.dumps({"id": 1, "question_id": None, "text": "a", field: value}).encode()
    )
    assert "error" in result or "score" in result


def test_a_line_too_long_is_cut_and_the_next_is_whole() -> None:
    stream = io.BytesIO(b"a" * (3 * MAX_LINE_BYTES) + b"\nb\n" + b"c")
    lines = list(read_lines(stream))
    assert [line[:1] for line in lines] == [b"a", b"b", b"c"]
    assert len(lines[0]) == MAX_LINE_BYTES + 1


@given(st.lists(st.binary(max_size=20).filter(lambda line: b"\n" not in line)))
def test_lines_come_as_they_stand(lines: list[bytes]) -> None:
    stream = io.BytesIO(b"".join(line + b"\n" for line in lines))
    assert list(read_lines(stream)) == [line + b"\n" for line in lines]


def test_a_stream_that_cannot_be_read_is_told() -> None:
    class Broken(io.BytesIO):
        def readline(self, _size: int | None = -1, /) -> bytes:
            raise OSError(5, "Input/output error")

    with pytest.raises(CoachError, match="Input/output error"):
        next(read_lines(Broken()))
