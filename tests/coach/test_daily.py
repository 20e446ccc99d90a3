import asyncio
from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.daily_post import TOO_LATE, DailyPost, PostState, nonce_of
from bot.domain.errors import PostDelayedError, PostRefusedError, StorageError
from bot.domain.round import Posted, Round
from bot.domain.schedule import Schedule, ScheduleState, group_offset, plan_post, upcoming
from tests.coach.daily_world import DAY, EIGHT, GROUP, ITEMS, NINE, TODAY, World, open_world, setup
from tests.domain.clock_changes import ZONES

MINUTE = timedelta(minutes=1)
CLOSED = PostRefusedError("I may not post in that channel.")


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with open_world() as opened:
        yield opened


async def post_of(world: World, day: date = TODAY, schedule_id: int = 1) -> DailyPost:
    post = await world.store.daily_post(schedule_id, day)
    assert post is not None
    return post


async def schedule_of(world: World, schedule_id: int = 1) -> Schedule:
    schedule = await world.store.schedule(schedule_id)
    assert schedule is not None
    return schedule


# Once


async def test_what_is_due_is_posted_once_and_the_schedule_moves_on(world: World) -> None:
    await world.add()
    await world.tick(NINE - MINUTE)
    assert not world.channels.posts
    for late in range(3):
        await world.tick(NINE + late * MINUTE)
    ((round_id, item_id, nonce),) = world.channels.posts
    assert (round_id, nonce) == (f"1-{TODAY}", nonce_of(1, TODAY))
    assert await post_of(world) == DailyPost(
        schedule_id=1,
        group_id=GROUP,
        day=TODAY,
        state=PostState.SENT,
        at=NINE,
        tries=1,
        item_id=item_id,
        message_id=1000,
    )
    assert (await schedule_of(world)).next_due == NINE + DAY
    assert not world.channels.searched


async def test_a_post_is_an_open_round_until_the_following_post(world: World) -> None:
    await world.add()
    await world.tick(NINE)
    opened = await world.rounds.round(f"1-{TODAY}")
    assert (opened.opened_at, opened.closes_at) == (NINE, NINE + DAY)
    assert (opened.message_id, opened.threaded) == (1000, False)


async def test_the_round_is_open_before_its_post_is_in_the_channel(world: World) -> None:
    seen = []

    class Attentive:
        async def post(self, opened: Round, *_: object) -> Posted:
            seen.append(await world.rounds.round(opened.id))
            return Posted(1, threaded=True)

    await world.add()
    world.clock.now = NINE
    await world.daily.tick(Attentive())  # type: ignore[arg-type]
    assert [opened.message_id for opened in seen] == [None]
    assert (await world.rounds.round(f"1-{TODAY}")).threaded


async def test_a_round_lasts_a_day_where_the_following_post_comes_later(world: World) -> None:
    await world.add(weekdays=(TODAY.weekday(),))
    await world.tick(NINE)
    assert (await world.rounds.round(f"1-{TODAY}")).closes_at == NINE + DAY


async def test_every_question_is_asked_before_one_comes_again(world: World) -> None:
    await world.add()
    for day in range(len(ITEMS)):
        await world.tick(NINE + day * DAY)
    assert {item_id for _, item_id, _ in world.channels.posts} == {item.id for item in ITEMS}


async def test_more_than_a_batch_is_posted_in_one_tick(world: World) -> None:
    for schedule_id in range(1, 451):
        draft = world.schedules.draft(schedule_id, setup(), group_id=schedule_id)
        await world.store.add_schedule(draft)
    await world.tick(NINE)
    assert sorted(world.channels.keys) == [(number, TODAY) for number in range(1, 451)]


async def test_servers_are_spread_over_half_an_hour() -> None:
    async with open_world(spread=True) as world:
        schedule = await world.add()
        assert schedule.next_due == NINE + group_offset(GROUP)
        await world.tick(schedule.next_due - MINUTE)
        assert not world.channels.posts
        await world.tick(schedule.next_due)
        assert world.channels.keys == [(1, TODAY)]


# Late


