from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.coach.uptime import GAP
from tests.coach.learner_world import NOON, World, open_world


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with open_world() as opened:
        yield opened


async def beat(world: World, *waits: timedelta) -> list[tuple[timedelta, timedelta]]:
    """Beat after each wait; the outages, counted from noon."""
    for wait in waits:
        world.now += wait
        await world.uptime.beat()
    found = await world.store.learners.outages(NOON, now=world.now, gap=GAP)
    return [(one.start - NOON, one.end - NOON) for one in found]


async def test_beats_half_a_minute_apart_leave_no_outage(world: World) -> None:
    assert await beat(world, *[timedelta(seconds=30)] * 20) == []


async def test_a_gap_is_an_outage_from_the_last_beat_to_the_first(world: World) -> None:
    assert await beat(world, timedelta(0), GAP) == []
    gap = GAP + timedelta(seconds=1)
    assert await beat(world, gap) == [(GAP, GAP + gap)]


async def test_jumps_of_the_clock_never_lose_an_outage(world: World) -> None:
    """Forwards it is one, since nobody can tell it from a machine that slept; back it is none."""
    year = timedelta(days=365)
    forwards = await beat(world, timedelta(0), year)
    assert forwards == [(timedelta(0), year)]
    assert await beat(world, -year, timedelta(seconds=30)) == forwards
    known = await beat(world, 2 * GAP)
    assert known == [forwards[0], (timedelta(seconds=30), 2 * GAP + timedelta(seconds=30))]
