"""What a streak of ten years costs: the read, and what the event loop does with it.

    python bench/streak.py [days]

With one answer a day and with two: more make no difference. The target is 3 ms of the loop's time
for 3,650 days with one.
"""

import asyncio
import gc
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bot.coach.streaks import ledger_of
from bot.domain.snowflake import snowflake_at
from bot.domain.streak_calendar import calendar_of
from bot.pictures.streak import draw_streak
from bot.storage import open_store

NOW = datetime(2026, 3, 14, 12, tzinfo=UTC)
ZONE = "Europe/Vienna"
ROUNDS = 30
INSERT = (
    "INSERT INTO attempt (id, draft_id, card_id, learner_id, group_id, item_id, zone, day, hints,"
    " gave_up, score) VALUES (?, ?, 1, 7, 5, 'what-is-the-gil', ?, ?, 0, 0, 1.0)"
)


async def main(days: int, a_day: int) -> None:
    """Fill a database and measure."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "coach.db"
        async with open_store(f"sqlite:///{path}", lambda: NOW) as store:
            fill(path, days, a_day)
            gc.freeze()  # as the bot does
            loop_ms, wall_ms = [], []
            for _ in range(ROUNDS):
                began, used = time.perf_counter(), time.thread_time()
                ledger = await ledger_of(store, 7, 5, now=NOW, zone=ZONE)
                wall_ms.append((time.perf_counter() - began) * 1000)
                loop_ms.append((time.thread_time() - used) * 1000)
        print(f"{days:,} days with {a_day} each, a streak of {ledger.streak.length:,}")
        print(f"read and fold {told(wall_ms)}, of it on the loop {told(loop_ms)}")
    calendar_ms, picture_ms = [], []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        calendar = calendar_of(ledger, zone=ZONE)
        between = time.perf_counter()
        size = len(draw_streak(calendar))
        calendar_ms.append((between - began) * 1000)
        picture_ms.append((time.perf_counter() - between) * 1000)
    print(f"calendar {told(calendar_ms)}, picture of {size:,} bytes {told(picture_ms)} (a thread)")


def fill(path: Path, days: int, a_day: int) -> None:
    """Store so many answers a day, up to yesterday."""
    connection = sqlite3.connect(path)
    for ago in range(days, 0, -1):
        for hours in range(a_day):
            at = NOW - timedelta(days=ago, hours=hours)
            day = at.date().isoformat()
            connection.execute(INSERT, (snowflake_at(at), snowflake_at(at, 1), ZONE, day))
    connection.commit()
    connection.close()


def told(figures_ms: Sequence[float]) -> str:
    """The middle figure, and the smallest and largest."""
    low, high = min(figures_ms), max(figures_ms)
    return f"{statistics.median(figures_ms):.1f} ms ({low:.1f} to {high:.1f})"


if __name__ == "__main__":
    for answers in (1, 2):
        asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 3650, answers))
