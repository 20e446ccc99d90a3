"""The price of a start: a thread, a process by fork, forkserver and spawn, and an interpreter.

Rows thread, fork, forkserver, spawn and, from 3.14 on, interpreter: `start_ms`, the milliseconds
for each worker that starts, does nothing and ends.
"""

from __future__ import annotations

import importlib
import multiprocessing
from collections.abc import Callable
from functools import partial
from threading import Thread
from time import perf_counter
from typing import Any, Protocol

from measure import Measured, Sample, Way, in_rounds
from parameters import Number

TITLE = "The price of a start"
MEANING = (
    "A thread costs next to nothing. A forked process is a copy; a spawned one starts Python "
    "anew, which is slow and safe; a forkserver forks from a small process that has no threads."
)
PARAMETERS = {"workers": Number("how many start at a time", 2, 1, 4)}
_ROUNDS = 3
_METHODS = ("fork", "forkserver", "spawn")


class Worker(Protocol):
    """A thread or a process."""

    def start(self) -> None:
        """Begin."""

    def join(self) -> None:
        """Wait for its end."""


def start_and_end(new_worker: Callable[[], Worker], workers: int) -> Sample:
    """Start the workers, which do nothing, and wait for their end."""
    start = perf_counter()
    started = []
    for _ in range(workers):
        worker = new_worker()
        worker.start()
        started.append(worker)
    for worker in started:
        worker.join()
    return {"start_ms": (perf_counter() - start) * 1000 / workers}


SHOWN = (start_and_end,)


def measure(workers: int) -> Measured:
    """Start workers of each kind; interpreters last, as no process may fork after them."""

    def way(key: str, label: str, new_worker: Callable[[], Any]) -> Way:
        return Way(key, label, partial(start_and_end, new_worker, workers))

    ways = [way("thread", "thread", partial(Thread, target=int))]
    for method in _METHODS:
        if method in multiprocessing.get_all_start_methods():
            new_process = partial(_context(method).Process, target=int)
            ways.append(way(method, f"process, {method}", new_process))
            start_and_end(new_process, 1)  # the forkserver itself starts only once
    rows = in_rounds(ways, _ROUNDS, cores=workers)
    new_interpreter = _interpreter()
    if new_interpreter:
        in_thread = partial(Thread, target=new_interpreter)
        rows += in_rounds([way("interpreter", "interpreter", in_thread)], _ROUNDS, cores=workers)
    return Measured(rows)


def _context(method: str) -> Any:
    return multiprocessing.get_context(method)


def _interpreter() -> Callable[[], None] | None:
    """What starts and ends an interpreter, where this Python has them (3.14 or newer)."""
    try:
        interpreters = importlib.import_module("concurrent.interpreters")
    except ImportError:
        return None
    return lambda: interpreters.create().close()
