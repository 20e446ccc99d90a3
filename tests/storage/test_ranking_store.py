import re
import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.coach.ports import RankingStore
from bot.domain.attempt import Attempt
from bot.domain.group import GroupSettings
from bot.domain.learner import Learner, Visibility
from bot.domain.ranking import Scored
from bot.domain.snowflake import snowflake_at
from bot.domain.zone import local_date
from bot.storage import SqlStore
from bot.storage.ranking_store import SqlRankingStore
from bot.storage.sqlite import open_sqlite
from tests.storage.examples import NOON, Hands, attempt, graded
from tests.storage.test_store import Listening

DAY = timedelta(days=1)
TODAY = NOON.date()


def made(
    number: int, *, ago: timedelta = timedelta(), zone: str = "UTC", **other: object
) -> Attempt:
    at = NOON - ago
    own = {"draft_id": number, "zone": zone, "day": local_date(at, zone), "hints": 0}
    return attempt(snowflake_at(at, number), **own | other)


async def read(
    store: SqlStore, *, group_id: int = 5, viewer_id: int = 0, since: date | None = None
) -> list[Scored]:
    return [
        *await store.rankings.scored(group_id, viewer_id=viewer_id, since=since, after=0, limit=100)
    ]


async def test_attempts_of_the_server_come_in_the_order_of_time(store: SqlStore) -> None:
    later, earlier = made(1, hints=2), made(2, ago=DAY, learner_id=8, grade=graded(0.5))
    for one in (later, earlier, made(3, group_id=6), made(4, group_id=None)):
        await store.record(one)
    assert await read(store) == [
        Scored(earlier.id, 8, earlier.item_id, 0.5, 0, first=True),
        Scored(later.id, 7, later.item_id, later.score, 2, first=True),
    ]


async def test_what_was_not_graded_is_left_out_and_what_was_given_up_is_not(
    store: SqlStore,
) -> None:
    await store.record(made(1, grade=graded(None)))
    await store.record(made(2, grade=None, gave_up=True, item_id="other"))
    await store.record(made(3))
    assert [(one.score, one.first) for one in await read(store)] == [
        (None, True),
        (made(3).score, True),
    ]


async def test_the_first_attempt_of_a_day_is_the_first_anywhere(store: SqlStore) -> None:
    await store.record(made(1, ago=timedelta(hours=3), group_id=None, grade=None, gave_up=True))
    for one in (
        made(2),
        made(3, learner_id=8),
        made(4, item_id="other"),
        made(5, item_id="other"),
        made(6, ago=DAY),
    ):
        await store.record(one)
    first = {one.id: one.first for one in await read(store)}
    assert [first[made(number).id] for number in (2, 3, 4, 5)] == [False, True, True, False]
    assert first[made(6, ago=DAY).id]


async def test_a_day_is_the_learners_own(store: SqlStore) -> None:
    before = made(1, ago=timedelta(hours=3), zone="Asia/Tokyo")
    after = made(2, ago=-timedelta(hours=4), zone="Asia/Tokyo")
    assert after.day == before.day + DAY
    for one in (before, after):
        await store.record(one)
    assert [one.first for one in await read(store)] == [True, True]
    assert [one.id for one in await read(store, since=after.day)] == [after.id]


async def test_a_period_begins_with_its_day_in_every_zone(store: SqlStore) -> None:
    for number, zone in enumerate(("Pacific/Kiritimati", "UTC", "Etc/GMT+12"), 1):
        for hours in range(0, 72, 5):
            await store.record(
                made(number * 100 + hours, ago=timedelta(hours=hours), zone=zone, learner_id=number)
            )
    everything = {one.id: one for one in await read(store)}
    for since in (TODAY - DAY, TODAY, TODAY + DAY):
        found = {one.id for one in await read(store, since=since)}
        for attempt_id in everything:
            kept = await store.attempt(attempt_id)
            assert kept is not None
            assert (attempt_id in found) == (kept.day >= since)


