"""Processes that tick against one database file until they are killed.

Run as `python -m tests.coach.daily_racer DATABASE SOCKET POSTS_PER_S STALE_S`: for every line on
standard input it forks one racer and prints its process id, so that a racer is up within
milliseconds.

In operation one process at a time has the SQLite file, by a lock that is left out here on purpose:
the racers open the file side by side, and whatever keeps them apart is in the claims alone.
Checkpoints are off, because SQLite before 3.51.3 may damage a file that several processes write
while one of them checkpoints. Source: sqlite.org/wal.html, "The WAL-Reset Bug".
"""

import asyncio
import os
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta

from bot.coach.daily import Daily
from bot.coach.rounds import Rounds
from bot.domain.errors import StorageError
from bot.storage import SqlStore
from bot.storage.connection import open_connection
from bot.storage.sqlite import SqliteDb
from bot.storage.writer import Writer
from tests.coach.loose_discord import LoosePoster
from tests.coach.practice_world import make_practice
from tests.domain.examples import make_bank

LOOK_EVERY_S = 0.1


def now() -> datetime:
    return datetime.now(UTC)


def without_checkpoints(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA wal_autocheckpoint = 0")


@asynccontextmanager
async def open_side_by_side(path: str) -> AsyncIterator[SqlStore]:
    async with (
        open_connection(path, without_checkpoints) as writing,
        open_connection(path, without_checkpoints) as reading,
    ):
        writer = Writer(writing.transact)
        try:
            yield SqlStore(SqliteDb(writing, reading, writer), now)
        finally:
            await writer.close()


async def race(path: str, socket: str, posts_per_s: float, stale_s: float) -> None:
    async with open_side_by_side(path) as store:
        bank = make_bank()
        practice = make_practice(bank, store, now)
        daily = Daily(
            bank=bank,
            store=store.daily,
            rounds=Rounds(
                bank=bank, store=store, rounds=store.rounds, practice=practice, clock=now
            ),
            clock=now,
            posts_per_s=posts_per_s,
            stale=timedelta(seconds=stale_s),
        )
        poster = LoosePoster(socket)
        while True:
            with suppress(StorageError):
                await daily.tick(poster)
            await asyncio.sleep(LOOK_EVERY_S)


def main() -> None:
    path, socket, posts_per_s, stale_s = sys.argv[1:]
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # racers that are killed leave nothing to reap
    for _ in sys.stdin:
        racer = os.fork()
        if not racer:
            asyncio.run(race(path, socket, float(posts_per_s), float(stale_s)))
        print(racer, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
