"""Kills a parent in the cruellest way and looks for processes that outlive it."""

import subprocess
import sys
import time

import psutil
import pytest

from tests.demos.workloads.script import WORKLOADS

LINUX = sys.platform.startswith("linux")
PATIENCE_S = 10
PARENT = """
import subprocess, sys
child = subprocess.Popen(sys.argv[1:], start_new_session=True)
print(child.pid, flush=True)
child.wait()
"""


def outlasting(family: list[psutil.Process]) -> list[psutil.Process]:
    """Those that don't end; an orphan that waits to be reaped has ended."""
    until = time.monotonic() + PATIENCE_S
    while (alive := [one for one in family if not ended(one)]) and time.monotonic() < until:
        time.sleep(0.01)  # processes of others: there is nothing to wait on
    return alive


def ended(process: psutil.Process) -> bool:
    try:
        return process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def grown(process: psutil.Process, children: int) -> list[psutil.Process]:
    """The process and all below it, once there are so many."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        below = process.children(recursive=True)
        if len(below) >= children:
            return [process, *below]
        time.sleep(0.01)
    pytest.fail("its processes did not start")


@pytest.mark.skipif(not LINUX, reason="only Linux tells children of their parent's death")
@pytest.mark.parametrize(
    ("demo", "children"), [("cpu", 3), ("executors", 3), ("convoy", 2), ("loop", 2)]
)
def test_nothing_outlives_a_killed_parent(demo: str, children: int) -> None:
    command = [sys.executable, "-c", PARENT, sys.executable, "-I", str(WORKLOADS), demo, "--json"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as parent:
        assert parent.stdout
        script = psutil.Process(int(parent.stdout.readline()))
        family = grown(script, children)  # the processes, and the tracker of their resources
        parent.kill()
        assert outlasting(family) == []


@pytest.mark.parametrize("demo", ["loop", "convoy", "startup"])
def test_nothing_outlives_the_script(demo: str) -> None:
    command = [sys.executable, "-I", str(WORKLOADS), demo]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as script:
        family = grown(psutil.Process(script.pid), 1)
        script.wait()
        assert outlasting(family) == []
