"""What the check has to say about an item, and where."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from ..domain.bank import Bank
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


class Severity(StrEnum):
    """An error fails the check, a warning should be looked at, a note is worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in one item.

    Attributes:
        path: where in the item's file, such as `("required", 0, "say")`.
        sentence: what is wrong, and what to do about it.
    """

    kind: Kind
    severity: Severity
    item_id: str
    path: Path
    sentence: str


Check = Callable[[Item, Bank, Grader], Iterable[Finding]]
"""One kind of check, of one item among the others of its bank."""
