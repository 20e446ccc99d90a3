"""The daily tick: each schedule and local date gets its post exactly once, or a reason why not.

due -> claimed -> sent | skipped | failed

A post is a round, opened before it is posted, so that its buttons work from the first moment.

Every 20 s each process looks for schedules that are due. One of them claims the date in the
database and moves the schedule on to the next, in one transaction; only then it posts. A claim of
which nothing was heard for two minutes, because its process died or Discord's reply was lost, is
taken over by whoever sees it: it looks for the message in the channel before it posts again, and a
nonce keeps Discord from taking the same post twice within minutes.
"""

import asyncio
import logging
from collections.abc import Awaitable
from contextlib import suppress
from datetime import date, timedelta

from ..domain.bank import Bank
from ..domain.daily_post import PAUSED, TOO_LATE, DailyPost, nonce_of
from ..domain.errors import (
    GoneError,
    PostDelayedError,
    PostRefusedError,
    StorageError,
    UnknownNameError,
)
from ..domain.item import Item
from ..domain.language import later
from ..domain.round import Posted, daily_round_id
from ..domain.schedule import Schedule, ScheduleState, group_offset, is_too_late, plan_post
from .at_once import at_once
from .pace import Pace
from .ports import Clock, DailyStore, Poster
from .rounds import Rounds
from .schedules import choose_question

_log = logging.getLogger(__name__)

LOOK_EVERY_S = 20
_STALE = timedelta(seconds=120)
_BATCH = 200

_PAUSE_AFTER = 3
_TRIES_OF_A_FAULT = 3

_REFUSALS_PER_S = 3
_REFUSALS_AT_ONCE = 500
"""With a message to an admin for each, half of what Discord bans an address for.

Source: Discord API, "Rate Limits": 10,000 invalid requests in 10 minutes."""

_NOTHING_FITS = later("No question fits the topics and levels of this schedule any more.")
_FAULT = later("Something in me failed; whoever runs me finds it in the log.")


