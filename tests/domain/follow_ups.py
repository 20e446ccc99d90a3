"""An item that asks on: a follow-up on every criterion but one."""

from typing import Any

from bot.domain.item import Item
from tests.domain.examples import make_item

BOTH = "Threads share memory. Each process has its own memory."
THREADS = "Threads always share their memory."
NEITHER = "It really depends on the program and the machine."


def make_asking_item(**changes: Any) -> Item:
    """The item on who shares memory, with follow-ups."""
    fields = make_item().model_dump()
    share, apart = fields["required"]
    fields["misconceptions"] = ["gil-removed", "threads-useless"]
    share["follow_up"] = {
        "ask": "What can go wrong when two of them write to one list?",
        "say": "One may overwrite what the other has just written.",
        "any": ["overwrite", "lose* & update"],
        "close": ["mix* (up | together)"],
    }
    apart["follow_up"] = {
        "ask": "So what does a second process see of a global list?",
        "say": "Each process has private memory, so it sees a list of its own.",
    }
    extra = dict(fields["bonus"][0], id="copied", weight=9, any=["copied"])
    extra["follow_up"] = {"ask": "What is sent?", "say": "A pickled copy is what is sent."}
    extra["any"] = ["pickl* copy"]
    return Item.model_validate(
        fields | {"bonus": [*fields["bonus"], extra], "samples": ()} | changes
    )
