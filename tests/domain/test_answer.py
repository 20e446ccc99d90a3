"""What one text says of each criterion and misconception, as its grade shows it."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.beliefs import Beliefs
from bot.domain.grade import Mark, Status
from bot.domain.grading import Grader
from tests.domain.examples import make_bank, make_grader, make_item

GRADER = make_grader()


def marks(text: str) -> dict[str, Mark]:
    return {mark.criterion: mark for mark in GRADER.grade("who-shares", text).marks}


def charged(text: str) -> list[str]:
    return [finding.id for finding in GRADER.read_side_remarks(text).misconceptions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Threads share memory of a program", Status.MET),
        ("There is memory to be used by all of the threads", Status.CLOSE),
        ("Threads don't share memory at all", Status.NEGATED),
        ("Threads share memory. Clearly threads do not share memory.", Status.CONTRADICTED),
        ("Threads share memory, but clearly threads do not share memory.", Status.MET),
        ("Threads share memory. In Java threads do not share memory.", Status.MET),
        ("Many people think threads share memory, programs crash", Status.MISSED),
        ("Processes always have something of their own", Status.MISSED),
        ("threads have separate memory, processes share it", Status.CLOSE),
    ],
)
def test_what_an_answer_says_about_a_criterion(text: str, expected: Status) -> None:
    assert marks(text)["threads-share"].status is expected


def test_a_sentence_with_most_words_of_the_idea_earns_half_of_them() -> None:
    text = "Its private memory is what only that process may touch"
    mark = marks(text)["processes-apart"]
    assert mark.status is Status.CLOSE
    assert mark.pattern == "say"
    assert 0.25 < mark.credit <= 0.5


def test_what_would_be_without_it_says_what_it_does() -> None:
    text = "If they were two programs they would not share any memory, threads would"
    item = make_item()
    pattern = item.required[0].model_copy(update={"any": ("share any @memory",), "close": ()})
    grader = make_grader(make_item(required=[pattern.model_dump(), item.required[1].model_dump()]))
    assert grader.grade("who-shares", text).marks[0].status is Status.MET


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


@pytest.mark.parametrize(
    ("more", "flagged"),
    [
        ("", True),
        (" Others help while one of them waits.", True),
        (" They help while one of them waits.", False),
        (" Threads help while one of them waits.", False),
        (" Threads do not help while one of them waits.", True),
        (" Some say that threads help while one of them waits.", True),
    ],
)
def test_who_knows_better_elsewhere_is_not_charged(more: str, *, flagged: bool) -> None:
    text = "They share memory. For sums, threads are useless." + more
    assert charged(text) == ["threads-useless"] * flagged


def believed(text: str, **changes: Any) -> list[tuple[str, str, bool]]:
    """What an answer to an item is charged with: id, pattern, and whether it may cost."""
    learnt = Beliefs(
        odds={"vanish": 9.0, "!vanish": -9.0, "guess": -9.0},
        topics={"gil-removed": {"vanish": 1.0}, "threads-useless": {"useless": 1.0}},
    )
    grader = Grader(replace(make_bank(make_item(**changes)), beliefs=learnt))
    found = grader.grade("who-shares", text).misconceptions
    return [(finding.id, finding.pattern, finding.attached) for finding in found]


def test_a_pattern_is_not_enough_where_the_words_speak_against_it() -> None:
    assert believed("I know that threads are useless.") == [
        ("threads-useless", "@thread be useless", False)
    ]
    assert believed("I guess that threads are useless.") == []


def test_a_sentence_worded_like_a_belief_is_a_remark_that_costs_nothing() -> None:
    listed = ["gil-removed"]
    assert believed("By now the thing has vanished for everybody.", misconceptions=listed) == [
        ("gil-removed", "wording", False)
    ]
    assert believed("By now the thing has not vanished for everybody.", misconceptions=listed) == []


def test_a_sentence_that_a_pattern_found_is_not_remarked_on_again() -> None:
    text = "I know that threads are useless since the thing has vanished."
    assert believed(text) == [("threads-useless", "@thread be useless", False)]
    apart = "I know that threads are useless. By now the thing has vanished for everybody."
    assert [name for name, *_ in believed(apart)] == ["threads-useless", "gil-removed"]


def test_what_another_sentence_refutes_is_not_remarked_on() -> None:
    text = "That is as useless as an old umbrella."
    refuted = " Threads help while one of them waits."
    learnt = Beliefs(odds={"useless": 9.0}, topics={"threads-useless": {"useless": 1.0}})
    grader = Grader(replace(make_bank(), beliefs=learnt))
    found = [bool(grader.read_side_remarks(text + more).misconceptions) for more in ("", refuted)]
    assert found == [True, False]


def test_a_good_answer_is_not_searched_for_beliefs_by_their_words() -> None:
    text = "Threads share memory. Processes have private memory. By now it has vanished."
    assert believed(text) == []


def test_an_items_own_groups_count() -> None:
    item = make_item(
        synonyms={"thread": ["fibre"], "ours": ["common table"]},
        bonus=[{"id": "x", "skill": "nuance", "say": "Ours.", "any": ["@thread & @ours"]}],
    )
    result = make_grader(item).grade("who-shares", "The fibre sits at a common table here")
    assert result.marks[-1].status is Status.MET
