"""What `/coach doctor` finds out, on the real store."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from bot.coach.checkup import Checkup, Findings
from bot.coach.schedules import Schedules
from bot.coach.uptime import Uptime
from bot.domain.daily_post import PostState
from bot.domain.demo_result import Failure
from bot.domain.errors import StorageError
from bot.domain.snowflake import snowflake_at
from bot.storage import SqlStore, open_store
from tests.coach.daily_world import EIGHT, GROUP, TODAY, Hands, setup
from tests.coach.demo_world import StagedRunner, make_demos
from tests.domain.demo_results import result
from tests.domain.examples import make_bank, make_item

MINUTE = timedelta(minutes=1)


class World:
    """A checkup whose clock and demonstrations are set by the test."""

    def __init__(self, store: SqlStore, clock: Hands) -> None:
        bank = make_bank(make_item())
        self.store = store
        self.clock = clock
        self.runner = StagedRunner()
        self.demos = make_demos(store, self.runner, clock=clock, bank=bank)
        self.schedules = Schedules(bank=bank, store=store.daily, clock=clock, zones=["UTC"])
        self.checkup = Checkup(
            store=store, daily=store.daily, demos=self.demos, clock=clock, demo_within_s=0.01
        )

    async def examine(self, *, asked: datetime = EIGHT) -> Findings:
        return await self.checkup.examine(snowflake_at(asked), group_id=GROUP)


@pytest.fixture
async def world() -> AsyncIterator[World]:
    clock = Hands()
    async with open_store("sqlite://", clock) as store:
        yield World(store, clock)


async def test_a_healthy_coach_has_nothing_to_tell(world: World) -> None:
    world.runner.prepared = [result("race")]
    findings = await world.examine()
    assert 0 < findings.write_s < 1
    assert findings == Findings(clock_ahead=timedelta(0), write_s=findings.write_s)


async def test_the_clock_is_compared_with_discords(world: World) -> None:
    assert (await world.examine(asked=EIGHT - MINUTE)).clock_ahead == MINUTE
    assert (await world.examine(asked=EIGHT + MINUTE)).clock_ahead == -MINUTE


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Failure(kind="crashed", detail="/secret/path"), "a small one crashed"),
        (Failure(kind="time_limit", limit_s=1), "a small one took too long"),
    ],
)
async def test_demos_that_fail_are_told_without_details(
    world: World, outcome: Failure, words: str
) -> None:
    world.runner.prepared = [outcome]
    assert (await world.examine()).demo_problem == words


async def test_demos_that_have_no_turn_or_are_over_are_told(world: World) -> None:
    assert (await world.examine()).demo_problem == "a small one had no turn within 0 s"
    assert world.runner.cancelled == 1
    await world.demos.aclose()
    assert "about to stop" in ((await world.examine()).demo_problem or "")


async def test_schedules_and_posts_that_did_not_get_out_are_listed(world: World) -> None:
    schedule = await world.schedules.add(1, setup(), group_id=GROUP)
    await world.schedules.skip(1, day=TODAY, group_id=GROUP)
    tomorrow = TODAY + timedelta(days=1)
    planned = await world.schedules.schedule(1, group_id=GROUP)
    post = await world.store.daily.claim(
        planned, tomorrow, item_id=None, now=EIGHT, stale=EIGHT - MINUTE
    )
    assert post is not None
    await world.store.daily.mark_failed(post, "closed", now=EIGHT, pause_after=3)
    findings = await world.examine()
    assert [one.id for one in findings.schedules] == [schedule.id]
    assert [(one.day, one.state) for one in findings.troubles] == [
        (tomorrow, PostState.FAILED),
        (TODAY, PostState.SKIPPED),
    ]
    other = await world.checkup.examine(snowflake_at(EIGHT), group_id=GROUP + 1)
    assert (other.schedules, other.troubles) == ((), ())


async def test_outages_of_the_last_two_weeks_are_listed(world: World) -> None:
    uptime = Uptime(world.store.learners, world.clock)
    for hours in (0, 3, 24 * 20, 24 * 20 + 5):
        world.clock.now = EIGHT + timedelta(hours=hours)
        await uptime.beat()
    findings = await world.examine()
    assert [one.end - one.start for one in findings.outages] == [
        timedelta(days=20, hours=-3),
        timedelta(hours=5),
    ]


async def test_a_broken_database_is_told_and_the_rest_all_the_same(world: World) -> None:
    async def broken(name: str, value: str) -> None:
        raise StorageError("The disk is full.")

    world.runner.prepared = [result("race")]
    world.store.keep_note = broken  # type: ignore[method-assign]
    findings = await world.examine(asked=EIGHT - MINUTE)
    assert not findings.database_works
    assert findings.clock_ahead == MINUTE
