"""One program under limits: start it, collect what it prints, and leave no process of it behind.

It gets a session, and so a process group, of its own; whatever ends it, the whole group is killed.
A workload asks the kernel by itself to die with its parent, for the case that the process running
this is killed in a way that leaves it no time.
"""

import os
import resource
import selectors
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import IO, Literal, NamedTuple, cast

from .lifeline import SLICE_S, Lifeline

_CHUNK = 65536
_ERRORS_KEPT = 2000
_TIDY_S = 0.1

Cause = Literal["itself", "time", "output", "cut"]
"""What ended a program: itself, one of its limits, or the cut lifeline of the worker."""


class Limits(NamedTuple):
    """What a program may use.

    Attributes:
        time_s: seconds from its start.
        memory_bytes: address space of each of its processes; where the system can't limit another
            process (it is no Linux) there is no limit.
        output_bytes: what it may print, and also what it may complain about.
    """

    time_s: float
    memory_bytes: int = 4 << 30
    output_bytes: int = 1 << 20


class Ended(NamedTuple):
    """How a program ended.

    Attributes:
        status: its exit status; negative for a signal.
        output: what it printed.
        errors: the last it wrote to standard error.
    """

    cause: Cause
    status: int
    output: str
    errors: str


def run(
    command: Sequence[str], *, environment: Mapping[str, str], limits: Limits, lifeline: Lifeline
) -> Ended:
    """Run a program to its end or to the first limit it reaches.

    Raises:
        OSError: it cannot be started.
    """
    output, errors = bytearray(), bytearray()
    with subprocess.Popen(  # noqa: S603 - a command of our own
        command,
        env=environment,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        try:
            _limit(process.pid, limits)
            with selectors.DefaultSelector() as streams:
                streams.register(cast("IO[bytes]", process.stdout), selectors.EVENT_READ, output)
                streams.register(cast("IO[bytes]", process.stderr), selectors.EVENT_READ, errors)
                cause = _watch(process, streams, limits, lifeline)
            if cause != "itself":
                # What is deaf to SIGTERM is killed; multiprocessing's resource tracker is, and uses
                # the moment to remove the semaphores of the others.
                _signal(process.pid, signal.SIGTERM)
                time.sleep(_TIDY_S)
        finally:
            # Before the leader is reaped, the number of its group can't be somebody else's.
            _signal(process.pid, signal.SIGKILL)
    return Ended(cause, process.returncode, _text(output), _text(errors[-_ERRORS_KEPT:]))


def _signal(group: int, number: signal.Signals) -> None:
    # On macOS, a signal to a group that is only a zombie is not permitted.
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)


def _limit(pid: int, limits: Limits) -> None:
    """Limit a process that has just been started and has yet to begin with Python."""
    if hasattr(resource, "prlimit"):
        with suppress(ProcessLookupError):
            resource.prlimit(pid, resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
            resource.prlimit(pid, resource.RLIMIT_CORE, (0, 0))


def _watch(
    process: subprocess.Popen[bytes],
    streams: selectors.BaseSelector,
    limits: Limits,
    lifeline: Lifeline,
) -> Cause:
    """Collect what is printed until both streams are closed or there is a reason to end it."""
    deadline = time.monotonic() + limits.time_s
    while streams.get_map():
        left_s = deadline - time.monotonic()
        if left_s <= 0:
            return "time"
        if lifeline.cut:
            return "cut"
        ready = streams.select(min(left_s, SLICE_S))
        for key, _ in ready:
            chunk = os.read(key.fd, _CHUNK)
            key.data.extend(chunk)
            if not chunk:
                streams.unregister(key.fileobj)
        if any(len(key.data) > limits.output_bytes for key, _ in ready):
            return "output"
        if not ready and process.poll() is not None:
            break  # a process it left behind holds the streams
    return "itself"


def _text(printed: bytearray) -> str:
    return printed.decode(errors="replace")