async def test_after_downtime_only_today_is_caught_up(world: World) -> None:
    await world.add()
    await world.tick(NINE + 3 * DAY + timedelta(hours=11))
    assert world.channels.keys == [(1, TODAY + 3 * DAY)]
    assert await world.store.daily_post(1, TODAY) is None


async def test_after_twelve_hours_a_post_is_left_out_and_noted(world: World) -> None:
    await world.add()
    await world.tick(NINE + timedelta(hours=12))
    assert not world.channels.posts
    post = await post_of(world)
    assert (post.state, post.reason) == (PostState.SKIPPED, TOO_LATE)
    await world.tick(NINE + DAY)
    assert world.channels.keys == [(1, TODAY + DAY)]


# Doubt


@pytest.mark.parametrize("error", [PostDelayedError("429"), TimeoutError()])
async def test_a_post_that_did_not_get_out_is_tried_again_after_two_minutes(
    world: World, error: Exception
) -> None:
    await world.add()
    world.channels.before = [error]
    for late in (0, 1, 2):
        await world.tick(NINE + late * MINUTE)
    assert not world.channels.posts
    await world.tick(NINE + 2 * MINUTE + timedelta(seconds=1))
    assert world.channels.keys == [(1, TODAY)]
    post = await post_of(world)
    assert (post.state, post.tries, post.message_id) == (PostState.SENT, 2, 1000)


async def test_a_post_whose_reply_was_lost_is_found_and_not_repeated(world: World) -> None:
    await world.add()
    world.channels.after = [PostDelayedError("no reply")]
    await world.tick(NINE)
    assert (await post_of(world)).state is PostState.CLAIMED
    await world.tick(NINE + 3 * MINUTE)
    assert world.channels.keys == [(1, TODAY)]
    post = await post_of(world)
    assert (post.state, post.message_id) == (PostState.SENT, 1000)


async def test_a_retried_post_asks_the_same_question(world: World) -> None:
    await world.add()
    world.channels.before = [PostDelayedError("500")]
    await world.tick(NINE)
    chosen = (await post_of(world)).item_id
    await world.tick(NINE + 3 * MINUTE)
    assert world.channels.posts[0][1] == chosen


async def test_a_post_in_doubt_for_twelve_hours_is_looked_for_once_more_and_left_out(
    world: World,
) -> None:
    await world.add(1)
    await world.add(2)
    world.channels.before = [PostDelayedError("500")]
    world.channels.after = [PostDelayedError("no reply")]
    await world.tick(NINE)
    ((sent_id, _),) = world.channels.keys
    await world.tick(NINE + timedelta(hours=12))
    assert len(world.channels.posts) == 1
    assert (await post_of(world, schedule_id=sent_id)).state is PostState.SENT
    other = await post_of(world, schedule_id=3 - sent_id)
    assert (other.state, other.reason) == (PostState.SKIPPED, TOO_LATE)


async def test_a_hanging_post_is_let_go_before_its_claim_is_taken_over(world: World) -> None:
    class Hanging:
        async def post(self, *_: object) -> int:
            return await asyncio.Event().wait()

        find_own = tell_admin = post

    await world.add()
    world.clock.now = NINE
    daily = world.make_daily(stale=timedelta(milliseconds=20))
    async with asyncio.timeout(10):
        await daily.tick(Hanging())  # type: ignore[arg-type]
    assert (await post_of(world)).state is PostState.CLAIMED


async def test_an_edit_while_a_post_is_in_doubt_loses_nothing(world: World) -> None:
    await world.add()
    world.channels.before = [PostDelayedError("500")]
    await world.tick(NINE)
    await world.schedules.edit(1, setup(topics=("topic-1",)), group_id=GROUP)
    await world.tick(NINE + 3 * MINUTE)
    await world.tick(NINE + DAY)
    assert world.channels.keys == [(1, TODAY), (1, TODAY + DAY)]


