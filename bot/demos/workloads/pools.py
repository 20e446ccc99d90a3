"""Pools of threads, processes and interpreters whose workers have all started already."""

from __future__ import annotations

import concurrent.futures
import multiprocessing
import os
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from parent_death import die_with

_FOLDER = str(Path(__file__).parent)
_TRIES = 100


@contextmanager
def threads(workers: int) -> Iterator[ThreadPoolExecutor]:
    """A pool of threads."""
    with ThreadPoolExecutor(workers) as pool:
        _start_all(pool, workers)
        yield pool


@contextmanager
def processes(workers: int) -> Iterator[ProcessPoolExecutor]:
    """A pool of processes, spawned: forking a process that has threads may hang."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(
        workers, mp_context=spawn, initializer=die_with, initargs=(os.getpid(),)
    ) as pool:
        _start_all(pool, workers)
        yield pool


def has_interpreters() -> bool:
    """Whether this Python has pools of interpreters (3.14 or newer)."""
    try:
        return hasattr(concurrent.futures, "InterpreterPoolExecutor")
    except ImportError:
        return False


@contextmanager
def interpreters(workers: int) -> Iterator[Executor]:
    """A pool of interpreters, each with a GIL of its own. Start processes before it.

    A new interpreter does not know this folder, which the tasks are imported from.
    """
    kind = concurrent.futures.InterpreterPoolExecutor  # type: ignore[attr-defined,unused-ignore]
    find_tasks = f"import sys; sys.path.insert(0, {_FOLDER!r})"
    with kind(workers, initializer=exec, initargs=(find_tasks, {})) as pool:
        _start_all(pool, workers)
        yield pool


def _start_all(pool: Executor, workers: int) -> None:
    """Give out short tasks until every worker has done one."""
    seen: set[tuple[int, int]] = set()
    for _ in range(_TRIES):
        seen.update(pool.map(doze, [0.01] * workers))
        if len(seen) == workers:
            return


def doze(seconds: float) -> tuple[int, int]:
    """Sleep; return which worker it was."""
    time.sleep(seconds)
    return os.getpid(), threading.get_ident()
