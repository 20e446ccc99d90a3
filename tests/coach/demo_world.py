"""Demonstrations whose runs end when the test says so."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.coach.demo_queue import DemoQueue, Place
from bot.coach.demonstrations import Demonstrated, Demonstrations, Introduction
from bot.coach.ports import Clock, DemoRunner, Interpreter, Pictures, Store
from bot.domain.bank import Bank
from bot.domain.chart import Chart
from bot.domain.demo import DemoRequest
from bot.domain.demo_result import DemoOutcome
from bot.domain.progress import Progress
from bot.domain.scorecard import Scorecard
from bot.domain.snowflake import snowflake_at
from bot.domain.streak_calendar import Calendar
from bot.storage import SqlStore, open_store
from tests.domain.examples import make_bank, make_item

ALICE, BOB, CAROL, GROUP = 11, 22, 33, 44

OWN = Interpreter("3.11.7", "3.11.7", free_threaded=False, gil_enabled=True)
OTHER = Interpreter("3.13.0", "3.13.0", free_threaded=False, gil_enabled=True)


class StagedRunner:
    """Runs nothing: a run has the next outcome prepared, or waits until the test ends it with one.

    Attributes:
        prepared: outcomes of the next runs.
    """

    def __init__(self) -> None:
        self.prepared: list[DemoOutcome] = []
        self.found_cores = 2
        self.found: Sequence[Interpreter] = (OWN, OTHER)
        self.requests: list[DemoRequest] = []
        self._outcomes: list[asyncio.Future[DemoOutcome]] = []

    def cores(self) -> int:
        return self.found_cores

    def interpreters(self) -> Sequence[Interpreter]:
        return self.found

    def code(self, demo: str) -> str:
        return f"def {demo}(): ..."

    async def run(self, request: DemoRequest) -> DemoOutcome:
        self.requests.append(request)
        if self.prepared:
            return self.prepared.pop(0)
        outcome: asyncio.Future[DemoOutcome] = asyncio.get_running_loop().create_future()
        self._outcomes.append(outcome)
        return await outcome

    @property
    def cancelled(self) -> int:
        """How many runs were cancelled."""
        return sum(outcome.cancelled() for outcome in self._outcomes)

    async def end(self, outcome: DemoOutcome) -> None:
        """End the run that was begun last."""
        await settle()
        self._outcomes[-1].set_result(outcome)
        await settle()


class PlainPictures:
    """Draws nothing."""

    async def demo(self, chart: Chart) -> bytes:
        return chart.title.encode()

    async def streak(self, calendar: Calendar) -> bytes:
        return f"{calendar.streak.length} days".encode()

    async def scorecard(self, scorecard: Scorecard) -> bytes:
        return f"{scorecard.points} points".encode()

    async def progress(self, progress: Progress) -> bytes:
        return f"{progress.answered} of {progress.total}".encode()


async def settle() -> None:
    """Let everything happen that can."""
    for _ in range(30):
        await asyncio.sleep(0.001)


@dataclass
class World:
    """Demonstrations whose clock is set by the test."""

    runner: StagedRunner
    store: SqlStore
    demos: Demonstrations
    now: datetime = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)
    places: list[Place] = field(default_factory=list)
    made: int = 0

    def pass_time(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def new_id(self) -> int:
        self.made += 1
        return snowflake_at(self.now, self.made)

    async def open(
        self,
        demo: str = "race",
        learner: int = ALICE,
        *,
        group: int | None = GROUP,
        interpreter: str | None = None,
        chosen: Mapping[str, float | str] | None = None,
    ) -> Introduction:
        return await self.demos.open(
            self.new_id(),
            learner_id=learner,
            group_id=group,
            demo=demo,
            chosen=chosen,
            interpreter=interpreter,
        )

    def start(
        self, opened: Introduction, option: str | None = None, learner: int = ALICE
    ) -> "asyncio.Task[Demonstrated]":
        return asyncio.create_task(
            self.demos.run(opened.run.id, learner_id=learner, option=option, told=self._told)
        )

    async def _told(self, place: Place) -> None:
        self.places.append(place)


def make_demos(
    store: Store,
    runner: DemoRunner,
    *,
    clock: Clock,
    bank: Bank,
    pictures: Pictures | None = None,
    every_s: float = 20,
) -> Demonstrations:
    """Demonstrations with the limits of the bot."""
    return Demonstrations(
        bank=bank,
        store=store,
        clock=clock,
        runner=runner,
        pictures=pictures or PlainPictures(),
        queue=DemoQueue(waiting=8, group_waiting=2),
        every_s=every_s,
    )


@asynccontextmanager
async def open_world() -> AsyncIterator[World]:
    box: list[World] = []

    def clock() -> datetime:
        return box[0].now

    bank = make_bank(make_item(), make_item(id="race-conditions-and-locks"))
    runner = StagedRunner()
    async with open_store("sqlite://", clock) as store:
        demos = make_demos(store, runner, clock=clock, bank=bank)
        box.append(World(runner, store, demos))
        try:
            yield box[0]
        finally:
            await demos.aclose()
