"""A whole coach over a real store, with an item that asks on and a clock set by the test."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.coach.coach import Coach, assemble
from bot.coach.ports import Clock
from bot.coach.throttle import Throttle
from bot.domain.attempt import Certainty
from bot.domain.grading import Grader
from bot.domain.item import Item
from bot.domain.snowflake import snowflake_at
from bot.storage import SqlStore, open_store
from tests.coach.demo_world import PlainPictures, StagedRunner, make_demos
from tests.domain.examples import make_bank
from tests.domain.follow_ups import make_asking_item

ALICE, BOB, GROUP = 11, 22, 33
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@dataclass
class World:
    """What a test acts on."""

    store: SqlStore
    coach: Coach
    limit: int
    now: datetime = NOON
    made: int = 0

    def new_id(self) -> int:
        self.made += 1
        return snowflake_at(self.now, self.made)

    def later(self) -> datetime:
        return self.now + timedelta(days=60)

    async def answered(
        self,
        text: str,
        *,
        learner: int = ALICE,
        group: int | None = GROUP,
        certainty: Certainty | None = None,
    ) -> int:
        """Answer the question; the id of the attempt."""
        practice = self.coach.practice
        asked = await practice.ask(self.new_id(), learner_id=learner, group_id=group)
        draft_id = self.new_id()
        await practice.start_writing(draft_id, card_id=asked.card.id, learner_id=learner)
        await practice.keep(draft_id, learner_id=learner, text=text, certainty=certainty)
        result = await practice.answer(self.new_id(), draft_id=draft_id, learner_id=learner)
        return result.attempt.id

    def with_item(self, item: Item) -> Coach:
        """A coach over the same store whose item has changed."""
        return _assemble(item, self.store, lambda: self.now, self.limit)


@asynccontextmanager
async def open_world(*, member_per_minute: int = 1000) -> AsyncIterator[World]:
    box: list[World] = []

    def clock() -> datetime:
        return box[0].now if box else NOON

    async with open_store("sqlite://", clock) as store:
        coach = _assemble(make_asking_item(), store, clock, member_per_minute)
        box.append(World(store, coach, member_per_minute))
        yield box[0]


def _assemble(item: Item, store: SqlStore, clock: Clock, per_minute: int) -> Coach:
    bank, pictures = make_bank(item), PlainPictures()
    return assemble(
        bank=bank,
        grader=Grader(bank),
        store=store,
        demos=make_demos(store, StagedRunner(), clock=clock, bank=bank),
        pictures=pictures,
        throttle=Throttle(clock, member_per_minute=per_minute, group_per_minute=10_000),
        clock=clock,
        zones={"UTC"},
        zone="UTC",
    )
