"""Mock interviews over a real store and grader, with a clock set by the test."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.coach.coach import Coach
from bot.coach.conversation import Closed, Scene
from bot.coach.interviews import Interviews, Sheet
from bot.coach.scorecards import Scorecards
from bot.domain.attempt import Certainty
from bot.domain.bank import Bank
from bot.domain.interview_plan import Plan
from bot.domain.item import Item
from bot.domain.snowflake import snowflake_at
from bot.storage import SqlStore, open_store
from tests.coach.coach_world import make_coach
from tests.domain.examples import make_bank, make_item

ALICE, BOB, GROUP = 11, 22, 33
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
GOOD = "Threads share memory. Each process has its own memory."
HALF = "All threads of the program share its memory, I would say."
NOTHING = "I would have to look that up in the documentation first, to be honest."
REPLY = "Each process has its own memory."


def with_follow_ups(item: Item) -> Item:
    """The item with a follow-up question on each of its required ideas."""
    fields = item.model_dump(mode="json")
    for criterion in fields["required"]:
        criterion["follow_up"] = {"ask": f"And {criterion['id']}?", "say": criterion["say"]}
    return Item.model_validate(fields)


ITEMS = tuple(
    with_follow_ups(make_item(id=name, topic=topic, title=f"About {name}?"))
    for name, topic in (("one", "first"), ("two", "second"), ("three", "third"), ("four", "first"))
)


@dataclass
class World:
    """What a test acts on."""

    store: SqlStore
    bank: Bank
    coach: Coach
    member_per_minute: int
    made: int = 0

    @property
    def interviews(self) -> Interviews:
        return self.coach.interviews

    @property
    def scorecards(self) -> Scorecards:
        return self.coach.scorecards

    def new_id(self) -> int:
        self.made += 1
        return snowflake_at(NOON, self.made)

    def restart(self, bank: Bank | None = None) -> None:
        """Replace everything but the store."""
        self.bank = bank or self.bank
        self.coach = new_coach(self.bank, self.store, self.member_per_minute)

    async def begin(
        self, *, learner: int = ALICE, group: int | None = GROUP, **plan: object
    ) -> Scene:
        shown = await self.interviews.begin(
            self.new_id(),
            learner_id=learner,
            group_id=group,
            plan=Plan.model_validate({"length": 3} | plan),
        )
        assert isinstance(shown, Scene)
        return shown

    async def say(
        self, scene: Scene, text: str, certainty: Certainty | None = None, learner: int = ALICE
    ) -> Scene | Closed:
        """Press Answer, write, send."""
        event_id, step = self.new_id(), scene.interview.step
        await self.interviews.keep(
            event_id, step=step, learner_id=learner, text=text, certainty=certainty
        )
        return await self.interviews.answer(event_id, step=step, learner_id=learner)

    async def press(self, what: str, scene: Scene, learner: int = ALICE) -> Scene | Closed:
        """Press a button of a scene."""
        use = getattr(self.interviews, what)
        shown = await use(
            self.new_id(),
            interview_id=scene.interview.id,
            step=scene.interview.step,
            learner_id=learner,
        )
        assert isinstance(shown, Scene | Closed)
        return shown

    async def press_writing(self, scene: Scene) -> str:
        """Press Answer; the text that the form starts with."""
        sheet = await self.interviews.start_writing(
            self.new_id(),
            interview_id=scene.interview.id,
            step=scene.interview.step,
            learner_id=ALICE,
        )
        assert isinstance(sheet, Sheet)
        return sheet.text

    async def resume(self, scene: Scene) -> Scene:
        shown = await self.interviews.resume(
            self.new_id(), interview_id=scene.interview.id, learner_id=ALICE
        )
        return going(shown)

    async def attempts(self, learner: int = ALICE) -> list[int]:
        """The ids of all attempts that were kept."""
        rows = await self.store._db.read(
            "SELECT id FROM attempt WHERE learner_id = ? ORDER BY id", (learner,)
        )
        return [row[0] for row in rows]


def going(shown: Scene | Closed) -> Scene:
    """The scene of an interview that goes on."""
    assert isinstance(shown, Scene)
    return shown


def new_coach(bank: Bank, store: SqlStore, member_per_minute: int) -> Coach:
    return make_coach(bank, store, lambda: NOON, member_per_minute=member_per_minute)


@asynccontextmanager
async def open_world(*, member_per_minute: int = 1000) -> AsyncIterator[World]:
    bank = make_bank(*ITEMS)
    async with open_store("sqlite://", lambda: NOON) as store:
        coach = new_coach(bank, store, member_per_minute)
        yield World(store, bank, coach, member_per_minute)
