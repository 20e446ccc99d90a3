"""The keeper of rounds: counts who has answered, closes what is over, shows the results.

Every 5 s each process looks for rounds with something to do: somebody answered, the time is over,
or it was closed early. One of them claims the round for a minute, so that a round whose keeper died
is taken over; then it edits the message. A round is left alone for 15 s after each edit.
"""

import asyncio
import logging
from collections.abc import Awaitable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from ..domain.attempt import Attempt
from ..domain.bank import Bank
from ..domain.errors import PostDelayedError, PostRefusedError, StorageError, UnknownNameError
from ..domain.item import Item
from ..domain.reveal import Reveal, reveal_of
from ..domain.round import Round
from .at_once import at_once
from .pace import Pace
from .ports import Clock

_log = logging.getLogger(__name__)

EDIT_EVERY = timedelta(seconds=15)
"""A message is edited no more often."""

LEASE = timedelta(seconds=60)
"""A claim of which nothing was heard for so long is taken over."""

LOOK_EVERY_S = 5

_RETRY = timedelta(seconds=60)
_GIVE_UP = timedelta(days=3)
_BATCH = 200
_EDITS_PER_S = 10
_TRIES_OF_A_FAULT = 3

_NEVER_POSTED = "it never got into the channel"
_FAULT = "something in the bot failed; the log has it"


class Board(Protocol):
    """Shows rounds in their channels.

    A call may come again after a crash: what was done already is not done twice.

    Raises:
        PostRefusedError: from any method: the message is gone, or the channel closed to the bot.
        PostDelayedError: from any method: 429, 5xx, or no answer. Anything else that is raised
            counts as not knowing whether it was done.
    """

    async def show(self, current: Round, item: Item, answered: int) -> None:
        """Edit the message: so many have answered."""
        ...

    async def reveal(self, current: Round, item: Item, reveal: Reveal) -> None:
        """Edit the message: the results; put the model answer into the thread, in spoilers."""
        ...

    async def withdraw(self, current: Round) -> None:
        """Edit the message: the round is closed, since its question has left the pack."""
        ...


class KeeperStore(Protocol):
    """What a keeper needs of what is kept. Every method is one transaction.

    Raises:
        StorageError: from any method, when the database cannot be used.
    """

    async def due(self, now: datetime, *, limit: int) -> Sequence[Round]:
        """Rounds with something to do that nobody works on, the one waiting longest first."""
        ...

    async def claim(self, current: Round, *, now: datetime, until: datetime) -> Round | None:
        """Claim a round until then, and close it where its time is over.

        Returns:
            The round; None where somebody else was quicker.
        """
        ...

    async def tries(self, round_id: str) -> int:
        """How often the round was claimed since something last went well."""
        ...

    async def answered(self, round_id: str) -> int:
        """How many members have a graded answer."""
        ...

    async def first_attempts(self, current: Round) -> Sequence[Attempt]:
        """The first graded attempt of each member, those after the close left out."""
        ...

    async def keep_shown(self, round_id: str, shown: int, *, not_before: datetime) -> None:
        """Keep what the message says now; leave the round alone until then."""
        ...

    async def put_off(self, round_id: str, *, not_before: datetime) -> None:
        """Leave the round alone until then; what was to do is still to do."""
        ...

    async def finish(
        self, round_id: str, *, shown: int, now: datetime, reason: str | None = None
    ) -> None:
        """Keep that there is nothing more to do; close the round if it is open.

        Args:
            reason: why its results were not shown.
        """
        ...


