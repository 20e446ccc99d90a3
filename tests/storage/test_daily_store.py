"""Schedules and daily posts as they are kept."""

import re
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from bot.coach.checkup import TroubleStore
from bot.coach.ports import DailyStore
from bot.domain.daily_post import TOO_LATE, DailyPost, PostState
from bot.domain.item import Level
from bot.domain.schedule import Schedule, ScheduleState
from bot.storage import open_store
from bot.storage.daily_store import SqlDailyStore
from bot.storage.database import Result, Row, Unit, Value
from bot.storage.sqlite import SqliteDb, open_sqlite
from tests.storage.examples import NOON, Hands

TODAY = date(2026, 3, 14)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@pytest.fixture
async def store(url: str, clock: Hands) -> AsyncIterator[DailyStore]:
    async with open_store(url, clock) as opened:
        yield opened.daily


def schedule(schedule_id: int = 1, **other: object) -> Schedule:
    fields = {
        "id": schedule_id,
        "group_id": 5,
        "channel_id": 2**62,
        "zone": "Europe/Paris",
        "post_minute": 780,
        "next_due": NOON,
    }
    return Schedule.model_validate(fields | other)


async def claim(
    store: DailyStore, of: Schedule, day: date = TODAY, *, now: datetime = NOON
) -> DailyPost:
    """Claim a day and move on to the next noon."""
    planned = of.model_copy(update={"next_due": NOON + DAY})
    post = await store.claim(planned, day, item_id="a", now=now, stale=now - HOUR)
    assert post is not None
    return post


async def kept(store: DailyStore, schedule_id: int = 1) -> Schedule:
    found = await store.schedule(schedule_id)
    assert found is not None
    return found


# Schedules


async def test_a_schedule_comes_back_as_it_was(store: DailyStore) -> None:
    full = schedule(
        weekdays=(0, 4),
        topics=("a", "b"),
        levels=(Level.MID, Level.STAFF),
        role_id=7,
        state=ScheduleState.PAUSED,
        failures=2,
        told=True,
        version=3,
    )
    bare = schedule(2)
    for one in (bare, full, schedule(3, group_id=6), bare.model_copy(update={"post_minute": 1})):
        await store.add_schedule(one)
    assert await store.schedules(5) == [full, bare]
    assert await store.schedule(3) == schedule(3, group_id=6)
    assert await store.schedule(4) is None


async def test_of_two_changes_of_one_schedule_the_second_is_refused(store: DailyStore) -> None:
    await store.add_schedule(schedule())
    assert await store.change_schedule(schedule(post_minute=60))
    assert not await store.change_schedule(schedule(post_minute=90))
    assert await store.schedule(1) == schedule(post_minute=60, version=1)


async def test_active_schedules_are_due_the_longest_due_first(store: DailyStore) -> None:
    await store.add_schedule(schedule(1))
    await store.add_schedule(schedule(2, next_due=NOON - HOUR))
    await store.add_schedule(schedule(3, next_due=NOON + HOUR))
    await store.add_schedule(schedule(4, state=ScheduleState.PAUSED))
    assert [one.id for one in await store.due(NOON, limit=9)] == [2, 1]
    assert [one.id for one in await store.due(NOON, limit=1)] == [2]
    assert not await store.due(NOON - 2 * HOUR, limit=9)


async def test_a_day_left_out_cannot_be_claimed(store: DailyStore) -> None:
    await store.add_schedule(schedule())
    later = schedule(next_due=NOON + DAY)
    assert await store.skip_post(later, TODAY, now=NOON - HOUR)
    assert not await store.skip_post(later, TODAY, now=NOON - HOUR)
    moved = await kept(store)
    assert moved.next_due == NOON + DAY
    assert await store.last_day(1) == TODAY
    assert await store.claim(moved, TODAY, item_id="a", now=NOON, stale=NOON) is None
    post = await store.daily_post(1, TODAY)
    assert post is not None
    assert (post.state, post.tries) == (PostState.SKIPPED, 0)


