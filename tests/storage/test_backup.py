"""Backups beside a running bot, and the way back."""

import asyncio
import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.errors import StorageError
from bot.storage import open_store
from bot.storage.backup import _set_aside, back_up, last_backup, restore
from bot.storage.migrate import migrate, newest_version
from tests.storage.examples import Hands
from tests.storage.histories import WRITTEN, files_with, practise, rows_of

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return folder / "coach.db"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder / "backup.db"


def fill(database: Path, *learners: int) -> None:
    async def practise_all() -> None:
        async with open_store(f"sqlite:///{database}", Hands()) as store:
            for learner_id in learners:
                await practise(store, learner_id)

    asyncio.run(practise_all())


def erase(database: Path, erasure_id: int, learner_id: int) -> None:
    async def erase_one() -> None:
        async with open_store(f"sqlite:///{database}", Hands()) as store:
            await store.erasures.erase(erasure_id, learner_id)

    asyncio.run(erase_one())


def sound(database: Path) -> bool:
    with closing(sqlite3.connect(database)) as connection:
        return [*connection.execute("PRAGMA integrity_check")] == [("ok",)]


async def test_a_backup_beside_a_running_bot_has_all_that_was_acknowledged(
    database: Path, out: Path
) -> None:
    async with open_store(f"sqlite:///{database}", Hands()) as store:
        await practise(store, 7)
        await asyncio.to_thread(back_up, database, out, now=NOW)
        await practise(store, 8)
    assert sound(out)
    assert rows_of(out, 7) == rows_of(database, 7)
    assert not rows_of(out, 8)
    assert [file.name for file in out.parent.iterdir()] == ["backup.db"]
    assert out.stat().st_mode & 0o777 == 0o600


async def test_nothing_erased_is_in_a_new_backup(database: Path, out: Path) -> None:
    async with open_store(f"sqlite:///{database}", Hands()) as store:
        await practise(store, 7)
        await practise(store, 8)
        await asyncio.to_thread(back_up, database, out, now=NOW)
        assert files_with(out.parent, f"{WRITTEN} 7") == ["backup.db"]
        out.unlink()
        await store.erasures.erase(70, 7)
        await asyncio.to_thread(back_up, database, out, now=NOW)
    assert files_with(out.parent, f"{WRITTEN} 7") == []
    assert files_with(out.parent, f"{WRITTEN} 8") == ["backup.db"]


def test_a_file_that_is_there_is_not_overwritten(database: Path, out: Path) -> None:
    fill(database, 7)
    out.write_text("precious")
    with pytest.raises(StorageError, match="exists already"):
        back_up(database, out, now=NOW)
    assert out.read_text() == "precious"


def test_what_can_not_be_backed_up_is_told_and_leaves_nothing(database: Path, out: Path) -> None:
    with pytest.raises(StorageError, match=r"There is no file .*coach\.db"):
        back_up(database, out, now=NOW)
    fill(database, 7)
    with pytest.raises(StorageError, match=r"can't be written: No such file or directory"):
        back_up(database, out.parent / "nosuch" / "backup.db", now=NOW)
    with database.open("r+b") as file:
        file.seek(4096 + 3)
        file.write(b"\xff" * 600)
    with pytest.raises(StorageError, match="is damaged"):
        back_up(database, out, now=NOW)
    assert not [*out.parent.iterdir()]
    assert last_backup(database) is None


def test_the_last_backup_is_remembered(database: Path, out: Path) -> None:
    fill(database, 7)
    back_up(database, out, now=NOW)
    assert last_backup(database) == (NOW, str(out))
    note = Path(f"{database}.last-backup")
    for spoilt in ("", "[]", "{}", json.dumps({"at": "soon", "file": ""})):
        note.write_text(spoilt)
        assert last_backup(database) is None


def test_a_restored_backup_is_as_it_was_and_what_it_replaced_is_kept(
    database: Path, out: Path
) -> None:
    fill(database, 7)
    database.chmod(0o640)
    back_up(database, out, now=NOW)
    had = rows_of(out, 7)
    fill(database, 8)
    done = restore(database, out, now=NOW)
    aside = database.with_name("coach.db.replaced-20261122T120000Z")
    assert done == (0, True, aside)
    assert rows_of(aside, 8)
    assert database.stat().st_mode & 0o777 == 0o640
    fill(database)
    assert rows_of(database, 7) == had
    assert not rows_of(database, 8)
    assert sorted(file.name for file in database.parent.iterdir()) == [
        "coach.db",
        "coach.db.last-backup",
        "coach.db.lock",
        "coach.db.replaced-20261122T120000Z",
    ]


def test_a_backup_is_restored_where_there_was_nothing(database: Path, out: Path) -> None:
    fill(database, 7)
    back_up(database, out, now=NOW)
    elsewhere = database.parent / "new" / "coach.db"
    assert restore(elsewhere, out, now=NOW) == (0, True, None)
    assert rows_of(elsewhere, 7) == rows_of(database, 7)


def test_who_was_erased_since_the_backup_stays_erased(database: Path, out: Path) -> None:
    fill(database, 7, 8, 9)
    erase(database, 90, 9)
    fill(database, 9)
    back_up(database, out, now=NOW)
    erase(database, 70, 7)
    assert files_with(out.parent, f"{WRITTEN} 7")
    assert restore(database, out, now=NOW).erased_again == 1
    assert files_with(database.parent, f"{WRITTEN} 7") == []
    assert rows_of(database, 7) == {"erasure": 1}
    assert rows_of(database, 8)["attempt"] == 2
    assert rows_of(database, 9)["attempt"] == 2, "came back before the backup was made"
    # And once more: the tombstone is in the restored database too.
    assert restore(database, out, now=NOW.replace(hour=13)).erased_again == 1


