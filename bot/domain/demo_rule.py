"""The rule of each demonstration: what has to be measured, with which tolerance.

A rule is said in words before the run and applied to the figures after it. Its hard claims are
those that nothing but a false statement can break, however busy the machine is: breaking one
contradicts what we teach. Its other claims need a machine with room: breaking one only means that
the effect is not visible now. Cores used decide, never the wall time of threads alone.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Final, NamedTuple

from .demo_result import DemoResult
from .quantity import cores, duration, number, percent, ratio, times

ONE_CORE: Final = 1.10
"""Cores that threads with the GIL never pass. Measured: at most 1.006 in 1,379 runs."""

ROOM: Final = 0.67
"""The share of the cores they could use that parallel work has to reach."""

_OVERLAP_WITH_GIL = 0.05
_OVERLAP_WITHOUT = 0.5
_WAITS_FASTER = 4.0
_WAITS_FASTER_SHARE = 0.4
_WAITS_FASTER_LEAST = 1.5
_WAITS_TOGETHER = 0.75
_LATE_SHARE = 0.5
_PROMPT_MS = 1.0
_POOL_WINS = 1.25
_POOL_LOSES = 0.67
_WHOLE_SINCE = (3, 10)


class Claim(NamedTuple):
    """One part of a rule, with what was measured.

    Attributes:
        said: what was measured, in words.
        asked: what it had to be.
        needs_cores: with fewer cores it can't hold.
    """

    said: str
    asked: str
    holds: bool
    hard: bool = False
    needs_cores: int = 1


class Rule(NamedTuple):
    """A rule in words, and as claims on a result; claims raise MissingFigureError."""

    words: str
    claims: Callable[[DemoResult], Iterable[Claim]]


def python_version(result: DemoResult) -> tuple[int, int]:
    """Major and minor version; (0, 0) where they can't be read."""
    match = re.match(r"(\d{1,4})\.(\d{1,4})", result.facts.python)
    return (int(match[1]), int(match[2])) if match else (0, 0)


def plus_equals_is_whole(result: DemoResult) -> bool:
    """Whether `x += 1` happens to lose nothing: CPython with the GIL, since 3.10.

    Since then a switch is checked for only at calls, at function entry and at the end of a loop's
    turn. Source: CPython 3.10, Python/ceval.c, and what was measured on 3.8 to 3.15.
    """
    facts = result.facts
    whole = python_version(result) >= _WHOLE_SINCE and facts.gil_enabled
    return whole and facts.implementation.lower() == "cpython"


def lost_share(result: DemoResult, way: str) -> float:
    """Which share of the additions got lost in one way of the race."""
    return ratio(result.stat("lost", of=way).median, result.stat("expected", of=way).median)


def parallel_cores(result: DemoResult, workers: str) -> float:
    """The cores that so many workers could use; two where there is only one."""
    return min(result.number(workers), max(result.facts.cores, 2))


def _label(result: DemoResult, key: str) -> str:
    row = result.row(key)
    return row.label if row else key


def _bound_to_one(result: DemoResult, key: str) -> Claim:
    used = result.stat("cores", of=key).median
    said = f"{_label(result, key)}: {cores(used)} cores"
    return Claim(said, f"at most {ONE_CORE:.2f}", used <= ONE_CORE, hard=True)


def _parallel(result: DemoResult, key: str, workers: str) -> Claim:
    used, least = result.stat("cores", of=key).median, ROOM * parallel_cores(result, workers)
    said = f"{_label(result, key)}: {cores(used)} cores"
    return Claim(said, f"at least {cores(least)}", used >= least, needs_cores=2)


def _threads(result: DemoResult, key: str, workers: str) -> Claim:
    """With the GIL threads share one core; without it they don't."""
    if result.facts.gil_enabled:
        return _bound_to_one(result, key)
    return _parallel(result, key, workers)


def _timeline(result: DemoResult) -> Iterator[Claim]:
    used, overlap = result.stat("cores").median, result.stat("overlap").median
    said = f"threads at work at the same time: {percent(overlap)} of the time"
    if result.facts.gil_enabled:
        asked = f"at most {ONE_CORE:.2f}"
        yield Claim(f"cores used: {cores(used)}", asked, used <= ONE_CORE, hard=True)
        asked = f"less than {percent(_OVERLAP_WITH_GIL)}"
        yield Claim(said, asked, overlap < _OVERLAP_WITH_GIL)
    else:
        asked = f"more than {percent(_OVERLAP_WITHOUT)}"
        yield Claim(said, asked, overlap > _OVERLAP_WITHOUT, needs_cores=2)


