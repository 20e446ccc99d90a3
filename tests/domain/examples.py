"""A small bank to grade with."""

from collections.abc import Mapping
from typing import Any

from bot.domain.bank import Bank
from bot.domain.grade import Mark
from bot.domain.grading import Grader
from bot.domain.item import Item, Misconception, PackInfo, Scale
from bot.domain.lexicon import Lexicon
from bot.domain.pattern import parse
from bot.domain.program import Program

SOURCE = {"title": "Python documentation", "url": "https://docs.python.org/3/"}

GROUPS: Mapping[str, tuple[str, ...]] = {
    "thread": ("thread", "worker thread"),
    "process": ("process", "subprocess"),
    "share": ("share", "common"),
    "separate": ("separate", "own", "private"),
    "memory": ("memory", "heap", "address space"),
    "at-once": ("at once", "same time", "simultaneously"),
}
RIVALS = (("thread", "process"), ("share", "separate"))
SCALES = {"safe": Scale(same=("safe", "need no lock"), opposite=("race", "need a lock"))}

CATALOGUE = (
    Misconception.model_validate(
        {
            "id": "gil-removed",
            "say": "The default build still has the GIL.",
            "any": ["gil ... remove", "no gil any more", "interpreter lock && remove"],
            "asked": ["lock (be | have)? abolished"],
            "source": SOURCE,
            "cap": 0.25,
        }
    ),
    Misconception.model_validate(
        {
            "id": "threads-useless",
            "say": "Threads help whenever the time goes into waiting.",
            "any": ["@thread be useless", "useless @thread"],
            "unless": ["@thread help & wait"],
            "source": SOURCE,
            "penalty": 0.2,
        }
    ),
)


def make_item(**changes: Any) -> Item:
    """An item on who shares memory, with some fields changed."""
    fields: dict[str, Any] = {
        "id": "who-shares",
        "topic": "choosing-a-model",
        "level": "junior",
        "kind": "compare",
        "title": "Who shares memory?",
        "prompt": "How do threads and processes differ in what they see of each other?",
        "required": [
            {
                "id": "threads-share",
                "weight": 6,
                "skill": "definition",
                "say": "Threads of one program share its memory.",
                "any": ["@thread @share @memory"],
                "close": ["@thread & @memory"],
            },
            {
                "id": "processes-apart",
                "weight": 4,
                "skill": "consequence",
                "say": "Each process has private memory that no other process can touch.",
                "any": ["@process @separate @memory", "@process NOT (@share) @memory"],
            },
        ],
        "bonus": [
            {
                "id": "pickling",
                "weight": 1,
                "skill": "nuance",
                "say": "What goes between processes is pickled.",
                "any": ["pickl*"],
            }
        ],
        "misconceptions": ["gil-removed"],
        "hints": ["Think of a variable.", "Think of two programs."],
        "model_answer": (
            "Threads of one program share its memory. Each process has its own memory, so whatever "
            "goes from one to the other has to be pickled and copied on the way."
        ),
        "sources": [SOURCE],
    }
    return Item.model_validate(fields | changes)


def make_bank(*items: Item) -> Bank:
    """A bank of some items, or of the one above."""
    chosen = items or (make_item(),)
    return Bank(
        packs=(
            PackInfo.model_validate(
                {
                    "id": "small",
                    "title": "A small pack",
                    "version": "1.0.0",
                    "licence": "MIT",
                    "authors": ["us"],
                    "topics": [{"id": item.topic, "title": item.topic} for item in chosen],
                }
            ),
        ),
        items=chosen,
        synonyms=GROUPS,
        rivals=RIVALS,
        misconceptions={entry.id: entry for entry in CATALOGUE},
        versions={item.id: "0" * 12 for item in chosen},
    )


def make_grader(*items: Item) -> Grader:
    """A grader of some items, or of the one above."""
    return Grader(make_bank(*items))


def marks(grader: Grader, text: str) -> dict[str, Mark]:
    """The marks of an answer to the item of `make_item`, by criterion."""
    return {mark.criterion: mark for mark in grader.grade("who-shares", text).marks}


def charged(grader: Grader, text: str) -> list[str]:
    """The misconceptions that a text claims."""
    return [finding.id for finding in grader.read_side_remarks(text).misconceptions]


def make_program(*patterns: str) -> tuple[Program, list[int]]:
    """Some patterns, compiled with the groups above, and the number of each."""
    lexicon = Lexicon(GROUPS, RIVALS, SCALES)
    nodes = [parse(pattern) for pattern in patterns]
    for node in nodes:
        lexicon.learn(node)
    program = Program(lexicon)
    return program, [program.add(node) for node in nodes]
