"""Questions that a whole channel answers: asked, answered by each member alone, compared, closed.

Each member gets a card of the round with the first press of *Answer*. From then on it is practised
like any other card, and marking knows nothing of rounds. Only the first graded answer of a member
counts. `round_keeper` keeps the message in the channel up to date.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from ..domain.attempt import Attempt, Card
from ..domain.bank import Bank
from ..domain.errors import (
    AskedAlreadyError,
    GoneError,
    NotAnsweredError,
    NotRoundOwnerError,
    RoundClosedError,
    UnknownNameError,
)
from ..domain.item import Item
from ..domain.round import ON_DEMAND, Posted, Round, daily_close, daily_round_id
from ..domain.schedule import Schedule
from ..domain.selection import choose_daily_item
from .ownership import owned
from .ports import Clock, Store
from .practice import Practice, Result
from .round_keeper import Board, KeeperStore, RoundKeeper

MAX_SHARED = 25
"""So many of the others' answers are shown, the newest."""


class RoundStore(KeeperStore, Protocol):
    """What is kept of rounds. Every method is one transaction, on disk when it returns.

    Raises:
        StorageError: from any method, when the database cannot be used.
    """

    async def open_round(self, opened: Round) -> Round:
        """Keep a new round; return the first that was kept under that id."""
        ...

    async def round(self, round_id: str) -> Round | None:
        """The round of that id."""
        ...

    async def round_in(self, thread_id: int) -> Round | None:
        """The round on whose message that thread hangs."""
        ...

    async def keep_message(self, round_id: str, posted: Posted, *, now: datetime) -> None:
        """Keep where a round is; the first message stays."""
        ...

    async def close_round(self, round_id: str, *, now: datetime) -> None:
        """Close a round that is open, and have its results shown."""
        ...

    async def open_of(self, owner_id: int, channel_id: int, *, now: datetime) -> Sequence[str]:
        """The ids of the rounds that a member asked, and that are open in that channel."""
        ...

    async def asked_in(self, channel_id: int) -> Sequence[str]:
        """The questions of all rounds in a channel, each once, newest first."""
        ...

    async def open_round_card(self, card: Card) -> Card:
        """Keep a member's card of a round; return the first that was kept."""
        ...

    async def first_attempt(self, round_id: str, learner_id: int) -> Attempt | None:
        """The member's first graded attempt in a round."""
        ...

    async def share(self, attempt: Attempt, round_id: str) -> None:
        """Let the others of the round read an answer."""
        ...

    async def shared(self, round_id: str, *, besides: int, limit: int) -> Sequence[Attempt]:
        """The answers shared in a round, newest first, but for those of one learner."""
        ...