async def test_a_pause_while_a_post_is_in_doubt_ends_it(world: World) -> None:
    await world.add()
    world.channels.before = [PostDelayedError("500")]
    await world.tick(NINE)
    await world.schedules.pause(1, group_id=GROUP)
    await world.tick(NINE + 3 * MINUTE)
    assert not world.channels.posts
    assert (await post_of(world)).reason == "the schedule was paused"


async def test_a_removed_schedule_posts_no_more(world: World) -> None:
    await world.add()
    world.channels.before = [PostDelayedError("500")]
    await world.tick(NINE)
    await world.schedules.remove(1, group_id=GROUP)
    await world.tick(NINE + 3 * MINUTE)
    await world.tick(NINE + DAY)
    assert not world.channels.posts
    assert (await post_of(world)).state is PostState.SKIPPED


# Refusals and faults


async def test_a_closed_channel_is_told_once_and_paused_after_three_posts(world: World) -> None:
    await world.add(1)
    await world.add(2, channel_id=6)
    world.channels.closed[5] = CLOSED
    for day in range(5):
        await world.tick(NINE + day * DAY)
    assert world.channels.told == [(1, "I may not post in that channel.")]
    paused = await schedule_of(world)
    assert (paused.state, paused.failures) == (ScheduleState.PAUSED, 3)
    post = await post_of(world)
    assert (post.state, post.reason) == (PostState.FAILED, str(CLOSED))
    assert world.channels.keys == [(2, TODAY + day * DAY) for day in range(5)]


async def test_a_post_that_goes_well_ends_the_count_of_failures(world: World) -> None:
    await world.add()
    for day, closed in enumerate([True, True, False, True, True]):
        world.channels.closed = {5: CLOSED} if closed else {}
        await world.tick(NINE + day * DAY)
    assert (await schedule_of(world)).failures == 2
    assert len(world.channels.told) == 2


async def test_an_admin_who_could_not_be_told_is_told_at_the_next_failure(world: World) -> None:
    await world.add()
    world.channels.closed[5] = CLOSED
    world.channels.deaf_admins = True
    await world.tick(NINE)
    assert not (await schedule_of(world)).told
    world.channels.deaf_admins = False
    await world.tick(NINE + DAY)
    assert (await schedule_of(world)).told
    assert len(world.channels.told) == 1


async def test_a_schedule_removed_while_it_fails_tells_nobody(world: World) -> None:
    await world.add()

    class Leaving:
        async def post(self, *_: object) -> int:
            await world.schedules.remove(1, group_id=GROUP)
            raise CLOSED

        find_own = tell_admin = post

    world.clock.now = NINE
    await world.daily.tick(Leaving())  # type: ignore[arg-type]
    assert await world.store.schedule(1) is None


@pytest.mark.logs_errors
async def test_a_fault_of_ours_is_logged_and_given_up_after_three_tries(world: World) -> None:
    await world.add(1)
    await world.add(2, channel_id=6)
    world.channels.closed[5] = ZeroDivisionError()
    for late in range(4):
        await world.tick(NINE + late * 3 * MINUTE)
    post = await post_of(world)
    assert (post.state, post.tries) == (PostState.FAILED, 3)
    assert "log" in world.channels.told[0][1]
    assert world.channels.keys == [(2, TODAY)]


@pytest.mark.logs_errors
async def test_a_schedule_that_cannot_be_planned_is_paused_and_the_others_are_posted(
    world: World,
) -> None:
    await world.add(1)
    await world.add(2)
    broken = (await schedule_of(world)).model_copy(update={"zone": "Mars/Olympus"})
    assert await world.store.change_schedule(broken)
    await world.tick(NINE)
    assert world.channels.keys == [(2, TODAY)]
    assert (await schedule_of(world)).state is ScheduleState.PAUSED


async def test_a_choice_without_questions_is_told_to_the_admin() -> None:
    async with open_world(ITEMS[0]) as world:
        await world.add()
        emptied = (await schedule_of(world)).model_copy(update={"topics": ("gone",)})
        assert await world.store.change_schedule(emptied)
        await world.tick(NINE)
        assert "No question fits" in world.channels.told[0][1]
        assert (await post_of(world)).state is PostState.FAILED