def _cpu(result: DemoResult) -> Iterator[Claim]:
    yield _threads(result, "threads", "workers")
    others = [key for key in ("processes", "interpreters") if result.row(key)]
    if result.facts.gil_enabled:
        others = sorted(others, key=lambda key: result.stat("cores", of=key).median)[-1:]
    for key in others or ["processes"]:
        yield _parallel(result, key, "workers")


def _executors(result: DemoResult) -> Iterator[Claim]:
    yield _threads(result, "cpu-threads", "workers")
    yield _parallel(result, "cpu-processes", "workers")
    most = _WAITS_TOGETHER * result.number("workers") * result.number("wait_ms")
    for key in ("io-threads", "io-processes"):
        wall = result.stat("wall_ms", of=key).median
        said = f"{_label(result, key)}: {duration(wall)}"
        yield Claim(said, f"at most {duration(most)}", wall <= most)


def _io(result: DemoResult) -> Iterator[Claim]:
    serial = result.stat("wall_ms", of="serial").median
    least = max(_WAITS_FASTER_LEAST, _WAITS_FASTER_SHARE * result.number("tasks"))
    least = min(_WAITS_FASTER, least)
    for key in ("threads", "asyncio"):
        factor = ratio(serial, result.stat("wall_ms", of=key).median)
        said = f"{_label(result, key)}: {times(factor)} as fast"
        yield Claim(said, f"at least {times(least)}", factor >= least)


def _race(result: DemoResult) -> Iterator[Claim]:
    kept = ["lock", *(["plain"] if plus_equals_is_whole(result) else [])]
    for key in kept:
        lost = result.stat("lost", of=key).median
        yield Claim(f"{_label(result, key)}: {number(lost)} lost", "none", lost == 0, hard=True)
    for key in ["call", "wait", *([] if result.facts.gil_enabled else ["plain"])]:
        lost = result.stat("lost", of=key).median
        yield Claim(f"{_label(result, key)}: {number(lost)} lost", "some", lost > 0)


def _deadlock(result: DemoResult) -> Iterator[Claim]:
    ordered = result.parameters.get("ordered") == "yes"
    for key in ("thread-1", "thread-2"):
        got = result.stat("got_second", of=key).median > 0
        said = f"{_label(result, key)} {'got' if got else 'did not get'} its second lock"
        yield Claim(said, "must" if ordered else "must not", got == ordered, hard=True)


def _convoy(result: DemoResult) -> Iterator[Claim]:
    alone, busy = (result.stat("reply_ms", of=key).median for key in ("alone", "busy"))
    delay = max(0.0, busy - alone)
    said = f"beside a busy thread a reply is seen {duration(delay)} later"
    if result.facts.gil_enabled:
        least = _LATE_SHARE * result.number("interval_ms")
        yield Claim(said, f"at least {duration(least)}", delay >= least)
    else:
        yield Claim(said, f"less than {duration(_PROMPT_MS)}", delay < _PROMPT_MS, needs_cores=2)


def _loop(result: DemoResult) -> Iterator[Claim]:
    blocked = result.stat("late_ms", of="in-loop").median
    least = _LATE_SHARE * result.number("ms")
    said = f"{_label(result, 'in-loop')}: {duration(blocked)} late"
    yield Claim(said, f"at least {duration(least)}", blocked >= least, hard=True)
    for key in ("thread", "process"):
        late = result.stat("late_ms", of=key).median
        asked = f"less than {duration(least)}"
        yield Claim(f"{_label(result, key)}: {duration(late)} late", asked, late < least)


def _release(result: DemoResult) -> Iterator[Claim]:
    for key in ("pure", "small"):
        yield _threads(result, key, "threads")
    yield _parallel(result, "big", "threads")


