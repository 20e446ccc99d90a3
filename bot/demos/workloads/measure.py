"""How a demo measures: rounds in rotating order on a machine that is awake, and what came out.

Judge by the cores that were used, CPU seconds over wall seconds, rather than by wall time: a busy
machine stretches wall time as it likes, but lends a thread no second core.
"""

from __future__ import annotations

import hashlib
import statistics
import threading
from collections.abc import Callable, Mapping, Sequence
from time import perf_counter, thread_time
from typing import Any, NamedTuple

Stat = dict[str, float]
Sample = dict[str, float]

_AWAKE_S = 0.08  # a virtual machine that idled keeps work on one core for 40-100 ms
_LONG_S = 6


class Row(NamedTuple):
    """One way of doing the work, as `DemoResult` has it."""

    key: str
    label: str
    stats: Mapping[str, Stat] = {}
    points: Sequence[float] = ()
    slices: Sequence[tuple[float, float]] = ()


class Measured(NamedTuple):
    """What a demo found out; `parts` are whole results, by the interpreter's label."""

    rows: Sequence[Row] = ()
    stats: Mapping[str, Stat] = {}
    parts: Mapping[str, Mapping[str, Any]] = {}


class Way(NamedTuple):
    """A way of doing the work; `run` does it once and says what it took."""

    key: str
    label: str
    run: Callable[[], Sample]


def stat(values: Sequence[float]) -> Stat:
    """Median and range of some values."""
    return {
        "median": round(statistics.median(values), 4),
        "low": round(min(values), 4),
        "high": round(max(values), 4),
        "n": len(values),
    }


def once(**values: float) -> dict[str, Stat]:
    """Statistics of what was measured a single time."""
    return {name: stat([value]) for name, value in values.items()}


def in_rounds(ways: Sequence[Way], rounds: int, *, cores: int) -> list[Row]:
    """Measure every way once a round; each round begins with another way.

    Whatever slows the machine for a while then slows all ways alike. No round begins when it has
    taken long already, so `n` may be less than was asked for.
    """
    start = perf_counter()
    samples: dict[str, list[Sample]] = {way.key: [] for way in ways}
    for turn in range(rounds):
        if perf_counter() - start > _LONG_S:
            break
        first = turn % len(ways)
        for way in (*ways[first:], *ways[:first]):
            wake(cores)
            samples[way.key].append(way.run())
    return [Row(way.key, way.label, _stats(samples[way.key])) for way in ways]


def _stats(samples: Sequence[Sample]) -> dict[str, Stat]:
    return {name: stat([sample[name] for sample in samples]) for name in samples[0]}


def wake(cores: int) -> None:
    """Keep so many cores busy for a moment, so that the machine spreads work over them."""
    until = perf_counter() + _AWAKE_S
    threads = [threading.Thread(target=_hash, args=(until,)) for _ in range(cores)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _hash(until: float) -> None:
    block = bytes(1 << 18)  # big enough for hashlib to let go of the GIL
    while perf_counter() < until:
        hashlib.sha256(block).digest()


def count(steps: int) -> float:
    """Count in pure Python; return the CPU seconds it took."""
    start = thread_time()
    total = 0
    for step in range(steps):
        total += step
    return thread_time() - start


def steps_for(ms: float) -> int:
    """How many steps of `count` take about so many milliseconds of one core."""
    steps = 50_000
    wake(1)
    fastest = min(count(steps) for _ in range(5))
    return int(steps * ms / 1000 / fastest)