async def test_a_question_that_left_the_pack_before_its_post_is_told(world: World) -> None:
    await world.add()
    schedule = await schedule_of(world)
    await world.store.claim(schedule, TODAY, item_id="gone", now=EIGHT, stale=EIGHT)
    await world.tick(NINE)
    assert "gone" in world.channels.told[0][1]


class Failing:
    """A store some of whose calls fail, in front of the real one."""

    def __init__(self, world: World, *names: str) -> None:
        self._world = world
        self._names = set(names)

    def __getattr__(self, name: str) -> object:
        if name in self._names:
            return self._fail
        return getattr(self._world.store, name)

    async def _fail(self, *_: object, **__: object) -> None:
        raise StorageError("no disk")


async def test_a_database_that_fails_for_a_while_loses_and_doubles_nothing(world: World) -> None:
    await world.add()
    world.clock.now = NINE
    for failing in ("claim", "mark_sent"):
        await world.make_daily(Failing(world, failing)).tick(world.channels)
    await world.tick(NINE + 3 * MINUTE)
    assert world.channels.keys == [(1, TODAY)]
    assert (await post_of(world)).state is PostState.SENT


@pytest.mark.logs_errors
async def test_a_schedule_that_cannot_even_be_paused_does_not_end_the_tick(world: World) -> None:
    await world.add(1, zone="Europe/Vienna")
    await world.add(2)
    broken = (await schedule_of(world)).model_copy(update={"zone": "Mars/Olympus"})
    assert await world.store.change_schedule(broken)
    world.clock.now = NINE
    await world.make_daily(Failing(world, "change_schedule")).tick(world.channels)
    assert world.channels.keys == [(2, TODAY)]


# Several at once


async def test_two_processes_post_each_date_once(world: World) -> None:
    for schedule_id in range(1, 10):
        await world.add(schedule_id)
    other = world.make_daily()
    for day in range(3):
        world.clock.now = NINE + day * DAY
        await asyncio.gather(world.tick(), other.tick(world.channels), world.tick())
    assert len(world.channels.keys) == 27
    assert len(set(world.channels.keys)) == 27


# Clocks


async def test_a_clock_that_was_days_ahead_costs_no_date(world: World) -> None:
    await world.add()
    await world.tick(NINE)
    await world.tick(NINE + 3 * DAY + timedelta(hours=13))  # too late for that day's
    for day in range(1, 5):
        await world.tick(NINE + day * DAY + MINUTE)
    assert world.channels.keys == [(1, TODAY + day * DAY) for day in range(5)]


async def test_a_claim_from_the_future_is_not_waited_for(world: World) -> None:
    await world.add()
    world.channels.before = [PostDelayedError("500")]
    await world.tick(NINE + timedelta(hours=5))
    await world.tick(NINE)
    await world.tick(NINE + 3 * MINUTE)
    assert world.channels.keys == [(1, TODAY)]


@given(
    zone=st.sampled_from(ZONES),
    minute=st.integers(0, 1439),
    start=st.datetimes(datetime(2010, 1, 1), datetime(2029, 1, 1)),  # noqa: DTZ001
    jumps_min=st.lists(
        st.one_of(st.integers(1, 600), st.integers(-3000, 3000)), min_size=5, max_size=15
    ),
)
def test_wherever_the_clock_jumps_what_is_due_is_posted_once(
    zone: str, minute: int, start: datetime, jumps_min: list[int]
) -> None:
    async def jump() -> None:
        async with open_world() as world:
            now = world.clock.now = start.replace(tzinfo=EIGHT.tzinfo)
            chosen = setup(zone=zone, post_minute=minute)
            await world.add(zone=zone, post_minute=minute)
            first = next(upcoming(chosen, now)).day
            for minutes in jumps_min:
                now += minutes * MINUTE
                await world.tick(now)
                plan = plan_post(chosen, now)
                if not plan.late and plan.today.day >= first:
                    assert (1, plan.today.day) in world.channels.keys
            assert len(set(world.channels.keys)) == len(world.channels.keys)

    asyncio.run(jump())