def _pickling(result: DemoResult) -> Iterator[Claim]:
    small, big = (result.stat(f"{size}_speedup").median for size in ("small", "big"))
    said = f"pool with little data: {times(small)} as fast"
    yield Claim(said, f"more than {times(_POOL_WINS)}", small > _POOL_WINS, needs_cores=2)
    said = f"pool with much data: {times(big)} as fast"
    yield Claim(said, f"less than {times(_POOL_LOSES)}", big < _POOL_LOSES)


def _startup(result: DemoResult) -> Iterator[Claim]:
    ways = [key for key in ("thread", "fork", "spawn") if key != "fork" or result.row(key)]
    for cheap, dear in pairwise(ways):
        less, more = (result.stat("start_ms", of=key).median for key in (cheap, dear))
        said = f"{_label(result, cheap)}: {duration(less)}"
        asked = f"less than {_label(result, dear)}, {duration(more)}"
        yield Claim(said, asked, less < more)


def _of_parts(_: DemoResult) -> Iterator[Claim]:
    """Claims are made on each part."""
    return iter(())


_HARD = "Anything else contradicts what we teach."
_SOFT = "If not, the effect is not visible now."
_THREADS = (
    f"With the GIL, threads use at most {ONE_CORE:.2f} cores. More contradicts what we teach."
)
_PARALLEL = f"{ROOM:.0%} of the cores they could use".replace("%", " %")

RULES: Final[Mapping[str, Rule]] = {
    "timeline": Rule(
        f"{_THREADS} Then less than {percent(_OVERLAP_WITH_GIL)} of the time two threads are at "
        f"work at once; without the GIL more than {percent(_OVERLAP_WITHOUT)}. {_SOFT}",
        _timeline,
    ),
    "cpu": Rule(
        f"{_THREADS} Processes or interpreters use at least {_PARALLEL}, without the GIL threads "
        f"as well. {_SOFT}",
        _cpu,
    ),
    "executors": Rule(
        f"{_THREADS} Processes that compute use at least {_PARALLEL}. Waiting takes both pools at "
        f"most {percent(_WAITS_TOGETHER)} of the waits one after another. {_SOFT}",
        _executors,
    ),
    "io": Rule(
        f"Threads and asyncio are at least {times(_WAITS_FASTER)} as fast as one after another; "
        f"with fewer than ten tasks {_WAITS_FASTER_SHARE:g} times their number, at least "
        f"{times(_WAITS_FASTER_LEAST)}. {_SOFT}",
        _io,
    ),
    "race": Rule(
        "With a lock nothing gets lost; x += 1 loses nothing on CPython 3.10 and later with the "
        f"GIL. {_HARD} With a call or a wait in between, and without the GIL with x += 1 too, "
        f"some additions get lost. {_SOFT}",
        _race,
    ),
    "deadlock": Rule(
        "In opposite order neither thread gets its second lock; in the same order both do. "
        f"{_HARD}",
        _deadlock,
    ),
    "convoy": Rule(
        f"With the GIL a busy thread delays the reply by at least {percent(_LATE_SHARE)} of the "
        f"switch interval; without it by less than {duration(_PROMPT_MS)}. {_SOFT}",
        _convoy,
    ),
    "loop": Rule(
        "Work in the event loop makes the ticker late by at least "
        f"{percent(_LATE_SHARE)} of its time. {_HARD} Work in a thread or a process makes it less "
        f"late than that. {_SOFT}",
        _loop,
    ),
    "release": Rule(
        f"{_THREADS} That holds for pure Python and for hashes of 1 KiB. Hashes of 1 MiB use at "
        f"least {_PARALLEL}, without the GIL all do. {_SOFT}",
        _release,
    ),
    "pickling": Rule(
        f"With little data the pool is more than {times(_POOL_WINS)} as fast, with much data less "
        f"than {times(_POOL_LOSES)}. {_SOFT}",
        _pickling,
    ),
    "startup": Rule(
        f"A thread starts faster than a fork, a fork faster than a spawned process. {_SOFT}",
        _startup,
    ),
    "builds": Rule(
        "Each build is judged by the rule of the demonstration that runs on it. Shown only if both "
        "are, one with the GIL and one without.",
        _of_parts,
    ),
    "versions": Rule(
        "Each Python is judged by the rule of the race. Shown only if all are.", _of_parts
    ),
}
"""By the name of the demonstration."""
