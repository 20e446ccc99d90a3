"""A small bank to ask from, and results to show."""

from bot.domain.bank import Bank
from bot.domain.item import Item, Misconception, PackInfo
from bot.domain.lesson import Lesson

ROOT = "https://docs.python.org/3/"

GIL = Item.model_validate(
    {
        "id": "what-is-the-gil",
        "topic": "gil",
        "level": "junior",
        "kind": "explain",
        "title": "What is the GIL?",
        "prompt": "What is the Global Interpreter Lock, and why does CPython have it?",
        "required": [
            {
                "id": "one-at-a-time",
                "weight": 2,
                "say": "Only one thread at a time runs Python bytecode.",
                "skill": "definition",
                "any": ["one thread & bytecode", "one thread ... run"],
            },
            {
                "id": "protects-refcounts",
                "weight": 1,
                "say": "It protects reference counts from being corrupted.",
                "skill": "mechanism",
                "any": ["protect* & reference count*", "refcount*"],
                "follow_up": {
                    "ask": "What would two threads do to one of those numbers without it?",
                    "say": "They would lose an update, so the object is freed too early.",
                    "any": ["lose* & update", "freed & (early | soon)"],
                },
            },
        ],
        "bonus": [
            {
                "id": "released-in-io",
                "say": "It is released while a thread waits for input or output.",
                "skill": "nuance",
                "any": ["release* & (i/o | input | output | wait*)"],
            }
        ],
        "misconceptions": [{"use": "removed-in-3-13", "cap": 0.5}],
        "hints": ["Think of bytecode.", "How does CPython count references?"],
        "model_answer": (
            "The GIL is a lock of the interpreter: one thread at a time runs Python bytecode. "
            "It protects reference counts from being corrupted."
        ),
        "sources": [{"title": "Glossary: GIL", "url": f"{ROOT}glossary.html"}],
    }
)

CODE = Item.model_validate(
    {
        "id": "lost-update",
        "topic": "locks",
        "level": "senior",
        "kind": "predict-output",
        "title": "A counter in two threads",
        "prompt": (
            "Two threads run this function. Which values can `total` have in the end, and why?\n"
            "Say what would make it certain."
        ),
        "code": {"text": "total = 0\n\ndef add():\n    global total\n    total += 1\n"},
        "required": [
            {
                "id": "not-atomic",
                "say": "Reading, adding and writing back are separate steps.",
                "skill": "mechanism",
                "any": ["not atomic", "separate steps"],
            }
        ],
        "hints": ["Count the steps."],
        "model_answer": "Reading, adding and writing are separate steps; a lock makes it certain.",
        "sources": [{"title": "threading", "url": f"{ROOT}library/threading.html"}],
    }
)

POOL = Item.model_validate(
    {
        "id": "thread-pool",
        "topic": "locks",
        "level": "mid",
        "kind": "when-would-you",
        "title": "When a thread pool?",
        "prompt": "When would you choose a thread pool over a process pool?",
        "required": [
            {
                "id": "waits",
                "say": "When the work waits for input or output.",
                "skill": "consequence",
                "any": ["wait", "i/o"],
            }
        ],
        "hints": ["What does the work wait for?"],
        "model_answer": "When the work waits for input or output.",
        "sources": [{"title": "futures", "url": f"{ROOT}library/concurrent.futures.html"}],
    }
)

REMOVED = Misconception.model_validate(
    {
        "id": "removed-in-3-13",
        "say": "The GIL is still there by default; 3.13 only added an optional build without it.",
        "any": ["gil & removed & 3.13"],
        "source": {"title": "What's New in 3.13", "url": f"{ROOT}whatsnew/3.13.html"},
        "cap": 0.5,
    }
)

PACK = PackInfo.model_validate(
    {
        "id": "small",
        "title": "A small pack",
        "version": "1.0.0",
        "licence": "MIT",
        "authors": ["nobody"],
        "topics": [{"id": "gil", "title": "The GIL"}, {"id": "locks", "title": "Races and locks"}],
    }
)


def widest(char: str) -> Item:
    """An item with as much of everything as an author may write."""

    def long(most: int) -> str:
        return f"x{char * (most - 2)}x"

    def criterion(name: str, number: int) -> dict[str, object]:
        words = {"say": long(400), "skill": "nuance", "any": ["word"]}
        return {"id": f"{name}-{number}", **words}

    return Item.model_validate(
        {
            **GIL.model_dump(),
            "id": "x" * 60,
            "title": long(45),
            "prompt": long(600),
            "code": {"text": long(1200)},
            "applies_to": {"python": ", ".join([">=3.10"] * 7), "build": "gil"},
            "required": [criterion("required", number) for number in range(6)],
            "bonus": [criterion("bonus", number) for number in range(6)],
            "hints": [long(400)] * 3,
            "model_answer": long(1800),
            "sources": [{"title": long(400), "url": "https://" + "x" * 292}] * 6,
        }
    )


LESSON = Lesson.model_validate(
    {
        "topic": "gil",
        "title": "One key, many hands",
        "text": "One thread at a time\nruns Python code.\n\n```python\nprint(1)  # 1\n```",
        "sources": [{"title": "Glossary: GIL", "url": f"{ROOT}glossary.html"}],
        "demo": "timeline",
    }
)

ITEMS = (GIL, CODE, POOL)

BANK = Bank(
    packs=(PACK,),
    items=ITEMS,
    synonyms={},
    rivals=(),
    misconceptions={REMOVED.id: REMOVED},
    versions={item.id: "1" for item in ITEMS},
    lessons={LESSON.topic: LESSON},
)

GOOD = (
    "Only one thread at a time runs Python bytecode, because the lock protects the reference "
    "counts of all objects."
)
PARTIAL = "It is a lock: only one thread runs bytecode at a time."
WRONG = "One thread runs bytecode at a time, but the GIL was removed in 3.13."
