"""Nothing is kept about a learner that an export leaves out."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import jsonschema_rs
import pytest

from bot.domain.errors import SettingError, StorageError
from bot.domain.personal_data import ERASED, TABLES, WORDS, PersonalData
from bot.storage import SqlStore, open_records, open_store
from bot.storage.migrate import migrate
from tests.storage.examples import NOON, Hands, attempt, draft
from tests.storage.histories import practise, rows_of

NOBODYS = {
    *("daily_post", "group_settings", "heartbeat", "marked_sample", "note", "outage", "round"),
    *("schedule", "setup_form", "left_group"),
}
"""Tables that hold nothing about a member."""

NOBODYS_IDS = {
    "channel_id",
    "coach_role_id",
    "group_id",
    "item_id",
    "message_id",
    "role_id",
    "schedule_id",
}
"""Columns of those tables that name no member."""


@pytest.fixture
def schema() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection)
        yield connection


def tables(connection: sqlite3.Connection) -> dict[str, set[str]]:
    """Every table and its columns."""
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema")]
    columns = {
        name: {row[1] for row in connection.execute(f"PRAGMA table_info({name})")}
        for name in names
        if not name.startswith("sqlite_")
    }
    kinds = dict(connection.execute("SELECT name, type FROM sqlite_schema"))
    return {name: found for name, found in columns.items() if kinds[name] == "table"}


def test_every_table_is_known_to_hold_learners_or_nobody(schema: sqlite3.Connection) -> None:
    """A new table about learners belongs into `PersonalData`, and into PRIVACY.md."""
    assert set(tables(schema)) == {*TABLES, *NOBODYS}
    for name in NOBODYS:
        ids = {column for column in tables(schema)[name] if column.endswith("_id")}
        assert ids <= NOBODYS_IDS, f"whose is it? {name}: {ids - NOBODYS_IDS}"


def test_every_column_about_a_learner_is_in_an_export(schema: sqlite3.Connection) -> None:
    for name, record in TABLES.items():
        assert {*record.model_fields, "learner_id"} == tables(schema)[name], name


def test_a_table_stands_after_those_it_refers_to(schema: sqlite3.Connection) -> None:
    order = [*TABLES]
    for name in order:
        for row in schema.execute(f"PRAGMA foreign_key_list({name})"):
            assert order.index(row[2]) < order.index(name)


def test_everything_that_is_erased_has_words() -> None:
    assert set(WORDS) == set(ERASED)


async def test_an_export_has_all_of_one_learner_and_nothing_of_others(store: SqlStore) -> None:
    await practise(store, 7)
    await practise(store, 8)
    await store.erasures.erase(70, 9)
    data = await store.records.personal_data(7, now=NOON)
    assert data.learner_id == 7
    assert data.exported_at == NOON
    assert {name: len(getattr(data, name)) for name in TABLES} == {
        "learner": 1,
        "card": 1,
        "draft": 2,
        "attempt": 2,
        "reply": 1,
        "dispute": 1,
        "interview": 1,
        "review_card": 1,
        "review": 1,
        "round_owner": 1,
        "shared_answer": 1,
        "demo_run": 1,
        "report": 1,
        "erasure": 0,
    }
    assert await store.records.counts(7) == {name: len(getattr(data, name)) for name in ERASED}
    kept = await store.attempt(7003)
    assert kept is not None
    assert data.attempt[0].grade == kept.grade
    assert data.attempt[0].at == kept.at
    assert data.attempt[0].day == kept.day
    assert data.draft[0].text is not None
    assert "by learner 7" in data.draft[0].text
    assert data.draft[0].sent_at == NOON
    assert "by learner 8" not in data.model_dump_json()


async def test_an_export_fits_its_schema(store: SqlStore) -> None:
    await practise(store, 7)
    await store.open_draft(draft(7009, card_id=7000, text=None))
    await store.record(attempt(7010, draft_id=7009, group_id=None))
    data = await store.records.personal_data(7, now=NOON)
    written = json.loads(data.model_dump_json())
    jsonschema_rs.validate(PersonalData.model_json_schema(mode="serialization"), written)
    assert written["learner_id"] == "7"
    assert written["draft"][0]["sent_at"] == "2026-03-14T12:00:00Z"


async def test_an_export_of_nobody_is_empty(store: SqlStore) -> None:
    data = await store.records.personal_data(7, now=NOON)
    assert not any(getattr(data, name) for name in TABLES)
    assert set((await store.records.counts(7)).values()) == {0}


async def test_it_is_read_beside_a_running_bot_and_without_one(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/coach.db"
    async with open_store(url, Hands()) as store:
        await practise(store, 7)
        async with open_records(url) as records:
            assert (await records.counts(7))["attempt"] == 2
    async with open_records(url) as records:
        assert (await records.personal_data(7, now=NOON)).card
    assert sorted(file.name for file in tmp_path.iterdir()) == ["coach.db", "coach.db.lock"]
    assert rows_of(tmp_path / "coach.db", 7)["draft"] == 2


async def test_what_can_not_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "coach.db"
    for url, error, words in [
        ("sqlite://", SettingError, "in memory"),
        (f"sqlite:///{path}", StorageError, "There is no database"),
    ]:
        with pytest.raises(error, match=words):
            async with open_records(url):
                pytest.fail("opened")
    assert not path.exists()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 1")
    with pytest.raises(StorageError, match="python -m bot db migrate"):
        async with open_records(f"sqlite:///{path}"):
            pytest.fail("opened")
