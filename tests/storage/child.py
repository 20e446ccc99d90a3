"""A process that uses a store, for the tests that end one.

Run it as `python -m tests.storage.child WHAT URL`.
"""

import asyncio
import itertools
import os
import sys
from datetime import UTC, datetime

from bot.storage import open_store
from tests.storage.examples import Hands, card, draft

INSERT = "INSERT INTO note (name, value) VALUES (?, ?)"


async def write_and_end(url: str) -> None:
    async with open_store(url, Hands()) as store:
        await store.open_card(card())
        await store.open_draft(draft())
        await store.keep_text(10, "a lock")


async def write_and_fail(url: str) -> None:
    async with open_store(url, Hands()) as store:
        await store.open_card(card())
        raise ZeroDivisionError


async def write_until_killed(url: str) -> None:
    """Write pairs of rows from 64 tasks; print the number of each pair that is acknowledged."""
    start = int(datetime.now(UTC).timestamp() * 1_000_000)
    numbers = itertools.count(start)

    async with open_store(url, Hands()) as store:

        async def client() -> None:
            for number in numbers:
                sides = (f"{number} left", f"{number} right")
                await store._db.write([(INSERT, (side, "x" * 300)) for side in sides])
                os.write(1, f"{number}\n".encode())

        await asyncio.gather(*(client() for _ in range(64)))


if __name__ == "__main__":
    asyncio.run(globals()[sys.argv[1]](sys.argv[2]))
