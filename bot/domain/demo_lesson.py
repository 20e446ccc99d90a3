"""The words of a result: the main figures, what they teach, and the small print.

What a demonstration teaches depends on the Python it ran on: with the GIL, without it, which
version. Nothing here judges; the verdict says whether the figures show it.
"""

from collections.abc import Callable, Mapping
from typing import Final

from .demo_result import DemoResult, Facts
from .demo_rule import lost_share, plus_equals_is_whole
from .errors import MissingFigureError
from .quantity import cores, duration, how_many, in_words, number, percent, sentence, times

_LOCK = "Works today is not the same as safe: use a lock."

_WITH_GIL: Final[Mapping[str, str]] = {
    "timeline": (
        "Only the thread that holds the GIL runs Python code. After the switch interval a waiting "
        "thread asks for it, and the other one lets go. So the threads take turns on one core, "
        "however many cores there are."
    ),
    "cpu": (
        "With the GIL one thread at a time runs Python code, so threads that compute share one "
        "core. Each process has a GIL of its own, so processes use several cores. Interpreters "
        "(3.14 and later) do as well, inside one process."
    ),
    "executors": (
        "Both pools are used in the same way, so one word can be swapped. For computing it "
        "matters: threads share one GIL, processes have one each. For waiting it does not: a "
        "thread that waits lets go of the GIL."
    ),
    "io": (
        "A thread that waits for a socket lets go of the GIL, so the waits overlap. asyncio "
        "overlaps them in a single thread. For waiting, threads are no worse with the GIL."
    ),
    "convoy": (
        "The waiting thread let go of the GIL and needs it back to see the reply. The busy thread "
        "gives it up only after the switch interval. A shorter interval brings replies sooner, at "
        "the price of more switching."
    ),
    "loop": (
        "An event loop does one thing at a time: while a coroutine computes, nothing else gets a "
        "turn. In a thread the work competes with the loop for the GIL, so a tick comes a switch "
        "interval late, or a few. In a process it leaves the loop alone."
    ),
    "release": (
        "Only Python code and Python objects need the GIL. hashlib lets go of it while it hashes "
        "more than 2,047 bytes, so threads that hash big pieces use several cores; zlib and much "
        "of NumPy do the same. For small pieces letting go would cost more than it brings."
    ),
}

_WITHOUT_GIL: Final[Mapping[str, str]] = {
    "timeline": (
        "Without the GIL every thread runs Python code whenever there is a core for it. So they "
        "run side by side, and what they share needs locks all the more."
    ),
    "cpu": (
        "Without the GIL threads compute on several cores, just as processes do. They share their "
        "memory, so nothing has to be pickled; but whatever they change together needs a lock."
    ),
    "executors": (
        "Without the GIL both pools compute on several cores, and waits overlap in both. Threads "
        "then need no pickling and start faster; processes still keep their data and their "
        "crashes apart."
    ),
    "io": (
        "Waits of threads overlap, as they do with the GIL: a thread that waits never needs it. "
        "asyncio overlaps them in a single thread."
    ),
    "convoy": (
        "Without the GIL the waiting thread needs nothing from the busy one, so it sees the reply "
        "at once, as long as a core is free. The switch interval no longer matters."
    ),
    "loop": (
        "An event loop does one thing at a time, with or without the GIL: while a coroutine "
        "computes, nothing else gets a turn. Without the GIL a thread is enough to compute beside "
        "it; a process does as well."
    ),
    "release": (
        "Without the GIL there is nothing to let go of: threads use several cores for pure Python "
        "as well as for C code. With the GIL only the hashes of big pieces would."
    ),
}

