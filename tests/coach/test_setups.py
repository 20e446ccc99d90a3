"""Setups of daily questions, on the real store."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from zoneinfo import available_timezones

import pytest

from bot.coach.groups import Groups
from bot.coach.schedules import Schedules
from bot.coach.setups import KEPT, Setups
from bot.domain.errors import (
    ChangedMeanwhileError,
    OutOfBoundsError,
    ScheduleGoneError,
    SetupGoneError,
    StorageError,
    UnfinishedSetupError,
    UnknownNameError,
)
from bot.domain.group import GroupSettings
from bot.domain.setup_form import SetupForm
from bot.domain.snowflake import snowflake_at
from bot.storage import SqlStore, open_store
from tests.coach.daily_world import EIGHT, GROUP, ITEMS, NINE, Hands, setup
from tests.domain.examples import make_bank

FORM = snowflake_at(EIGHT)


@dataclass
class World:
    store: SqlStore
    clock: Hands
    groups: Groups
    schedules: Schedules
    setups: Setups

    async def set(self, **update: object) -> SetupForm:
        return await self.setups.choose(
            FORM, group_id=GROUP, change=lambda form: form.model_copy(update=update)
        )


@asynccontextmanager
async def open_world() -> AsyncIterator[World]:
    clock, zones = Hands(), available_timezones()
    async with open_store("sqlite://", clock) as store:
        schedules = Schedules(bank=make_bank(*ITEMS), store=store.daily, clock=clock, zones=zones)
        groups = Groups(store.groups, clock)
        setups = Setups(
            store=store.groups,
            groups=groups,
            schedules=schedules,
            clock=clock,
            zones=zones,
            zone="Asia/Tokyo",
        )
        yield World(store, clock, groups, schedules, setups)


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with open_world() as opened:
        yield opened


async def test_a_setup_begins_in_the_zone_of_the_server_else_of_the_coach(world: World) -> None:
    assert (await world.setups.begin(FORM, group_id=GROUP)).zone == "Asia/Tokyo"
    await world.schedules.add(1, setup(zone="Europe/Vienna"), group_id=GROUP)
    assert (await world.setups.begin(FORM + 1, group_id=GROUP)).zone == "Europe/Vienna"


async def test_what_is_finished_is_a_schedule_with_its_dates(world: World) -> None:
    await world.setups.begin(FORM, group_id=GROUP)
    form = await world.set(channel_id=5)
    draft = await world.setups.draft(form)
    kept = await world.setups.finish(FORM, group_id=GROUP)
    assert kept == draft.schedule
    assert world.setups.next_posts(kept) == draft.dues
    assert await world.schedules.preview(kept, draft.dues[0].day) == draft.item
    assert await world.setups.finish(FORM, group_id=GROUP) == kept
    with pytest.raises(SetupGoneError, match="closed"):
        await world.set(channel_id=6)


async def test_nothing_typed_is_lost_and_each_part_is_taken_that_can_be(world: World) -> None:
    await world.setups.begin(FORM, group_id=GROUP)

    async def typed(time: str, zone: str) -> SetupForm:
        return await world.setups.choose_time(FORM, group_id=GROUP, time=time, zone=zone)

    form = await typed("25:00", "europe/vienna")
    assert (form.post_minute, form.typed_time) == (540, "25:00")
    assert (form.zone, form.typed_zone) == ("Europe/Vienna", None)
    assert world.setups.suggest_zones(form) == ()
    form = await typed("21h", "Viena")
    assert (form.post_minute, form.typed_time) == (1260, None)
    assert (form.zone, form.typed_zone) == ("Europe/Vienna", "Viena")
    assert "Europe/Vienna" in world.setups.suggest_zones(form)
    with pytest.raises(UnknownNameError):
        await world.setups.choose_zone(FORM, group_id=GROUP, zone="Atlantis")
    form = await world.setups.choose_zone(FORM, group_id=GROUP, zone="Asia/Tokyo")
    assert (form.zone, form.typed_zone, form.post_minute) == ("Asia/Tokyo", None, 1260)


async def test_an_unfinished_setup_is_not_kept(world: World) -> None:
    await world.setups.begin(FORM, group_id=GROUP)
    with pytest.raises(UnfinishedSetupError):
        await world.setups.finish(FORM, group_id=GROUP)
    await world.set(channel_id=5, topics=("cooking",))
    with pytest.raises(UnknownNameError):
        await world.setups.finish(FORM, group_id=GROUP)
    await world.set(topics=(), role_id=GROUP)
    with pytest.raises(OutOfBoundsError, match="@everyone"):
        await world.setups.finish(FORM, group_id=GROUP)
    assert await world.schedules.of_group(GROUP) == []
    await world.set(role_id=None)
    assert await world.setups.finish(FORM, group_id=GROUP)


async def test_settings_of_the_server_are_kept_with_it(world: World) -> None:
    form = await world.setups.begin(FORM, group_id=GROUP)
    coached = form.settings.model_copy(update={"coach_role_id": 7})
    await world.set(channel_id=5, settings=coached)
    assert await world.groups.settings(GROUP) == GroupSettings(group_id=GROUP)
    await world.setups.finish(FORM, group_id=GROUP)
    assert (await world.groups.settings(GROUP)).coach_role_id == 7


async def test_settings_that_others_changed_are_told_once_then_replaced(world: World) -> None:
    form = await world.setups.begin(FORM, group_id=GROUP)
    await world.set(channel_id=5, settings=form.settings.model_copy(update={"coach_role_id": 7}))
    await world.groups.change(GroupSettings(group_id=GROUP, coach_role_id=8))
    with pytest.raises(ChangedMeanwhileError):
        await world.setups.finish(FORM, group_id=GROUP)
    assert await world.schedules.of_group(GROUP) == []
    await world.setups.finish(FORM, group_id=GROUP)
    assert (await world.groups.settings(GROUP)).coach_role_id == 7


async def test_a_change_begins_with_what_is_kept_and_a_post_meanwhile_is_no_quarrel(
    world: World,
) -> None:
    kept = await world.schedules.add(1, setup(topics=("topic-1",), role_id=9), group_id=GROUP)
    form = await world.setups.begin_edit(FORM, 1, group_id=GROUP)
    assert form.setup() == setup(topics=("topic-1",), role_id=9)
    moved = kept.model_copy(update={"next_due": NINE})
    assert await world.store.daily.change_schedule(moved)
    await world.set(topics=("topic-2",))
    edited = await world.setups.finish(FORM, group_id=GROUP)
    assert (edited.id, edited.topics) == (1, ("topic-2",))


async def test_a_change_that_others_made_is_told_once_then_replaced(world: World) -> None:
    await world.schedules.add(1, setup(), group_id=GROUP)
    await world.setups.begin_edit(FORM, 1, group_id=GROUP)
    await world.set(post_minute=600)
    await world.schedules.edit(1, setup(post_minute=660), group_id=GROUP)
    with pytest.raises(ChangedMeanwhileError):
        await world.setups.finish(FORM, group_id=GROUP)
    assert (await world.schedules.schedule(1, group_id=GROUP)).post_minute == 660
    assert (await world.setups.finish(FORM, group_id=GROUP)).post_minute == 600


async def test_a_process_that_dies_while_finishing_leaves_nothing_to_quarrel_about(
    world: World,
) -> None:
    await world.schedules.add(1, setup(), group_id=GROUP)
    await world.setups.begin_edit(FORM, 1, group_id=GROUP)
    await world.set(post_minute=600)
    await world.schedules.edit(1, setup(post_minute=600), group_id=GROUP)  # then it died
    assert (await world.setups.finish(FORM, group_id=GROUP)).post_minute == 600
    form = await world.setups.begin(FORM + 1, group_id=GROUP)
    await world.schedules.add(form.id, setup(), group_id=GROUP)  # the same
    await world.setups.choose(
        form.id,
        group_id=GROUP,
        change=lambda one: one.model_copy(update={"channel_id": 6, "zone": "UTC"}),
    )
    assert (await world.setups.finish(form.id, group_id=GROUP)).channel_id == 6


async def test_what_is_changed_may_be_gone(world: World) -> None:
    await world.schedules.add(1, setup(), group_id=GROUP)
    await world.setups.begin_edit(FORM, 1, group_id=GROUP)
    await world.schedules.remove(1, group_id=GROUP)
    for _ in range(2):
        with pytest.raises(ScheduleGoneError):
            await world.setups.finish(FORM, group_id=GROUP)
    with pytest.raises(ScheduleGoneError):
        await world.setups.begin_edit(FORM + 1, 1, group_id=GROUP)


async def test_forms_of_other_servers_and_old_ones_are_out_of_reach(world: World) -> None:
    await world.setups.begin(FORM, group_id=GROUP)
    with pytest.raises(SetupGoneError):
        await world.setups.form(FORM, group_id=GROUP + 1)
    world.clock.now = EIGHT + KEPT * 2
    await world.setups.begin(snowflake_at(world.clock.now), group_id=GROUP)
    with pytest.raises(SetupGoneError):
        await world.setups.form(FORM, group_id=GROUP)


async def test_two_admins_at_once_lose_neither_choice(world: World) -> None:
    await world.setups.begin(FORM, group_id=GROUP)
    quicker = [
        lambda form: form.model_copy(update={"topics": ("topic-1",)}),
    ]

    async def change_between(form: SetupForm) -> bool:
        if quicker:
            await kept(quicker.pop()(form))
        return await kept(form)

    kept = world.store.groups.change_form
    world.store.groups.change_form = change_between  # type: ignore[method-assign]
    form = await world.set(channel_id=5)
    assert (form.channel_id, form.topics) == (5, ("topic-1",))
    assert await world.setups.form(FORM, group_id=GROUP) == form


async def test_who_never_gets_a_turn_is_told(world: World) -> None:
    await world.setups.begin(FORM, group_id=GROUP)

    async def too_late(form: SetupForm) -> bool:
        return False

    world.store.groups.change_form = too_late  # type: ignore[method-assign]
    with pytest.raises(StorageError, match="Please try again"):
        await world.set(channel_id=5)
