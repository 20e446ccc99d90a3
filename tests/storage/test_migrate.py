import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.domain.errors import StorageError
from bot.storage.migrate import MIGRATIONS, migrate, split_statements


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three migrations of a table each."""
    folder = tmp_path / "migrations"
    folder.mkdir()
    for number in (1, 2, 3):
        script = f"CREATE TABLE t{number} (id BIGINT);\nINSERT INTO t{number} VALUES ({number});\n"
        (folder / f"{number:04}_table.sql").write_text(script)
    return folder


def version(connection: sqlite3.Connection) -> int:
    (number,) = connection.execute("PRAGMA user_version").fetchone()
    return int(number)


def tables(connection: sqlite3.Connection) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}


def test_the_migrations_are_numbered_from_1_without_gaps() -> None:
    names = sorted(file.name for file in MIGRATIONS.glob("*.sql"))
    assert [int(name.partition("_")[0]) for name in names] == list(range(1, len(names) + 1))
    assert all(re.fullmatch(r"\d{4}_[a-z_]+\.sql", name) for name in names)


def test_a_new_database_gets_every_table_and_a_second_run_changes_nothing(
    connection: sqlite3.Connection,
) -> None:
    migrate(connection)
    before = tables(connection)
    assert {"card", "draft", "attempt", "note"} <= before
    assert version(connection) == len(list(MIGRATIONS.glob("*.sql")))
    migrate(connection)
    assert tables(connection) == before


def test_every_table_is_strict(connection: sqlite3.Connection) -> None:
    migrate(connection)
    for kind, name, strict in connection.execute(
        "SELECT type, name, strict FROM pragma_table_list"
    ):
        assert strict or kind != "table" or name.startswith("sqlite_"), name
    with pytest.raises(sqlite3.IntegrityError, match="cannot store TEXT"):
        connection.execute("INSERT INTO card (id, learner_id, item_id) VALUES (1, 'seven', 'item')")


def test_only_missing_migrations_are_applied(connection: sqlite3.Connection, folder: Path) -> None:
    third = (folder / "0003_table.sql").rename(folder / "later")
    migrate(connection, folder)
    assert version(connection) == 2
    third.rename(folder / "0003_table.sql")
    migrate(connection, folder)
    assert version(connection) == 3
    assert connection.execute("SELECT COUNT(*) FROM t1").fetchone() == (1,)


def test_a_database_of_a_newer_version_is_refused_untouched(
    connection: sqlite3.Connection, folder: Path
) -> None:
    connection.execute("PRAGMA user_version = 4")
    with pytest.raises(StorageError, match=r"newer GIL Coach .* Update GIL Coach"):
        migrate(connection, folder)
    assert tables(connection) == set()


def test_a_migration_that_fails_leaves_nothing_behind(
    connection: sqlite3.Connection, folder: Path
) -> None:
    (folder / "0002_table.sql").write_text("CREATE TABLE t2 (id BIGINT); SELECT * FROM nowhere;")
    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        migrate(connection, folder)
    assert version(connection) == 1
    assert tables(connection) == {"t1"}
    assert not connection.in_transaction


KILLED_AT_EACH_STATEMENT = """
import os, signal, sqlite3, sys
from pathlib import Path
from bot.storage.migrate import migrate

def migrate_until(statement, path, folder):
    left = statement

    def count(sql):
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.set_trace_callback(count)
    migrate(connection, folder)

for statement in range(1, 18):
    pid = os.fork()
    if pid == 0:
        migrate_until(statement, f"{statement}.db", Path(sys.argv[1]))
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
"""


def test_a_migration_that_is_killed_at_any_statement_is_done_or_not_begun(
    tmp_path: Path, folder: Path
) -> None:
    """One query of the version, then five statements a migration; at the 17th it is over."""
    command = [sys.executable, "-c", KILLED_AT_EACH_STATEMENT, str(folder)]
    paths = {"PYTHONPATH": str(Path.cwd())}
    codes = subprocess.check_output(command, cwd=tmp_path, env=os.environ | paths, timeout=60)
    assert [int(code) for code in codes.split()] == [-signal.SIGKILL] * 16 + [0]
    for statement in range(1, 18):
        path = tmp_path / f"{statement}.db"
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            done = version(connection)
            assert done == max(0, statement - 2) // 5
            assert tables(connection) == {f"t{number}" for number in range(1, done + 1)}
            migrate(connection, folder)
            rows = "SELECT id FROM t1 UNION ALL SELECT id FROM t2 UNION ALL SELECT id FROM t3"
            assert connection.execute(rows).fetchall() == [(1,), (2,), (3,)]
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.parametrize(
    ("script", "statements"),
    [
        ("", []),
        ("\n  \n", []),
        ("A; B;", ["A;", "B;"]),
        ("SELECT ';'; SELECT \";\";", ["SELECT ';';", 'SELECT ";";']),
        ("-- first; second\nA;\n", ["-- first; second\nA;"]),
        ("/* ; */ A;", ["/* ; */ A;"]),
        (
            "CREATE TRIGGER t AFTER INSERT ON a BEGIN DELETE FROM b; DELETE FROM c; END; A;",
            ["CREATE TRIGGER t AFTER INSERT ON a BEGIN DELETE FROM b; DELETE FROM c; END;", "A;"],
        ),
    ],
)
def test_a_script_is_split_where_statements_end(script: str, statements: list[str]) -> None:
    assert list(split_statements(script)) == statements


@pytest.mark.parametrize("script", ["A; B", "SELECT ';", "A; -- the end; really", "/* A;"])
def test_a_script_that_ends_in_the_middle_is_refused(script: str) -> None:
    with pytest.raises(StorageError, match="in the middle of a statement"):
        list(split_statements(script))
