"""Three processes on one database, killed at random, before a Discord that loses things."""

import asyncio
import os
import signal
import sqlite3
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from bot.domain.schedule import DailySetup, Schedule
from bot.storage import open_store
from tests.coach.loose_discord import CLOSED_EVERY, Fate, LooseDiscord

RACERS = 3


@dataclass(frozen=True)
class Race:
    """How many servers, kills, and at which pace.

    Attributes:
        posts_per_s: of each racer, so that the kills fall into the work.
        stale_s: a claim is taken over after that time, so that a nonce outlives one retry at most.
    """

    groups: int
    kills: int
    kill_every_s: float
    posts_per_s: float
    stale_s: float = 1.5


GATE = Race(groups=200, kills=16, kill_every_s=0.2, posts_per_s=15)
NIGHTLY = Race(groups=10_000, kills=200, kill_every_s=0.6, posts_per_s=30)


@pytest.mark.parametrize(
    "race",
    [pytest.param(GATE, id="gate"), pytest.param(NIGHTLY, id="full", marks=pytest.mark.nightly)],
)
async def test_each_schedule_and_date_is_posted_once(race: Race, tmp_path: Path) -> None:
    path = tmp_path / "coach.db"
    due = await add_schedules(path, race.groups)
    # No request is on its way for longer than nonces are remembered: beyond that, nothing helps.
    discord = LooseDiscord(nonce_s=race.stale_s * 1.5, late_s=race.stale_s * 1.2, seed=race.groups)
    with closing(sqlite3.connect(path)) as watching:
        async with serving(discord, tmp_path) as socket, nursery(race, path, socket) as racers:
            await kill_at_random(racers, race)
            async with asyncio.timeout(600):
                while unsettled(watching):
                    await asyncio.sleep(0.1)
            await asyncio.sleep(2 * race.stale_s)  # what comes late has come
        posts = watching.execute("SELECT schedule_id, day, state, message_id FROM daily_post")
        settled = {f"{schedule}-{day}": (state, message) for schedule, day, state, message in posts}
        rounds = dict(watching.execute("SELECT id, message_id FROM round"))
    open_groups = {number for number in range(1, race.groups + 1) if number % CLOSED_EVERY}
    expected = {f"{number}-{due.date()}" for number in open_groups}
    counted = Counter(discord.messages)
    assert {key for key, count in counted.items() if count > 1} == set()
    assert set(counted) == expected
    for key, (state, message_id) in settled.items():
        if key in expected:
            assert state == "sent"
            assert discord.messages[message_id] == key
            assert rounds[key] == message_id
        else:
            assert state == "failed"
    assert len(settled) == race.groups
    assert all(count == 1 for count in discord.told.values())
    assert discord.fates[Fate.LOST_AFTER] > race.groups / 50


async def add_schedules(path: Path, count: int) -> datetime:
    """One for each server, all due a minute ago; return that minute."""
    due = (datetime.now(UTC) - timedelta(minutes=1)).replace(second=0, microsecond=0)
    setup = DailySetup(channel_id=5, zone="UTC", post_minute=due.hour * 60 + due.minute)
    fields = setup.model_dump() | {"next_due": due}
    async with open_store(f"sqlite:///{path}", lambda: due) as store:
        await asyncio.gather(
            *(
                store.daily.add_schedule(Schedule(id=number, group_id=number, **fields))
                for number in range(1, count + 1)
            )
        )
    return due


def unsettled(watching: sqlite3.Connection) -> int:
    """How many schedules are due or have a post that is neither sent nor given up."""
    now_ms = datetime.now(UTC).timestamp() * 1000
    sql = (
        "SELECT (SELECT COUNT(*) FROM schedule WHERE state = 'active' AND next_due <= ?)"
        " + (SELECT COUNT(*) FROM daily_post WHERE state = 'claimed')"
    )
    ((count,),) = watching.execute(sql, (now_ms,))
    return int(count)


@asynccontextmanager
async def serving(discord: LooseDiscord, folder: Path) -> AsyncIterator[str]:
    socket = str(folder / "discord")
    async with await asyncio.start_unix_server(discord.serve, socket, backlog=1000):
        yield socket


class Racers:
    """The racers that are alive, by process id."""

    def __init__(self, nursery: asyncio.subprocess.Process) -> None:
        self.alive: list[int] = []
        self._nursery = nursery

    async def start(self) -> None:
        assert self._nursery.stdin is not None
        assert self._nursery.stdout is not None
        self._nursery.stdin.write(b"\n")
        self.alive.append(int(await self._nursery.stdout.readline()))

    def kill(self, place: int) -> None:
        os.kill(self.alive.pop(place), signal.SIGKILL)


@asynccontextmanager
async def nursery(race: Race, path: Path, socket: str) -> AsyncIterator[Racers]:
    command = (sys.executable, "-m", "tests.coach.daily_racer", path, socket)
    process = await asyncio.create_subprocess_exec(
        *command,
        *(str(race.posts_per_s), str(race.stale_s)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    racers = Racers(process)
    try:
        for _ in range(RACERS):
            await racers.start()
        yield racers
    finally:
        while racers.alive:
            racers.kill(0)
        process.kill()
        await process.wait()


async def kill_at_random(racers: Racers, race: Race) -> None:
    random = Random(race.kills)  # noqa: S311 - a repeatable test
    for _ in range(race.kills):
        await asyncio.sleep(random.uniform(0, 2 * race.kill_every_s))
        racers.kill(random.randrange(RACERS))
        await racers.start()
