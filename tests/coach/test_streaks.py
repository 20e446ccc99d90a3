from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.domain.learner import Learner
from bot.domain.streak_calendar import DayKind
from tests.coach.learner_world import ALICE, BOB, DAY, GROUP, HOUR, World, open_world
from tests.domain.examples import make_bank, make_item


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with open_world() as opened:
        yield opened


async def test_a_streak_is_shown_for_the_server_and_for_everywhere(world: World) -> None:
    await world.answer(0, 1, 2)
    await world.answer(3, 4, group=None)
    await world.answer(0, 1, learner=BOB)
    here = await world.streaks.show(ALICE, GROUP)
    assert (here.group_id, here.streak.length, here.everywhere.length) == (GROUP, 3, 5)
    everywhere = await world.streaks.show(ALICE, None)
    assert (everywhere.group_id, everywhere.streak.length) == (None, 5)
    assert everywhere.everywhere == everywhere.streak
    assert (await world.streaks.show(ALICE, 44)).streak.length == 0


async def test_the_calendar_has_a_picture_and_a_text_for_it(world: World) -> None:
    await world.answer(0, 1)
    shown = await world.streaks.show(ALICE, GROUP)
    assert await world.streaks.picture(shown) == b"2 days"
    assert "answered: 2" in shown.alt


async def test_days_are_those_of_the_learners_zone_else_of_the_server(world: World) -> None:
    world.now = world.now.replace(hour=23, minute=30)
    assert (await world.streaks.show(ALICE, GROUP)).calendar.today == world.now.date()
    await world.schedule(zone="Europe/Vienna")
    assert (await world.streaks.show(ALICE, GROUP)).zone == "Europe/Vienna"
    assert (await world.streaks.show(ALICE, GROUP)).calendar.today == world.now.date() + DAY
    await world.learners.change_zone(ALICE, "America/New_York")
    shown = await world.streaks.show(ALICE, GROUP)
    assert (shown.zone, shown.calendar.today) == ("America/New_York", world.now.date())


async def test_an_outage_excuses_and_is_a_reason(world: World) -> None:
    await world.answer(1, 2, 3)
    for wait in (0, 1, 60):
        world.now += wait * HOUR
        await world.uptime.beat()
    why = await world.streaks.why(ALICE, GROUP)
    assert [day.reason.kind for day in why.days[:5]] == [
        DayKind.OPEN,
        DayKind.DOWN,
        DayKind.DOWN,
        DayKind.DOWN,
        DayKind.ANSWERED,
    ]
    assert (await world.streaks.show(ALICE, GROUP)).streak.length == 3


async def test_each_answered_day_has_the_question_that_counted(world: World) -> None:
    await world.answer(0, 2)
    await world.answer(1, group=None)
    why = await world.streaks.why(ALICE, GROUP)
    assert [day.title for day in why.days[:3]] == [make_item().title, None, make_item().title]
    assert why.calendar.streak.length == 2
    everywhere = await world.streaks.why(ALICE, None)
    assert [day.title is None for day in everywhere.days[:4]] == [False, False, False, True]


async def test_a_question_that_has_left_the_pack_is_named(world: World) -> None:
    await world.answer(0)
    world.streaks._bank = make_bank(make_item(id="another"))
    (today, *_) = (await world.streaks.why(ALICE, None)).days
    assert today.title == "who-shares"


async def test_stopped_reminders_are_told_once(world: World) -> None:
    await world.store.learners.change_learner(Learner(id=ALICE, reminder_refused=True))
    shown = [(await world.streaks.show(ALICE, None)).reminders_stopped for _ in range(2)]
    assert shown == [True, False]
    assert not (await world.streaks.show(BOB, None)).reminders_stopped


async def test_a_streak_is_told_as_it_is_while_nothing_can_be_written(world: World) -> None:
    """The outage that goes on is not kept yet, and excuses already."""
    await world.answer(1, 2, 3)
    await world.uptime.beat()
    world.now += timedelta(days=4)
    assert (await world.streaks.show(ALICE, GROUP)).streak.length == 3
