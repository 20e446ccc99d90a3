"""Answers made to cheat: each must stay in the lowest band."""

from collections.abc import Iterator

from ..domain.bank import Bank
from ..domain.grade import Band
from ..domain.grading import Grader
from ..domain.item import Item
from ..domain.reading import Reading, read
from .finding import Finding, Kind, Severity, outcome
from .self_test import good_answers

_REPEATS = 12
_FOREIGN_PASSED = 0.05
"""Share of other questions' right answers that may pass: topics touch."""

_PASSES = 0.5


def check_attacks(item: Item, bank: Bank, grader: Grader) -> Iterator[Finding]:
    """Grade every attack on the item."""
    for name, path, text in _attacks(item):
        grade = grader.grade(item.id, text)
        if grade.band not in {Band.POOR, Band.UNGRADED}:
            yield Finding(
                Kind.ATTACK,
                Severity.ERROR,
                item.id,
                path,
                f"{name} (“{_shown(text)}”) scores {outcome(item, grade)}",
            )
    yield from _others_answers(item, bank, grader)


def _attacks(item: Item) -> Iterator[tuple[str, tuple[str, ...], str]]:
    model = read(item.model_answer)
    names = _content_words(model)
    yield "a list of the model answer's words", ("model_answer",), ", ".join(names)
    yield "its words without order", ("model_answer",), " ".join(sorted(names))
    yield "the question itself", ("prompt",), item.prompt
    yield "one idea said again and again", ("required",), f"{' '.join(names[:2])} " * _REPEATS
    yield "the denied model answer", ("model_answer",), _deny(item.model_answer)


def _deny(text: str) -> str:
    """Every sentence of a text, denied."""
    reading = read(text)
    sentences = [text[slice(*reading.span(first, last - 1))] for first, last in reading.sentences]
    return " ".join(f"It is not true that {one[0].lower()}{one[1:]}." for one in sentences)


def _others_answers(item: Item, bank: Bank, grader: Grader) -> Iterator[Finding]:
    # Neighbours in a topic share true sentences, and so do questions that say they are related.
    others = [
        other for other in bank.items if other.topic != item.topic and other.id not in item.related
    ]
    asked = good_answers(others)
    scored = [(grader.grade(item.id, text).score or 0, text) for text in asked]
    passed = [f"{score} for “{_shown(text)}”" for score, text in scored if score >= _PASSES]
    if len(passed) > _FOREIGN_PASSED * len(asked):
        yield Finding(
            Kind.ATTACK,
            Severity.WARNING,
            item.id,
            ("required",),
            f"{len(passed)} of {len(asked)} right answers to other questions pass, {passed[0]}",
        )


def _content_words(reading: Reading) -> list[str]:
    return list(dict.fromkeys(token.word for token in reading.tokens if token.content))


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else line[:79] + "…"  # noqa: PLR2004 - a line's rest
