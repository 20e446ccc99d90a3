from collections.abc import AsyncIterator
from datetime import datetime

import pytest

from bot.coach.learners import Learners
from bot.domain.errors import StorageError, UnknownNameError, ZoneChangedError
from bot.domain.learner import Learner, Reminder, Visibility
from bot.domain.snowflake import snowflake_at
from bot.storage.learner_store import SqlLearnerStore
from tests.coach.learner_world import ALICE, BOB, DAY, GROUP, World, open_world
from tests.coach.practice_world import make_practice
from tests.domain.examples import make_bank, make_item


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with open_world() as opened:
        yield opened


async def test_who_never_chose_has_the_defaults(world: World) -> None:
    shown = await world.learners.settings(ALICE, GROUP)
    assert shown.learner == Learner(id=ALICE)
    assert (shown.zone, shown.daily_channel_id) == ("UTC", None)
    assert shown.learner.reminder is Reminder.OFF
    assert not shown.learner.keep_text


async def test_the_server_has_a_zone_and_a_daily_channel(world: World) -> None:
    await world.schedule()
    shown = await world.learners.settings(ALICE, GROUP)
    assert (shown.zone, shown.daily_channel_id) == ("Europe/Vienna", 99)
    assert (await world.learners.settings(ALICE, None)).zone == "UTC"


async def test_each_setting_is_changed_by_itself(world: World) -> None:
    await world.learners.change_zone(ALICE, "asia/tokyo")
    await world.learners.change_reminder(ALICE, Reminder.DIRECT, GROUP)
    await world.learners.change_visibility(ALICE, Visibility.PRIVATE)
    await world.learners.keep_text(ALICE, keep=True)
    shown = await world.learners.settings(ALICE, None)
    learner = shown.learner
    assert (learner.zone, shown.zone) == ("Asia/Tokyo", "Asia/Tokyo")
    assert (learner.reminder, learner.visibility) == (Reminder.DIRECT, Visibility.PRIVATE)
    assert learner.keep_text
    await world.learners.keep_text(ALICE, keep=False)
    assert not (await world.learner()).keep_text
    assert (await world.learners.settings(BOB, None)).learner == Learner(id=BOB)


async def test_the_same_choice_again_is_no_change(world: World) -> None:
    await world.learners.keep_text(ALICE, keep=True)
    await world.learners.keep_text(ALICE, keep=True)
    assert (await world.learner()).version == 1


async def test_a_zone_is_changed_once_a_day_and_has_to_exist(world: World) -> None:
    await world.learners.change_zone(ALICE, "Asia/Tokyo")
    with pytest.raises(ZoneChangedError, match="in 24 hours"):
        await world.learners.change_zone(ALICE, "UTC")
    with pytest.raises(UnknownNameError, match="Europe/Vienna"):
        await world.learners.change_zone(ALICE, "Vienna")
    world.now += DAY
    await world.learners.change_zone(ALICE, "UTC")
    assert (await world.learner()).zone == "UTC"


class Contended(SqlLearnerStore):
    """A store in which somebody else is always quicker, a number of times."""

    others = 0

    async def change_learner(self, learner: Learner) -> bool:
        if self.others:
            self.others -= 1
            other = Learner(id=learner.id, keep_text=True, version=learner.version)
            await super().change_learner(other)
        return await super().change_learner(learner)


@pytest.mark.parametrize(("others", "kept"), [(1, True), (2, True), (3, False)])
async def test_a_change_that_comes_second_is_decided_again(
    world: World, others: int, *, kept: bool
) -> None:
    store = Contended(world.store._db)
    store.others = others
    learners = Learners(
        store=store, daily=world.store.daily, clock=lambda: world.now, zones=["UTC"], zone="UTC"
    )
    if kept:
        await learners.change_visibility(ALICE, Visibility.PUBLIC)
        learner = await world.learner()
        assert (learner.visibility, learner.keep_text) == (Visibility.PUBLIC, True)
    else:
        with pytest.raises(StorageError, match="try again"):
            await learners.change_visibility(ALICE, Visibility.PUBLIC)


@pytest.mark.parametrize(
    ("own", "expected"),
    [(None, ("Europe/Vienna", "2026-11-23")), ("America/New_York", ("America/New_York", None))],
)
async def test_the_zone_in_force_goes_into_each_attempt(
    world: World, own: str | None, expected: tuple[str, str | None]
) -> None:
    world.now = world.now.replace(hour=23, minute=30)
    await world.schedule()
    if own:
        await world.learners.change_zone(ALICE, own)

    def clock() -> datetime:
        return world.now

    practice = make_practice(make_bank(make_item()), world.store, clock)
    card_id, draft_id, attempt_id = (snowflake_at(world.now, number) for number in range(3))
    await practice.ask(card_id, learner_id=ALICE, group_id=GROUP)
    await practice.start_writing(draft_id, card_id=card_id, learner_id=ALICE)
    await practice.keep(draft_id, learner_id=ALICE, text="Threads share memory.")
    attempt = (await practice.answer(attempt_id, draft_id=draft_id, learner_id=ALICE)).attempt
    zone, day = expected
    assert (attempt.zone, attempt.day.isoformat()) == (zone, day or "2026-11-22")
