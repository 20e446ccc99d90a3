import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from bot.domain.errors import StorageError
from bot.storage import connection as module
from bot.storage.connection import Connection, only_read, open_connection


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "coach.db")


def create_table(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE IF NOT EXISTS word (word TEXT UNIQUE) STRICT")


def threads() -> list[str]:
    names = [thread.name for thread in threading.enumerate()]
    return [name for name in names if "connection_worker" in name]


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("busy_timeout", 5000),
        ("foreign_keys", 1),
        ("secure_delete", 1),
    ],
)
async def test_durability_rests_on_these_settings(path: str, pragma: str, value: object) -> None:
    async with open_connection(path, create_table) as connection:
        await connection.empty_log()
        assert await connection.fetch(f"PRAGMA {pragma}") == [(value,)]


async def test_a_connection_that_only_reads_refuses_to_write(path: str) -> None:
    async with open_connection(path, only_read) as connection:
        with pytest.raises(StorageError, match="readonly"):
            await connection.fetch("CREATE TABLE word (word TEXT)")


async def test_the_thread_ends_with_the_connection_even_after_an_error(path: str) -> None:
    async def fail_inside() -> None:
        async with open_connection(path, create_table):
            assert len(threads()) == 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail_inside()
    assert threads() == []


async def test_a_file_that_is_no_database_is_named(path: str) -> None:
    Path(path).write_text("This is a shopping list, and a rather long one. " * 20)
    with pytest.raises(StorageError, match=r"coach\.db cannot be used .* not a database"):
        async with open_connection(path, create_table):
            pytest.fail("that is no database")
    assert threads() == []


async def test_an_old_sqlite_is_refused(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_OLDEST", (99, 0, 0))
    with pytest.raises(StorageError, match=r"SQLite 3\.37 or newer"):
        async with open_connection(path, create_table):
            pytest.fail("too old")
    assert threads() == []


async def test_the_log_is_emptied_once_no_other_reader_needs_it(path: str) -> None:
    log = Path(f"{path}-wal")

    async def say(connection: Connection, word: str) -> None:
        await connection.transact([[("INSERT INTO word VALUES (?)", (word,))]])

    async with open_connection(path, create_table) as connection:
        await say(connection, "lock")
        with closing(sqlite3.connect(path, isolation_level=None)) as reader:
            reader.execute("BEGIN")
            assert reader.execute("SELECT word FROM word").fetchall() == [("lock",)]
            await say(connection, "thread")
            await connection.empty_log()
            assert log.stat().st_size > 0
            assert reader.execute("SELECT word FROM word").fetchall() == [("lock",)]
        await connection.empty_log()
        assert log.stat().st_size == 0
        assert await connection.fetch("SELECT word FROM word") == [("lock",), ("thread",)]
