"""Follow-ups tested against themselves: the right reply earns them, the question alone does not."""

from collections.abc import Iterator

from ..domain.bank import Bank
from ..domain.grade import Status
from ..domain.grading import Grader
from ..domain.item import Item
from .finding import Finding, Kind, Severity
from .self_test import criteria_of

_EARNED = 0.5


def check_follow_ups(item: Item, _: Bank, grader: Grader) -> Iterator[Finding]:
    """Each follow-up's `say` meets it, its `ask` typed as a reply does not."""
    for path, criterion in criteria_of(item):
        further = criterion.follow_up
        if further is None:
            continue
        right = grader.grade_reply(item.id, criterion.id, further.say)
        if [mark.status for mark in right.marks] != [Status.MET]:
            yield Finding(
                Kind.SELF_TEST,
                Severity.ERROR,
                item.id,
                (*path, "follow_up", "say"),
                "as a reply this does not meet the follow-up: give it patterns of its own",
            )
        echo = grader.grade_reply(item.id, criterion.id, further.ask)
        if (echo.score or 0.0) >= _EARNED:
            yield Finding(
                Kind.LOOSENESS,
                Severity.WARNING,
                item.id,
                (*path, "follow_up", "ask"),
                "the question typed back earns it: its patterns match its own words",
            )
