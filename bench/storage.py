"""Durable writes a second: our writer against a transaction a write, and against the disk itself.

    python -m bench.storage [--writes 20000] [--in-flight 64] [--rounds 3] [--folder .]

All three do the same work in turn, in the same run on the same disk: read the ratios, since the
figures by themselves tell more about the machine. Every write is on disk before it counts.
"""

import argparse
import asyncio
import os
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import aiosqlite

from bot.storage.sqlite import open_sqlite

INSERT = "INSERT INTO note (name, value) VALUES (?, ?)"
VALUE = "x" * 300  # about an answer

Write = Callable[[str], Awaitable[object]]


async def keep_busy(write: Write, writes: int, in_flight: int) -> tuple[float, float]:
    """Do the writes from so many tasks; return writes a second and the 99th percentile in ms."""
    names = (f"note {number}" for number in range(writes))
    waits_s: list[float] = []

    async def client() -> None:
        for name in names:
            start = time.perf_counter()
            await write(name)
            waits_s.append(time.perf_counter() - start)

    start = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(in_flight)))
    rate = writes / (time.perf_counter() - start)
    return rate, statistics.quantiles(waits_s, n=100)[98] * 1000


async def measure_writer(path: str, writes: int, in_flight: int) -> tuple[float, float]:
    """Measure writes that share their commits, as the bot does it."""
    async with open_sqlite(path) as db:
        return await keep_busy(lambda name: db.write([(INSERT, (name, VALUE))]), writes, in_flight)


async def measure_transactions(path: str, writes: int, in_flight: int) -> tuple[float, float]:
    """Measure a transaction a write, one after the other on one connection."""
    async with open_sqlite(path):
        pass  # the same tables
    alone = asyncio.Lock()
    async with aiosqlite.connect(path) as connection:
        await connection.execute("PRAGMA synchronous = FULL")

        async def write(name: str) -> None:
            async with alone:
                await connection.execute(INSERT, (name, VALUE))
                await connection.commit()

        return await keep_busy(write, writes, in_flight)


def measure_disk(path: str, flushes: int) -> float:
    """Measure how often a second 4 KiB can be written and flushed."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT)
    start = time.perf_counter()
    for number in range(flushes):
        os.pwrite(descriptor, b"x" * 4096, 4096 * number)
        os.fdatasync(descriptor)
    rate = flushes / (time.perf_counter() - start)
    os.close(descriptor)
    return rate


def run_round(folder: str, writes: int, in_flight: int) -> tuple[float, float, float]:
    """Measure all three once and print a row; return their rates."""
    disk = measure_disk(f"{folder}/flushed", max(writes // 10, 1))
    each, each_ms = asyncio.run(
        measure_transactions(f"{folder}/each.db", max(writes // 10, in_flight), in_flight)
    )
    ours, ours_ms = asyncio.run(measure_writer(f"{folder}/ours.db", writes, in_flight))
    print(
        f"{disk:9,.0f} {each:11,.0f} {each_ms:7.1f} {ours:9,.0f} {ours_ms:7.1f}"
        f" {ours / each:11.1f} {ours / disk:10.1f}"
    )
    return disk, each, ours


def main() -> None:
    """Read the arguments, measure, print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--writes", type=int, default=20_000)
    parser.add_argument("--in-flight", type=int, default=64, help="writes that wait at once")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=Path(), help="a folder on the disk to test")
    given = parser.parse_args()
    print("flushes/s  one each/s  p99 ms  writer/s  p99 ms  x one each  x flushes")
    rounds = []
    for _ in range(given.rounds):
        with tempfile.TemporaryDirectory(dir=given.folder) as folder:
            rounds.append(run_round(folder, given.writes, given.in_flight))
    disk, each, ours = (statistics.median(rates) for rates in zip(*rounds, strict=True))
    print(f"median: {ours / each:.1f} x one transaction each, {ours / disk:.1f} x flushes")


if __name__ == "__main__":
    main()