class Rounds:
    """The use cases around a question in a channel."""

    def __init__(
        self, *, bank: Bank, store: Store, rounds: RoundStore, practice: Practice, clock: Clock
    ) -> None:
        self._bank = bank
        self._store = store
        self._rounds = rounds
        self._practice = practice
        self._clock = clock
        self._keeper = RoundKeeper(bank=bank, store=rounds, clock=clock)

    async def ask(
        self,
        interaction_id: int,
        *,
        owner_id: int,
        group_id: int,
        channel_id: int,
        question: str | None = None,
        topic: str | None = None,
        level: str | None = None,
    ) -> Round:
        """Open a round on demand: with the question asked for, else one new to the channel.

        Raises:
            UnknownNameError: no such question, topic or level, or none of that topic and level.
            AskedAlreadyError: the member has asked in this channel, and that is still open.
        """
        others = await self._rounds.open_of(owner_id, channel_id, now=self._clock())
        if {*others} - {str(interaction_id)}:
            raise AskedAlreadyError
        if question is not None:
            item = self._bank.item(question)
        else:
            item = await self._choose(interaction_id, channel_id, topic=topic, level=level)
        now = self._clock()
        return await self._rounds.open_round(
            Round(
                id=str(interaction_id),
                group_id=group_id,
                channel_id=channel_id,
                item_id=item.id,
                owner_id=owner_id,
                opened_at=now,
                closes_at=now + ON_DEMAND,
            )
        )

    async def open_daily(self, schedule: Schedule, day: date, item: Item) -> Round:
        """Open the round of a daily post, if it is not open yet.

        Args:
            schedule: its `next_due` is when the following post comes.
        """
        now = self._clock()
        return await self._rounds.open_round(
            Round(
                id=daily_round_id(schedule.id, day),
                group_id=schedule.group_id,
                channel_id=schedule.channel_id,
                item_id=item.id,
                role_id=schedule.role_id,
                opened_at=now,
                closes_at=daily_close(now, following=schedule.next_due),
            )
        )

    async def posted(self, round_id: str, message_id: int, *, threaded: bool) -> None:
        """Keep where the round is, once it is in the channel."""
        await self._rounds.keep_message(round_id, Posted(message_id, threaded), now=self._clock())

    async def round(self, round_id: str) -> Round:
        """The round of that id.

        Raises:
            GoneError: there is none.
        """
        found = await self._rounds.round(round_id)
        if found is None:
            raise GoneError
        return found

    async def round_in(self, thread_id: int) -> Round | None:
        """The round that is talked about in a thread, or None."""
        return await self._rounds.round_in(thread_id)

    async def round_of(self, attempt_id: int, *, learner_id: int) -> Round | None:
        """The round that one's own attempt was made in, or None.

        Raises:
            GoneError: the attempt is no longer kept.
            NotYoursError: it is somebody else's.
        """
        attempt = owned(await self._store.attempt(attempt_id), learner_id)
        card = await self._store.card(attempt.card_id)
        return await self.round(card.round_id) if card and card.round_id else None

    async def card(self, card_id: int, *, round_id: str, learner_id: int) -> Card:
        """The member's own card of the round, made at the first press.

        Raises:
            GoneError: there is no such round, or its question has left the pack.
            RoundClosedError: it takes no answers any more.
        """
        current = await self.round(round_id)
        if not current.is_open(self._clock()):
            raise RoundClosedError
        try:
            self._bank.item(current.item_id)
        except UnknownNameError:
            raise GoneError from None
        return await self._rounds.open_round_card(
            Card(
                id=card_id,
                learner_id=learner_id,
                group_id=current.group_id,
                item_id=current.item_id,
                round_id=round_id,
            )
        )

    async def own_result(self, round_id: str, *, learner_id: int) -> Result:
        """The member's own result: the one that counts.

        Raises:
            GoneError: there is no such round.
            NotAnsweredError: there is no graded answer yet.
        """
        await self.round(round_id)
        attempt = await self._rounds.first_attempt(round_id, learner_id)
        if attempt is None:
            raise NotAnsweredError
        return await self._practice.result(attempt.id, learner_id=learner_id)

    async def close(self, round_id: str, *, learner_id: int, manages: bool) -> Round:
        """Close the round before its time; the results are shown soon. Closed is closed.

        Args:
            manages: whether the member manages the server.

        Raises:
            GoneError: there is no such round.
            NotRoundOwnerError: the member neither asked it nor manages the server.
        """
        current = await self.round(round_id)
        if not manages and current.owner_id != learner_id:
            raise NotRoundOwnerError
        await self._rounds.close_round(round_id, now=self._clock())
        return await self.round(round_id)

    async def share(self, attempt_id: int, *, learner_id: int) -> Result:
        """Let those read one's own answer who have answered too; after the close, everybody.

        Raises:
            GoneError: the attempt is no longer kept, or belongs to no round.
            NotYoursError: it is somebody else's.
        """
        current = await self.round_of(attempt_id, learner_id=learner_id)
        if current is None:
            raise GoneError
        result = await self._practice.share(attempt_id, learner_id=learner_id)
        await self._rounds.share(result.attempt, current.id)
        return result

    async def shared(self, round_id: str, *, learner_id: int) -> Sequence[Result]:
        """What others have shared, newest first; without its text where that was erased.

        Raises:
            GoneError: there is no such round.
            NotAnsweredError: it is open, and the member has not answered.
        """
        current = await self.round(round_id)
        if current.is_open(self._clock()):
            await self.own_result(round_id, learner_id=learner_id)
        attempts = await self._rounds.shared(round_id, besides=learner_id, limit=MAX_SHARED)
        return [
            await self._practice.result(attempt.id, learner_id=attempt.learner_id)
            for attempt in attempts
        ]

    async def tick(self, board: Board) -> None:
        """See to all rounds that need it.

        Raises:
            StorageError: the database cannot be used now; nothing is lost by that.
        """
        await self._keeper.tick(board)

    async def _choose(
        self, seed: int, channel_id: int, *, topic: str | None, level: str | None
    ) -> Item:
        item = choose_daily_item(
            self._bank.items,
            await self._rounds.asked_in(channel_id),
            topics=() if topic is None else (self._bank.topic(topic).id,),
            levels=() if level is None else (self._bank.level(level),),
            seed=str(seed),
        )
        if item is None:
            raise self._bank.nothing_fits(topic=topic, level=level)
        return item