async def test_a_removed_schedule_leaves_its_posts_and_no_claim(store: DailyStore) -> None:
    await store.add_schedule(schedule())
    await claim(store, schedule())
    await store.remove_schedule(1)
    await store.remove_schedule(1)
    assert not await store.unfinished(NOON + DAY, limit=9)
    post = await store.daily_post(1, TODAY)
    assert post is not None
    assert post.state is PostState.SKIPPED


# Claims


async def test_a_claim_moves_the_schedule_on_and_only_one_succeeds(store: DailyStore) -> None:
    await store.add_schedule(schedule())
    post = await claim(store, schedule())
    expected = DailyPost(
        schedule_id=1,
        group_id=5,
        day=TODAY,
        state=PostState.CLAIMED,
        at=NOON,
        tries=1,
        item_id="a",
    )
    assert post == expected == await store.daily_post(1, TODAY)
    moved = await kept(store)
    assert (moved.next_due, moved.version) == (NOON + DAY, 1)
    for one in (schedule(), moved):  # one that was read before, one that was read after
        assert await store.claim(one, TODAY, item_id="b", now=NOON, stale=NOON - HOUR) is None


async def test_a_schedule_changed_meanwhile_is_not_claimed(store: DailyStore) -> None:
    await store.add_schedule(schedule())
    assert await store.change_schedule(schedule(state=ScheduleState.PAUSED))
    assert await store.claim(schedule(), TODAY, item_id="a", now=NOON, stale=NOON) is None
    assert await store.daily_post(1, TODAY) is None
    assert (await kept(store)).next_due == NOON


async def test_a_stale_claim_is_taken_over_with_its_question(store: DailyStore) -> None:
    await store.add_schedule(schedule())
    await claim(store, schedule())
    ((found, post),) = await store.unfinished(NOON + timedelta(seconds=1), limit=9)
    assert found == await kept(store)
    again = await store.claim(
        found, TODAY, item_id="b", now=NOON + HOUR, stale=NOON + timedelta(seconds=1)
    )
    assert again == post.model_copy(update={"tries": 2, "at": NOON + HOUR})
    assert not await store.unfinished(NOON + HOUR, limit=9)


@pytest.mark.parametrize("outcome", ["sent", "skipped", "failed"])
async def test_what_is_settled_is_not_claimed_again(store: DailyStore, outcome: str) -> None:
    await store.add_schedule(schedule())
    post = await claim(store, schedule())
    if outcome == "sent":
        await store.mark_sent(post, 99, now=NOON)
    elif outcome == "skipped":
        await store.mark_skipped(post, "why", now=NOON)
    else:
        await store.mark_failed(post, "why", now=NOON, pause_after=3)
    settled = await store.daily_post(1, TODAY)
    assert settled is not None
    assert settled.state == outcome
    assert (settled.message_id, settled.reason) == (
        (99, None) if outcome == "sent" else (None, "why")
    )
    later = NOON + DAY
    assert not await store.unfinished(later, limit=9)
    current = await kept(store)
    assert await store.claim(current, TODAY, item_id="a", now=later, stale=later) is None


async def test_a_message_that_is_there_counts_whatever_was_believed(store: DailyStore) -> None:
    await store.add_schedule(schedule())
    post = await claim(store, schedule())
    await store.mark_skipped(post, "why", now=NOON)
    await store.mark_sent(post, 99, now=NOON)
    found = await store.daily_post(1, TODAY)
    assert found is not None
    assert (found.state, found.message_id, found.reason) == (PostState.SENT, 99, None)


async def test_failures_are_counted_once_pause_and_are_forgotten(store: DailyStore) -> None:
    await store.add_schedule(schedule())
    for number in range(2):
        post = await claim(store, await kept(store), TODAY + number * DAY)
        for _ in range(2):  # the second has nothing left to count
            after = await store.mark_failed(post, "closed \ud800", now=NOON, pause_after=2)
        assert after is not None
        assert after.failures == number + 1
    assert (await kept(store)).state is ScheduleState.PAUSED
    await store.mark_told(1)
    assert (await kept(store)).told
    await store.mark_sent(post, 99, now=NOON)
    cleared = await kept(store)
    assert (cleared.failures, cleared.told) == (0, False)
    await store.remove_schedule(1)
    assert await store.mark_failed(post, "closed", now=NOON, pause_after=2) is None


