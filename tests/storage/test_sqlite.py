import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from bot.domain.errors import StorageError
from bot.storage.database import Unit, Value
from bot.storage.sqlite import SqliteDb, open_sqlite
from bot.storage.url import MEMORY

INSERT = "INSERT INTO note (name, value) VALUES (?, ?)"
COUNT = "SELECT COUNT(*) FROM note"


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "coach.db")


@pytest.fixture
async def db(path: str) -> AsyncIterator[SqliteDb]:
    async with open_sqlite(path) as opened:
        yield opened


def connection_threads() -> list[str]:
    names = [thread.name for thread in threading.enumerate()]
    return [name for name in names if "connection_worker" in name]


def note(name: str, value: str | int = "") -> Unit:
    return [(INSERT, (name, value))]


@pytest.mark.parametrize("where", ["a file", "memory"])
async def test_a_read_sees_every_write_awaited_before(where: str, path: str) -> None:
    async with open_sqlite(path if where == "a file" else MEMORY) as db:
        for number in range(200):
            await db.write(note(f"{number}"))
            assert await db.read(COUNT) == [(number + 1,)]


async def test_a_unit_returns_the_rows_of_each_statement(db: SqliteDb) -> None:
    unit: Unit = [
        *note("a"),
        ("UPDATE note SET value = 'b' RETURNING name, value", ()),
        (COUNT, ()),
    ]
    assert await db.write(unit) == [[], [("a", "b")], [(1,)]]


async def test_a_unit_is_done_in_whole_or_not_at_all(db: SqliteDb) -> None:
    with pytest.raises(StorageError, match="UNIQUE"):
        await db.write([*note("a"), *note("b"), *note("a")])
    assert await db.read(COUNT) == [(0,)]


BAD: list[Unit] = [
    [("INSERT INTO nowhere VALUES (1)", ())],
    [("no sql", ())],
    [(INSERT, ("too", "many", "values"))],
    [(INSERT, ("a number too large", 2**63))],
    [(INSERT, ("half a character", "\ud800"))],
    [(INSERT, ("null", None))],
]


@pytest.mark.parametrize("bad", BAD, ids=lambda unit: unit[0][0][:12])
async def test_a_bad_unit_in_a_batch_fails_alone(db: SqliteDb, bad: Unit) -> None:
    units = [note(f"{number}") for number in range(20)]
    units.insert(10, bad)
    outcomes = await asyncio.gather(*map(db.write, units), return_exceptions=True)
    assert isinstance(outcomes.pop(10), StorageError)
    assert outcomes == [[[]]] * 20
    assert await db.read(COUNT) == [(20,)]


@pytest.mark.parametrize(
    ("sql", "args"),
    [
        ("no sql", ()),
        (COUNT, (1,)),
        ("SELECT ?", (2**63,)),
        ("SELECT ?", ("\ud800",)),
        (INSERT, ("a", "b")),
    ],
)
async def test_a_read_that_fails_or_would_write_is_a_storage_error(
    db: SqliteDb, sql: str, args: Sequence[Value]
) -> None:
    with pytest.raises(StorageError, match="cannot be read"):
        await db.read(sql, args)
    assert await db.read(COUNT) == [(0,)]


async def test_a_full_disk_refuses_units_until_there_is_room(db: SqliteDb) -> None:
    (pages,) = (await db._writing.fetch("PRAGMA page_count"))[0]
    await db._writing.fetch(f"PRAGMA max_page_count = {pages}")
    outcomes = await asyncio.gather(
        *(db.write(note(f"{number}", "x" * 10_000)) for number in range(5)), return_exceptions=True
    )
    assert [str(outcome) for outcome in outcomes] == [
        "The database refused this: database or disk is full."
    ] * 5
    assert await db.write(note("small")) == [[]]
    await db._writing.fetch("PRAGMA max_page_count = 100000")
    assert await db.write(note("large", "x" * 10_000)) == [[]]


async def test_a_lock_of_another_program_refuses_units_until_it_is_gone(
    db: SqliteDb, path: str
) -> None:
    await db._writing.fetch("PRAGMA busy_timeout = 20")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        outcomes = await asyncio.gather(
            *(db.write(note(f"{number}")) for number in range(50)), return_exceptions=True
        )
        assert {str(outcome) for outcome in outcomes} == {
            "The database cannot be written now: database is locked."
        }
        assert await db.read(COUNT) == [(0,)]
        other.execute("ROLLBACK")
    assert await db.write(note("a")) == [[]]


@pytest.mark.parametrize("where", ["a file", "memory"])
async def test_cancelled_calls_spoil_nothing(where: str, path: str) -> None:
    """2,000 operations, 3 in 10 cancelled at a random moment."""
    random = Random(7)  # noqa: S311 - a repeatable test
    async with open_sqlite(path if where == "a file" else MEMORY) as db:

        async def operate(number: int) -> int:
            await db.write([*note(f"{number} left"), *note(f"{number} right")])
            await db.read(COUNT)
            return number

        tasks, cancelled = [], set()
        for number in range(2000):
            tasks.append(asyncio.create_task(operate(number)))
            for _ in range(random.randrange(3)):
                await asyncio.sleep(0)
            if random.random() < 0.3:
                victim = random.choice(tasks[-20:])
                cancelled.add(victim)
                victim.cancel()
        async with asyncio.timeout(60):
            outcomes = await asyncio.gather(*tasks, return_exceptions=True)
        done = {outcome for outcome in outcomes if isinstance(outcome, int)}
        left = [one for one in outcomes if not isinstance(one, int)]
        assert len(left) > 200
        assert all(isinstance(one, asyncio.CancelledError) for one in left)
        assert len(left) <= len(cancelled)
        names = {name for (name,) in await db.read("SELECT name FROM note")}
        assert {f"{number} {side}" for number in done for side in ("left", "right")} <= names
        assert {name.replace("left", "right") for name in names if "left" in name} == {
            name for name in names if "right" in name
        }
        assert await db.write([(COUNT, ())]) == [[(len(names),)]]


async def test_the_death_of_the_writer_reaches_callers_and_the_watcher(db: SqliteDb) -> None:
    watch = asyncio.create_task(db.writer_death())
    await db._writing.close()
    async with asyncio.timeout(10):
        outcomes = await asyncio.gather(
            *(db.write(note(f"{number}")) for number in range(5)), return_exceptions=True
        )
        assert all(isinstance(outcome, StorageError) for outcome in outcomes)
        assert "restarted" in str(await watch)
        with pytest.raises(StorageError):
            await db.write(note("late"))
    assert await db.read(COUNT) == [(0,)]


async def test_a_closed_database_refuses_everything_and_leaves_no_thread(path: str) -> None:
    async with open_sqlite(path) as db:
        assert len(connection_threads()) == 2
        queued = [asyncio.create_task(db.write(note(f"{number}"))) for number in range(600)]
        await asyncio.sleep(0)
    assert await asyncio.gather(*queued) == [[[]]] * 600
    assert not connection_threads()
    for refused in (db.write(note("b")), db.read(COUNT), db.scrub()):
        with pytest.raises(StorageError):
            await refused
    assert not Path(f"{path}-wal").exists()
