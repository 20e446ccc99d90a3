"""Disputes: a learner sends a grade to the coaches of the server, whose verdict comes back.

A coach sees the answer and never whose it is. The text is kept until the verdict, and then goes as
all texts go; only the sample made of it, which nobody's id belongs to, stays.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, Protocol

from ..domain.attempt import Attempt
from ..domain.bank import Bank
from ..domain.dispute import (
    MAX_NOTE_CHARS,
    MAX_REASON_CHARS,
    Dispute,
    Verdict,
    score_found,
)
from ..domain.errors import (
    DisputedError,
    GoneError,
    JudgedError,
    NoConsentError,
    NotHereError,
    TextErasedError,
)
from ..domain.feedback import Feedback, give_feedback
from ..domain.grade import Band, Frozen, Grade
from ..domain.item import Item
from ..domain.language import tr
from .marking import Marking
from .ownership import owned
from .ports import Clock, Store


class MarkedSample(NamedTuple):
    """An answer with the score that a coach found right. Nothing tells whose it was.

    Attributes:
        day: of the verdict, in UTC.
    """

    item_id: str
    text: str
    score: float
    day: date


class DisputeStore(Protocol):
    """What is kept of disputes. Every method is one transaction.

    Raises:
        StorageError: from any method, when the database cannot be used.
    """

    async def open_dispute(self, dispute: Dispute) -> Dispute:
        """Keep a dispute; return the one that is kept about that attempt, the first."""
        ...

    async def dispute(self, dispute_id: int) -> Dispute | None:
        """The dispute of that id."""
        ...

    async def dispute_of(self, attempt_id: int) -> Dispute | None:
        """The dispute about that attempt."""
        ...

    async def open_disputes(self, group_id: int) -> Sequence[int]:
        """The ids of those that wait for a verdict in a server, oldest first."""
        ...

    async def judge(
        self, dispute_id: int, verdict: Verdict, sample: MarkedSample | None
    ) -> Dispute | None:
        """Keep a verdict and the sample made of it; None where it was judged before or is gone."""
        ...

    async def untold(self, learner_id: int) -> Sequence[Dispute]:
        """Judged ones whose verdict has not reached the learner."""
        ...

    async def mark_told(self, dispute_id: int) -> None:
        """Keep that the verdict has reached the learner."""
        ...


class Case(Frozen):
    """A dispute as a coach sees it: without a name.

    Attributes:
        text: the answer.
        others: how many more wait for a verdict.
    """

    dispute: Dispute
    item: Item
    grade: Grade
    feedback: Feedback
    text: str
    others: int


class Judged(Frozen):
    """A verdict as the learner reads it.

    Attributes:
        given: the band of the grade.
    """

    dispute: Dispute
    verdict: Verdict
    item: Item
    given: Band


class Telling(Protocol):
    """Carries verdicts to learners."""

    async def tell(self, judged: Judged) -> bool:
        """Tell the learner; return whether it reached them."""
        ...


class Disputes:
    """The use cases around disputes."""

    def __init__(
        self, *, bank: Bank, marking: Marking, store: Store, disputes: DisputeStore, clock: Clock
    ) -> None:
        self._bank = bank
        self._marking = marking
        self._store = store
        self._disputes = disputes
        self._clock = clock

    async def check(self, attempt_id: int, *, learner_id: int) -> Item:
        """The question of an attempt that the learner may dispute.

        Raises:
            NotHereError: it was made outside a server, where there are no coaches.
            DisputedError: it is disputed already.
            TextErasedError: nobody could read it any more.
        """
        attempt, _ = await self._disputable(attempt_id, learner_id)
        return self._marking.item(attempt.item_id)

    async def dispute(
        self, dispute_id: int, *, attempt_id: int, learner_id: int, reason: str, consent: bool
    ) -> Dispute:
        """Send a grade to the coaches.

        Args:
            dispute_id: snowflake of the submit.
            consent: whether the learner allows them to read the answer.

        Raises:
            NoConsentError: the learner does not.
            CoachError: as for `check`.
        """
        if not consent:
            raise NoConsentError
        attempt, group_id = await self._disputable(attempt_id, learner_id, but=dispute_id)
        return await self._disputes.open_dispute(
            Dispute(
                id=dispute_id,
                attempt_id=attempt_id,
                learner_id=learner_id,
                group_id=group_id,
                item_id=attempt.item_id,
                reason=reason.strip()[:MAX_REASON_CHARS],
            )
        )

    async def next_case(self, group_id: int, *, after: int = 0) -> Case | None:
        """The oldest open dispute of a server behind that id, else the oldest; None for none."""
        waiting = await self._disputes.open_disputes(group_id)
        for dispute_id in (*(one for one in waiting if one > after), *waiting):
            try:
                return await self.case(dispute_id, group_id=group_id)
            except GoneError:
                continue  # the question has left the pack, or the learner was erased just now
        return None

    async def case(self, dispute_id: int, *, group_id: int) -> Case:
        """A dispute that waits for a verdict.

        Raises:
            GoneError: there is no such dispute in that server.
            JudgedError: it has one.
        """
        dispute = await self._disputes.dispute(dispute_id)
        if dispute is None or dispute.group_id != group_id:
            raise GoneError
        if dispute.verdict is not None:
            raise JudgedError
        attempt = await self._store.attempt(dispute.attempt_id)
        draft = await self._store.draft(attempt.draft_id) if attempt else None
        if attempt is None or attempt.grade is None or draft is None or draft.text is None:
            raise GoneError
        item = self._marking.item(dispute.item_id)
        waiting = await self._disputes.open_disputes(group_id)
        return Case(
            dispute=dispute,
            item=item,
            grade=attempt.grade,
            feedback=give_feedback(item, attempt.grade, draft.text, self._bank.misconceptions),
            text=draft.text,
            others=len([one for one in waiting if one != dispute_id]),
        )

    async def judge(
        self, dispute_id: int, *, group_id: int, band: Band | None, note: str
    ) -> Judged:
        """Keep a coach's verdict, and the answer as a sample.

        Args:
            band: what the answer should have got, or None: the grade stands.

        Raises:
            GoneError: there is no such dispute in that server.
            JudgedError: somebody else was quicker.
        """
        case = await self.case(dispute_id, group_id=group_id)
        verdict = Verdict(band=band, note=note.strip()[:MAX_NOTE_CHARS], at=self._clock())
        score = score_found(verdict, case.grade)
        sample = None
        if score is not None:
            sample = MarkedSample(case.item.id, case.text, score, verdict.at.date())
        judged = await self._disputes.judge(dispute_id, verdict, sample)
        if judged is None:
            raise JudgedError
        return Judged(dispute=judged, verdict=verdict, item=case.item, given=case.grade.band)

    async def open_count(self, group_id: int) -> int:
        """How many disputes of a server wait for a verdict."""
        return len(await self._disputes.open_disputes(group_id))

    async def tell(self, judged: Judged, telling: Telling) -> bool:
        """Carry a verdict to its learner; one that does not arrive waits for their next visit."""
        told = await telling.tell(judged)
        if told:
            await self._disputes.mark_told(judged.dispute.id)
        return told

    async def catch_up(self, learner_id: int, telling: Telling) -> None:
        """Carry all verdicts that have not reached the learner yet."""
        for dispute in await self._disputes.untold(learner_id):
            attempt = await self._store.attempt(dispute.attempt_id)
            if attempt is None or attempt.grade is None or dispute.verdict is None:
                continue
            try:
                item = self._marking.item(dispute.item_id)
            except GoneError:
                continue
            judged = Judged(
                dispute=dispute, verdict=dispute.verdict, item=item, given=attempt.grade.band
            )
            await self.tell(judged, telling)

    async def _disputable(
        self, attempt_id: int, learner_id: int, *, but: int | None = None
    ) -> tuple[Attempt, int]:
        """The learner's own attempt and the server it was made in.

        Args:
            but: a dispute that does not count, since this is its own submit come twice.
        """
        attempt = owned(await self._store.attempt(attempt_id), learner_id)
        if attempt.group_id is None:
            raise NotHereError(tr("A dispute"))
        if attempt.grade is None:
            raise GoneError
        known = await self._disputes.dispute_of(attempt_id)
        if known is not None and known.id != but:
            raise DisputedError
        draft = await self._store.draft(attempt.draft_id)
        if draft is None or draft.text is None:
            raise TextErasedError
        return attempt, attempt.group_id
