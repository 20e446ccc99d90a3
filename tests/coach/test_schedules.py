import asyncio
from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Any

import pytest

from bot.coach.schedules import MAX_SCHEDULES, Schedules
from bot.domain.daily_post import PostState
from bot.domain.errors import (
    OutOfBoundsError,
    PostRefusedError,
    ScheduleGoneError,
    StorageError,
    UnknownNameError,
)
from bot.domain.item import Level
from bot.domain.round import daily_round_id
from bot.domain.schedule import Schedule, ScheduleState
from tests.coach.daily_world import DAY, EIGHT, GROUP, NINE, TODAY, World, open_world, setup

HOUR = timedelta(hours=1)


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with open_world() as opened:
        yield opened


def days(world: World, schedule: Schedule) -> list[date]:
    return [due.day for due in world.schedules.next_posts(schedule)]


async def test_a_schedule_begins_with_the_next_date_that_is_due(world: World) -> None:
    early = await world.add(1)
    late = await world.add(2, post_minute=7 * 60)
    assert early.next_due == NINE
    assert late.next_due == EIGHT - HOUR + DAY
    assert days(world, early) == [TODAY, TODAY + DAY, TODAY + 2 * DAY]
    assert await world.schedules.of_group(GROUP) == [early, late]
    assert await world.schedules.of_group(GROUP + 1) == []


async def test_a_schedule_added_twice_is_one(world: World) -> None:
    assert await world.add(1) == await world.add(1, post_minute=5)


async def test_the_draft_of_a_setup_is_the_schedule_that_it_becomes(world: World) -> None:
    draft = world.schedules.draft(1, setup(), group_id=GROUP)
    (first, *_) = world.schedules.next_posts(draft)
    item = await world.schedules.preview(draft, first.day)
    assert await world.add(1) == draft
    await world.tick(NINE)
    assert world.channels.posts[0][:2] == (daily_round_id(1, first.day), item.id)


async def test_a_preview_without_fitting_questions_says_so(world: World) -> None:
    draft = world.schedules.draft(1, setup(topics=("gone",)), group_id=GROUP)
    with pytest.raises(UnknownNameError):
        await world.schedules.preview(draft, TODAY)


