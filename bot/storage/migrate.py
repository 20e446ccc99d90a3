"""Bringing a SQLite database to the schema this code was written for.

Migrations are the files `migrations/NNNN_<what>.sql`, numbered from 1 without gaps, never changed
once released. `user_version` is the number of the last one applied; it is written in the same
transaction as the migration, so a process killed half-way leaves the database as it was.

They are written for PostgreSQL and SQLite alike; what SQLite calls otherwise is replaced here.
"""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from ..domain.errors import StorageError

MIGRATIONS = Path(__file__).parent / "migrations"

# A STRICT table refuses values of another type, and knows neither of the two longer names.
_SQLITE_NAMES = {"BIGINT": "INTEGER", "DOUBLE PRECISION": "REAL"}


def migrate(connection: sqlite3.Connection, folder: Path = MIGRATIONS) -> None:
    """Apply the migrations that the database has not seen.

    Args:
        connection: one with `isolation_level=None`, so that nothing but us begins a transaction.
        folder: where the numbered files are.

    Raises:
        StorageError: the database was written by a newer version of this package.
    """
    scripts = sorted(folder.glob("*.sql"))
    version = schema_version(connection)
    if version > len(scripts):
        raise StorageError(
            f"The database was written by a newer GIL Coach (its schema is {version}, this one "
            f"knows {len(scripts)}). Update GIL Coach, or give DATABASE_URL another file."
        )
    for number, script in enumerate(scripts[version:], start=version + 1):
        _apply(connection, number, script.read_text(encoding="utf-8"))


def schema_version(connection: sqlite3.Connection) -> int:
    """Return the number of the last migration that was applied; 0 for an empty database."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def newest_version() -> int:
    """Return the version that `migrate` brings a database to."""
    return len([*MIGRATIONS.glob("*.sql")])


def _apply(connection: sqlite3.Connection, number: int, script: str) -> None:
    # Not executescript(): that commits whatever is open before it starts.
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statement in split_statements(script):
            connection.execute(_for_sqlite(statement))
        connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def split_statements(script: str) -> Iterator[str]:
    """Yield each statement with its semicolon; one inside a text, comment or trigger ends nothing.

    Raises:
        StorageError: something after the last semicolon.
    """
    statement = ""
    *pieces, rest = script.split(";")
    for piece in pieces:
        statement += piece + ";"
        if sqlite3.complete_statement(statement):
            yield statement.strip()
            statement = ""
    if unfinished := (statement + rest).strip():
        raise StorageError(f"A migration ends in the middle of a statement: {unfinished[:60]}")


def _for_sqlite(statement: str) -> str:
    for name, sqlite_name in _SQLITE_NAMES.items():
        statement = re.sub(rf"\b{name}\b", sqlite_name, statement)
    if re.search(r"^CREATE TABLE\b", statement, re.MULTILINE):
        statement = statement.removesuffix(";") + " STRICT;"
    return statement
