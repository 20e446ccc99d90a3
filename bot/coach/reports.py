"""Reports: a learner says that a question is wrong, outdated or unclear; its authors read that."""

from collections.abc import Mapping
from typing import Protocol

from ..domain.bank import Bank
from ..domain.item import Item
from ..domain.report import MAX_WORDS_CHARS, Report, ReportKind
from .marking import Marking
from .ownership import owned
from .ports import Store


class ReportStore(Protocol):
    """What is kept of reports.

    Raises:
        StorageError: from any method, when the database cannot be used.
    """

    async def keep_report(self, report: Report) -> None:
        """Keep a report in the place of an older one of that learner on that item."""
        ...

    async def reports_in(self, group_id: int) -> Mapping[str, int]:
        """Item id -> how many learners reported it in that server."""
        ...

    async def disputes_in(self, group_id: int) -> Mapping[str, int]:
        """Item id -> how many grades were disputed in that server."""
        ...


class Reports:
    """The use cases around reports."""

    def __init__(self, *, bank: Bank, marking: Marking, store: Store, reports: ReportStore) -> None:
        self._bank = bank
        self._marking = marking
        self._store = store
        self._reports = reports

    async def about(self, card_id: int, *, learner_id: int) -> Item:
        """The question of the learner's card.

        Raises:
            GoneError: the card is not kept any more, or the question has left the pack.
            NotYoursError: it is somebody else's.
        """
        card = owned(await self._store.card(card_id), learner_id)
        return self._marking.item(card.item_id)

    async def report(
        self, report_id: int, *, card_id: int, learner_id: int, kind: ReportKind, words: str
    ) -> Item:
        """Keep what the learner says about the card's question, and return the question.

        Args:
            report_id: snowflake of the submit.
        """
        card = owned(await self._store.card(card_id), learner_id)
        item = self._marking.item(card.item_id)
        await self._reports.keep_report(
            Report(
                id=report_id,
                learner_id=learner_id,
                group_id=card.group_id,
                item_id=item.id,
                kind=kind,
                words=words[:MAX_WORDS_CHARS],
                rubric_version=self._bank.rubric_version(item.id),
            )
        )
        return item
