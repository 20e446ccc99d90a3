"""Who is erased is gone: from every table, and from every byte of every file."""

import sqlite3
from pathlib import Path
from random import Random

from bot.domain.personal_data import ERASED
from bot.storage import SqlStore, open_store
from bot.storage.erasure import _unit
from bot.storage.sqlite import open_sqlite
from tests.storage.examples import NOON, Hands, draft
from tests.storage.histories import WRITTEN, files_with, practise, rows_of


async def test_an_erasure_takes_all_of_one_learner_and_nothing_of_others(store: SqlStore) -> None:
    await practise(store, 7)
    await practise(store, 8)
    before = await store.records.counts(8)
    had = await store.records.counts(7)
    done = await store.erasures.erase(70, 7)
    assert (done.id, done.learner_id) == (70, 7)
    assert done.erased == had
    assert all(had[table] for table in ERASED), "the test leaves a table out"
    assert set((await store.records.counts(7)).values()) == {0}
    assert await store.records.counts(8) == before
    left = await store.records.personal_data(7, now=NOON)
    assert [(one.id, one.erased) for one in left.erasure] == [(70, had)]


async def test_an_erasure_that_arrives_twice_tells_the_same(store: SqlStore) -> None:
    await practise(store, 7)
    first = await store.erasures.erase(70, 7)
    assert await store.erasures.erase(70, 7) == first
    assert len((await store.records.personal_data(7, now=NOON)).erasure) == 1


async def test_who_comes_back_begins_afresh_and_can_be_erased_again(store: SqlStore) -> None:
    await store.erasures.erase(70, 7)
    await practise(store, 7)
    assert (await store.erasures.erase(71, 7)).erased["attempt"] == 2
    assert len((await store.records.personal_data(7, now=NOON)).erasure) == 2


async def test_no_file_holds_a_byte_of_what_was_erased(tmp_path: Path) -> None:
    random = Random(5)  # noqa: S311 - a repeatable test
    async with open_store(f"sqlite:///{tmp_path}/coach.db", Hands()) as store:
        for learner_id in range(1, 41):
            words = f"{WRITTEN} {learner_id % 2} " * random.randint(1, 5)
            await practise(store, learner_id, text=words)
            if learner_id % 5 == 0:  # rows move between pages as the tables grow
                await store.open_draft(
                    draft(learner_id, card_id=learner_id * 1000, learner_id=learner_id)
                )
        assert "coach.db-wal" in files_with(tmp_path, f"{WRITTEN} 1")
        for learner_id in range(1, 41, 2):
            await store.erasures.erase(learner_id, learner_id)
        assert files_with(tmp_path, f"{WRITTEN} 1") == []
        assert "coach.db" in files_with(tmp_path, f"{WRITTEN} 0")
    assert rows_of(tmp_path / "coach.db", 1) == {"erasure": 1}


async def test_an_erasure_walks_indexes(tmp_path: Path) -> None:
    path = tmp_path / "coach.db"
    async with open_sqlite(str(path)):
        pass
    connection = sqlite3.connect(path)
    for sql, args in _unit(70, 7):
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", args)]
        assert not [step for step in plan if step.startswith("SCAN") and "CONSTANT" not in step], (
            sql
        )
    connection.close()