async def test_it_is_read_piece_by_piece(store: SqlStore) -> None:
    for number in range(1, 8):
        await store.record(made(number, item_id=f"item-{number}"))
    pieces, after = [], 0
    while piece := await store.rankings.scored(5, viewer_id=0, since=TODAY, after=after, limit=3):
        pieces.append(len(piece))
        after = piece[-1].id
    assert pieces == [3, 3, 1]


@pytest.mark.parametrize("visibility", [*Visibility])
async def test_who_is_private_is_seen_by_nobody_else(
    store: SqlStore, visibility: Visibility
) -> None:
    await store.learners.change_learner(
        Learner(id=7, visibility=visibility, visibility_chosen=True)
    )
    await store.record(made(1))
    await store.record(made(2, learner_id=8))
    everybody = {8} if visibility is Visibility.PRIVATE else {7, 8}
    for viewer_id, expected in ((8, everybody), (9, everybody), (7, {7, 8})):
        assert {one.learner_id for one in await read(store, viewer_id=viewer_id)} == expected
        answering = await store.rankings.answering(5, viewer_id=viewer_id, since=TODAY)
        assert sorted(answering) == sorted(expected)


@pytest.mark.parametrize("visibility", [*Visibility])
async def test_who_never_chose_is_seen_as_the_server_wants_it(
    store: SqlStore, visibility: Visibility
) -> None:
    await store.groups.change_settings(GroupSettings(group_id=5, visibility=visibility))
    await store.learners.change_learner(Learner(id=7, zone="Asia/Tokyo"))
    shown = Learner(id=8, visibility=Visibility.SERVER, visibility_chosen=True)
    await store.learners.change_learner(shown)
    for number, learner_id in enumerate((6, 7, 8), start=1):
        await store.record(made(number, learner_id=learner_id))
    expected = {8} if visibility is Visibility.PRIVATE else {6, 7, 8}
    assert {one.learner_id for one in await read(store, viewer_id=9)} == expected
    assert {*await store.rankings.answering(5, viewer_id=9, since=TODAY)} == expected
    assert {one.learner_id for one in await read(store, viewer_id=7)} == expected | {7}


async def test_who_answered_lately_is_listed_once(store: SqlStore) -> None:
    await store.record(made(1))
    await store.record(made(2))
    await store.record(made(3, learner_id=8, ago=9 * DAY))
    await store.record(made(4, learner_id=9, grade=None, gave_up=True))
    await store.record(made(5, learner_id=10, group_id=6))
    assert await store.rankings.answering(5, viewer_id=0, since=TODAY - 3 * DAY) == [7]


async def test_every_statement_walks_an_index(tmp_path: Path) -> None:
    path = str(tmp_path / "coach.db")
    async with open_sqlite(path) as db:
        listening = Listening(db)
        store = SqlStore(listening, Hands()).rankings
        await store.scored(5, viewer_id=7, since=None, after=0, limit=10)
        await store.answering(5, viewer_id=7, since=TODAY)
        await store.scored_by(7, 5)
    methods = {name for name in vars(RankingStore) if not name.startswith("_")}
    assert methods == {name for name in vars(SqlRankingStore) if not name.startswith("_")}
    assert len(listening.heard) == len(methods)
    connection = sqlite3.connect(path)
    for sql in listening.heard:
        plan = connection.execute(f"EXPLAIN QUERY PLAN {sql}", (None,) * sql.count("?"))
        steps = [detail for *_, detail in plan]
        assert not [step for step in steps if re.match("SCAN", step)], steps
        walked = ("attempt_by_group (group_id=? AND", "attempt_by_learner (learner_id=?)")
        assert any(index in step for step in steps for index in walked), steps
        assert not any("ORDER BY" in step for step in steps), steps
    connection.close()


async def test_a_learners_own_answers_in_a_server_are_read_alone(store: SqlStore) -> None:
    first, again = made(1, ago=DAY), made(2, ago=DAY - timedelta(minutes=1), hints=1)
    for one in (first, again, made(3, group_id=6), made(4, learner_id=8), made(5, grade=None)):
        await store.record(one)
    assert await store.rankings.scored_by(7, 5) == [
        Scored(first.id, 7, first.item_id, first.score, 0, first=True),
        Scored(again.id, 7, again.item_id, again.score, 1, first=False),
    ]
