"""The leaderboard of a server: everybody who answered there and may be seen.

It knows the answers it has and no member list: who has left the server is for the front end to
find out, for the page it shows. A board is read in small pieces, between which others have their
turn, and counted anew each time it is asked for.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from ..domain.grade import Frozen
from ..domain.learner import Visibility
from ..domain.ranking import (
    PAGE_ROWS,
    Improvement,
    Measure,
    Period,
    Points,
    Row,
    Standing,
    first_day,
    place_among,
    rank,
)
from .ports import Clock, Store
from .streaks import ledger_of

PIECE = 1_000
"""Attempts read at once: some milliseconds."""

_STREAKS_WITHIN = timedelta(days=14)
"""A streak outlives its last answer by less than four days, and by the days the bot was down."""


class Board(Frozen):
    """A page of a leaderboard as one learner sees it.

    Attributes:
        page: from 1.
        ranked: how many are on the board.
        own: the learner's own place, also while hidden; None with nothing to show yet.
        hidden: whether others do not see the learner.
    """

    group_id: int
    measure: Measure
    period: Period
    rows: tuple[Row, ...]
    page: int
    pages: int
    ranked: int
    own: Row | None
    hidden: bool


class Leaderboards:
    """The use cases around leaderboards.

    Args:
        zone: IANA zone of learners and servers who have not chosen one.
    """

    def __init__(self, *, store: Store, clock: Clock, zone: str) -> None:
        self._store = store
        self._clock = clock
        self._zone = zone

    async def show(
        self, viewer_id: int, group_id: int, *, measure: Measure, period: Period, page: int = 1
    ) -> Board:
        """The page of that number, or the nearest there is."""
        visibility = await self._store.learners.visibility(viewer_id, group_id)
        hidden = visibility is Visibility.PRIVATE
        standings = await self._standings(viewer_id, group_id, measure, period)
        rows = rank(
            {one: standing for one, standing in standings.items() if one != viewer_id or not hidden}
        )
        pages = max(1, -(-len(rows) // PAGE_ROWS))
        page = min(max(1, page), pages)
        return Board(
            group_id=group_id,
            measure=measure,
            period=period,
            rows=tuple(rows[(page - 1) * PAGE_ROWS : page * PAGE_ROWS]),
            page=page,
            pages=pages,
            ranked=len(rows),
            own=place_among(rows, viewer_id, standings.get(viewer_id, Standing(0, 0))),
            hidden=hidden,
        )

    async def _standings(
        self, viewer_id: int, group_id: int, measure: Measure, period: Period
    ) -> Mapping[int, Standing]:
        now = self._clock()
        if measure is Measure.STREAK:
            return await self._streaks(viewer_id, group_id, now)
        tally = Points() if measure is Measure.POINTS else Improvement()
        await self._count(tally, viewer_id, group_id, first_day(period, now.date()))
        return tally.standings()

    async def _count(
        self, tally: Points | Improvement, viewer_id: int, group_id: int, since: date | None
    ) -> None:
        after, more = 0, True
        while more:
            piece = await self._store.rankings.scored(
                group_id, viewer_id=viewer_id, since=since, after=after, limit=PIECE
            )
            for scored in piece:
                tally.add(scored)
                after = scored.id
            more = len(piece) == PIECE

    async def _streaks(
        self, viewer_id: int, group_id: int, now: datetime
    ) -> Mapping[int, Standing]:
        standings = {}
        for learner_id in await self._store.rankings.answering(
            group_id, viewer_id=viewer_id, since=(now - _STREAKS_WITHIN).date()
        ):
            zone = await self._store.learners.zone(learner_id, group_id) or self._zone
            ledger = await ledger_of(self._store, learner_id, group_id, now=now, zone=zone)
            standings[learner_id] = Standing(ledger.streak.length, ledger.streak.best)
        return standings
