"""Streaks, settings and reminders over a real store, with a clock set by the test."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import available_timezones

from bot.coach.learners import Learners
from bot.coach.reminders import Reminders
from bot.coach.streaks import Streaks
from bot.coach.uptime import Uptime
from bot.domain.attempt import Attempt
from bot.domain.grade import Band, Grade
from bot.domain.learner import Learner
from bot.domain.schedule import Schedule
from bot.domain.snowflake import snowflake_at
from bot.domain.streak import Streak
from bot.domain.zone import local_date
from bot.storage import SqlStore, open_store
from tests.coach.demo_world import PlainPictures
from tests.domain.examples import make_bank, make_item

ALICE, BOB, GROUP = 11, 22, 33
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
ZONES = available_timezones()


@dataclass
class Letters:
    """Takes reminders, or refuses them."""

    refused: bool = False
    sent: list[tuple[int, int, int | None]] = field(default_factory=list)

    async def remind(self, learner_id: int, streak: Streak, *, channel_id: int | None) -> bool:
        if not self.refused:
            self.sent.append((learner_id, streak.length, channel_id))
        return not self.refused


@dataclass
class World:
    """What a test acts on."""

    store: SqlStore
    streaks: Streaks
    learners: Learners
    reminders: Reminders
    uptime: Uptime
    now: datetime = NOON
    letters: Letters = field(default_factory=Letters)
    made: int = 0

    async def answer(
        self, *days_ago: int, learner: int = ALICE, group: int | None = GROUP, zone: str = "UTC"
    ) -> None:
        """Answer so many days ago at this time of day."""
        for ago in days_ago:
            self.made += 1
            at = self.now - ago * DAY
            grade = Grade(item_id="who-shares", score=0.8, band=Band.GOOD)
            attempt = Attempt(
                id=snowflake_at(at, self.made),
                draft_id=self.made,
                card_id=1,
                learner_id=learner,
                group_id=group,
                item_id="who-shares",
                zone=zone,
                day=local_date(at, zone),
                grade=grade,
            )
            await self.store.record(attempt)

    async def learner(self, learner_id: int = ALICE) -> Learner:
        learner = await self.store.learners.learner(learner_id)
        assert learner is not None
        return learner

    async def schedule(self, channel_id: int = 99, zone: str = "Europe/Vienna") -> None:
        """Give the server a daily post."""
        await self.store.daily.add_schedule(
            Schedule(
                id=1,
                group_id=GROUP,
                channel_id=channel_id,
                zone=zone,
                post_minute=540,
                next_due=self.now + DAY,
            )
        )

    async def send_due(self) -> int:
        return await self.reminders.send_due(self.letters)


@asynccontextmanager
async def open_world() -> AsyncIterator[World]:
    box: list[World] = []

    def clock() -> datetime:
        return box[0].now if box else NOON

    async with open_store("sqlite://", clock) as store:
        box.append(
            World(
                store,
                Streaks(
                    bank=make_bank(make_item()),
                    store=store,
                    clock=clock,
                    pictures=PlainPictures(),
                    zone="UTC",
                ),
                Learners(
                    store=store.learners,
                    daily=store.daily,
                    clock=clock,
                    zones=ZONES,
                    zone="UTC",
                ),
                Reminders(store=store, daily=store.daily, clock=clock, zone="UTC"),
                Uptime(store.learners, clock),
            )
        )
        yield box[0]
