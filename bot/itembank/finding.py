"""What the check has to say about an item or a pack, and where."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from ..domain.bank import Bank
from ..domain.grade import Grade, Status
from ..domain.grading import Grader
from ..domain.item import Item
from .yaml_source import Path


class Kind(StrEnum):
    """What was checked."""

    SCHEMA = "schema"
    SELF_TEST = "self-test"
    OVERLAP = "overlap"
    LOOSENESS = "looseness"
    ATTACK = "attack"
    SAMPLE = "sample"
    ROBUSTNESS = "robustness"
    MISCONCEPTION = "misconception"
    LESSON = "lesson"


class Severity(StrEnum):
    """An error fails the check, a warning should be looked at, a note is worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in one item, in the head of a pack, or in the catalogue.

    Attributes:
        subject: the item's id, `<pack>/pack`, or `misconceptions`.
        path: where in its file, such as `("required", 0, "say")`.
        sentence: what is wrong, and what to do about it.
    """

    kind: Kind
    severity: Severity
    subject: str
    path: Path
    sentence: str


Check = Callable[[Item, Bank, Grader], Iterable[Finding]]
"""One kind of check, of one item among the others of its bank."""


def outcome(item: Item, grade: Grade) -> str:
    """What came of an answer and why, for an author who wonders: "0.4 (partial): `x` met, ..."."""
    if grade.score is None:
        return f"no grade ({', '.join(grade.flags)})"
    reasons = [
        f"`{mark.criterion}` {mark.status}"
        for place, mark in enumerate(grade.marks)
        if place < len(item.required) or mark.status is not Status.MISSED
    ]
    reasons += [f"misconception `{one.id}`" for one in grade.misconceptions if one.attached]
    reasons += grade.flags
    return f"{grade.score} ({grade.band}): {', '.join(reasons)}"