async def test_names_are_kept_as_they_are_written_properly(world: World) -> None:
    schedule = await world.add(zone="america/new york", topics=("topic-1",), levels=("junior",))
    assert schedule.zone == "America/New_York"
    assert schedule.levels == (Level.JUNIOR,)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"zone": "Europe/Viena"}, UnknownNameError),
        ({"topics": ("topic-9",)}, UnknownNameError),
        ({"topics": ("topic-1",), "levels": ("staff",)}, UnknownNameError),
        ({"levels": ("staff", "senior")}, UnknownNameError),
        ({"role_id": GROUP}, OutOfBoundsError),
    ],
)
async def test_a_setup_that_cannot_work_is_refused(
    world: World, changes: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        await world.add(1, **changes)
    assert not await world.schedules.of_group(GROUP)


async def test_a_server_has_so_many_schedules_and_no_more(world: World) -> None:
    for schedule_id in range(MAX_SCHEDULES):
        await world.add(schedule_id)
    with pytest.raises(OutOfBoundsError, match="remove one first"):
        await world.add(99)
    await world.add(0)


async def test_another_servers_schedule_does_not_exist_here(world: World) -> None:
    await world.add()
    here: Any = {"group_id": GROUP + 1}
    for call in (
        world.schedules.schedule(1, **here),
        world.schedules.edit(1, setup(), **here),
        world.schedules.pause(1, **here),
        world.schedules.resume(1, **here),
        world.schedules.skip(1, day=TODAY, **here),
        world.schedules.remove(1, **here),
        world.schedules.schedule(2, group_id=GROUP),
    ):
        with pytest.raises(ScheduleGoneError, match="/coach daily"):
            await call
    assert (await world.schedules.schedule(1, group_id=GROUP)).version == 0


# Changes


async def test_a_post_moved_to_later_on_the_same_day_is_not_repeated(world: World) -> None:
    await world.add()
    await world.tick(NINE)
    edited = await world.schedules.edit(1, setup(post_minute=15 * 60), group_id=GROUP)
    assert edited == await world.schedules.schedule(1, group_id=GROUP)
    assert days(world, edited)[0] == TODAY + DAY
    await world.tick(NINE + 7 * HOUR)
    assert world.channels.keys == [(1, TODAY)]


async def test_a_post_moved_to_a_time_gone_by_begins_tomorrow(world: World) -> None:
    await world.add()
    edited = await world.schedules.edit(1, setup(post_minute=60), group_id=GROUP)
    assert days(world, edited)[0] == TODAY + DAY


async def test_an_edit_that_moves_nothing_keeps_what_is_due(world: World) -> None:
    await world.add()
    world.clock.now = NINE + HOUR  # nobody looked yet
    await world.schedules.edit(1, setup(channel_id=6), group_id=GROUP)
    await world.tick()
    assert world.channels.keys == [(1, TODAY)]


async def test_a_paused_schedule_posts_nothing_until_it_is_resumed(world: World) -> None:
    await world.add()
    paused = await world.schedules.pause(1, group_id=GROUP)
    assert paused.state is ScheduleState.PAUSED
    await world.tick(NINE + DAY)
    assert not world.channels.posts
    assert days(world, paused)[0] == TODAY + 2 * DAY
    resumed = await world.schedules.resume(1, group_id=GROUP)
    assert days(world, resumed)[0] == TODAY + 2 * DAY
    again = await world.schedules.resume(1, group_id=GROUP)
    assert (again.state, again.next_due) == (resumed.state, resumed.next_due)
    await world.tick(NINE + 2 * DAY)
    assert world.channels.keys == [(1, TODAY + 2 * DAY)]


async def test_an_edit_leaves_a_pause_and_forgets_failures(world: World) -> None:
    await world.add()
    world.channels.closed[5] = PostRefusedError("closed")
    for day in range(3):
        await world.tick(NINE + day * DAY)
    edited = await world.schedules.edit(1, setup(channel_id=6), group_id=GROUP)
    assert (edited.state, edited.failures, edited.told) == (ScheduleState.PAUSED, 0, False)
    await world.schedules.resume(1, group_id=GROUP)
    await world.tick(NINE + 3 * DAY)
    assert world.channels.keys == [(1, TODAY + 3 * DAY)]


async def test_a_skipped_date_is_left_out_however_often_it_is_asked(world: World) -> None:
    await world.add()
    for _ in range(2):
        skipped = await world.schedules.skip(1, day=TODAY, group_id=GROUP)
        assert days(world, skipped)[0] == TODAY + DAY
    moved = await world.schedules.edit(1, setup(post_minute=10 * 60), group_id=GROUP)
    assert days(world, moved)[0] == TODAY + DAY
    for day in range(2):
        await world.tick(NINE + HOUR + day * DAY)
    assert world.channels.keys == [(1, TODAY + DAY)]
    post = await world.schedules.post(1, TODAY)
    assert post is not None
    assert post.state is PostState.SKIPPED


async def test_a_removed_schedule_is_gone_and_its_posts_are_not(world: World) -> None:
    await world.add()
    await world.tick(NINE)
    await world.schedules.remove(1, group_id=GROUP)
    assert not await world.schedules.of_group(GROUP)
    post = await world.schedules.post(1, TODAY)
    assert post is not None
    assert post.message_id == 1000


async def test_changes_at_the_same_time_all_count(world: World) -> None:
    await world.add()
    await asyncio.gather(
        world.schedules.pause(1, group_id=GROUP),
        world.schedules.edit(1, setup(channel_id=6), group_id=GROUP),
    )
    both = await world.schedules.schedule(1, group_id=GROUP)
    assert (both.state, both.channel_id) == (ScheduleState.PAUSED, 6)


async def test_a_schedule_that_others_keep_changing_is_left_alone(world: World) -> None:
    await world.add()

    class Disputed:
        def __getattr__(self, name: str) -> object:
            return getattr(world.store, name)

        async def change_schedule(self, *_: object, **__: object) -> bool:
            return False

        skip_post = change_schedule

    schedules = Schedules(
        bank=world.schedules._bank,
        store=Disputed(),  # type: ignore[arg-type]
        clock=world.clock,
        zones=("UTC",),
    )
    for call in (
        schedules.pause(1, group_id=GROUP),
        schedules.skip(1, day=TODAY, group_id=GROUP),
    ):
        with pytest.raises(StorageError, match="at the same time"):
            await call
