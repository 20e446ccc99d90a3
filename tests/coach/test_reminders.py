from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from bot.domain.learner import Learner, Reminder
from bot.domain.reminder import LOOK_EVERY, REMIND_BEFORE
from tests.coach.learner_world import ALICE, BOB, DAY, GROUP, HOUR, World, open_world

MINUTE = timedelta(minutes=1)


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with open_world() as opened:
        yield opened


async def end_of_streak(world: World, group: int | None = None) -> datetime:
    end = (await world.streaks.show(ALICE, group)).streak.alive_until
    assert end is not None
    return end


async def live(world: World, until: datetime) -> None:
    """Look whenever the bot would, which is every minute, as far as it matters."""
    while world.now < until:
        await world.send_due()
        learner = await world.learner()
        looks = learner.remind_at or until
        world.now = min(max(looks, world.now + MINUTE), until)


async def test_nobody_is_reminded_unasked(world: World) -> None:
    await world.answer(0, 1)
    world.now = await end_of_streak(world) - HOUR
    assert await world.send_due() == 0


async def test_a_reminder_comes_before_the_end_and_once(world: World) -> None:
    await world.answer(0, 1, 2)
    await world.answer(0, 1, learner=BOB)
    await world.learners.change_reminder(ALICE, Reminder.DIRECT, GROUP)
    end = await end_of_streak(world)
    await live(world, end - REMIND_BEFORE)
    assert world.letters.sent == []
    await live(world, end + 3 * DAY)
    assert world.letters.sent == [(ALICE, 3, None)]
    assert (await world.learner()).reminded_for == end


async def test_each_new_end_has_a_reminder_of_its_own(world: World) -> None:
    await world.answer(0, 1, 2)
    await world.learners.change_reminder(ALICE, Reminder.DIRECT, None)
    end = await end_of_streak(world)
    await live(world, end - HOUR)
    await world.answer(0)
    await live(world, end + 9 * DAY)
    assert [length for _, length, _ in world.letters.sent] == [3, 4]


async def test_the_daily_channel_reminds_of_the_streak_in_its_server(world: World) -> None:
    await world.schedule(channel_id=99, zone="UTC")
    await world.answer(0, 1)
    await world.answer(2, 3, group=None)
    await world.learners.change_reminder(ALICE, Reminder.CHANNEL, GROUP)
    await live(world, await end_of_streak(world, GROUP))
    assert world.letters.sent == [(ALICE, 2, 99)]


async def test_without_a_daily_channel_it_stops(world: World) -> None:
    await world.answer(0, 1)
    await world.learners.change_reminder(ALICE, Reminder.CHANNEL, GROUP)
    await live(world, await end_of_streak(world, GROUP))
    assert world.letters.sent == []
    assert (await world.learner()).reminder_refused


async def test_a_refused_reminder_is_the_last_and_is_told_once(world: World) -> None:
    await world.answer(0, 1)
    await world.learners.change_reminder(ALICE, Reminder.DIRECT, None)
    world.letters.refused = True
    await live(world, await end_of_streak(world))
    learner = await world.learner()
    assert (learner.reminder, learner.remind_at) == (Reminder.OFF, None)
    assert (await world.streaks.show(ALICE, None)).reminders_stopped
    world.letters.refused = False
    await world.learners.change_reminder(ALICE, Reminder.DIRECT, None)
    assert not (await world.learner()).reminder_refused


async def test_without_a_streak_it_is_looked_again_later(world: World) -> None:
    await world.learners.change_reminder(ALICE, Reminder.DIRECT, None)
    assert await world.send_due() == 0
    assert (await world.learner()).remind_at == world.now + LOOK_EVERY
    assert await world.store.learners.to_remind(world.now, limit=9) == []


async def test_who_turned_it_off_a_moment_ago_is_left_alone(world: World) -> None:
    await world.answer(0, 1)
    await world.learners.change_reminder(ALICE, Reminder.DIRECT, None)
    world.now = await end_of_streak(world) - HOUR
    seen = await world.learner()
    await world.learners.change_reminder(ALICE, Reminder.OFF, None)
    assert not await world.reminders._look_at(seen, world.letters)
    assert world.letters.sent == []


async def test_many_learners_are_looked_at_in_turns(world: World) -> None:
    for learner_id in range(1, 61):
        await world.store.learners.change_learner(
            Learner(id=learner_id, reminder=Reminder.DIRECT, remind_at=world.now)
        )
    for waiting in (10, 0):
        await world.send_due()
        left = await world.store.learners.to_remind(world.now, limit=99)
        assert len(left) == waiting
