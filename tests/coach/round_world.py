"""A server whose channels show rounds as the test says, and a clock that is set."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from bot.coach.practice import Practice, Result
from bot.coach.round_keeper import RoundKeeper
from bot.coach.rounds import Rounds
from bot.domain.bank import Bank
from bot.domain.item import Item
from bot.domain.reveal import Reveal
from bot.domain.round import Round
from bot.domain.snowflake import snowflake_at
from bot.storage import SqlStore, open_store
from tests.coach.practice_world import make_practice
from tests.domain.examples import make_bank, make_item

NINE = datetime(2026, 3, 14, 9, tzinfo=UTC)
GOOD = "Threads share memory. Each process has its own memory."
HALF = "Threads share memory."
ALICE, BOB, CAROL = 11, 22, 33
GROUP, CHANNEL = 44, 5


class Message:
    """A round's message as the channel has it.

    Attributes:
        edits: when it was edited.
        answered: what it says now.
        reveal: the results it shows.
        model_answers: how often the model answer stands in the thread.
    """

    def __init__(self) -> None:
        self.edits: list[datetime] = []
        self.answered = 0
        self.reveal: Reveal | None = None
        self.model_answers = 0
        self.withdrawn = False


class Channels:
    """Implements `Board`; it does what it is told, unless the test has a mishap ready.

    Attributes:
        before: mishaps of the next edits, before they are done.
        after: mishaps of the next edits, when they are done already.
        closed: rounds whose channel refuses everything.
    """

    def __init__(self, clock: "Hands") -> None:
        self.messages: dict[str, Message] = {}
        self.before: list[BaseException] = []
        self.after: list[BaseException] = []
        self.closed: dict[str, Exception] = {}
        self.calls = 0
        self._clock = clock

    async def show(self, current: Round, item: Item, answered: int) -> None:
        self._edit(current, item).answered = answered
        self._go_wrong(self.after)

    async def reveal(self, current: Round, item: Item, reveal: Reveal) -> None:
        message = self._edit(current, item)
        message.reveal = reveal
        message.model_answers = message.model_answers or 1  # it is looked for before it is posted
        self._go_wrong(self.after)

    async def withdraw(self, current: Round) -> None:
        self._edit(current, None).withdrawn = True

    def _edit(self, current: Round, item: Item | None) -> Message:
        self.calls += 1
        assert current.message_id is not None
        assert item is None or item.id == current.item_id
        if current.id in self.closed:
            raise self.closed[current.id]
        self._go_wrong(self.before)
        message = self.messages.setdefault(current.id, Message())
        message.edits.append(self._clock())
        return message

    def _go_wrong(self, mishaps: list[BaseException]) -> None:
        if mishaps:
            raise mishaps.pop(0)


class Hands:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.now = NINE

    def __call__(self) -> datetime:
        return self.now


class World:
    """All that rounds consist of."""

    def __init__(self, store: SqlStore, clock: Hands, bank: Bank) -> None:
        self.clock = clock
        self.store = store
        self.bank = bank
        self.practice: Practice = make_practice(bank, store, clock)
        self.rounds = Rounds(
            bank=bank, store=store, rounds=store.rounds, practice=self.practice, clock=clock
        )
        self.channels = Channels(clock)
        self.keeper = self.make_keeper()
        self._made = 0
        self._askers = count(ALICE)

    def make_keeper(self, bank: Bank | None = None, store: Any = None) -> RoundKeeper:
        """Another process, perhaps with other questions, or something in front of the store."""
        return RoundKeeper(
            bank=bank or self.bank,
            store=store or self.store.rounds,
            clock=self.clock,
            edits_per_s=1e6,
        )

    def new_id(self) -> int:
        self._made += 1
        return snowflake_at(self.clock.now, self._made)

    def message(self, round_id: str) -> Message:
        return self.channels.messages[round_id]

    async def ask(self, *, owner: int | None = None, posted: bool = True, **choice: Any) -> str:
        """Ask in public, first by Alice, then each time by another; return the id of the round."""
        asker = next(self._askers) if owner is None else owner
        asked = await self.rounds.ask(
            self.new_id(), owner_id=asker, group_id=GROUP, channel_id=CHANNEL, **choice
        )
        if posted:
            await self.rounds.posted(asked.id, 1000, threaded=True)
        return asked.id

    async def answer(self, round_id: str, learner: int, text: str = GOOD) -> Result:
        """Press Answer, write, send."""
        card = await self.rounds.card(self.new_id(), round_id=round_id, learner_id=learner)
        return await self.answer_on(card.id, learner, text)

    async def answer_on(self, card_id: int, learner: int, text: str = GOOD) -> Result:
        draft_id = self.new_id()
        await self.practice.start_writing(draft_id, card_id=card_id, learner_id=learner)
        await self.practice.keep(draft_id, learner_id=learner, text=text)
        return await self.practice.answer(self.new_id(), draft_id=draft_id, learner_id=learner)

    async def tick(self, *, later: timedelta = timedelta()) -> None:
        """Let time pass, then look after the rounds."""
        self.clock.now += later
        await self.keeper.tick(self.channels)


@asynccontextmanager
async def open_world(*items: Item) -> AsyncIterator[World]:
    clock = Hands()
    async with open_store("sqlite://", clock) as store:
        yield World(store, clock, make_bank(*(items or (make_item(),))))
