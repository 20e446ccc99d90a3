import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from bot.demos.lifeline import Lifeline
from bot.demos.machine import hold_machine, usable_cores, wait_for_quiet

FEW = range(64)


@pytest.fixture
def affinity(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(FEW), raising=False)


def machine(root: Path, **files: str) -> Path:
    """A machine with these files; in their names, __ stands for / and two dots for one."""
    for name, text in files.items():
        path = root / name.replace("__", "/").replace("DOT", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


@pytest.mark.parametrize(
    ("files", "cores"),
    [
        ({}, 64),
        ({"proc__self__cgroup": "0::/a/b\n"}, 64),
        ({"proc__self__cgroup": "0::/a/b\n", "sys__fs__cgroup__a__b__cpuDOTmax": "max 100000"}, 64),
        (
            {
                "proc__self__cgroup": "0::/a/b\n",
                "sys__fs__cgroup__a__cpuDOTmax": "250000 100000\n",
                "sys__fs__cgroup__a__b__cpuDOTmax": "400000 100000\n",
            },
            2,
        ),
        ({"proc__self__cgroup": "0::/\n", "sys__fs__cgroup__cpuDOTmax": "50000 100000\n"}, 1),
        (
            {
                "proc__self__cgroup": "5:memory:/m\n3:cpu,cpuacct:/c\n0::/\n",
                "sys__fs__cgroup__cpu__c__cpuDOTcfs_quota_us": "300000\n",
                "sys__fs__cgroup__cpu__c__cpuDOTcfs_period_us": "100000\n",
            },
            3,
        ),
        (
            {
                "proc__self__cgroup": "1:cpu:/\n",
                "sys__fs__cgroup__cpu__cpuDOTcfs_quota_us": "-1\n",
                "sys__fs__cgroup__cpu__cpuDOTcfs_period_us": "100000\n",
            },
            64,
        ),
    ],
)
def test_the_least_quota_counts(
    tmp_path: Path, affinity: None, files: dict[str, str], cores: int
) -> None:
    assert usable_cores(machine(tmp_path, **files)) == cores


def test_affinity_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {7}, raising=False)
    assert usable_cores(tmp_path) == 1


def test_without_affinity_all_cores_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 5)
    assert usable_cores(tmp_path) == 5


def test_this_machine_has_a_core() -> None:
    assert 1 <= usable_cores() <= (os.cpu_count() or 1)


class Ticking:
    """A machine of two cores on which a thread lets the time pass."""

    def __init__(self, root: Path, *, idle: int, busy: int) -> None:
        self._file = root / "proc/stat"
        self._file.parent.mkdir()
        self._step = (idle, busy)
        self._idle = self._busy = 1000
        self._stop = threading.Event()
        self._write()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.wait(0.02):
            self._idle += self._step[0]
            self._busy += self._step[1]
            self._write()

    def _write(self) -> None:
        each = f"{self._busy} 0 0 {self._idle} 0 0 0 0 {self._busy} 0"
        part = self._file.with_suffix(".part")
        part.write_text(f"cpu  1 2 3\ncpu0 {each}\ncpu1 {each}\ncpu2 9 9 9 9 9 9 9 9\nintr 1\n")
        part.replace(self._file)


@pytest.mark.parametrize(
    ("idle", "busy", "cores", "quiet"),
    [(2, 0, 2, True), (9, 1, 2, True), (1, 1, 2, False), (1, 1, 1, True), (2, 0, 8, True)],
)
def test_quiet_is_when_enough_cores_are_idle(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    idle: int,
    busy: int,
    cores: int,
    *,
    quiet: bool,
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    with Ticking(tmp_path, idle=idle, busy=busy):
        assert wait_for_quiet(Lifeline(), cores=cores, wait_s=0.3, root=tmp_path) is quiet


def test_where_load_is_not_counted_nothing_is_waited_for(tmp_path: Path) -> None:
    assert wait_for_quiet(Lifeline(), cores=2, wait_s=60, root=tmp_path)


def test_a_cut_lifeline_ends_the_wait_for_quiet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    lifeline = Lifeline()
    lifeline.stopped = True
    with Ticking(tmp_path, idle=0, busy=1):
        assert not wait_for_quiet(lifeline, cores=2, wait_s=60, root=tmp_path)


def test_one_at_a_time_may_measure(tmp_path: Path) -> None:
    lock, lifeline = tmp_path / "lock", Lifeline()
    with hold_machine(lifeline, lock=lock, wait_s=0) as first:
        with hold_machine(lifeline, lock=lock, wait_s=0.1) as second:
            pass
        assert (first, second) == (True, False)
    with hold_machine(lifeline, lock=lock, wait_s=0) as third:
        assert third


def test_a_cut_lifeline_ends_the_wait_for_the_machine(tmp_path: Path) -> None:
    cut = Lifeline()
    cut.stopped = True
    with (
        hold_machine(Lifeline(), lock=tmp_path / "lock", wait_s=0),
        hold_machine(cut, lock=tmp_path / "lock", wait_s=60) as held,
    ):
        assert not held


def test_a_lock_file_of_somebody_else_will_do(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    lock.touch(mode=0o444)
    with hold_machine(Lifeline(), lock=lock, wait_s=0) as held:
        assert held


def test_a_lock_file_that_leads_elsewhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "lock").symlink_to(tmp_path / "elsewhere")
    with (
        pytest.raises(OSError, match="symbolic links"),
        hold_machine(Lifeline(), lock=tmp_path / "lock", wait_s=0),
    ):
        pass
    assert not (tmp_path / "elsewhere").exists()


def test_the_lock_ends_with_its_holder(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    code = (
        "import fcntl, sys\n"
        "file = open(sys.argv[1], 'w')\n"
        "fcntl.flock(file, fcntl.LOCK_EX)\n"
        "print(flush=True)\n"
        "input()"
    )
    command = [sys.executable, "-c", code, str(lock)]
    pipes = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with pipes as holder:
        assert holder.stdout
        holder.stdout.readline()
        with hold_machine(Lifeline(), lock=lock, wait_s=0) as held:
            assert not held
        holder.kill()
        with hold_machine(Lifeline(), lock=lock, wait_s=5) as held:
            assert held
