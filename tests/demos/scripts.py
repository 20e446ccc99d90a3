"""Small workloads that do what they should not, and a look at which processes are left."""

import json
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

import psutil

RESULT = {
    "demo": "race",
    "parameters": {"threads": 2},
    "facts": {
        "python": "3.13.5",
        "implementation": "CPython",
        "build": "gil",
        "gil_enabled": True,
        "cores": 2,
        "switch_interval_ms": 5.0,
        "platform": "Linux",
    },
    "others_cores": 0.0,
    "seconds": 0.1,
    "script": "0123456789ab",
}

GOOD = f"print({json.dumps(RESULT)!r})"
"""A workload that measures nothing and answers at once."""

GRANDCHILD = """
import subprocess, sys
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)", __file__])
"""
"""Starts a process that would outlive it and holds its streams."""

SLEEP = "import time\ntime.sleep(600)"

HANGS = {
    "in Python": "while True: pass",
    "in C, with the GIL": "sum(range(10**12))",
    "deaf to SIGTERM": f"import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n{SLEEP}",
    "with a child": f"{GRANDCHILD}\n{SLEEP}",
}

CRASHES = {
    "SIGSEGV": "import ctypes\nctypes.string_at(0)",
    "status 7": "import os\nos._exit(7)",
    "MemoryError": "block = bytearray(2**40)",
    "ZeroDivisionError": "1 / 0",
    "status 0 and printed 0": "",
    "printed too much": "while True: print('x' * 10000)",
    "no result": 'print(\'{"demo": "race"}\')',
    "Invalid JSON": "print('done')",
}


def write_workloads(folder: Path, *, timeline: str) -> Path:
    """A folder to run in which `timeline` is that script and every other name a good one."""
    folder.mkdir()
    (folder / "good.py").write_text(GOOD)
    (folder / "bad.py").write_text(timeline)
    (folder / "__main__.py").write_text(
        "import sys\nif sys.argv[1] == 'timeline':\n    import bad\nelse:\n    import good\n"
    )
    return folder


def running(marker: Path) -> list[psutil.Process]:
    """The processes that have this path on their command line."""
    return [one for one in psutil.process_iter() if _mentions(one, str(marker))]


def left_after(within_s: float, processes: Iterable[psutil.Process]) -> list[psutil.Process]:
    """Those that are still there after that time; not waited for longer than needed."""
    deadline = time.monotonic() + within_s
    left = list(processes)
    while left and time.monotonic() < deadline:
        time.sleep(0.02)
        left = [one for one in left if _lives(one)]
    return left


def descendants(pid: int | None = None) -> list[psutil.Process]:
    """All that a process has started, directly or not; by default this one."""
    return psutil.Process(pid).children(recursive=True)


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait until it holds; fail if that takes too long."""
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, "it did not come to that"
        time.sleep(0.01)


def _mentions(process: psutil.Process, text: str) -> bool:
    with suppress(psutil.Error):
        return any(text in part for part in process.cmdline()) and _lives(process)
    return False


def _lives(process: psutil.Process) -> bool:
    with suppress(psutil.NoSuchProcess):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False