class RoundKeeper:
    """Keeps the messages of rounds up to date.

    Args:
        edits_per_s: at most so many edits are begun in a second.
    """

    def __init__(
        self, *, bank: Bank, store: KeeperStore, clock: Clock, edits_per_s: float = _EDITS_PER_S
    ) -> None:
        self._bank = bank
        self._store = store
        self._clock = clock
        self._pace = Pace(edits_per_s)

    async def tick(self, board: Board) -> None:
        """See to all rounds that need it.

        Raises:
            StorageError: the database cannot be used now; nothing is lost by that.
        """
        while due := await self._store.due(self._clock(), limit=_BATCH):
            claimed = await at_once(due, lambda one: self._guarded(one, self._look(board, one)))
            if not any(claimed):
                return

    async def _guarded(self, current: Round, work: Awaitable[bool]) -> bool:
        """Keep a database that fails in the middle from the other rounds."""
        try:
            return await work
        except StorageError as error:
            _log.warning("Round %s could not be kept: %s", current.id, error)
            return False

    async def _look(self, board: Board, current: Round) -> bool:
        """Claim a round and do what is to do; return whether it could be claimed."""
        await self._pace.turn()
        now = self._clock()
        claimed = await self._store.claim(current, now=now, until=now + LEASE)
        if claimed is None:
            return False
        try:
            async with asyncio.timeout(LEASE.total_seconds() / 2):  # well before it is taken over
                await self._see_to(board, claimed)
        except PostRefusedError as refused:
            await self._end(claimed, str(refused))
        except StorageError:
            raise
        except (PostDelayedError, TimeoutError) as error:
            await self._wait_or_give_up(claimed, error)
        except Exception:  # noqa: BLE001 - whatever it is, the other rounds have to go on
            _log.exception("Round %s failed", claimed.id)
            await self._put_off_or_give_up(claimed)
        return True

    async def _see_to(self, board: Board, current: Round) -> None:
        """Bring the message up to date."""
        if current.message_id is None:
            await self._without_message(current)
            return
        try:
            item = self._bank.item(current.item_id)
        except UnknownNameError as gone:
            await board.withdraw(current)
            await self._end(current, str(gone))
            return
        if current.closed_at is None:
            await self._show(board, current, item)
        else:
            await self._reveal(board, current, item)

    async def _without_message(self, current: Round) -> None:
        """Wait for the message, until the round is closed."""
        if current.closed_at is None:
            not_before = self._clock() + EDIT_EVERY
            await self._store.keep_shown(current.id, current.shown, not_before=not_before)
        else:
            await self._end(current, _NEVER_POSTED)

    async def _show(self, board: Board, current: Round, item: Item) -> None:
        answered = await self._store.answered(current.id)
        not_before = self._clock()
        if answered != current.shown:
            await board.show(current, item, answered)
            not_before = self._clock() + EDIT_EVERY
        await self._store.keep_shown(current.id, answered, not_before=not_before)

    async def _reveal(self, board: Board, current: Round, item: Item) -> None:
        attempts = await self._store.first_attempts(current)
        grades = [attempt.grade for attempt in attempts if attempt.grade is not None]
        reveal = reveal_of(item, grades, self._bank.misconceptions)
        await board.reveal(current, item, reveal)
        await self._store.finish(current.id, shown=reveal.answered, now=self._clock())

    async def _wait_or_give_up(self, current: Round, error: Exception) -> None:
        """Try again in a minute: most delays pass, but not that of a thread which was locked."""
        now = self._clock()
        if current.closed_at is not None and now - current.closed_at > _GIVE_UP:
            await self._end(current, str(error))
        else:
            _log.info("Round %s is delayed: %s", current.id, error)
            await self._store.put_off(current.id, not_before=now + _RETRY)

    async def _put_off_or_give_up(self, current: Round) -> None:
        if await self._store.tries(current.id) >= _TRIES_OF_A_FAULT:
            await self._end(current, _FAULT)
        else:
            await self._store.put_off(current.id, not_before=self._clock() + _RETRY)

    async def _end(self, current: Round, reason: str) -> None:
        """End a round whose results can't be shown; its members keep theirs."""
        _log.info("Round %s ended without its results: %s", current.id, reason)
        await self._store.finish(current.id, shown=current.shown, now=self._clock(), reason=reason)