class Daily:
    """Posts what is due.

    Args:
        spread: move each server's posts by its own 0-30 minutes, so that not all come at once.
        posts_per_s: at most so many posts are begun in a second.
        stale: after this time a claim of which nothing was heard is taken over.
    """

    def __init__(
        self,
        *,
        bank: Bank,
        store: DailyStore,
        rounds: Rounds,
        clock: Clock,
        spread: bool = False,
        posts_per_s: float = 20,
        stale: timedelta = _STALE,
    ) -> None:
        self._bank = bank
        self._store = store
        self._rounds = rounds
        self._clock = clock
        self._spread = spread
        self._stale = stale
        self._pace = Pace(posts_per_s)
        self._refusals = Pace(_REFUSALS_PER_S, burst=_REFUSALS_AT_ONCE)

    async def tick(self, poster: Poster) -> None:
        """Take over what was left unfinished, then post all that is due.

        Raises:
            StorageError: the database cannot be used now; nothing is lost by that.
        """
        now = self._clock()
        await self._store.plan_again(now)
        left = await self._store.unfinished(now - self._stale, limit=_BATCH)
        await at_once(left, lambda one: self._guarded(one[0], self._resume(poster, *one)))
        while due := await self._store.due(self._clock(), limit=_BATCH):
            moved_on = await at_once(due, lambda one: self._guarded(one, self._begin(poster, one)))
            if not any(moved_on):
                return

    async def _guarded(self, schedule: Schedule, work: Awaitable[None]) -> bool:
        """Keep what goes wrong with one schedule from the others; return whether it went well."""
        try:
            await work
        except StorageError as error:
            _log.warning("Daily posts %d could not be kept: %s", schedule.id, error)
        except Exception:  # noqa: BLE001 - whatever it is, the others have to be posted
            _log.exception("Daily posts %d can't be planned and are paused", schedule.id)
            paused = schedule.model_copy(update={"state": ScheduleState.PAUSED})
            with suppress(StorageError):  # then the next look pauses it
                await self._store.change_schedule(paused)
        else:
            return True
        return False

    async def _begin(self, poster: Poster, schedule: Schedule) -> None:
        """Claim what is due, and post it."""
        plan = plan_post(schedule, self._clock(), offset=self._offset(schedule))
        day, item = plan.today.day, None
        if not plan.late:
            item = await choose_question(schedule, day, bank=self._bank, store=self._store)
            await self._pace.turn()
        planned = schedule.model_copy(update={"next_due": plan.next_due})
        await self._claim(poster, planned, day, None if item is None else item.id)

    async def _resume(self, poster: Poster, schedule: Schedule, post: DailyPost) -> None:
        """Take over a stale claim."""
        await self._pace.turn()
        await self._claim(poster, schedule, post.day, post.item_id)

    async def _claim(
        self, poster: Poster, schedule: Schedule, day: date, item_id: str | None
    ) -> None:
        now = self._clock()
        post = await self._store.claim(
            schedule, day, item_id=item_id, now=now, stale=now - self._stale
        )
        if post is not None:
            await self._settle(poster, schedule, post)

    async def _settle(self, poster: Poster, schedule: Schedule, post: DailyPost) -> None:
        """Bring a claimed post to its end, or leave it to whoever takes it over."""
        too_late = self._why_not(schedule, post)
        try:
            # Well before anybody else takes the claim over.
            async with asyncio.timeout(self._stale.total_seconds() / 2):
                posted = await self._deliver(poster, schedule, post, wanted=too_late is None)
        except PostRefusedError as refused:
            await self._fail(poster, post, str(refused))
        except (PostDelayedError, TimeoutError) as error:
            _log.info("Daily post %d of %s is delayed: %s", schedule.id, post.day, error)
        except Exception:  # noqa: BLE001 - the same
            _log.exception("Daily post %d of %s failed", schedule.id, post.day)
            if post.tries >= _TRIES_OF_A_FAULT:
                await self._fail(poster, post, _FAULT)
        else:
            if posted is not None:
                await self._store.mark_sent(post, posted.message_id, now=self._clock())
            else:
                await self._store.mark_skipped(post, too_late or TOO_LATE, now=self._clock())

    async def _deliver(
        self, poster: Poster, schedule: Schedule, post: DailyPost, *, wanted: bool
    ) -> Posted | None:
        """Return where the message is, found or posted; None where it is not there nor wanted."""
        posted = await self._find(poster, post) if post.tries > 1 else None
        if posted is None and wanted:
            item = self._item(post)
            opened = await self._rounds.open_daily(schedule, post.day, item)
            nonce = nonce_of(schedule.id, post.day)
            posted = await poster.post(opened, item, nonce)
        if posted is not None:
            message_id, threaded = posted
            await self._rounds.posted(_round_of(post), message_id, threaded=threaded)
        return posted

    async def _find(self, poster: Poster, post: DailyPost) -> Posted | None:
        """Look for what an earlier try may have left; before its round was open, there was none."""
        try:
            opened = await self._rounds.round(_round_of(post))
        except GoneError:
            return None
        return await poster.find_own(opened)

    async def _fail(self, poster: Poster, post: DailyPost, reason: str) -> None:
        """Give the post up; tell an admin, unless one was told since the last that went well."""
        schedule = await self._store.mark_failed(
            post, reason, now=self._clock(), pause_after=_PAUSE_AFTER
        )
        if schedule is not None and not schedule.told:
            try:
                async with asyncio.timeout(self._stale.total_seconds()):
                    await poster.tell_admin(schedule, reason)
            except Exception as error:  # noqa: BLE001 - the next failure is told instead
                _log.warning("Nobody could be told about daily posts %d: %r", schedule.id, error)
            else:
                await self._store.mark_told(schedule.id)
        await self._refusals.turn()

    def _why_not(self, schedule: Schedule, post: DailyPost) -> str | None:
        """Why the post is not wanted any more, or None."""
        if schedule.state is ScheduleState.PAUSED:
            return PAUSED
        late = is_too_late(schedule, post.day, self._clock(), offset=self._offset(schedule))
        return TOO_LATE if late else None

    def _item(self, post: DailyPost) -> Item:
        """The question of the post.

        Raises:
            PostRefusedError: there was none to choose, or it has left the pack since.
        """
        if post.item_id is None:
            raise PostRefusedError(_NOTHING_FITS)
        try:
            return self._bank.item(post.item_id)
        except UnknownNameError as gone:
            raise PostRefusedError(str(gone)) from None

    def _offset(self, schedule: Schedule) -> timedelta:
        return group_offset(schedule.group_id) if self._spread else timedelta()


def _round_of(post: DailyPost) -> str:
    return daily_round_id(post.schedule_id, post.day)
