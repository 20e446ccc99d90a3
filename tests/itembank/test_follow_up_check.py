from typing import Any

from bot.domain.item import Item
from bot.itembank.finding import Kind, Severity
from bot.itembank.follow_up_check import check_follow_ups
from tests.itembank.rubrics import ISOLATION, SHARING, findings, sound_item

SOUND = {
    "ask": "What can go wrong with a list then?",
    "say": "One may overwrite what another one wrote.",
    "any": ["overwrite"],
}


def asking(**changes: Any) -> Item:
    """The item with a follow-up, some fields of which are changed."""
    sharing = SHARING | {"follow_up": SOUND | changes}
    return sound_item(required=[sharing, ISOLATION])


def test_a_sound_follow_up_needs_nothing() -> None:
    assert findings(check_follow_ups, asking()) == []
    assert findings(check_follow_ups, sound_item()) == []


def test_a_right_reply_that_earns_nothing_is_an_error() -> None:
    (finding,) = findings(check_follow_ups, asking(any=["collide"]))
    assert finding.kind is Kind.SELF_TEST
    assert finding.severity is Severity.ERROR
    assert finding.path == ("required", 0, "follow_up", "say")


def test_a_reply_by_the_patterns_of_the_criterion_has_to_fit_them() -> None:
    assert len(findings(check_follow_ups, asking(any=[]))) == 1
    assert findings(check_follow_ups, asking(any=[], say="Threads share all memory.")) == []


def test_a_question_that_answers_itself_is_pointed_out() -> None:
    (finding,) = findings(check_follow_ups, asking(ask="Do they overwrite it?"))
    assert finding.kind is Kind.LOOSENESS
    assert finding.path == ("required", 0, "follow_up", "ask")
