"""What `doctor` finds, sound and not."""

import asyncio
import os
import sqlite3
import zoneinfo
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot import doctor
from bot.doctor import Check, State, examine
from bot.domain.demo_result import Failure
from bot.storage import open_store
from bot.storage.backup import back_up
from bot.storage.lock import hold_lock_now
from bot.storage.migrate import newest_version
from tests.storage.examples import Hands

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing of this machine's settings, and a folder without a .env."""
    for name in os.environ:
        if name.startswith(("COACH_", "DISCORD_", "DATABASE_URL")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """An empty database where the bot has it."""

    async def make() -> None:
        async with open_store(f"sqlite:///{tmp_path}/data/coach.db", Hands()):
            pass

    asyncio.run(make())
    return tmp_path / "data" / "coach.db"


def found(name: str, **environ: str) -> Check:
    """What is found out about one thing."""
    (check,) = [one for one in examine(environ, now=NOW) if one.name == name]
    return check


def test_where_nothing_ran_yet_nothing_is_wrong_and_nothing_is_made(tmp_path: Path) -> None:
    checks = {one.name: one for one in examine({}, now=NOW)}
    assert [*checks] == [
        "settings",
        "python",
        "platform",
        "time zones",
        "data folder",
        "database",
        "lock",
        "backup",
        "demos",
    ]
    assert {one.state for one in checks.values()} == {State.OK, State.WARNING}
    assert checks["settings"].state is State.WARNING
    assert not [*tmp_path.iterdir()]


def test_every_finding_is_a_line() -> None:
    check = Check("lock", State.OK, "free.")
    assert str(check) == "ok       lock: free."
    assert str(check._replace(state=State.PROBLEM, advice="Do it.")) == (
        "problem  lock: free. Do it."
    )


def test_a_token_is_seen_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "a.secret.token")
    checks = examine({}, now=NOW)
    assert checks[0] == ("settings", State.OK, "read, a token is there.", "")
    assert "secret" not in str(checks)


def test_a_wrong_setting_is_the_first_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACH_TIMEZONE", "Vienna")
    first, *others = examine({}, now=NOW)
    assert first.state is State.PROBLEM
    assert first.says.startswith("COACH_TIMEZONE: “Vienna” cannot be used.")
    assert [one.name for one in others] == ["python", "platform", "time zones"]


def test_a_host_that_wipes_its_disk_is_a_problem() -> None:
    assert found("host", DYNO="web.1").state is State.PROBLEM


def test_a_folder_that_can_not_be_written_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    check = found("data folder")
    assert check.state is State.PROBLEM
    assert "COACH_DATA_DIR" in check.advice


def test_a_full_disk_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_LITTLE_SPACE", 2**70)
    assert found("data folder").advice.startswith("Make room")


def test_a_sound_database_is_told_beside_a_running_bot(database: Path) -> None:
    with hold_lock_now(database):
        assert found("database").says.endswith(f"schema {newest_version()}.")
        assert found("lock").says.startswith(f"held by process {os.getpid()} on ")
    assert found("lock").says == "free, no bot is running."


def test_an_older_a_damaged_and_no_database_are_told(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA user_version = 1")
    older = found("database")
    assert (older.state, "db migrate" in older.advice) == (State.WARNING, True)
    database.write_bytes(b"a ruin" * 1000)
    assert found("database").state is State.PROBLEM


def test_a_database_that_is_no_file_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://db/coach")
    assert found("database").state is State.PROBLEM


def test_the_age_of_the_last_backup_is_told(database: Path, tmp_path: Path) -> None:
    assert found("backup").says == "there never was one."
    back_up(database, tmp_path / "new.db", now=NOW - timedelta(days=7))
    assert found("backup").state is State.OK
    back_up(database, tmp_path / "old.db", now=NOW - timedelta(days=8))
    old = found("backup")
    assert old.state is State.WARNING
    assert "2026-11-14 12:00 UTC" in old.says
    assert old.says.endswith("8 days old.")


def test_a_demo_that_fails_is_a_problem() -> None:
    check = doctor._demos(Failure(kind="crashed", detail="was ended by SIGSEGV"))
    assert check.state is State.PROBLEM
    assert "(crashed): was ended by SIGSEGV" in check.says


def test_demos_that_can_not_be_run_are_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACH_DEMO_ENGINE", "dask://127.0.0.1:1")
    assert found("demos").state is State.PROBLEM


def test_what_other_systems_lack_is_said() -> None:
    assert doctor._platform("darwin").state is State.WARNING


def test_missing_time_zones_are_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "ZoneInfo", _no_zone)
    assert found("time zones").advice.startswith("Install them")
    assert doctor._version("nosuch") == "missing"


def _no_zone(name: str) -> ZoneInfo:
    raise zoneinfo.ZoneInfoNotFoundError(name)
