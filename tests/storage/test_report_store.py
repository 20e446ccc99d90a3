"""Reports as they are stored."""

import re
import sqlite3
from pathlib import Path

from bot.storage import SqlStore
from bot.storage.report_store import read_reports
from bot.storage.sqlite import open_sqlite
from tests.storage.examples import Hands, report
from tests.storage.test_store import Listening


async def test_reports_are_read_by_question_and_the_oldest_first(store: SqlStore) -> None:
    kept = [
        report(3, item_id="b", learner_id=1),
        report(2, item_id="b", learner_id=2, group_id=None, words=""),
        report(4, item_id="a", learner_id=1, group_id=6),
    ]
    for one in kept:
        await store.reports.keep_report(one)
    assert await read_reports(store.records._read) == [kept[2], kept[1], kept[0]]
    assert await store.reports.reports_in(5) == {"b": 1}
    assert await store.reports.reports_in(6) == {"a": 1}


async def test_a_learner_has_one_report_on_a_question_the_newest(store: SqlStore) -> None:
    for number in (5, 7, 6):
        await store.reports.keep_report(report(number))
    assert [one.id for one in await read_reports(store.records._read)] == [7]


async def test_disputes_are_counted_by_question(store: SqlStore) -> None:
    assert await store.reports.disputes_in(5) == {}


async def test_counts_walk_an_index(tmp_path: Path) -> None:
    path = str(tmp_path / "coach.db")
    async with open_sqlite(path) as db:
        listening = Listening(db)
        reports = SqlStore(listening, Hands()).reports
        await reports.reports_in(5)
        await reports.disputes_in(5)
    connection = sqlite3.connect(path)
    for sql in listening.heard:
        plan = connection.execute(f"EXPLAIN QUERY PLAN {sql}", (None,) * sql.count("?"))
        steps = [detail for *_, detail in plan]
        assert not [step for step in steps if re.match("SCAN", step)], steps
