"""An item about which the check has nothing to say, to break in tests."""

from typing import Any

from bot.domain.bank import Bank
from bot.domain.grading import Grader
from bot.domain.item import Item
from bot.itembank.finding import Check, Finding
from tests.domain.examples import make_bank, make_item

SHARING: dict[str, Any] = {
    "id": "threads-share",
    "weight": 6,
    "skill": "definition",
    "say": "Threads of one program share whatever memory it owns.",
    "any": ["@thread ... @share ... @memory"],
}
ISOLATION: dict[str, Any] = {
    "id": "processes-apart",
    "weight": 5,
    "skill": "consequence",
    "say": "Processes keep what they hold apart from each other.",
    "any": ["@process ... apart"],
}
RIGHT = "Threads share memory. Processes keep their objects apart."
SAMPLES: list[dict[str, Any]] = [
    *({"text": RIGHT, "score": 1.0, "kind": "terse"} for _ in range(10)),
    {"text": "Threads share the heap of the program.", "band": "partial", "kind": "partial"},
    {"text": "They differ in how fast they run.", "score": 0.0, "kind": "terse"},
]


def sound_item(**changes: Any) -> Item:
    """The item with some fields changed."""
    fields = {
        "required": [SHARING, ISOLATION],
        "bonus": [],
        "misconceptions": [],
        "model_answer": (
            "All threads share memory, with no copy. Processes, on the other hand, keep "
            "everything that belongs to them strictly apart."
        ),
        "samples": SAMPLES,
    }
    return make_item(**fields | changes)


def findings(check: Check, item: Item, *others: Item) -> list[Finding]:
    """What a check says about the first of some items."""
    bank: Bank = make_bank(item, *others)
    return list(check(item, bank, Grader(bank)))
