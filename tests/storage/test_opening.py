import asyncio
import os
import sqlite3
import subprocess
import sys
from collections import defaultdict
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from bot.domain.errors import SettingError, StorageError
from bot.storage import open_store
from tests.storage.examples import Hands, card, draft

KILLS = int(os.environ.get("STORAGE_KILLS", "24"))
"""How often the test of kill -9 kills. Set it higher for a longer look."""


def child(what: str, url: str) -> list[str]:
    return [sys.executable, "-m", "tests.storage.child", what, url]


async def test_what_was_kept_is_there_at_the_next_start(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/data/coach.db"
    ended = subprocess.run(child("write_and_end", url), check=False, timeout=60)
    assert ended.returncode == 0
    async with open_store(url, Hands()) as store:
        assert await store.draft(10) == draft(text="a lock")


async def test_a_process_that_fails_with_an_open_store_ends(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/coach.db"
    ended = subprocess.run(
        child("write_and_fail", url), check=False, timeout=60, capture_output=True
    )
    assert ended.returncode == 1
    assert b"ZeroDivisionError" in ended.stderr
    async with open_store(url, Hands(), lock_wait_s=0) as store:
        assert await store.card(1) == card()


async def test_a_store_is_open_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/coach.db"
    async with open_store(url, Hands()):
        with pytest.raises(StorageError, match="in use by process"):
            async with open_store(url, Hands(), lock_wait_s=0):
                pytest.fail("opened twice")


async def test_stores_in_memory_share_nothing(clock: Hands) -> None:
    async with open_store("sqlite://", clock) as one, open_store("sqlite://", clock) as two:
        await one.keep_note("name", "value")
        assert await two.note("name") is None


async def test_a_store_tells_when_its_writer_died(clock: Hands) -> None:
    async with asyncio.timeout(10), open_store("sqlite://", clock) as store:
        store._db._writer._task.cancel()  # type: ignore[attr-defined]
        assert "restarted" in str(await store.writer_death())
        with pytest.raises(StorageError):
            await store.keep_note("name", "value")


async def test_an_address_that_is_not_sqlite_is_refused(clock: Hands) -> None:
    with pytest.raises(SettingError):
        async with open_store("postgresql://db/coach", clock):
            pytest.fail("not supported")


def test_kill_9_loses_nothing_acknowledged_and_leaves_nothing_half(tmp_path: Path) -> None:
    random = Random(9)  # noqa: S311 - a repeatable test
    acknowledged = defaultdict[Path, set[str]](set)
    for kill in range(KILLS):
        path = tmp_path / f"{kill // 24}.db"  # each file lives through 24 kills
        command = child("write_until_killed", f"sqlite:///{path}")
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            for _ in range(random.randint(1, 1000)):
                acknowledged[path].add(process.stdout.readline().strip())
            process.kill()
            *rest, torn = process.stdout.read().split("\n")
            acknowledged[path].update(rest)
            assert torn == ""
        with closing(sqlite3.connect(path)) as connection:
            names = {name for (name,) in connection.execute("SELECT name FROM note")}
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        for side in ("left", "right"):
            written = {name.removesuffix(f" {side}") for name in names if name.endswith(side)}
            assert acknowledged[path] <= written
            assert len(written) * 2 == len(names)
