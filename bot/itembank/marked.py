"""Answers that a human scored, read from a file or taken from the bank's own samples.

    question_id,text,score,criteria                                   CSV, the header comes first
    what-is-the-gil,"One thread at a time.",0.5,"{""depth"": false}"

    {"question_id": "what-is-the-gil", "text": "One ...", "score": 0.5}          JSON, one a line

`criteria` may be left out; it says of each criterion whether it is met. Other fields are not read.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..domain.bank import Bank
from ..domain.calibration import GOOD_FROM, MarkedAnswer
from ..domain.errors import CoachError, ContentError
from ..domain.fault import Fault
from ..domain.grade import Band
from ..domain.item import Item, Sample
from ..domain.nearest import nearest
from .self_test import is_good
from .source_text import short

_FIELDS = ("question_id", "text", "score")
_NEEDED = f"each answer has {', '.join(_FIELDS)}"
_SAID = {"met": True, "missed": False, "true": True, "false": False}
_WEAK_BELOW = 0.4
_POOR_BANDS = frozenset({Band.WEAK, Band.POOR})
_SHOWN_FAULTS = 40
_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}


class _BadAnswerError(CoachError):
    """An answer that can't be used; the message says what to write."""


def read_marked(path: Path, bank: Bank) -> tuple[MarkedAnswer, ...]:
    """Read a file of marked answers to questions of the bank.

    Raises:
        ContentError: the file can't be read; names each bad line as `file:line`.
    """
    text = _decode(path)
    rows = _json_rows(text) if text.lstrip().startswith(("{", "[")) else _csv_rows(text)
    answers: list[MarkedAnswer] = []
    faults: list[Fault] = []
    for line, fields in rows:
        try:
            answers.append(_answer(fields, bank))
        except _BadAnswerError as error:
            faults.append(Fault(str(path), str(error), line))
    if not answers and not faults:
        faults.append(Fault(str(path), "there is no answer in the file", 1))
    if faults:
        raise ContentError(*faults[:_SHOWN_FAULTS])
    return tuple(answers)


def marked_samples(bank: Bank) -> tuple[MarkedAnswer, ...]:
    """The bank's own samples that carry a score."""
    return tuple(
        MarkedAnswer(
            question_id=item.id,
            text=sample.text,
            score=sample.score,
            held_back=sample.held_back,
        )
        for item in bank.items
        for sample in item.samples
        if sample.score is not None
    )


def part_samples(item: Item) -> tuple[list[str], list[str]]:
    """The good and the poor samples of an item, without those held back."""
    samples = [sample for sample in item.samples if not sample.held_back]
    good = [sample.text for sample in samples if is_good(sample)]
    return good, [sample.text for sample in samples if _is_poor(sample)]


def part_answers(item: Item, answers: Iterable[MarkedAnswer]) -> tuple[list[str], list[str]]:
    """The good and the poor answers to an item."""
    own = [answer for answer in answers if answer.question_id == item.id]
    good = [answer.text for answer in own if answer.score >= GOOD_FROM]
    return good, [answer.text for answer in own if answer.score < _WEAK_BELOW]


def _is_poor(sample: Sample) -> bool:
    return sample.band in _POOR_BANDS if sample.score is None else sample.score < _WEAK_BELOW


def _decode(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        sentence = f"the file can't be read: {error.strerror}"
        raise ContentError(Fault(str(path), sentence)) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        sentence = "this is not UTF-8; save the file as UTF-8"
        raise ContentError(Fault(str(path), sentence, line)) from None


def _json_rows(text: str) -> Iterator[tuple[int, object]]:
    """What is written in each line, or what is wrong with the file, by line."""
    if text.lstrip().startswith("["):
        yield 1, _BadAnswerError("this is a JSON array; write one object a line, without [ and ]")
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, _parse(line)


def _parse(text: str) -> object:
    """The JSON value of a text, or None where it is none."""
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _csv_rows(text: str) -> Iterator[tuple[int, object]]:
    """The fields of each row, or what is wrong with it, by the line it starts in."""
    separator = max(_SEPARATORS, key=text.lstrip().partition("\n")[0].count)
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=separator, skipinitialspace=True, strict=True)
    names: list[str] = []
    line = 1
    try:
        for row in reader:
            if row and names:
                yield line, _fields(names, row, separator)
            elif row:
                names = _names(row, separator)
            line = reader.line_num + 1
    except _BadAnswerError as error:
        yield line, error
    except csv.Error as error:
        problem = f"this row is no CSV: {error}; close its quotes, and double those within a text"
        yield line, _BadAnswerError(problem)


