"""Grading a stream: one JSON object a line in, one a line out, in the same order.

    {"id": 7, "question_id": "what-is-the-gil", "text": "One thread at a time runs bytecode."}

A line that cannot be graded is answered in its place with `{"id", "error"}` and the rest goes on;
blank lines are passed over.
"""

import contextlib
import json
import os
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, Protocol, TextIO

from ..domain.errors import CoachError
from ..domain.grade import Grade

MAX_LINE_BYTES = 1 << 20
"""A longer line is no answer: it is skipped and answered with an error."""


class Grader(Protocol):
    """Grades one answer."""

    def grade(self, item_id: str, text: str) -> Grade:
        """The grade of the text as an answer to the item."""
        ...

    def read_side_remarks(self, text: str) -> Grade:
        """The misconceptions in a text that answers no item."""
        ...


class _BadLineError(CoachError):
    """A line that is no answer; the message says what to write."""


def answer_stream(grader: Grader, source: BinaryIO, sink: TextIO) -> None:
    """Grade the lines of one stream into another, each at once, until either ends."""
    with contextlib.suppress(BrokenPipeError):
        for result in grade_lines(grader, read_lines(source)):
            sink.write(result + "\n")
            sink.flush()
        return
    os.dup2(os.open(os.devnull, os.O_WRONLY), sink.fileno())  # nobody reads: let the exit be quiet


def grade_lines(grader: Grader, lines: Iterable[bytes]) -> Iterator[str]:
    """The result of each line that is not blank, ASCII only, without its line end."""
    for line in filter(bytes.strip, lines):
        answer_id, result = None, dict[str, Any]()
        try:
            answer = _parse(line)
            answer_id = _id(answer)
            result = _result(_grade(grader, _question_id(answer), _text(answer)))
        except CoachError as error:
            result = {"error": str(error)}
        yield json.dumps({"id": answer_id, **result}, allow_nan=False)


def read_lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of the stream as they come, each cut just past `MAX_LINE_BYTES`.

    Raises:
        CoachError: the stream cannot be read.
    """
    while line := _read_line(stream):
        rest = line
        while len(rest) > MAX_LINE_BYTES and not rest.endswith(b"\n"):
            rest = _read_line(stream)
        yield line


def _read_line(stream: BinaryIO) -> bytes:
    try:
        return stream.readline(MAX_LINE_BYTES + 1)
    except OSError as error:
        raise CoachError(f"The standard input cannot be read: {error.strerror}.") from error


def _parse(line: bytes) -> dict[str, Any]:
    if len(line) > MAX_LINE_BYTES:
        raise _BadLineError(f"The line is longer than {MAX_LINE_BYTES} bytes.")
    try:
        # Half characters and bare control characters are let through: they come from real learners.
        text = line.decode("utf-8", "surrogatepass").removeprefix("\ufeff")
        answer = json.loads(text, strict=False, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise _BadLineError(f"The line is not JSON: {error}.") from None
    if not isinstance(answer, dict):
        raise _BadLineError('The line is not a JSON object with "id", "question_id" and "text".')
    return answer


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON number")


def _id(answer: dict[str, Any]) -> str | int | None:
    answer_id = answer.get("id")
    if answer_id is None or type(answer_id) in (str, int):
        return answer_id
    raise _BadLineError('"id" must be a string or a whole number.')


def _question_id(answer: dict[str, Any]) -> str | None:
    question_id = answer.get("question_id", 0)
    if question_id is None or isinstance(question_id, str):
        return question_id
    raise _BadLineError('"question_id" must be the id of a question, or null for none.')


def _text(answer: dict[str, Any]) -> str:
    text = answer.get("text")
    if isinstance(text, str):
        return text
    raise _BadLineError('"text" must be a string.')


def _grade(grader: Grader, question_id: str | None, text: str) -> Grade:
    return (
        grader.read_side_remarks(text) if question_id is None else grader.grade(question_id, text)
    )


def _result(grade: Grade) -> dict[str, Any]:
    return {
        "score": grade.score,
        "band": grade.band,
        "marks": [mark.model_dump(mode="json") for mark in grade.marks],
        "misconceptions": [
            {"id": one.id, "evidence": one.evidence} for one in grade.misconceptions
        ],
        "flags": grade.flags,
    }
