"""A server with daily posts, a channel that does as the test says, and a clock that is set."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import available_timezones

from bot.coach.daily import Daily
from bot.coach.ports import DailyStore
from bot.coach.rounds import Rounds
from bot.coach.schedules import Schedules
from bot.domain.bank import Bank
from bot.domain.item import Item
from bot.domain.round import Posted, Round
from bot.domain.schedule import DailySetup, Schedule
from bot.storage import SqlStore, open_store
from tests.coach.practice_world import make_practice
from tests.domain.examples import make_bank, make_item

GROUP = 44
EIGHT = datetime(2026, 3, 14, 8, tzinfo=UTC)
NINE = EIGHT + timedelta(hours=1)
TODAY = date(2026, 3, 14)
DAY = timedelta(days=1)

ITEMS = tuple(
    make_item(id=f"question-{number}", topic=f"topic-{number % 3}") for number in range(9)
)


class Hands:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.now = EIGHT

    def __call__(self) -> datetime:
        return self.now


class Channels:
    """Discord's channels: they keep posts, unless the test has a mishap ready.

    Attributes:
        before: mishaps of the next posts, before they are kept.
        after: mishaps of the next posts, when they are kept already.
        closed: channels that refuse everything.
        told: schedule and problem of every message to an admin.
    """

    def __init__(self) -> None:
        self.posts: list[tuple[str, str, str]] = []
        self.before: list[Exception] = []
        self.after: list[Exception] = []
        self.closed: dict[int, Exception] = {}
        self.told: list[tuple[int, str]] = []
        self.deaf_admins = False
        self.searched = 0

    async def post(self, opened: Round, item: Item, nonce: str) -> Posted:
        if opened.channel_id in self.closed:
            raise self.closed[opened.channel_id]
        if self.before:
            raise self.before.pop(0)
        self.posts.append((opened.id, item.id, nonce))
        if self.after:
            raise self.after.pop(0)
        return Posted(1000 + len(self.posts) - 1, threaded=False)

    async def find_own(self, opened: Round) -> Posted | None:
        self.searched += 1
        for number, (round_id, *_) in enumerate(self.posts):
            if round_id == opened.id:
                return Posted(1000 + number, threaded=False)
        return None

    async def tell_admin(self, schedule: Schedule, problem: str) -> None:
        if self.deaf_admins:
            raise ConnectionError
        self.told.append((schedule.id, problem))

    @property
    def keys(self) -> list[tuple[int, date]]:
        """Schedule and date of every post, in order."""
        split = (round_id.split("-", 1) for round_id, *_ in self.posts)
        return [(int(schedule_id), date.fromisoformat(day)) for schedule_id, day in split]


class World:
    """All that daily posts consist of."""

    def __init__(self, store: SqlStore, clock: Hands, bank: Bank, *, spread: bool) -> None:
        self.clock = clock
        self.store: DailyStore = store.daily
        self.channels = Channels()
        self.schedules = Schedules(
            bank=bank,
            store=self.store,
            clock=clock,
            zones=available_timezones(),
            spread=spread,
        )
        self.rounds = Rounds(
            bank=bank,
            store=store,
            rounds=store.rounds,
            practice=make_practice(bank, store, clock),
            clock=clock,
        )
        self.daily = self.make_daily(spread=spread)

    def make_daily(self, store: object = None, **changes: Any) -> Daily:
        """Another process, on the same store or on one in front of it."""
        fields: dict[str, Any] = {"store": store or self.store, "posts_per_s": 1e6} | changes
        return Daily(bank=self.schedules._bank, rounds=self.rounds, clock=self.clock, **fields)

    async def tick(self, at: datetime | None = None) -> None:
        """Look at that time."""
        self.clock.now = at or self.clock.now
        await self.daily.tick(self.channels)

    async def add(self, schedule_id: int = 1, **changes: object) -> Schedule:
        """Add a schedule, posted at nine in UTC unless changed."""
        return await self.schedules.add(schedule_id, setup(**changes), group_id=GROUP)


def setup(**changes: object) -> DailySetup:
    return DailySetup.model_validate({"channel_id": 5, "zone": "UTC", "post_minute": 540} | changes)


@asynccontextmanager
async def open_world(*items: Item, spread: bool = False) -> AsyncIterator[World]:
    clock = Hands()
    async with open_store("sqlite://", clock) as store:
        yield World(store, clock, make_bank(*(items or ITEMS)), spread=spread)