_ANYWHERE: Final[Mapping[str, str]] = {
    "pickling": (
        "Whatever goes to a process and comes back is pickled, sent and read again. With much work "
        "on little data that hardly counts; with little work on much data it costs more than "
        "further cores bring. Threads share their memory and send nothing."
    ),
    "startup": (
        "A thread is little more than a stack in a process that is there already. fork copies the "
        "process, forkserver has a clean process copy itself, spawn starts a new Python. So start "
        "workers once and keep them in a pool."
    ),
    "versions": (
        "Up to 3.9 CPython could switch threads in the middle of x += 1. With the GIL, later ones "
        "check for a switch only at calls and at the end of a loop's turn, so it happens to stay "
        "whole; without the GIL additions get lost again. A lock is right on all of them."
    ),
}


def world(facts: Facts) -> str:
    """The Python in a few words."""
    name = "Python" if facts.implementation.lower() == "cpython" else facts.implementation
    free = " free-threaded" if facts.build == "free-threaded" else ""
    return f"{name} {facts.python}{free}, GIL {'on' if facts.gil_enabled else 'off'}"


def rounds(result: DemoResult) -> int:
    """How often most was measured."""
    return max((stat.n for row in result.rows for stat in row.stats.values()), default=0)


def headline(result: DemoResult) -> str:
    """The main figures in one sentence, without a judgement."""
    told = _HEADLINES.get(result.demo)
    try:
        return sentence(told(result)) if told else ""
    except MissingFigureError as missing:
        return str(missing)


def why(result: DemoResult) -> str:
    """What it teaches about the GIL, on the Python that it ran on."""
    gil = result.facts.gil_enabled
    if result.demo == "race":
        return _why_race(result)
    if result.demo == "deadlock":
        return _why_deadlock(result)
    if result.demo == "builds":
        free = [part for part in result.parts.values() if not part.facts.gil_enabled]
        both = "The same script on the same machine, with the GIL and without it."
        return " ".join([both, *map(why, free[:1])])
    known = _WITH_GIL if gil else _WITHOUT_GIL
    return known.get(result.demo) or _ANYWHERE.get(result.demo, "")


def facts_line(result: DemoResult) -> str:
    """The small print: everything one needs to know to repeat it."""
    facts = result.facts
    free = "free-threaded build" if facts.build == "free-threaded" else "GIL build"
    gil = "GIL on" if facts.gil_enabled else "GIL off"
    where = [f"{facts.implementation} {facts.python}, {free}, {gil}"]
    if result.parts:
        where = [f"{world(part.facts)}, {_others(part)}" for part in result.parts.values()]
    several = rounds(result)
    how = [f"median and range of {several} measurements"] if several > 1 else []
    return " · ".join(
        [
            *where,
            f"may use {how_many(facts.cores, 'core')}",
            *([] if result.parts else [_others(result)]),
            f"switch interval {number(facts.switch_interval_ms)} ms",
            *how,
            f"{number(result.seconds)} s",
            f"script {result.script}",
        ]
    )


def _others(result: DemoResult) -> str:
    others = result.others_cores
    return "others not known" if others is None else f"others used {cores(others)} cores"


def _why_race(result: DemoResult) -> str:
    if not result.facts.gil_enabled:
        return (
            "Without the GIL two threads can read the same number at the same moment; then one "
            "writes over what the other added, even with x += 1. A lock makes reading and writing "
            "one step, on every build."
        )
    if plus_equals_is_whole(result):
        return (
            "The GIL protects the interpreter, not your data: with a call or a wait between "
            "reading and writing, another thread gets in. Since 3.10 CPython checks for a switch "
            "only at calls and at the end of a loop's turn, so x += 1 happens to stay whole. "
            f"{_LOCK}"
        )
    return (
        "x += 1 reads, adds and writes, and this Python may switch threads in between. The GIL "
        "protects the interpreter, not your data: only a lock makes the three one step."
    )


def _why_deadlock(result: DemoResult) -> str:
    if result.parameters.get("ordered") == "yes":
        return (
            "Both threads want lock A first, so one of them simply waits until the other is done "
            "with both. As long as all code takes its locks in the same order, no circle of "
            "waiting can arise. The GIL plays no part in this."
        )
    return (
        "Each thread has the lock that the other one wants: without the time-out both would wait "
        "for ever. The GIL neither causes nor prevents this. Taking the locks in the same order "
        "everywhere does prevent it."
    )


