import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.group import GroupSettings
from bot.domain.learner import Learner, Reminder, Visibility
from bot.domain.streak import Outage
from bot.storage import SqlStore, open_store
from tests.storage.examples import NOON, Hands

GAP = timedelta(minutes=5)
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)

CHOSEN = Learner(
    id=7,
    zone="Europe/Vienna",
    zone_set_at=NOON,
    reminder=Reminder.CHANNEL,
    reminder_group_id=5,
    remind_at=NOON + HOUR,
    reminded_for=NOON - HOUR,
    reminder_refused=True,
    visibility=Visibility.PRIVATE,
    visibility_chosen=True,
    keep_text=True,
)


async def test_settings_come_back_as_they_were_chosen(store: SqlStore) -> None:
    learners = store.learners
    assert await learners.learner(7) is None
    assert await learners.change_learner(CHOSEN)
    assert await learners.learner(7) == CHOSEN.model_copy(update={"version": 1})
    plain = Learner(id=7, version=1)
    assert await learners.change_learner(plain)
    assert await learners.learner(7) == plain.model_copy(update={"version": 2})
    assert await learners.learner(8) is None


async def test_a_change_of_what_has_changed_meanwhile_is_refused(store: SqlStore) -> None:
    assert await store.learners.change_learner(CHOSEN)
    assert not await store.learners.change_learner(Learner(id=7))
    kept = await store.learners.learner(7)
    assert kept is not None
    assert kept.zone == "Europe/Vienna"


async def test_the_zone_is_the_learners_else_the_servers(tmp_path: Path) -> None:
    path = tmp_path / "coach.db"
    async with open_store(f"sqlite:///{path}", Hands()) as store:
        assert await store.learners.zone(7, 5) is None
        connection = sqlite3.connect(path)
        for schedule_id, zone in ((2, "Asia/Tokyo"), (1, "Europe/Paris")):
            connection.execute(
                "INSERT INTO schedule (id, group_id, channel_id, zone, post_minute, weekdays,"
                " topics, levels, next_due, state) VALUES (?, 5, 9, ?, 0, '[]', '[]', '[]', 0,"
                " 'active')",
                (schedule_id, zone),
            )
        connection.commit()
        connection.close()
        assert await store.learners.zone(7, 5) == "Europe/Paris"
        assert await store.learners.zone(7, 6) is None
        assert await store.learners.zone(7, None) is None
        await store.learners.change_learner(Learner(id=7))
        assert await store.learners.zone(7, 5) == "Europe/Paris"
        await store.learners.change_learner(CHOSEN.model_copy(update={"version": 1}))
        assert await store.learners.zone(7, 5) == "Europe/Vienna"


async def test_learners_are_looked_at_when_their_time_has_come(store: SqlStore) -> None:
    for learner_id, wait in ((1, 3 * HOUR), (2, HOUR), (3, None), (4, 2 * HOUR)):
        await store.learners.change_learner(
            Learner(id=learner_id, remind_at=None if wait is None else NOON + wait)
        )

    async def due(wait: timedelta, limit: int = 9) -> list[int]:
        return [one.id for one in await store.learners.to_remind(NOON + wait, limit=limit)]

    assert await due(HOUR - SECOND) == []
    assert await due(HOUR) == [2]
    assert await due(9 * HOUR) == [2, 4, 1]
    assert await due(9 * HOUR, limit=2) == [2, 4]


async def beat(store: SqlStore, *seconds: float) -> None:
    for after in seconds:
        await store.learners.beat(NOON + after * SECOND, gap=GAP)


async def outages(
    store: SqlStore, now: float, since: timedelta = timedelta(0)
) -> list[tuple[float, float]]:
    found = await store.learners.outages(NOON + since, now=NOON + now * SECOND, gap=GAP)
    return [((one.start - NOON) / SECOND, (one.end - NOON) / SECOND) for one in found]


async def test_a_first_heartbeat_follows_no_outage(store: SqlStore) -> None:
    assert await outages(store, 0) == []
    await beat(store, 0)
    assert await outages(store, 300) == []


async def test_a_gap_of_more_than_five_minutes_becomes_an_outage(store: SqlStore) -> None:
    await beat(store, 0, 30, 330, 630.001, 660)
    assert await outages(store, 690) == [(330, 630.001)]
    await beat(store, 660, 660)
    assert await outages(store, 690) == [(330, 630.001)]
    assert await outages(store, 690, since=timedelta(seconds=630)) == [(330, 630.001)]
    assert await outages(store, 690, since=timedelta(seconds=631)) == []


async def test_the_outage_that_has_just_ended_is_known_before_the_heartbeat(
    store: SqlStore,
) -> None:
    await beat(store, 0)
    assert await outages(store, 301) == [(0, 301)]
    await beat(store, 301)
    assert await outages(store, 302) == [(0, 301)]


@pytest.mark.parametrize("ahead_s", [60, 86_400 * 365])
async def test_a_clock_that_goes_back_leaves_no_outage(store: SqlStore, ahead_s: int) -> None:
    await beat(store, 0, ahead_s)
    before = await outages(store, ahead_s)
    await beat(store, 30, 60)
    assert await outages(store, 60) == before
    await beat(store, 90, 500)
    assert (90, 500) in await outages(store, 500)


async def test_outages_outlast_the_process(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/coach.db"
    async with open_store(url, Hands()) as store:
        await beat(store, 0)
    async with open_store(url, Hands()) as store:
        await beat(store, 3600)
        assert await store.learners.outages(NOON, now=NOON + HOUR, gap=GAP) == [
            Outage(start=NOON, end=NOON + HOUR)
        ]


async def test_who_may_see_a_learner_is_the_own_choice_else_the_servers(store: SqlStore) -> None:
    assert await store.learners.visibility(7, 5) is Visibility.SERVER
    await store.groups.change_settings(GroupSettings(group_id=5, visibility=Visibility.PRIVATE))
    await store.learners.change_learner(Learner(id=7, zone="Asia/Tokyo"))
    assert await store.learners.visibility(7, 5) is Visibility.PRIVATE
    assert await store.learners.visibility(7, 6) is Visibility.SERVER
    chosen = Learner(id=7, visibility=Visibility.PUBLIC, visibility_chosen=True, version=1)
    await store.learners.change_learner(chosen)
    assert await store.learners.visibility(7, 5) is Visibility.PUBLIC