async def test_questions_asked_are_listed_once_newest_first(store: DailyStore) -> None:
    await store.add_schedule(schedule())
    for number, item_id in enumerate(["a", "b", "a", "c", "d", None]):
        planned = await kept(store)
        day = TODAY + number * DAY
        post = await store.claim(planned, day, item_id=item_id, now=NOON, stale=NOON)
        assert post is not None
        if item_id == "d":
            await store.mark_failed(post, "closed", now=NOON, pause_after=9)
    assert await store.asked(1, TODAY + 9 * DAY) == ["c", "a", "b"]
    assert await store.asked(1, TODAY + 2 * DAY) == ["b", "a"]
    assert await store.asked(2, TODAY) == []


async def test_what_a_clock_ahead_led_to_is_planned_again(store: DailyStore) -> None:
    ahead = NOON + 3 * DAY
    for number in (1, 2, 3):
        await store.add_schedule(schedule(number))
    await claim(store, schedule(1), TODAY + 3 * DAY, now=ahead)
    skipped = await claim(store, schedule(2), TODAY + 3 * DAY, now=ahead)
    await store.mark_skipped(skipped, TOO_LATE, now=ahead)
    await claim(store, schedule(3))
    for _ in range(2):
        await store.plan_again(NOON + HOUR)
        assert [one.id for one in await store.due(NOON + HOUR, limit=9)] == [1, 2]
        claimed = await store.daily_post(1, TODAY + 3 * DAY)
        assert claimed is not None
        assert claimed.at == NOON + HOUR
        assert await store.daily_post(2, TODAY + 3 * DAY) is None
    assert (await kept(store, 3)).next_due == NOON + DAY


# Cost


class Listening:
    """A database that remembers the statements it was given."""

    def __init__(self, db: SqliteDb) -> None:
        self.heard: set[str] = set()
        self._db = db

    async def read(self, sql: str, args: Sequence[Value] = ()) -> list[Row]:
        self.heard.add(sql)
        return await self._db.read(sql, args)

    async def write(self, unit: Unit) -> Result:
        self.heard.update(sql for sql, _ in unit)
        return await self._db.write(unit)


async def test_every_statement_walks_an_index(tmp_path: Path) -> None:
    path = tmp_path / "coach.db"
    async with open_sqlite(str(path)) as db:
        listening = Listening(db)
        store = SqlDailyStore(listening)  # type: ignore[arg-type]
        await store.add_schedule(schedule())
        post = await claim(store, schedule(), now=NOON + DAY)
        calls = {
            "add_schedule": store.add_schedule(schedule()),
            "claim": store.claim(schedule(), TODAY, item_id="a", now=NOON, stale=NOON),
            "schedules": store.schedules(5),
            "schedule": store.schedule(1),
            "change_schedule": store.change_schedule(schedule()),
            "skip_post": store.skip_post(schedule(), TODAY, now=NOON),
            "due": store.due(NOON, limit=9),
            "unfinished": store.unfinished(NOON, limit=9),
            "daily_post": store.daily_post(1, TODAY),
            "troubles": store.troubles(5, limit=5),
            "last_day": store.last_day(1),
            "asked": store.asked(1, TODAY),
            "plan_again": store.plan_again(NOON),
            "mark_skipped": store.mark_skipped(post, "why", now=NOON),
            "mark_failed": store.mark_failed(post, "why", now=NOON, pause_after=3),
            "mark_sent": store.mark_sent(post, 9, now=NOON),
            "mark_told": store.mark_told(1),
            "remove_schedule": store.remove_schedule(1),
        }
        ports = vars(DailyStore) | vars(TroubleStore)
        assert calls.keys() == {name for name in ports if not name.startswith("_")}
        for call in calls.values():
            await call
    with closing(sqlite3.connect(path)) as connection:
        for sql in listening.heard:
            plan = connection.execute(f"EXPLAIN QUERY PLAN {sql}", (None,) * sql.count("?"))
            steps = [detail for *_, detail in plan]
            assert not [step for step in steps if re.match("SCAN (schedule|daily_post|[ps])", step)]
