"""The machine and the interpreter: what runs here, and how many cores it and others use."""

from __future__ import annotations

import os
import platform
import sys
import sysconfig
import time
from pathlib import Path

_CGROUPS = Path("/sys/fs/cgroup")
_IDLE = (3, 4)  # idle and iowait. Source: proc_stat(5)
_GUEST = 8  # guest time is part of user time. Source: proc_stat(5)


def usable_cores() -> int:
    """How many cores this process may use: the lesser of its affinity and its quota."""
    return max(1, int(min(len(_affinity()), _quota())))


def facts() -> dict[str, object]:
    """What ran where; to be asked after the measurement, as an import may switch the GIL on."""
    free_threaded = bool(sysconfig.get_config_var("Py_GIL_DISABLED"))
    return {
        "python": platform.python_version(),
        "implementation": platform.python_implementation(),
        "build": "free-threaded" if free_threaded else "gil",
        "gil_enabled": gil_enabled(),
        "cores": usable_cores(),
        "switch_interval_ms": round(sys.getswitchinterval() * 1000, 3),
        "platform": f"{platform.system()} {platform.machine()}",
    }


def gil_enabled() -> bool:
    """Whether the GIL is on now; only a free-threaded build can have it off."""
    ask = getattr(sys, "_is_gil_enabled", None)  # since 3.13
    return True if ask is None else bool(ask())


class Others:
    """Counts the cores that other processes use, from its making on."""

    def __init__(self) -> None:
        self._start = (time.perf_counter(), _busy_s(), _own_s())

    def cores(self) -> float | None:
        """Cores that others used so far, of those we may use; None where it can't be known.

        Our own child processes count as others until they have been waited for.
        """
        start, busy_before, own_before = self._start
        busy, own = _busy_s(), _own_s()
        if busy is None or busy_before is None:
            return None
        used = (busy - busy_before) - (own - own_before)
        return round(max(0.0, used / (time.perf_counter() - start)), 3)


def _affinity() -> set[int]:
    if hasattr(os, "sched_getaffinity"):
        return set(os.sched_getaffinity(0))
    return set(range(os.cpu_count() or 1))


def _quota() -> float:
    """Cores that the control groups of this process allow: their least quota."""
    try:
        groups = [line.split(":", 2) for line in Path("/proc/self/cgroup").read_text().splitlines()]
    except OSError:
        return float("inf")
    least = float("inf")
    for _, controllers, path in groups:
        root = _CGROUPS / "cpu" if "cpu" in controllers.split(",") else _CGROUPS
        if controllers and root == _CGROUPS:
            continue  # a controller of version 1 that is not about the CPU
        folder = root / path.lstrip("/")
        for group in (folder, *folder.parents):
            least = min(least, _quota_of(group))
            if group == root:
                break
    return least


def _quota_of(group: Path) -> float:
    try:
        if (group / "cpu.max").exists():  # version 2
            quota, period = (group / "cpu.max").read_text().split()
        else:
            quota = (group / "cpu.cfs_quota_us").read_text().strip()
            period = (group / "cpu.cfs_period_us").read_text()
        return float("inf") if quota in ("max", "-1") else int(quota) / int(period)
    except (OSError, ValueError):
        return float("inf")


def _busy_s() -> float | None:
    """Seconds in which the cores we may use were busy since the machine started."""
    try:
        lines = Path("/proc/stat").read_text().splitlines()
    except OSError:
        return None
    ours = {f"cpu{core}" for core in _affinity()}
    counts = [list(map(int, rest)) for name, *rest in map(str.split, lines) if name in ours]
    if not any(map(any, counts)):
        return None  # a sandbox that shows zeros
    ticks = sum(
        count for core in counts for place, count in enumerate(core[:_GUEST]) if place not in _IDLE
    )
    return ticks / float(os.sysconf("SC_CLK_TCK"))


def _own_s() -> float:
    return sum(os.times()[:4])
