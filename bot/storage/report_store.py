"""What learners say about questions, in SQL that SQLite and PostgreSQL read alike."""

from collections.abc import Mapping, Sequence

from ..domain.report import Report, ReportKind
from .database import Db, Row
from .records import Read
from .rows import storable

_SELECT = (
    "SELECT id, learner_id, group_id, item_id, kind, words, rubric_version FROM report"
    " ORDER BY item_id, id"
)
_COUNT = "SELECT item_id, COUNT(*) FROM report WHERE group_id = ? GROUP BY item_id"
_COUNT_DISPUTES = "SELECT item_id, COUNT(*) FROM dispute WHERE group_id = ? GROUP BY item_id"
_KEEP = (
    "INSERT INTO report (id, learner_id, group_id, item_id, kind, words, rubric_version)"
    " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (learner_id, item_id) DO UPDATE SET"
    " id = excluded.id, group_id = excluded.group_id, kind = excluded.kind,"
    " words = excluded.words, rubric_version = excluded.rubric_version"
    " WHERE report.id < excluded.id"
)


class SqlReportStore:
    """Implements `coach.reports.ReportStore` over any database."""

    def __init__(self, db: Db) -> None:
        self._db = db

    async def keep_report(self, report: Report) -> None:
        """Keep the newest of the learner and item, in whatever order they arrive."""
        args = (
            report.id,
            report.learner_id,
            report.group_id,
            report.item_id,
            report.kind,
            storable(report.words),
            report.rubric_version,
        )
        await self._db.write([(_KEEP, args)])

    async def reports_in(self, group_id: int) -> Mapping[str, int]:
        """Count the reports by item."""
        return dict(await self._db.read(_COUNT, (group_id,)))

    async def disputes_in(self, group_id: int) -> Mapping[str, int]:
        """Count the disputes by item."""
        rows = await self._db.read(_COUNT_DISPUTES, (group_id,))
        return dict(rows)


async def read_reports(read: Read) -> Sequence[Report]:
    """Read every report, by item, the oldest first."""
    return [_to_report(row) for row in await read(_SELECT, ())]


def _to_report(row: Row) -> Report:
    report_id, learner_id, group_id, item_id, kind, words, rubric_version = row
    return Report(
        id=report_id,
        learner_id=learner_id,
        group_id=group_id,
        item_id=item_id,
        kind=ReportKind(kind),
        words=words,
        rubric_version=rubric_version,
    )
