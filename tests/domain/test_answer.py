"""What of one text is quoted, and what in it is one claim."""

import pytest

from bot.domain.grade import Mark
from tests.domain.examples import make_grader

GRADER = make_grader()


def marks(text: str) -> dict[str, Mark]:
    return {mark.criterion: mark for mark in GRADER.grade("who-shares", text).marks}


def charged(text: str) -> list[str]:
    return [finding.id for finding in GRADER.read_side_remarks(text).misconceptions]


def test_evidence_is_the_learners_own_words() -> None:
    text = "I'd say ＴＨＲＥＡＤＳ share the MEMORY of it"
    mark = marks(text)["threads-share"]
    assert [text[start:end] for start, end in mark.evidence] == ["ＴＨＲＥＡＤＳ share the MEMORY"]
    assert mark.pattern == "@thread @share @memory"


def test_words_far_apart_are_quoted_piece_by_piece() -> None:
    text = "Memory is, as I have read in a very good book the other day, there for all the threads"
    mark = marks(text)["threads-share"]
    assert [text[start:end] for start, end in mark.evidence] == ["Memory", "threads"]


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        ("The GIL, as far as I have ever heard of it, was removed.", True),
        ("The GIL, as far as I have ever heard of any and of all, was removed.", False),
        ("The GIL, as far as I have ever heard of it and of all, was removed.", True),
        ("There was an interpreter lock, as far as I have ever heard of it. It was removed.", True),
        ("An interpreter lock, of which I heard in talks and at work, by it. All removed.", True),
    ],
)
def test_words_far_apart_in_a_sentence_are_no_claim(text: str, *, flagged: bool) -> None:
    assert charged(text) == ["gil-removed"] * flagged
