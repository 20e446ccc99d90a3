"""What daily posts cost: a look when nothing is due, a burst when much is, and the open rounds.

    python -m bench.daily [--groups 1000 10000 100000] [--burst 1000] [--looks 200] [--folder .]
                          [--rounds 10000] [--changed 50]

Beside each stands a bare query of the same run: one row by its key, through the same connection.
Read the ratios. Discord takes no time here and the pace of 20 posts a second is left out, so a post
of the burst is what it costs us: choose, claim, open its round, settle, each on disk. An edit is
what it costs to find a round with new answers, claim it, count them and keep what is shown.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from bot.coach.daily import Daily
from bot.coach.round_keeper import EDIT_EVERY, RoundKeeper
from bot.coach.rounds import Rounds
from bot.domain.attempt import Attempt, Card
from bot.domain.bank import Bank
from bot.domain.grade import Grade, band_of
from bot.domain.item import Item
from bot.domain.reveal import Reveal
from bot.domain.round import Posted, Round
from bot.domain.schedule import DailySetup, Schedule
from bot.domain.snowflake import snowflake_at
from bot.itembank.pack import find_content, load_bank
from bot.storage import SqlStore
from bot.storage.daily_rows import SELECT_SCHEDULE
from bot.storage.daily_store import SqlDailyStore
from bot.storage.sqlite import SqliteDb, open_sqlite
from tests.coach.practice_world import make_practice

NINE = datetime(2026, 3, 14, 9, tzinfo=UTC)


class Nowhere:
    """Takes every post at once."""

    async def post(self, opened: Round, _item: Item, _nonce: str) -> Posted:
        """Keep nothing."""
        return Posted(opened.channel_id, threaded=False)

    async def find_own(self, _opened: Round) -> Posted | None:
        """Find nothing."""
        return None

    async def tell_admin(self, _schedule: Schedule, problem: str) -> None:
        """Nothing is refused here."""
        raise AssertionError(problem)


class Blank:
    """Takes every edit at once, and counts them."""

    def __init__(self) -> None:
        self.edits = 0

    async def show(self, _current: Round, _item: Item, _answered: int) -> None:
        """Show nothing."""
        self.edits += 1

    async def reveal(self, current: Round, _item: Item, _reveal: Reveal) -> None:
        """No round closes here."""
        raise AssertionError(current)

    async def withdraw(self, current: Round) -> None:
        """No question leaves the pack."""
        raise AssertionError(current)


class Hands:
    """A clock that is set."""

    def __init__(self) -> None:
        self.now = NINE

    def __call__(self) -> datetime:
        """What it shows."""
        return self.now


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


async def measure(db: SqliteDb, bank: Bank, groups: int, burst: int, looks: int) -> None:
    """Fill the database, measure, print a row."""
    clock = Hands()
    clock.now = NINE - timedelta(minutes=1)
    everything = SqlStore(db, clock)
    practice = make_practice(bank, everything, clock)
    rounds = Rounds(
        bank=bank, store=everything, rounds=everything.rounds, practice=practice, clock=clock
    )
    store = everything.daily
    await add_schedules(store, groups, burst)
    daily = Daily(bank=bank, store=store, rounds=rounds, clock=clock, posts_per_s=1e9)
    bare = await median_us(lambda: db.read(f"{SELECT_SCHEDULE} WHERE id = ?", (groups,)), looks)
    look = await median_us(lambda: daily.tick(Nowhere()), looks)
    clock.now = NINE
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


async def open_rounds(store: SqlStore, bank: Bank, number: int) -> None:
    """Open rounds for a day, each in a channel of its own, with a message."""
    fields = {"item_id": bank.items[0].id, "opened_at": NINE, "closes_at": NINE + timedelta(days=1)}
    for start in range(1, number + 1, 5000):
        numbers = range(start, min(start + 5000, number + 1))
        await asyncio.gather(
            *(
                store.rounds.open_round(Round(id=f"{one}", group_id=one, channel_id=one, **fields))
                for one in numbers
            )
        )
        await asyncio.gather(
            *(
                store.rounds.keep_message(f"{one}", Posted(one, threaded=False), now=NINE)
                for one in numbers
            )
        )


async def answer_round(store: SqlStore, bank: Bank, number: int, *, attempt_id: int) -> None:
    """Keep an answer of a new member."""
    item_id, group_id, learner_id = bank.items[0].id, number, attempt_id
    card = Card(
        id=attempt_id,
        learner_id=learner_id,
        group_id=group_id,
        item_id=item_id,
        round_id=f"{number}",
    )
    await store.rounds.open_round_card(card)
    await store.record(
        Attempt(
            id=attempt_id,
            draft_id=attempt_id,
            card_id=attempt_id,
            learner_id=learner_id,
            group_id=group_id,
            item_id=item_id,
            zone="UTC",
            day=NINE.date(),
            grade=Grade(item_id=item_id, score=0.5, band=band_of(0.5)),
        )
    )


async def measure_rounds(db: SqliteDb, bank: Bank, number: int, changed: int, looks: int) -> None:
    """Open rounds, measure looks at which none and some have new answers, print a row."""
    clock, blank, sequence = Hands(), Blank(), count()
    store = SqlStore(db, clock)
    await open_rounds(store, bank, number)
    keeper = RoundKeeper(bank=bank, store=store.rounds, clock=clock, edits_per_s=1e9)
    await keeper.tick(blank)
    bare = await median_us(lambda: db.read("SELECT * FROM round WHERE id = ?", ("1",)), looks)
    idle = await median_us(lambda: keeper.tick(blank), looks)
    took = []
    for _ in range(max(looks // 10, 3)):
        clock.now += EDIT_EVERY
        ids = [snowflake_at(clock.now, next(sequence)) for _ in range(changed)]
        await asyncio.gather(
            *(
                answer_round(store, bank, one, attempt_id=ids[one - 1])
                for one in range(1, changed + 1)
            )
        )
        took.append(await median_us(lambda: keeper.tick(blank), 1))
    if blank.edits != len(took) * changed:
        raise SystemExit(f"{blank.edits} edits instead of {len(took) * changed}")
    busy = statistics.median(took)
    print(
        f"{number:9,} {bare:9,.0f} {idle:9,.0f} {idle / bare:8.1f} {changed:9,} {busy:9,.0f}"
        f" {busy / bare:8.1f} {busy / changed:9,.0f}"
    )


async def measure_all(given: argparse.Namespace) -> None:
    """Measure each number of servers, and the rounds, on a file of its own."""
    bank = load_bank(find_content())
    print("   groups   bare us   look us   x bare   post us   x bare   posts/s")
    for groups in given.groups:
        with tempfile.TemporaryDirectory(dir=given.folder) as place:
            async with open_sqlite(f"{place}/daily.db") as db:
                await measure(db, bank, groups, min(given.burst, groups), given.looks)
    print("\n   rounds   bare us   idle us   x bare   changed   look us   x bare   edit us")
    with tempfile.TemporaryDirectory(dir=given.folder) as place:
        async with open_sqlite(f"{place}/rounds.db") as db:
            await measure_rounds(db, bank, given.rounds, given.changed, given.looks)


def main() -> None:
    """Read the arguments, measure, print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--groups", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--burst", type=int, default=1_000, help="posts due in the same minute")
    parser.add_argument("--looks", type=int, default=200)
    parser.add_argument("--folder", type=Path, default=Path(), help="a folder on the disk to test")
    parser.add_argument("--rounds", type=int, default=10_000, help="rounds that are open")
    parser.add_argument("--changed", type=int, default=50, help="rounds with new answers at a look")
    asyncio.run(measure_all(parser.parse_args()))


if __name__ == "__main__":
    main()