def test_a_backup_of_an_older_version_is_migrated(database: Path, out: Path) -> None:
    older = out.parent / "migrations"
    older.mkdir()
    scripts = sorted((Path(migrate.__code__.co_filename).parent / "migrations").glob("*.sql"))
    for script in scripts[:2]:
        (older / script.name).write_bytes(script.read_bytes())
    for path in (database, out):
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            migrate(connection, older)
    assert restore(database, out, now=NOW).erasures_known
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (newest_version(),)


def test_a_database_that_is_beyond_reading_is_replaced_too(database: Path, out: Path) -> None:
    fill(database, 7)
    back_up(database, out, now=NOW)
    database.write_bytes(b"no database at all" * 1000)
    done = restore(database, out, now=NOW)
    assert not done.erasures_known
    assert done.replaced is not None
    assert done.replaced.read_bytes().startswith(b"no database")
    fill(database, 8)
    assert rows_of(database, 7)["attempt"] == rows_of(database, 8)["attempt"] == 2


def test_a_log_that_is_left_is_not_taken_for_the_successors(database: Path, out: Path) -> None:
    fill(database, 7)
    Path(f"{database}-wal").write_bytes(b"its log")
    out.touch()
    aside = _set_aside(database, out, NOW)
    assert aside is not None
    assert not Path(f"{database}-wal").exists()
    assert Path(f"{aside}-wal").read_bytes() == b"its log"


def test_what_can_not_be_restored_changes_nothing(database: Path, out: Path) -> None:
    fill(database, 7)
    before = database.read_bytes()
    foreign, newer, text = (out.with_name(name) for name in ("foreign", "newer", "text"))
    with closing(sqlite3.connect(foreign)) as connection:
        connection.execute("CREATE TABLE attempt (id)")
    back_up(database, newer, now=NOW)
    with closing(sqlite3.connect(newer, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA user_version = {newest_version() + 1}")
    text.write_text("a letter " * 100)
    for backup, words in {
        out: "There is no file",
        foreign: "no database of GIL Coach",
        newer: "newer GIL Coach .* Update",
        text: "damaged, or no database",
        database: "is the database itself",
    }.items():
        with pytest.raises(StorageError, match=words):
            restore(database, backup, now=NOW)
    assert database.read_bytes() == before
    assert not [*database.parent.glob("*.replaced-*"), *database.parent.glob("*.partial")]


async def test_a_running_bot_refuses_a_restore(database: Path, out: Path) -> None:
    async with open_store(f"sqlite:///{database}", Hands()):
        await asyncio.to_thread(back_up, database, out, now=NOW)
        with pytest.raises(StorageError, match=f"in use by process {os.getpid()} on .* Stop"):
            await asyncio.to_thread(restore, database, out, now=NOW)


def test_a_program_that_reads_refuses_a_restore(
    database: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.backup._BUSY_MS", 10)
    fill(database, 7)
    back_up(database, out, now=NOW)
    with closing(sqlite3.connect(database)) as reader:
        reader.execute("SELECT * FROM attempt").fetchall()
        with pytest.raises(StorageError, match="in use by another program"):
            restore(database, out, now=NOW)
    assert restore(database, out, now=NOW).replaced


KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from bot.storage import backup

left = int(sys.argv[1])

def count(event, _):
    global left
    if counting and event.split(".")[0] in ("os", "open", "sqlite3", "shutil", "tempfile"):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

counting = False
sys.addaudithook(count)
does, database, other = getattr(backup, sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4])
counting = True
does(database, other, now=datetime(2026, 11, 22, 13, tzinfo=UTC))
"""


def killed_at(call: int, does: str, database: Path, other: Path) -> bool:
    """Do it in a process that is killed at that call to the system; return whether it was."""
    command = [sys.executable, "-c", KILLED, str(call), does, str(database), str(other)]
    # A measurement of coverage that is killed as well leaves a broken file.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    done = subprocess.run(command, check=False, timeout=60, env=kept | {"PYTHONPATH": "."})
    assert done.returncode in (0, -signal.SIGKILL)
    return done.returncode != 0


def test_a_backup_that_is_killed_anywhere_is_whole_or_not_there(database: Path, out: Path) -> None:
    fill(database, 7)
    had, call = rows_of(database, 7), 1
    while killed_at(call, "back_up", database, out):
        if out.exists():
            assert sound(out)
            assert rows_of(out, 7) == had
            out.unlink()
        call += 1
    assert call > 5
    assert rows_of(out, 7) == had
    assert all(file == out or file.suffix == ".partial" for file in out.parent.iterdir())


def test_a_restore_that_is_killed_anywhere_is_done_or_not_begun(database: Path, out: Path) -> None:
    fill(database, 7)
    back_up(database, out, now=NOW)
    fill(database, 8)
    call = 1
    while killed_at(call, "restore", database, out):
        assert sound(database)
        assert rows_of(database, 7)
        for aside in database.parent.glob("*.replaced-*"):
            assert sound(aside)
            assert rows_of(aside, 8)
            aside.unlink()
        if not rows_of(database, 8):  # it was done
            fill(database, 8)
        call += 1
    assert call > 8
    assert not rows_of(database, 8)
