"""What the person who runs the bot does to its database."""

import asyncio
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from bot.coach.disputes import MarkedSample
from bot.domain.dispute import Verdict
from bot.domain.errors import CoachError, SettingError, StorageError
from bot.domain.grade import Band
from bot.domain.personal_data import ERASED
from bot.itembank.marked import read_marked
from bot.settings import Settings
from bot.storage import open_store
from bot.storage.lock import hold_lock_now
from bot.storage.migrate import MIGRATIONS, migrate, newest_version
from bot.upkeep import (
    back_up_database,
    erase_learner,
    export_deck,
    export_learner,
    export_samples,
    list_reports,
    migrate_database,
    restore_database,
)
from tests.domain.examples import make_bank, make_item
from tests.storage.examples import NOON, Hands, report
from tests.storage.histories import WRITTEN, files_with, practise, rows_of

ALICE, BOB = 7, 8
BANK = make_bank(make_item())


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a bot in which two learners have practised."""
    settings = Settings(_env_file=None, data_dir=tmp_path / "data")

    async def fill() -> None:
        async with open_store(settings.bot_database, Hands()) as store:
            await practise(store, ALICE)
            await practise(store, BOB)

    asyncio.run(fill())
    return settings


@pytest.fixture
def database(settings: Settings) -> Path:
    return settings.data_dir / "coach.db"


@pytest.fixture
def nothing(tmp_path: Path) -> Settings:
    """Settings of a bot that never ran."""
    return Settings(_env_file=None, data_dir=tmp_path / "nothing")


def test_an_export_is_read_beside_a_running_bot(settings: Settings, database: Path) -> None:
    with hold_lock_now(database):
        data = json.loads(export_learner(settings, ALICE))
    assert data["format"] == "gil-coach-export-1"
    assert data["learner_id"] == str(ALICE)
    assert WRITTEN in data["draft"][0]["text"]
    assert data["exported_at"].endswith("Z")


def test_judged_answers_are_samples_that_the_grader_is_measured_with(
    settings: Settings, tmp_path: Path
) -> None:
    with pytest.raises(CoachError, match="No dispute has been judged yet"):
        export_samples(settings)

    async def judge() -> None:
        async with open_store(settings.bot_database, Hands()) as store:
            verdict = Verdict(band=Band.GOOD, at=NOON)
            sample = MarkedSample("who-shares", "Threads share\nmemory.", 0.85, NOON.date())
            await store.disputes.judge(ALICE * 1000 + 8, verdict, sample)

    asyncio.run(judge())
    (line,) = export_samples(settings)
    assert json.loads(line) == {
        "question_id": "who-shares",
        "text": "Threads share\nmemory.",
        "score": 0.85,
        "day": "2026-03-14",
    }
    file = tmp_path / "judged.jsonl"
    file.write_text(line, encoding="utf-8")
    (answer,) = read_marked(file, BANK)
    assert (answer.text, answer.score) == ("Threads share\nmemory.", 0.85)


def test_reports_are_listed_beside_a_running_bot_without_names(
    settings: Settings, database: Path
) -> None:
    async def fill() -> None:
        now = report(
            50,
            learner_id=9,
            item_id="who-shares",
            words="two\nlines \x1b[31m",
            rubric_version=BANK.rubric_version("who-shares"),
        )
        async with open_store(settings.bot_database, Hands()) as store:
            await store.reports.keep_report(now)
            await store.reports.keep_report(report(60, learner_id=9, words=""))

    asyncio.run(fill())
    with hold_lock_now(database):
        lines = list_reports(settings, BANK)
    assert lines == [
        "what-is-the-gil: wrong, 2015-01-01, changed since",
        "what-is-the-gil: wrong, 2015-01-01, changed since\n    The second sentence.",
        "what-is-the-gil: wrong, 2015-01-01, changed since\n    The second sentence.",
        "who-shares: wrong, 2015-01-01\n    two lines [31m",
    ]


def test_without_reports_it_says_so(settings: Settings) -> None:
    for learner_id in (ALICE, BOB):
        erase_learner(settings, learner_id, confirmed=True)
    assert list_reports(settings, BANK) == ["Nobody has reported a question."]


def test_an_erasure_leaves_no_byte_and_hands_out_a_reference(
    settings: Settings, database: Path
) -> None:
    first, *lines, last = erase_learner(settings, ALICE, confirmed=True)
    assert first.startswith("Deleted at 20")
    assert lines[-1].startswith("What you reported about questions: 1")
    assert "Older backups" in last
    assert files_with(database.parent, f"{WRITTEN} {ALICE}") == []
    assert rows_of(database, ALICE) == {"erasure": 1}
    assert rows_of(database, BOB)["attempt"] == 2
    assert "There was nothing." in erase_learner(settings, ALICE, confirmed=True)


def test_an_erasure_that_is_not_confirmed_says_what_would_go(
    settings: Settings, database: Path
) -> None:
    with pytest.raises(CoachError, match=r"Settings: 1; Questions shown: 1; .* add --yes"):
        erase_learner(settings, ALICE, confirmed=False)
    assert set(rows_of(database, ALICE)) == set(ERASED)
    with pytest.raises(CoachError, match="nothing, as there is none"):
        erase_learner(settings, 99, confirmed=False)


def test_what_writes_refuses_beside_a_running_bot(
    settings: Settings, database: Path, tmp_path: Path
) -> None:
    back_up_database(settings, tmp_path / "out.db")
    with hold_lock_now(database):
        calls: list[Callable[[], object]] = [
            partial(erase_learner, settings, ALICE, confirmed=True),
            partial(restore_database, settings, tmp_path / "out.db"),
            partial(migrate_database, settings),
        ]
        for refused in calls:
            with pytest.raises(StorageError, match=r"in use by process \d+ on .*\. Stop that one"):
                refused()
    assert "attempt" in rows_of(database, ALICE)


def test_a_database_comes_back_as_it_was(
    settings: Settings, database: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.db"
    (made,) = back_up_database(settings, out)
    assert made == f"{out}: {out.stat().st_size:,} bytes, checked."
    erase_learner(settings, ALICE, confirmed=True)
    restored, again, aside = restore_database(settings, out)
    assert restored == f"Restored {out}."
    assert again == "Erasures since the backup that were done again: 1."
    assert f"What it replaced is {database}.replaced-20" in aside
    assert rows_of(database, ALICE) == {"erasure": 1}
    assert rows_of(database, BOB)["attempt"] == 2


def test_a_backup_moves_a_bot_to_another_machine(
    settings: Settings, nothing: Settings, tmp_path: Path
) -> None:
    back_up_database(settings, tmp_path / "out.db")
    assert restore_database(nothing, tmp_path / "out.db") == [f"Restored {tmp_path / 'out.db'}."]
    assert "attempt" in rows_of(nothing.data_dir / "coach.db", ALICE)


def test_who_restores_over_a_ruin_is_told_what_is_lost(
    settings: Settings, database: Path, tmp_path: Path
) -> None:
    back_up_database(settings, tmp_path / "out.db")
    database.write_bytes(b"a ruin" * 1000)
    _, lost, _ = restore_database(settings, tmp_path / "out.db")
    assert "erase ID --yes" in lost


def test_an_older_database_is_migrated(settings: Settings, database: Path, tmp_path: Path) -> None:
    assert migrate_database(settings) == [
        f"{database} has schema {newest_version()} already, the newest."
    ]
    database.unlink()
    older = tmp_path / "migrations"
    older.mkdir()
    for script in sorted(MIGRATIONS.glob("*.sql"))[:2]:
        (older / script.name).write_bytes(script.read_bytes())
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        migrate(connection, older)
    assert migrate_database(settings) == [
        f"{database} was brought from schema 2 to {newest_version()}."
    ]


def test_where_there_is_no_database_none_is_made(nothing: Settings, tmp_path: Path) -> None:
    calls: list[Callable[[], object]] = [
        partial(export_learner, nothing, ALICE),
        partial(export_deck, nothing, ALICE, BANK),
        partial(erase_learner, nothing, ALICE, confirmed=True),
        partial(back_up_database, nothing, tmp_path / "out.db"),
        partial(restore_database, nothing, tmp_path / "out.db"),
        partial(migrate_database, nothing),
    ]
    for refused in calls:
        with pytest.raises(StorageError, match="There is no "):
            refused()
    assert not nothing.data_dir.exists()
    memory = nothing.model_copy(update={"database_url": "sqlite://"})
    with pytest.raises(SettingError, match="in memory"):
        back_up_database(memory, tmp_path / "out.db")
