"""The learner's streak: where it stands, its calendar, and why each day counts.

A streak is always folded from the stored answers, in one server or everywhere.
"""

from datetime import datetime, timedelta

from ..domain.bank import Bank
from ..domain.errors import UnknownNameError
from ..domain.grade import Frozen
from ..domain.streak import Ledger, Streak, fold_ledger
from ..domain.streak_calendar import EXPLAINED, Calendar, Reason, alt_text, calendar_of, explain
from .ports import Clock, Pictures, Store
from .uptime import GAP


class StreakShown(Frozen):
    """A streak as its learner sees it.

    Attributes:
        group_id: the server it was kept in, or None for everywhere.
        everywhere: the streak over all servers and direct messages.
        reminders_stopped: Discord refused a reminder; told this once.
    """

    group_id: int | None
    calendar: Calendar
    everywhere: Streak
    zone: str
    reminders_stopped: bool = False

    @property
    def streak(self) -> Streak:
        """The streak of the calendar."""
        return self.calendar.streak

    @property
    def alt(self) -> str:
        """What the picture shows."""
        return alt_text(self.calendar)


class Explained(Frozen):
    """A day with its reason.

    Attributes:
        title: of the question that made it count, or None.
    """

    reason: Reason
    title: str | None


class Explanation(Frozen):
    """Why the last days count or not, the newest first, and the weeks they belong to."""

    days: tuple[Explained, ...]
    calendar: Calendar


class Streaks:
    """The use cases around streaks.

    Args:
        zone: IANA zone of learners who have not chosen one.
    """

    def __init__(
        self, *, bank: Bank, store: Store, clock: Clock, pictures: Pictures, zone: str
    ) -> None:
        self._bank = bank
        self._store = store
        self._clock = clock
        self._pictures = pictures
        self._zone = zone

    async def show(self, learner_id: int, group_id: int | None) -> StreakShown:
        """The streak in a server, or everywhere."""
        zone = await self._zone_of(learner_id, group_id)
        ledger = await self._ledger(learner_id, group_id, zone)
        everywhere = ledger
        if group_id is not None:
            everywhere = await self._ledger(learner_id, None, zone)
        calendar = calendar_of(ledger, zone=zone)
        return StreakShown(
            group_id=group_id,
            calendar=calendar,
            everywhere=everywhere.streak,
            zone=zone,
            reminders_stopped=await self._tell_refusal(learner_id),
        )

    async def picture(self, shown: StreakShown) -> bytes:
        """The calendar as PNG."""
        return await self._pictures.streak(shown.calendar)

    async def why(self, learner_id: int, group_id: int | None) -> Explanation:
        """Why each of the last days counts or not."""
        zone = await self._zone_of(learner_id, group_id)
        ledger = await self._ledger(learner_id, group_id, zone)
        since = ledger.today - timedelta(days=EXPLAINED)
        counted = {
            one.day: one for one in await self._store.counted(learner_id, group_id, since=since)
        }
        days = tuple(
            Explained(reason=reason, title=self._title(reason))
            for reason in explain(ledger, counted, zone=zone)
        )
        return Explanation(days=days, calendar=calendar_of(ledger, zone=zone))

    async def _zone_of(self, learner_id: int, group_id: int | None) -> str:
        return await self._store.learners.zone(learner_id, group_id) or self._zone

    async def _ledger(self, learner_id: int, group_id: int | None, zone: str) -> Ledger:
        return await ledger_of(self._store, learner_id, group_id, now=self._clock(), zone=zone)

    def _title(self, reason: Reason) -> str | None:
        """The title of the question, its name where it has left the pack since."""
        if reason.counted is None:
            return None
        try:
            return self._bank.item(reason.counted.item_id).title
        except UnknownNameError:
            return reason.counted.item_id

    async def _tell_refusal(self, learner_id: int) -> bool:
        """Whether reminders stopped and nobody has told the learner."""
        learner = await self._store.learners.learner(learner_id)
        if learner is None or not learner.reminder_refused:
            return False
        told = learner.model_copy(update={"reminder_refused": False})
        return await self._store.learners.change_learner(told)


async def ledger_of(
    store: Store, learner_id: int, group_id: int | None, *, now: datetime, zone: str
) -> Ledger:
    """Fold the answers in a server (None: anywhere), with the outages since the first of them."""
    answers = await store.answered(learner_id, group_id)
    since = answers[0].at if answers else now
    outages = await store.learners.outages(since, now=now, gap=GAP)
    return fold_ledger(answers, outages, now=now, zone=zone)
