"""Item analysis: a server's coaches see which questions do their work and which need a look.

Learners whom only they themselves may see are not counted.
"""

from collections.abc import Mapping

from ..domain.bank import Bank
from ..domain.errors import UnknownNameError
from ..domain.grade import Frozen
from ..domain.item_statistics import ItemStatistics, item_statistics
from ..domain.ranking import Scored
from .ports import RankingStore
from .reports import ReportStore

PIECE = 1_000
"""Attempts read at once: some milliseconds."""

PAGE_ITEMS = 8


class ItemPage(Frozen):
    """A page of a server's questions.

    Attributes:
        titles: item id -> title, of those that are still in the pack.
        page: from 1.
    """

    rows: tuple[ItemStatistics, ...]
    titles: Mapping[str, str]
    page: int
    pages: int


class ItemAnalysis:
    """The use case of looking at questions."""

    def __init__(self, *, bank: Bank, rankings: RankingStore, reports: ReportStore) -> None:
        self._bank = bank
        self._rankings = rankings
        self._reports = reports

    async def show(self, group_id: int, *, page: int = 1) -> ItemPage:
        """The page of that number, or the nearest there is; what needs a look comes first."""
        found = item_statistics(
            await self._scored(group_id),
            disputes=await self._reports.disputes_in(group_id),
            reports=await self._reports.reports_in(group_id),
        )
        pages = max(1, -(-len(found) // PAGE_ITEMS))
        page = min(max(1, page), pages)
        rows = tuple(found[(page - 1) * PAGE_ITEMS : page * PAGE_ITEMS])
        return ItemPage(
            rows=rows,
            titles={row.item_id: self._title(row.item_id) for row in rows},
            page=page,
            pages=pages,
        )

    async def _scored(self, group_id: int) -> list[Scored]:
        scored: list[Scored] = []
        more = True
        while more:
            piece = await self._rankings.scored(
                group_id,
                viewer_id=0,
                since=None,
                after=scored[-1].id if scored else 0,
                limit=PIECE,
            )
            scored.extend(piece)
            more = len(piece) == PIECE
        return scored

    def _title(self, item_id: str) -> str:
        """The title; of a question that has left the pack, its id."""
        try:
            return self._bank.item(item_id).title
        except UnknownNameError:
            return item_id
