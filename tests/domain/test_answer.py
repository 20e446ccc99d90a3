"""What of one text is quoted, and what in it is one claim."""

import pytest

from tests.domain.examples import charged, make_grader, marks

GRADER = make_grader()


def test_evidence_is_the_learners_own_words() -> None:
    text = "I'd say ＴＨＲＥＡＤＳ share the MEMORY of it"
    mark = marks(GRADER, text)["threads-share"]
    assert [text[start:end] for start, end in mark.evidence] == ["ＴＨＲＥＡＤＳ share the MEMORY"]
    assert mark.pattern == "@thread @share @memory"


def test_words_far_apart_are_quoted_piece_by_piece() -> None:
    text = "Memory is, as I have read in a very good book the other day, there for all the threads"
    mark = marks(GRADER, text)["threads-share"]
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
    assert charged(GRADER, text) == ["gil-removed"] * flagged
