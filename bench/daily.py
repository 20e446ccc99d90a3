"""What daily posts cost: a look when nothing is due, and a burst when much is.

    python -m bench.daily [--groups 1000 10000 100000] [--burst 1000] [--looks 200] [--folder .]

Beside each stands a bare query of the same run: one row by its key, through the same connection.
Read the ratios. Discord takes no time here and the pace of 20 posts a second is left out, so a post
of the burst is what it costs us: choose, claim, settle, each on disk.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bot.coach.daily import Daily
from bot.domain.item import Item
from bot.domain.schedule import DailySetup, Schedule
from bot.itembank.pack import find_content, load_bank
from bot.storage.daily_rows import SELECT_SCHEDULE
from bot.storage.daily_store import SqlDailyStore
from bot.storage.sqlite import SqliteDb, open_sqlite

NINE = datetime(2026, 3, 14, 9, tzinfo=UTC)


class Nowhere:
    """Takes every post at once."""

    async def post(self, schedule: Schedule, _day: date, _item: Item, _nonce: str) -> int:
        """Keep nothing."""
        return schedule.id

    async def find_own(self, _schedule: Schedule, _day: date) -> int | None:
        """Find nothing."""
        return None

    async def tell_admin(self, _schedule: Schedule, problem: str) -> None:
        """Nothing is refused here."""
        raise AssertionError(problem)


async def median_us(work: Callable[[], Awaitable[object]], times: int) -> float:
    """Do the work so often; return the median in microseconds."""
    took = []
    for _ in range(times):
        start = time.perf_counter()
        await work()
        took.append(time.perf_counter() - start)
    return statistics.median(took) * 1e6


async def add_schedules(store: SqlDailyStore, groups: int, burst: int) -> None:
    """Add one for each server: `burst` of them due at nine, the others during the next day."""
    for start in range(1, groups + 1, 5000):
        numbers = range(start, min(start + 5000, groups + 1))
        await asyncio.gather(*(store.add_schedule(schedule(one, burst)) for one in numbers))


def schedule(number: int, burst: int) -> Schedule:
    """One schedule of the server of that number."""
    minute = 540 if number <= burst else 541 + number % 800
    setup = DailySetup(channel_id=number, zone="UTC", post_minute=minute)
    due = NINE + timedelta(minutes=minute - 540)
    return Schedule(id=number, group_id=number, next_due=due, **setup.model_dump())


async def measure(db: SqliteDb, groups: int, burst: int, looks: int) -> None:
    """Fill the database, measure, print a row."""
    store = SqlDailyStore(db)
    await add_schedules(store, groups, burst)
    now = NINE - timedelta(minutes=1)
    daily = Daily(bank=load_bank(find_content()), store=store, clock=lambda: now, posts_per_s=1e9)
    bare = await median_us(lambda: db.read(f"{SELECT_SCHEDULE} WHERE id = ?", (groups,)), looks)
    look = await median_us(lambda: daily.tick(Nowhere()), looks)
    now = NINE
    start = time.perf_counter()
    await daily.tick(Nowhere())
    post = (time.perf_counter() - start) * 1e6 / burst
    ((sent,),) = await db.read("SELECT COUNT(*) FROM daily_post WHERE state = 'sent'")
    if sent != burst:
        raise SystemExit(f"{sent} posts instead of {burst}")
    print(
        f"{groups:9,} {bare:9,.0f} {look:9,.0f} {look / bare:8.1f} {post:9,.0f} {post / bare:8.1f}"
        f" {1e6 / post:9,.0f}"
    )


async def measure_all(groups: list[int], burst: int, looks: int, folder: Path) -> None:
    """Measure each number of servers on a file of its own."""
    for count in groups:
        with tempfile.TemporaryDirectory(dir=folder) as place:
            async with open_sqlite(f"{place}/daily.db") as db:
                await measure(db, count, min(burst, count), looks)


def main() -> None:
    """Read the arguments, measure, print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--groups", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--burst", type=int, default=1_000, help="posts due in the same minute")
    parser.add_argument("--looks", type=int, default=200)
    parser.add_argument("--folder", type=Path, default=Path(), help="a folder on the disk to test")
    given = parser.parse_args()
    print("   groups   bare us   look us   x bare   post us   x bare   posts/s")
    asyncio.run(measure_all(given.groups, given.burst, given.looks, given.folder))


if __name__ == "__main__":
    main()
