"""Seeing progress: what is mastered, what stays, and every attempt made so far."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from ..domain.bank import Bank
from ..domain.certainty import tally
from ..domain.errors import UnknownNameError
from ..domain.grade import Frozen
from ..domain.interview import Interview
from ..domain.progress import Progress, mastery_of_topics
from ..domain.recall import retention_curve
from ..domain.review import due_on
from ..domain.snowflake import time_of
from ..domain.zone import begin_of, local_date
from .aftermath import CertaintyStore
from .interview_store import InterviewStore
from .marking import Marking
from .ports import Clock, Pictures, Store

PAGE = 10
"""Attempts on a page of the history."""

_NEVER = 2**63 - 1
"""Greater than every id."""


class PastAttempt(Frozen):
    """An attempt as the history lists it.

    Attributes:
        score: 0..1, or None where nothing was graded.
    """

    id: int
    item_id: str
    score: float | None
    gave_up: bool

    @property
    def at(self) -> datetime:
        """The UTC time of the submit."""
        return time_of(self.id)


class AttemptHistory(Protocol):
    """All attempts that were made.

    Raises:
        StorageError: when the database cannot be used.
    """

    async def attempts(self, learner_id: int, *, offset: int, limit: int) -> Sequence[PastAttempt]:
        """The learner's attempts, newest first."""
        ...


class ProgressShown(Frozen):
    """Progress as its learner sees it.

    Attributes:
        due: how many questions are to be asked again now.
        next_at: when the next ones are, or None where none was answered.
        interview: the last mock interview that has ended, if any.
    """

    progress: Progress
    due: int
    next_at: datetime | None
    interview: Interview | None = None


class HistoryEntry(Frozen):
    """An attempt with the title of its question.

    Attributes:
        opens: whether the question is still in the pack, so that its card can be opened.
    """

    attempt: PastAttempt
    title: str
    opens: bool


class HistoryPage(Frozen):
    """Some attempts, newest first.

    Attributes:
        number: of the page, from 1.
        last: whether there is no older one.
    """

    number: int
    entries: tuple[HistoryEntry, ...]
    last: bool


class ProgressReports:
    """The use cases around progress."""

    def __init__(
        self,
        *,
        bank: Bank,
        marking: Marking,
        store: Store,
        history: AttemptHistory,
        interviews: InterviewStore,
        certainties: CertaintyStore,
        pictures: Pictures,
        clock: Clock,
    ) -> None:
        self._bank = bank
        self._marking = marking
        self._store = store
        self._history = history
        self._interviews = interviews
        self._certainties = certainties
        self._pictures = pictures
        self._clock = clock

    async def show(self, learner_id: int, group_id: int | None) -> ProgressShown:
        """Where the learner stands now, over all servers."""
        zone = await self._marking.zone_of(learner_id, group_id)
        today = local_date(self._clock(), zone)
        items = {item.id for item in self._bank.items}
        cards = [one for one in await self._store.reviews.cards(learner_id) if one.item_id in items]
        recalls = await self._store.reviews.recalls(learner_id)
        scores = await self._store.recent_scores(learner_id)
        ended = await self._interviews.ended(learner_id, before=_NEVER, limit=1)
        tallies = tally(await self._certainties.rated(learner_id)).values()
        later = min((card.due for card in cards if card.due > today), default=None)
        return ProgressShown(
            progress=Progress(
                topics=mastery_of_topics(self._bank, scores, cards, today),
                curve=retention_curve(recalls),
                recalls=len(recalls),
                calibration=tuple(one for one in tallies if one.tells),
            ),
            due=len(due_on(cards, today)),
            next_at=begin_of(later, zone) if later else None,
            interview=ended[0] if ended else None,
        )

    async def picture(self, shown: ProgressShown) -> bytes:
        """The progress as PNG."""
        return await self._pictures.progress(shown.progress)

    async def history(self, learner_id: int, *, page: int = 1) -> HistoryPage:
        """A page of the attempts made so far; one past the last is empty.

        Args:
            page: 1 is the newest.
        """
        offset = (page - 1) * PAGE
        found = await self._history.attempts(learner_id, offset=offset, limit=PAGE + 1)
        return HistoryPage(
            number=page,
            entries=tuple(map(self._entry, found[:PAGE])),
            last=len(found) <= PAGE,
        )

    def _entry(self, attempt: PastAttempt) -> HistoryEntry:
        try:
            title = self._bank.item(attempt.item_id).title
        except UnknownNameError:
            return HistoryEntry(attempt=attempt, title=attempt.item_id, opens=False)
        return HistoryEntry(attempt=attempt, title=title, opens=True)
