"""Backups: a copy made beside a running bot, and the way back.

A copy is written under a temporary name and renamed in the end, so a process that is killed leaves
at worst a file `*.partial`, never half a backup or half a database. Blocking: for commands only.
"""

import json
import os
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from ..domain.errors import StorageError
from .database import Row
from .erasure import replay, tombstones
from .lock import hold_lock_now
from .migrate import migrate, newest_version, schema_version

_BUSY_MS = 5000
"""How long to wait for another program to let go of the database."""


class LastBackup(NamedTuple):
    """The backup that was made last, as noted beside the database."""

    at: datetime
    file: str


class Restored(NamedTuple):
    """What restoring did.

    Attributes:
        erased_again: how many erasures, made since the backup, were done again.
        erasures_known: whether the replaced database could be asked for them.
        replaced: where the replaced database is now, None if there was none.
    """

    erased_again: int
    erasures_known: bool
    replaced: Path | None


def back_up(database: Path, out: Path, *, now: datetime) -> None:
    """Copy the database to a new file, checked and on disk; nothing erased is in it.

    Raises:
        StorageError: there is no database, the file exists already, or it can't be written.
    """
    _refuse_missing(database)
    if out.exists():
        raise StorageError(f"{out} exists already. Give the backup another name.")
    with _explained(out), _partial(out) as copy:
        _copy(database, copy)
        copy.rename(out)
        _sync(out.parent)
        noted = json.dumps({"at": now.isoformat(), "file": str(out.absolute())})
        _note(database).write_text(noted, encoding="utf-8")


def last_backup(database: Path) -> LastBackup | None:
    """Return the backup that `back_up` made last, None where it never did."""
    try:
        noted = json.loads(_note(database).read_text(encoding="utf-8"))
        return LastBackup(datetime.fromisoformat(noted["at"]), noted["file"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def restore(database: Path, backup: Path, *, now: datetime) -> Restored:
    """Put a backup in the place of the database, which is kept beside; the bot has to be stopped.

    Whoever was erased since the backup is erased again.

    Raises:
        StorageError: the database is in use, or the backup is damaged, newer than this version,
            or none of ours; then nothing has changed.
    """
    _refuse_missing(backup)
    with hold_lock_now(database), _explained(database), _partial(database) as copy:
        if database.exists() and backup.samefile(database):
            raise StorageError(f"{backup} is the database itself. Give a backup of it.")
        _copy(backup, copy)
        known = _close_for_good(database)
        with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = MEMORY")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA secure_delete = ON")
            migrate(connection)
            erased_again = replay(connection, known or ())
        replaced = _set_aside(database, copy, now)
        _sync(copy)
        copy.replace(database)
        _sync(database.parent)
    return Restored(erased_again, known is not None, replaced)


def _copy(source: Path, copy: Path) -> None:
    """Write what is in the source, and nothing that was deleted from it, to the empty file."""
    with closing(sqlite3.connect(source, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
        refuse_unsound(connection, source)
        connection.execute("VACUUM INTO ?", (str(copy),))
    _sync(copy)  # SQLite doesn't. Source: its documentation of VACUUM INTO


def refuse_unsound(connection: sqlite3.Connection, database: Path) -> None:
    """Refuse a database that is damaged, newer than this version, or none of ours.

    Raises:
        StorageError: it is.
    """
    try:
        ((first,), *_) = connection.execute("PRAGMA integrity_check(1)").fetchall()
        ours = {("attempt",), ("note",)} <= {
            *connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
        version = schema_version(connection)
    except sqlite3.DatabaseError as error:
        raise StorageError(f"{database} is damaged, or no database: {error}.") from error
    if first != "ok":
        raise StorageError(f"{database} is damaged: {first}.")
    if not ours:
        raise StorageError(f"{database} is no database of GIL Coach.")
    if version > newest_version():
        raise StorageError(
            f"{database} was written by a newer GIL Coach (its schema is {version}, this one knows "
            f"{newest_version()}). Update GIL Coach."
        )


def _close_for_good(database: Path) -> Sequence[Row] | None:
    """Merge the database's log into it, and return the erasures; None where it can't be read.

    A log that stayed behind would be taken for one of the database that comes in its place.

    Raises:
        StorageError: another program has the database open.
    """
    if not database.exists():
        return ()
    try:
        with closing(sqlite3.connect(database, isolation_level=None)) as connection:
            connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
            connection.execute("PRAGMA journal_mode = DELETE").fetchall()
            has_any = "SELECT 1 FROM sqlite_master WHERE name = 'erasure'"
            return tombstones(connection) if connection.execute(has_any).fetchone() else ()
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            raise StorageError(f"{database} is in use by another program. Close that.") from error
        return None


def _set_aside(database: Path, successor: Path, now: datetime) -> Path | None:
    """Give the database a second name, and its owner and rights to its successor."""
    if not database.exists():
        return None
    aside = database.with_name(f"{database.name}.replaced-{now:%Y%m%dT%H%M%SZ}")
    aside.hardlink_to(database)
    for log in ("-wal", "-shm"):  # only of one that could not be read
        left = Path(f"{database}{log}")
        if left.exists():
            left.rename(f"{aside}{log}")
    kept = database.stat()
    successor.chmod(kept.st_mode)
    os.chown(successor, kept.st_uid, kept.st_gid)
    return aside


@contextmanager
def _partial(path: Path) -> Iterator[Path]:
    """An empty file in the folder of `path`, for the owner's eyes only, removed if it is left."""
    descriptor, name = tempfile.mkstemp(prefix=f"{path.name}.", suffix=".partial", dir=path.parent)
    os.close(descriptor)
    partial = Path(name)
    try:
        yield partial
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise StorageError(f"{path} can't be written: {why}.") from error


def _refuse_missing(database: Path) -> None:
    if not database.is_file():
        raise StorageError(f"There is no file {database}.")


def _note(database: Path) -> Path:
    return Path(f"{database}.last-backup")


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
