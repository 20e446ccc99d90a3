"""What several people wrote to measure the grader with, one file a hand.

`phrasings` has statements of the sixty misconceptions and true ones that look alike, `answers` has
whole answers that their writers scored by the guide, and `right` has right answers alone, to every
question. `pairs` has two answers that mean the same or the opposite, `turned` single claims and
what a small change makes of them, `shapes` terse right answers in unusual shapes, and texts that
only look like answers.

None of the writers saw patterns. The `seen` ones were at hand while patterns were written; the
`unseen` ones tell what to expect of learners, and nobody who writes patterns reads them.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

KINDS = ("seen", "unseen")


class Statement(NamedTuple):
    """A statement about a misconception.

    Attributes:
        false: whether it carries the misconception; else it is true and looks alike.
        sentence: the one of the text that does so; all others are true.
    """

    misconception: str
    false: bool
    text: str
    sentence: str


class Scored(NamedTuple):
    """An answer with the score of whoever wrote it, 0..1."""

    question: str
    text: str
    score: float


class Turned(NamedTuple):
    """A true claim, and the false one that a small change makes of it."""

    question: str
    part: str
    true: str
    false: str


class Pair(NamedTuple):
    """An answer and another made of it, with the scores of whoever wrote them, 0..1.

    Attributes:
        change: what makes the other one differ.
    """

    question: str
    change: str
    text: str
    score: float
    other: str
    other_score: float


def statements(kind: str) -> dict[str, list[Statement]]:
    """The statements of each hand."""
    return {
        hand: [
            Statement(
                line["id"], line["kind"] == "+", line["text"], line.get("sentence", line["text"])
            )
            for line in lines
        ]
        for hand, lines in _hands("phrasings", kind).items()
    }


def answers(kind: str) -> dict[str, list[Scored]]:
    """The scored answers of each hand."""
    return _scored("answers", kind)


def right_answers(kind: str) -> dict[str, list[Scored]]:
    """The right answers of each hand; their score is the least that a fair reader would give."""
    return _scored("right", kind)


def shapes(kind: str) -> dict[str, list[Scored]]:
    """Terse right answers, and attacks that deserve next to nothing."""
    return _scored("shapes", kind)


def turned_claims(kind: str) -> dict[str, list[Turned]]:
    """The claims of each hand, true and turned."""
    return {
        hand: [
            Turned(line["question_id"], line["part"], line["true"], line["false"]) for line in lines
        ]
        for hand, lines in _hands("turned", kind).items()
    }


def pairs(kind: str) -> dict[str, list[Pair]]:
    """The pairs of each hand."""
    return {
        hand: [
            Pair(
                line["question_id"],
                line["change"],
                line["text"],
                line["score"],
                line["other"],
                line["other_score"],
            )
            for line in lines
        ]
        for hand, lines in _hands("pairs", kind).items()
    }


def _scored(folder: str, kind: str) -> dict[str, list[Scored]]:
    return {
        hand: [Scored(line["question_id"], line["text"], line["score"]) for line in lines]
        for hand, lines in _hands(folder, kind).items()
    }


def _hands(folder: str, kind: str) -> Mapping[str, list[Mapping[str, Any]]]:
    files = sorted((Path(__file__).parent / folder / kind).glob("*.jsonl"))
    return {
        file.stem: [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        for file in files
    }
