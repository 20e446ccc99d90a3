"""Which misconceptions one text is charged with, by patterns and by how it is worded."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.beliefs import Beliefs
from bot.domain.grading import Grader
from tests.domain.examples import charged, make_bank, make_grader, make_item

GRADER = make_grader()


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
    assert charged(GRADER, text) == ["threads-useless"] * flagged


def believed(text: str, **changes: Any) -> list[tuple[str, str, bool]]:
    """What an answer to an item is charged with: id, pattern, and whether it may cost."""
    learnt = Beliefs(
        odds={"vanish": 9.0, "!vanish": -9.0, "guess": -9.0},
        own={"gil-removed": {}, "threads-useless": {}},
        topics={"vanish": {"gil-removed": 1.0}, "useless": {"threads-useless": 1.0}},
    )
    grader = Grader(replace(make_bank(make_item(**changes)), beliefs=learnt))
    found = grader.grade("who-shares", text).misconceptions
    return [(finding.id, finding.pattern, finding.attached) for finding in found]


def test_a_pattern_is_not_enough_where_the_words_speak_against_it() -> None:
    assert believed("I know that threads are useless.") == [
        ("threads-useless", "@thread be useless", False)
    ]
    assert believed("I guess that threads are useless.") == []


def test_a_claim_that_the_words_speak_against_hides_no_other() -> None:
    harmless, meant = "I guess that threads are useless.", "I know that threads are useless."
    for text in (f"{harmless} {meant}", f"{meant} {harmless}"):
        assert [name for name, *_ in believed(text)] == ["threads-useless"]


def test_a_sentence_worded_like_a_belief_is_a_remark_that_costs_nothing() -> None:
    listed = ["gil-removed"]
    assert believed("By now the thing has vanished for everybody.", misconceptions=listed) == [
        ("gil-removed", "wording", False)
    ]
    assert believed("By now the thing has not vanished for everybody.", misconceptions=listed) == []


def test_words_that_cost_points_are_not_remarked_on_as_well() -> None:
    text = "The GIL with its useless threads is removed by now."
    both = {"gil-removed", "threads-useless"}
    assert set(charged(GRADER, text)) == both
    assert [name for name, *_ in believed(text, misconceptions=["gil-removed"])] == ["gil-removed"]


def test_a_sentence_that_a_pattern_found_is_not_remarked_on_again() -> None:
    text = "I know that threads are useless since the thing has vanished."
    assert believed(text) == [("threads-useless", "@thread be useless", False)]
    apart = "I know that threads are useless. By now the thing has vanished for everybody."
    assert [name for name, *_ in believed(apart)] == ["threads-useless", "gil-removed"]


def test_a_belief_is_charged_once_however_often_it_is_claimed() -> None:
    text = "By now the vanished threads are gone for everybody. I know that threads are useless."
    learnt = Beliefs(
        odds={"vanish": 9.0}, own={"threads-useless": {}}, topics={"vanish": {"threads-useless": 1}}
    )
    found = Grader(replace(make_bank(), beliefs=learnt)).read_side_remarks(text).misconceptions
    assert [finding.pattern for finding in found] == ["@thread be useless"]


def test_what_another_sentence_refutes_is_not_remarked_on() -> None:
    text = "That is as useless as an old umbrella."
    refuted = " Threads help while one of them waits."
    learnt = Beliefs(odds={"useless": 9.0}, topics={"useless": {"threads-useless": 1.0}})
    grader = Grader(replace(make_bank(), beliefs=learnt))
    found = [bool(grader.read_side_remarks(text + more).misconceptions) for more in ("", refuted)]
    assert found == [True, False]


def test_a_good_answer_is_not_searched_for_beliefs_by_their_words() -> None:
    text = "Threads share memory. Processes have private memory. By now it has vanished."
    assert believed(text) == []
