"""Study cards: what a member shows of their practice, to those to whom they show it."""

from ..domain.bank import Bank
from ..domain.errors import NotShownError
from ..domain.grade import Frozen
from ..domain.learner import Learner, Visibility, may_see
from ..domain.progress import TopicMastery, mastery_of_topics
from ..domain.ranking import points_of
from ..domain.streak import Streak
from ..domain.zone import local_date
from .marking import Marking
from .ports import Clock, Store
from .streaks import ledger_of

MASTERED_FROM = 0.8
"""The mastery from which on a topic counts as mastered: a good answer to every question of it."""


class StudyCard(Frozen):
    """A member's practice in one server, or everywhere.

    Attributes:
        points: in that server over all time; None where there is no server.
        mastered: the topics from `MASTERED_FROM` on, over all servers.
        topics: how many topics there are.
        answered: how many questions were tried, over all servers, of `questions`.
    """

    learner_id: int
    group_id: int | None
    streak: Streak
    points: int | None
    mastered: tuple[TopicMastery, ...]
    topics: int
    answered: int
    questions: int


class StudyCards:
    """The use case of looking at somebody's practice."""

    def __init__(
        self,
        *,
        bank: Bank,
        marking: Marking,
        store: Store,
        clock: Clock,
    ) -> None:
        self._bank = bank
        self._marking = marking
        self._store = store
        self._clock = clock

    async def show(
        self, learner_id: int, *, viewer_id: int, group_id: int | None, together: bool
    ) -> StudyCard:
        """The study card of a member, as seen from a server or from none.

        Args:
            together: viewer and member are both members of that server.

        Raises:
            NotShownError: the member does not show it to the viewer.
        """
        visibility = await self._visibility(learner_id, group_id)
        if not may_see(visibility, own=learner_id == viewer_id, together=together):
            raise NotShownError
        zone = await self._marking.zone_of(learner_id, group_id)
        now = self._clock()
        ledger = await ledger_of(self._store, learner_id, group_id, now=now, zone=zone)
        topics = mastery_of_topics(
            self._bank,
            await self._store.recent_scores(learner_id),
            await self._store.reviews.cards(learner_id),
            local_date(now, zone),
        )
        return StudyCard(
            learner_id=learner_id,
            group_id=group_id,
            streak=ledger.streak,
            points=None if group_id is None else await self._points(learner_id, group_id),
            mastered=tuple(one for one in topics if one.share >= MASTERED_FROM),
            topics=len(topics),
            answered=sum(one.answered for one in topics),
            questions=sum(one.total for one in topics),
        )

    async def _visibility(self, learner_id: int, group_id: int | None) -> Visibility:
        """What the member chose; else what the server's admins did."""
        if group_id is not None:
            return await self._store.learners.visibility(learner_id, group_id)
        learner = await self._store.learners.learner(learner_id)
        return (learner or Learner(id=learner_id)).visibility

    async def _points(self, learner_id: int, group_id: int) -> int:
        """The points of a leaderboard over all time."""
        scored = await self._store.rankings.scored_by(learner_id, group_id)
        return sum(points_of(one.score or 0.0, one.hints) for one in scored if one.first)
