"""Work shared among processes that are copies of this one: what it has loaded need not be sent.

Where processes can't be copied, or not safely, the work is done here. The results are the same.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection
from typing import TypeVar

Thing = TypeVar("Thing")
Result = TypeVar("Result")


def map_forked(
    work: Callable[[Thing], Result], things: Sequence[Thing], *, processes: int
) -> Iterator[Result]:
    """The results of some work on each thing, in their order.

    Raises:
        EOFError: a process died.
    """
    processes = min(processes, len(things))
    if processes <= 1 or not _can_fork():
        yield from map(work, things)
        return
    ends = [_start(work, things[first::processes]) for first in range(processes)]
    for place in range(len(things)):
        yield ends[place % processes].recv()


def _can_fork() -> bool:
    """Whether a process can be copied; on macOS the system's own libraries don't bear it."""
    return "fork" in get_all_start_methods() and sys.platform != "darwin"


def _start(work: Callable[[Thing], Result], share: Sequence[Thing]) -> Connection:
    """Start a process that does a share of the work; return where its results come out."""
    context = get_context("fork")
    here, there = context.Pipe(duplex=False)
    context.Process(target=send_results, args=(work, share, there), daemon=True).start()
    there.close()
    return here


def send_results(
    work: Callable[[Thing], Result], things: Sequence[Thing], results: Connection
) -> None:
    """Do the work on each thing, and send what comes out."""
    with suppress(KeyboardInterrupt):  # the process that waits for the results tells of it
        for thing in things:
            results.send(work(thing))