def _told(result: DemoResult, stat: str, shown: Callable[[float], str], **ways: str) -> str:
    """Each way that was measured with its figure; underscores in a key stand for hyphens."""
    keys = {key.replace("_", "-"): name for key, name in ways.items()}
    return ", ".join(
        f"{name} {shown(result.stat(stat, of=key).median)}"
        for key, name in keys.items()
        if result.row(key)
    )


def _timeline(result: DemoResult) -> str:
    used, together = result.stat("cores").median, result.stat("overlap").median
    return (
        f"{in_words(len(result.rows), 'thread')} used {cores(used)} cores; at least two were at "
        f"work at once for {percent(together)} of the time"
    )


def _cpu(result: DemoResult) -> str:
    ways = {"threads": "threads", "processes": "processes", "interpreters": "interpreters"}
    return f"cores used: {_told(result, 'cores', cores, **ways)}"


def _executors(result: DemoResult) -> str:
    computing = _told(result, "cores", cores, cpu_threads="threads", cpu_processes="processes")
    waiting = _told(result, "wall_ms", duration, io_threads="threads", io_processes="processes")
    return f"cores used for computing: {computing}; time for waiting: {waiting}"


def _io(result: DemoResult) -> str:
    ways = {"serial": "one after another", "threads": "in threads", "asyncio": "in asyncio"}
    return _told(result, "wall_ms", duration, **ways)


def _race(result: DemoResult) -> str:
    ways = {"plain": "x += 1", "call": "x = add(x)", "wait": "a wait between", "lock": "a lock"}
    told = [f"{percent(lost_share(result, key))} with {name}" for key, name in ways.items()]
    return f"lost: {', '.join(told)}"


def _deadlock(result: DemoResult) -> str:
    got = sum(result.stat("got_second", of=key).median > 0 for key in ("thread-1", "thread-2"))
    return f"{('neither thread', 'one thread', 'both threads')[got]} got the second lock"


def _convoy(result: DemoResult) -> str:
    ways = {"alone": "alone", "busy": "beside a busy thread", "short": "with a shorter interval"}
    return f"The reply is seen after: {_told(result, 'reply_ms', duration, **ways)}"


def _loop(result: DemoResult) -> str:
    ways = {"in_loop": "in the event loop", "thread": "in a thread", "process": "in a process"}
    return f"latest tick beside work {_told(result, 'late_ms', duration, **ways)}"


def _release(result: DemoResult) -> str:
    ways = {"pure": "pure Python", "small": "hashes of 1 KiB", "big": "hashes of 1 MiB"}
    return f"cores used: {_told(result, 'cores', cores, **ways)}"


def _pickling(result: DemoResult) -> str:
    small, big = (result.stat(f"{size}_speedup").median for size in ("small", "big"))
    return (
        f"the pool was {times(small)} as fast with little data and {times(big)} as fast with much"
    )


def _startup(result: DemoResult) -> str:
    ways = ("thread", "fork", "forkserver", "spawn", "interpreter")
    return f"to start: {_told(result, 'start_ms', duration, **dict(zip(ways, ways, strict=True)))}"


def _builds(result: DemoResult) -> str:
    return " ".join(f"{world(part.facts)}: {headline(part)}" for part in result.parts.values())


def _versions(result: DemoResult) -> str:
    lossy = sum(lost_share(part, "plain") > 0 for part in result.parts.values())
    return f"on {lossy} of {how_many(len(result.parts), 'Python')}, x += 1 lost additions"


_HEADLINES: Final[Mapping[str, Callable[[DemoResult], str]]] = {
    "timeline": _timeline,
    "cpu": _cpu,
    "executors": _executors,
    "io": _io,
    "race": _race,
    "deadlock": _deadlock,
    "convoy": _convoy,
    "loop": _loop,
    "release": _release,
    "pickling": _pickling,
    "startup": _startup,
    "builds": _builds,
    "versions": _versions,
}