def _names(header: list[str], separator: str) -> list[str]:
    """The names of the columns, without blanks around them and in lower case."""
    names = [name.strip().lower() for name in header]
    shown = short(" ".join(separator.join(header).split()))
    if not set(_FIELDS).intersection(names):
        first = separator.join(_FIELDS)
        raise _BadAnswerError(
            f"there is no header, the file begins with {shown}; let its first line be `{first}`"
        )
    for name in _FIELDS:
        if names.count(name) != 1:
            raise _BadAnswerError(f"the header {shown} must name `{name}` once; {_NEEDED}")
    return names


def _fields(names: list[str], row: list[str], separator: str) -> dict[str, str] | _BadAnswerError:
    """The fields of a row by name; spreadsheets leave out the empty ones at its end."""
    fields = dict(zip(names, row, strict=False))
    if len(row) <= len(names) and fields.keys() >= set(_FIELDS):
        return fields
    return _BadAnswerError(
        f"fields in this row: {len(row)}, in the header: {len(names)}; "
        f"put a text with {_SEPARATORS[separator]} or line breaks in quotes"
    )


def _answer(fields: object, bank: Bank) -> MarkedAnswer:
    if isinstance(fields, _BadAnswerError):
        raise fields
    if not isinstance(fields, dict):
        raise _BadAnswerError('write a JSON object with "question_id", "text" and "score"')
    missing = [name for name in _FIELDS if fields.get(name) in (None, "")]
    if missing:
        raise _BadAnswerError(f"`{missing[0]}` is missing; {_NEEDED}")
    item = _item(fields["question_id"], bank)
    if not isinstance(fields["text"], str):
        raise _BadAnswerError("`text` must be a text; put quotes around it")
    return MarkedAnswer(
        question_id=item.id,
        text=fields["text"],
        score=_score(fields["score"]),
        criteria=_criteria(fields.get("criteria"), item),
    )


def _item(question_id: object, bank: Bank) -> Item:
    ids = {item.id: item for item in bank.items}
    name = str(question_id)
    if name not in ids:
        close = ", ".join(nearest(name, ids))
        raise _BadAnswerError(f"there is no question {short(name)}; nearest: {close}")
    return ids[name]


def _score(given: object) -> float:
    score = _number(given)
    if score is None or not 0 <= score <= 1:
        shown = short(str(given))
        raise _BadAnswerError(f"`score` is {shown}; write a number from 0 to 1, such as 0.8")
    return score


def _number(given: object) -> float | None:
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        return None
    try:
        return float(given)
    except (ValueError, OverflowError):
        return None


def _criteria(given: object, item: Item) -> dict[str, bool]:
    if isinstance(given, str) and given.strip():
        given = _parse(given)
    elif given in (None, ""):
        return {}
    if not isinstance(given, dict):
        raise _BadAnswerError('`criteria` must be an object such as {"depth": true}')
    return {_criterion_id(name, item): _said(name, value) for name, value in given.items()}


def _criterion_id(name: str, item: Item) -> str:
    ids = [criterion.id for criterion in item.criteria]
    if name not in ids:
        close = ", ".join(nearest(name, ids))
        raise _BadAnswerError(f"`{item.id}` has no criterion {short(name)}; nearest: {close}")
    return name


def _said(name: str, value: object) -> bool:
    said = value if isinstance(value, bool) else _SAID.get(str(value).lower())
    if said is None:
        raise _BadAnswerError(f"criterion {short(name)} is {value!r}; write true or false")
    return said
