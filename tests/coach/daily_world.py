"""A server with daily posts, a channel that does as the test says, and a clock that is set."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import available_timezones

from bot.coach.daily import Daily
from bot.coach.ports import DailyStore
from bot.coach.schedules import Schedules
from bot.domain.bank import Bank
from bot.domain.item import Item
from bot.domain.schedule import DailySetup, Schedule
from bot.storage import SqlStore, open_store
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
        self.posts: list[tuple[int, date, str, str]] = []
        self.before: list[Exception] = []
        self.after: list[Exception] = []
        self.closed: dict[int, Exception] = {}
        self.told: list[tuple[int, str]] = []
        self.deaf_admins = False
        self.searched = 0

    async def post(self, schedule: Schedule, day: date, item: Item, nonce: str) -> int:
        if schedule.channel_id in self.closed:
            raise self.closed[schedule.channel_id]
        if self.before:
            raise self.before.pop(0)
        self.posts.append((schedule.id, day, item.id, nonce))
        if self.after:
            raise self.after.pop(0)
        return 1000 + len(self.posts) - 1

    async def find_own(self, schedule: Schedule, day: date) -> int | None:
        self.searched += 1
        for number, (schedule_id, posted_day, *_) in enumerate(self.posts):
            if (schedule_id, posted_day) == (schedule.id, day):
                return 1000 + number
        return None

    async def tell_admin(self, schedule: Schedule, problem: str) -> None:
        if self.deaf_admins:
            raise ConnectionError
        self.told.append((schedule.id, problem))

    @property
    def keys(self) -> list[tuple[int, date]]:
        """Schedule and date of every post, in order."""
        return [(schedule_id, day) for schedule_id, day, *_ in self.posts]


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
        self.daily = Daily(bank=bank, store=self.store, clock=clock, spread=spread, posts_per_s=1e6)

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
