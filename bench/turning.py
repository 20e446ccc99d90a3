"""Right answers turned round by rule: one claim becomes its opposite.

No rule knows a rubric. Some of what they make is harmless or no sense, so read the shares beside
those of an earlier run, not by themselves.
"""

import re
from collections.abc import Iterator, Mapping

TURNS: Mapping[str, tuple[str, str]] = {
    "one thread: all threads": (
        r"\b(only |just )?(one|1|a single) thread( can| may| at a time| at once|s? runs?)",
        r"all threads\3",
    ),
    "one at a time: all at once": (r"\b(only |just )?(one|1) (at a time|by one)", "all at once"),
    "only one: all": (r"\b(only|just) (one|1)\b", "all of them"),
    "others wait: go in": (
        r"\b(the )?(others?|rest|everyone else) (must |have to |has to )?waits?\b",
        "the others go in too",
    ),
    "must wait: need not": (r"\b(must|have to|has to) wait\b", "need not wait"),
    "released: held": (r"\b(released|dropped|given up|handed back)\b", "held"),
    "releases: keeps": (r"\b(releases?|drops?|gives? up|hands? back|lets? go of)\b", "keeps"),
    "holds the GIL: releases": (r"\b(holds?|keeps?) (the )?(gil|lock)\b", r"releases the \3"),
    "not in parallel: in parallel": (
        r"\b(can't|cannot|don't|do not|never) (run|compute) (\w+ ){0,3}(in parallel|at once)",
        r"can \2 \3\4",
    ),
    "no parallelism: full": (r"\bno (real |true )?parallel", "full parallel"),
    "no speed-up: a big one": (r"\b(no|zero) (speed ?up|gain|benefit)", r"a big \2"),
    "own GIL: the same": (
        r"\b(its|their|an?) own (gil|interpreter lock|lock)",
        r"the same \2",
    ),
    "own memory: the same": (
        r"\b(its|their|an?) own (interpreter|memory|address space|heap)",
        r"the same \2",
    ),
    "shared memory: separate": (
        r"\bshared? (the )?(same )?(memory|address space|heap|variables|data|objects)",
        r"have separate \3",
    ),
    "threads share: processes": (
        r"\bthreads (share|see|have the same)",
        r"processes \1",
    ),
    "threads for I/O: for CPU": (
        r"\bthreads? (pool )?(for|when|if) (its? (is )?)?(i/?o|network|waiting)([- ]bound)?",
        r"threads \1for CPU-bound work",
    ),
    "processes for CPU: for I/O": (
        r"\bprocess(es)? (pool )?(for|when|if) (its? (is )?)?(cpu|heavy|computing)([- ]bound)?",
        r"processes \2for I/O",
    ),
    "not safe: safe": (r"\b(not|aren't|isn't) (thread[- ]?)?safe", r"already \2safe"),
    "protects: does not": (
        r"\b(protects?|guards?|keeps?) (the )?(ref|memory|counts?|counters?)",
        r"does not protect \2\3",
    ),
    "others can: can not": (
        r"\b(others|another( thread| one)?|other threads) (can|may) (run|work|continue|go)",
        r"\1 can not \4",
    ),
    "depends on timing: does not": (
        r"\b(depends|depend) on (the )?(timing|order|who|scheduling|scheduler|luck|which)",
        r"does not depend on \2\3",
    ),
    "waits overlap: never": (
        r"\b(waits|waiting|they|downloads|requests|threads) (can )?overlaps?\b",
        r"\1 never overlap",
    ),
}
"""What is looked for and what is put in its place, the first time it is found."""


def turned(text: str) -> Iterator[tuple[str, str]]:
    """The text turned round: each rule that finds something, and what it makes."""
    for name, (found, opposite) in TURNS.items():
        other, count = re.subn(found, opposite, text, count=1, flags=re.IGNORECASE)
        if count:
            yield name, other
