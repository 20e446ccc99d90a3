"""The machine a demonstration runs on: its cores, its quiet, and who may measure on it.

Two measured at once would falsify each other, whoever started them, so a lock on a file keeps it to
one. Cores and load are looked up where Linux has them; elsewhere all cores count as free.
"""

import fcntl
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from math import inf
from pathlib import Path

from .lifeline import SLICE_S, Lifeline

LOCK = Path(tempfile.gettempdir()) / "gil-coach-demo.lock"
"""Whoever holds the lock on this file may measure on this machine."""

_TRY_EVERY_S = 0.05
_NEARLY = 0.4
"""What may be missing to idle cores: the system itself always does a little."""


def usable_cores(root: Path = Path("/")) -> int:
    """How many cores this process may use: the lesser of its affinity and its cgroup's quota.

    Args:
        root: where `proc` and `sys` are.
    """
    return int(max(1, min(len(_own_cores()), _quota(root))))


def _own_cores() -> set[int]:
    if hasattr(os, "sched_getaffinity"):
        return os.sched_getaffinity(0)
    return set(range(os.cpu_count() or 1))


def _quota(root: Path) -> float:
    """The least quota of the process's control groups, in cores.

    Source: Linux, Documentation/admin-guide/cgroup-v2.rst (cpu.max) and
    scheduler/sched-bwc.rst (cpu.cfs_quota_us).
    """
    quota = inf
    for line in _lines(root / "proc/self/cgroup"):
        _, controllers, path = line.split(":", 2)
        if controllers and "cpu" not in controllers.split(","):
            continue
        top = root / "sys/fs/cgroup" / ("cpu" if controllers else "")
        group = top / path.lstrip("/")
        for folder in (group, *(one for one in group.parents if one.is_relative_to(top))):
            quota = min(quota, _quota_of(folder))
    return quota


def _quota_of(group: Path) -> float:
    both = _lines(group / "cpu.max") or [
        *_lines(group / "cpu.cfs_quota_us"),
        *_lines(group / "cpu.cfs_period_us"),
    ]
    match " ".join(both).split():
        case [quota, period] if quota.isdecimal():
            return int(quota) / int(period)
        case _:
            return inf


def wait_for_quiet(
    lifeline: Lifeline, *, cores: int, wait_s: float, root: Path = Path("/")
) -> bool:
    """Wait until that many of the process's cores are nearly idle; return whether they are."""
    deadline = time.monotonic() + wait_s
    own = _own_cores()
    idle, ticks = _ticks(root, own)
    while ticks:
        time.sleep(SLICE_S)
        idle_now, ticks_now = _ticks(root, own)
        free = len(own) * (idle_now - idle) / max(1, ticks_now - ticks)
        if free >= min(cores, len(own)) - _NEARLY:
            return True
        if lifeline.cut or time.monotonic() > deadline:
            return False
        idle, ticks = idle_now, ticks_now
    return True


def _ticks(root: Path, cores: set[int]) -> tuple[int, int]:
    """Clock ticks these cores have been idle, and all their ticks; 0 where they aren't counted.

    Source: proc_stat(5). Guest time, in the last two columns, is counted in the first two as well.
    """
    idle = ticks = 0
    for line in _lines(root / "proc/stat"):
        name, *counts = line.split()
        if name.removeprefix("cpu").isdecimal() and int(name[3:]) in cores:
            columns = [int(count) for count in counts[:8]]
            idle += sum(columns[3:5])
            ticks += sum(columns)
    return idle, ticks


@contextmanager
def hold_machine(lifeline: Lifeline, *, lock: Path, wait_s: float) -> Iterator[bool]:
    """Keep every other demonstration from this machine; yield whether that was possible in time.

    The lock ends with the process that holds it, however that ends.

    Raises:
        OSError: the file can be neither made nor opened.
    """
    deadline = time.monotonic() + wait_s
    descriptor = _open(lock)
    try:
        while not (held := _try(descriptor)):
            if lifeline.cut or time.monotonic() > deadline:
                break
            time.sleep(_TRY_EVERY_S)
        yield held
    finally:
        os.close(descriptor)


def _open(lock: Path) -> int:
    """Open the file, made by whoever comes first and then left as it is: it may be another's.

    Where `fs.protected_regular` is set, a file of another user in /tmp can't be opened with
    O_CREAT. Source: Linux, Documentation/admin-guide/sysctl/fs.rst.
    """
    flags = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW
    try:
        return os.open(lock, flags)
    except FileNotFoundError:
        return os.open(lock, flags | os.O_CREAT, 0o644)


def _try(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _lines(path: Path) -> list[str]:
    """The lines of a file of the system, none where it doesn't have that file."""
    try:
        return path.read_text().splitlines()
    except OSError:
        return []
