"""Practice, reviews and progress over a real store, with a clock set by the test."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.coach.marking import Marking
from bot.coach.practice import Practice, Question, Result
from bot.coach.progress import ProgressReports
from bot.coach.reviews import NothingDue, Reviews
from bot.coach.throttle import Throttle
from bot.domain.attempt import Certainty
from bot.domain.bank import Bank
from bot.domain.grading import Grader
from bot.domain.snowflake import snowflake_at
from bot.storage import SqlStore, open_store
from tests.coach.demo_world import PlainPictures
from tests.coach.practice_world import make_practice
from tests.domain.examples import make_bank, make_item

ALICE, BOB, GROUP = 11, 22, 33
DAY = timedelta(days=1)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)

GOOD = "Threads share memory. Each process has its own memory. Objects are pickled."
PARTIAL = "Threads share memory, and that is all that I can say about it."

BANK = make_bank(
    *(
        make_item(id=f"item-{letter}", topic=topic)
        for letter, topic in zip("abcd", "xxyz", strict=True)
    )
)


@dataclass
class World:
    """What a test acts on."""

    store: SqlStore
    practice: Practice
    reviews: Reviews
    progress: ProgressReports
    now: datetime = NOON
    made: int = 0

    def new_id(self) -> int:
        self.made += 1
        return snowflake_at(self.now, self.made)

    async def ask(self, item: str | None = None, learner: int = ALICE) -> Question:
        return await self.practice.ask(
            self.new_id(), learner_id=learner, group_id=GROUP, question=item
        )

    async def reply(
        self,
        card_id: int,
        text: str = GOOD,
        learner: int = ALICE,
        certainty: Certainty | None = None,
    ) -> Result:
        draft_id = self.new_id()
        await self.practice.start_writing(draft_id, card_id=card_id, learner_id=learner)
        await self.practice.keep(draft_id, learner_id=learner, text=text, certainty=certainty)
        return await self.practice.answer(self.new_id(), draft_id=draft_id, learner_id=learner)

    async def answer(
        self,
        item: str,
        text: str = GOOD,
        learner: int = ALICE,
        certainty: Certainty | None = None,
    ) -> Result:
        """Ask for a question and answer it."""
        asked = await self.ask(item, learner)
        return await self.reply(asked.card.id, text, learner, certainty)

    async def give_up(self, item: str) -> int:
        """Ask for a question and give up; the id of the attempt."""
        asked, attempt_id = await self.ask(item), self.new_id()
        await self.practice.give_up(attempt_id, card_id=asked.card.id, learner_id=ALICE)
        return attempt_id

    async def review(self, count: int | None = None) -> Question | NothingDue:
        return await self.reviews.begin(
            self.new_id(), learner_id=ALICE, group_id=GROUP, count=count
        )

    async def go_on(
        self, after: int, *, learner: int = ALICE, skip: bool = False
    ) -> Question | NothingDue:
        return await self.reviews.go_on(self.new_id(), after=after, learner_id=learner, skip=skip)


@asynccontextmanager
async def open_world(bank: Bank = BANK, *, zone: str = "UTC") -> AsyncIterator[World]:
    box: list[World] = []

    def clock() -> datetime:
        return box[0].now if box else NOON

    async with open_store("sqlite://", clock) as store:
        throttle = Throttle(clock, member_per_minute=1000, group_per_minute=1000)
        marking = Marking(bank=bank, grader=Grader(bank), store=store, throttle=throttle, zone=zone)
        progress = ProgressReports(
            bank=bank,
            marking=marking,
            store=store,
            history=store.history,
            interviews=store.interviews,
            certainties=store.certainties,
            pictures=PlainPictures(),
            clock=clock,
        )
        practice = make_practice(bank, store, clock, zone=zone)
        reviews = Reviews(bank=bank, marking=marking, store=store)
        box.append(World(store, practice, reviews, progress))
        yield box[0]
