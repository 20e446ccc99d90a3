import asyncio
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.domain.errors import StorageError
from bot.storage.lock import hold_lock, hold_lock_now, lock_holder

HOLDER = """
import asyncio, sys
from pathlib import Path
from bot.storage.lock import hold_lock, hold_lock_now, lock_holder

async def hold():
    async with hold_lock(Path(sys.argv[1]), wait_s=0):
        print("held", flush=True)
        sys.stdin.read()

asyncio.run(hold())
"""


@contextmanager
def holder(database: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock until its input ends."""
    command = [sys.executable, "-c", HOLDER, str(database)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


async def test_a_second_process_is_told_whom_to_stop(tmp_path: Path) -> None:
    database = tmp_path / "coach.db"
    with holder(database) as other:
        for wait_s in (0, 0.1):
            with pytest.raises(
                StorageError, match=f"in use by process {other.pid} on .* Stop that"
            ):
                async with hold_lock(database, wait_s=wait_s):
                    pytest.fail("the lock is held")


@pytest.mark.parametrize("way", ["it ends", "it is killed"])
async def test_whoever_waits_gets_the_lock_when_the_other_is_gone(tmp_path: Path, way: str) -> None:
    database = tmp_path / "coach.db"
    with holder(database) as other:
        has_it = asyncio.Event()

        async def wait() -> None:
            async with hold_lock(database, wait_s=30):
                has_it.set()

        waiting = asyncio.create_task(wait())
        while not (tmp_path / "coach.db.lock").exists():
            await asyncio.sleep(0)
        assert not has_it.is_set()
        if way == "it ends":
            assert other.stdin is not None
            other.stdin.close()
        else:
            other.kill()
        async with asyncio.timeout(30):
            await waiting
        assert has_it.is_set()


async def test_the_lock_is_free_again_after_use_and_after_an_error(tmp_path: Path) -> None:
    database = tmp_path / "coach.db"
    (tmp_path / "coach.db.lock").write_text("process 123456789 on a machine with a long name\n" * 2)
    with pytest.raises(ZeroDivisionError):
        async with hold_lock(database, wait_s=0):
            raise ZeroDivisionError
    async with hold_lock(database, wait_s=0):
        signature = (tmp_path / "coach.db.lock").read_text()
    assert signature == f"process {os.getpid()} on {platform.node()}\n"


def free_descriptor() -> int:
    """The lowest one that is free: it rises when a file stays open."""
    descriptor = os.dup(0)
    os.close(descriptor)
    return descriptor


async def test_a_cancelled_wait_leaves_nothing_held(tmp_path: Path) -> None:
    database = tmp_path / "coach.db"

    async def wait() -> None:
        async with hold_lock(database, wait_s=30):
            pytest.fail("the lock is held")

    async with hold_lock(database, wait_s=0):
        before = free_descriptor()
        waiting = asyncio.create_task(wait())
        while free_descriptor() == before:
            await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.wait([waiting])
        assert free_descriptor() == before
    async with hold_lock(database, wait_s=0):
        pass


async def test_the_folder_is_made(tmp_path: Path) -> None:
    async with hold_lock(tmp_path / "new" / "folder" / "coach.db", wait_s=0):
        assert (tmp_path / "new" / "folder").is_dir()


async def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match=r"file/coach\.db cannot be used as the database"):
        async with hold_lock(tmp_path / "file" / "coach.db", wait_s=0):
            pytest.fail("there is no such folder")


def test_who_does_not_wait_is_told_whom_to_stop_and_gets_it_afterwards(tmp_path: Path) -> None:
    database = tmp_path / "new" / "coach.db"
    with hold_lock_now(database):
        assert lock_holder(database) == f"process {os.getpid()} on {platform.node()}"
        with (
            pytest.raises(StorageError, match=f"in use by process {os.getpid()} on .* Stop that"),
            hold_lock_now(database),
        ):
            pytest.fail("the lock is held")
    assert lock_holder(database) is None
    with hold_lock_now(database):
        pass


def test_who_never_ran_holds_nothing_and_nothing_is_made(tmp_path: Path) -> None:
    assert lock_holder(tmp_path / "coach.db") is None
    assert not [*tmp_path.iterdir()]
    (tmp_path / "file").touch()
    with (
        pytest.raises(StorageError, match=r"file/coach\.db cannot be used"),
        hold_lock_now(tmp_path / "file" / "coach.db"),
    ):
        pytest.fail("there is no such folder")
