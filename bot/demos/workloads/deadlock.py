"""Two locks, two threads: in opposite order both wait for ever, in the same order both pass.

Rows thread-1 and thread-2: `got_second` (1 if it got its second lock) and `waited_ms` for it. A
time-out ends what would last for ever; both keep their first lock until both have tried, so that
neither gets in late.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Lock
from time import perf_counter

from measure import Measured, Row, once
from parameters import Choice, Number

TITLE = "Two locks, two threads"
MEANING = (
    "In opposite order each thread holds what the other wants, and neither gets it. "
    "One order for all is the cure."
)
PARAMETERS = {
    "wait_ms": Number("after how many milliseconds a thread gives up", 300, 100, 1000),
    "ordered": Choice("whether both take the locks in the same order", ("no", "yes")),
}


def take_both(first: Lock, second: Lock, meet: Barrier, wait_s: float) -> tuple[bool, float]:
    """Take the first lock, then want the second: was it got, and after what wait?"""
    with first:
        meet.wait()  # in opposite order, the other one holds its first lock too
        start = perf_counter()
        got = second.acquire(timeout=wait_s)  # without a timeout: for ever
        waited = perf_counter() - start
        if got:
            second.release()
        meet.wait()  # and has tried to get its second
    return got, waited


SHOWN = (take_both,)


def measure(wait_ms: int, ordered: str) -> Measured:
    """Let two threads take both locks."""
    a, b = Lock(), Lock()
    same = ordered == "yes"
    # Threads that want the same lock first cannot both hold it: then each meets itself alone.
    meet = [Barrier(1), Barrier(1)] if same else [Barrier(2)] * 2
    with ThreadPoolExecutor(2) as pool:
        outcomes = [
            pool.submit(take_both, a, b, meet[0], wait_ms / 1000),
            pool.submit(take_both, *((a, b) if same else (b, a)), meet[1], wait_ms / 1000),
        ]
    rows = []
    for number, outcome in enumerate(outcomes, 1):
        got, waited_s = outcome.result()
        stats = once(got_second=int(got), waited_ms=waited_s * 1000)
        rows.append(Row(f"thread-{number}", f"thread {number}", stats))
    return Measured(rows)
