"""The store of the use cases, in SQL that SQLite and PostgreSQL read alike.

Every method is one query or one unit, described in `coach.ports.Store`. What arrives twice is met
by its id: `ON CONFLICT DO NOTHING` keeps what came first. Every query walks an index.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from operator import itemgetter

from ..coach.ports import Clock
from ..domain.attempt import Attempt, Card, Certainty, Draft
from ..domain.demo_result import DemoOutcome
from ..domain.demo_run import DemoRun
from ..domain.errors import StorageError
from ..domain.review import Review
from ..domain.snowflake import snowflake_at
from ..domain.streak import Answered
from ..domain.streak_calendar import Counted
from .certainty_store import SqlCertaintyStore
from .daily_store import SqlDailyStore
from .database import Db, Row, Value
from .dispute_store import SqlDisputeStore
from .erasure import SqlErasures
from .group_store import SqlGroupStore
from .history_store import SqlHistoryStore
from .interview_store import SqlInterviewStore
from .learner_store import SqlLearnerStore
from .ranking_store import SqlRankingStore
from .records import SqlRecords
from .reply_store import SqlReplyStore
from .report_store import SqlReportStore
from .review_store import SqlReviewStore, keep_review
from .round_store import SqlRoundStore, note_answer
from .rows import (
    INSERT_CARD,
    SELECT_ATTEMPT,
    SELECT_CARD,
    SELECT_DRAFT,
    SELECT_RUN,
    epoch_ms,
    from_attempt,
    from_card,
    storable,
    to_attempt,
    to_card,
    to_draft,
    to_run,
)

_FORGET_DRAFTS = (
    "UPDATE draft SET text = NULL WHERE text <> '' AND sent_at < ? AND (sent_at < ?"
    " OR NOT EXISTS (SELECT 1 FROM learner"
    "  WHERE learner.learner_id = draft.learner_id AND keep_text = 1))"
    " AND NOT EXISTS (SELECT 1 FROM attempt JOIN dispute ON dispute.attempt_id = attempt.id"
    "  WHERE attempt.draft_id = draft.id AND verdict IS NULL)"
    " RETURNING id"
)
_FORGET_REPLIES = (
    "UPDATE reply SET text = NULL WHERE text <> '' AND sent_at < ? AND (sent_at < ?"
    " OR NOT EXISTS (SELECT 1 FROM learner"
    "  WHERE learner.learner_id = reply.learner_id AND keep_text = 1))"
    " RETURNING id"
)


class SqlStore:
    """Implements `coach.ports.Store` over any database.

    Args:
        clock: tells when a text was sent.

    Attributes:
        daily: what is kept of daily posts.
        groups: what admins have chosen, and setups they are filling in.
        interviews: mock interviews.
        learners: what learners have chosen, and when the bot was down.
        rankings: what leaderboards count.
        reviews: what is known of learners' memories.
        rounds: what is kept of questions in channels.
        history: all attempts that were made.
        reports: what learners say about questions.
        replies: what is kept of follow-ups.
        disputes: what is kept of disputes.
        certainties: how sure learners were.
        records: everything kept about one learner.
        erasures: deletes it.
    """

    def __init__(self, db: Db, clock: Clock) -> None:
        self._db = db
        self._clock = clock
        self.daily = SqlDailyStore(db)
        self.groups = SqlGroupStore(db)
        self.interviews = SqlInterviewStore(db)
        self.learners = SqlLearnerStore(db)
        self.rankings = SqlRankingStore(db)
        self.reviews = SqlReviewStore(db)
        self.rounds = SqlRoundStore(db)
        self.history = SqlHistoryStore(db)
        self.reports = SqlReportStore(db)
        self.replies = SqlReplyStore(db, clock)
        self.disputes = SqlDisputeStore(db)
        self.certainties = SqlCertaintyStore(db)
        self.records = SqlRecords(db.read)
        self.erasures = SqlErasures(db)

    async def writer_death(self) -> StorageError:
        """Wait until nothing can be written any more, which should never be; return the reason.

        From then on every method that writes raises `StorageError`: close the store and end.
        """
        return await self._db.writer_death()

    async def open_card(self, card: Card) -> None:
        """Keep the card; the first of that id stays."""
        await self._db.write([(INSERT_CARD, from_card(card))])

    async def card(self, card_id: int) -> Card | None:
        """Find the card."""
        row = await self._one(f"{SELECT_CARD} WHERE id = ?", card_id)
        return to_card(row) if row else None

    async def take_hint(self, card_id: int, hint_id: int, *, limit: int) -> int:
        """Count a hint, if it is a newer one than the last."""
        take = (
            "UPDATE card SET hints_taken = hints_taken + 1, last_hint = ?"
            " WHERE id = ? AND hints_taken < ? AND COALESCE(last_hint, 0) < ?"
        )
        count = "SELECT hints_taken FROM card WHERE id = ?"
        _, rows = await self._db.write(
            [(take, (hint_id, card_id, limit, hint_id)), (count, (card_id,))]
        )
        return rows[0][0] if rows else 0

    async def hints_taken(self, card_id: int) -> int:
        """Read the count; 0 for a card that is not kept."""
        row = await self._one("SELECT hints_taken FROM card WHERE id = ?", card_id)
        return row[0] if row else 0

    async def open_draft(self, draft: Draft) -> None:
        """Keep the draft; the first of that id stays, with what was sent since."""
        sql = (
            "INSERT INTO draft (id, card_id, learner_id, text, sent_at)"
            " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
        )
        text = None if draft.text is None else storable(draft.text)
        args = (draft.id, draft.card_id, draft.learner_id, text, epoch_ms(self._clock()))
        await self._db.write([(sql, args)])

    async def draft(self, draft_id: int) -> Draft | None:
        """Find the draft."""
        row = await self._one(f"{SELECT_DRAFT} WHERE id = ?", draft_id)
        return to_draft(row) if row else None

    async def keep_text(
        self, draft_id: int, text: str, *, certainty: Certainty | None = None, share: bool = False
    ) -> None:
        """Keep the text, unless the draft is graded: its marks point into the text they read."""
        sql = (
            "UPDATE draft SET text = ?, certainty = ?, share = ?, sent_at = ? WHERE id = ?"
            " AND NOT EXISTS (SELECT 1 FROM attempt WHERE attempt.draft_id = draft.id)"
        )
        args = (storable(text), certainty, int(share), epoch_ms(self._clock()), draft_id)
        await self._db.write([(sql, args)])

    async def latest_text(self, card_id: int, learner_id: int, *, graded: bool) -> str | None:
        """Find the text sent last; a draft counts as graded once it has an attempt."""
        row = await self._one(
            "SELECT text FROM draft WHERE card_id = ? AND learner_id = ? AND text <> ''"
            " AND ? = (SELECT COUNT(*) FROM attempt WHERE attempt.draft_id = draft.id)"
            " ORDER BY sent_at DESC, id DESC LIMIT 1",
            card_id,
            learner_id,
            int(graded),
        )
        return row[0] if row else None

    async def has_erased(self, card_id: int, learner_id: int) -> bool:
        """Look for a draft without a text."""
        row = await self._one(
            "SELECT 1 FROM draft WHERE card_id = ? AND learner_id = ? AND text IS NULL LIMIT 1",
            card_id,
            learner_id,
        )
        return row is not None

    async def record(self, attempt: Attempt, review: Review | None = None) -> Attempt:
        """Keep the attempt with its review, or return the one that its draft has."""
        insert = (
            "INSERT INTO attempt (id, draft_id, card_id, learner_id, group_id, item_id, zone, day,"
            " hints, gave_up, score, grade, certainty)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT DO NOTHING"
        )
        kept = (f"{SELECT_ATTEMPT} WHERE draft_id = ?", (attempt.draft_id,))
        reviewed = keep_review(review, draft_id=attempt.draft_id) if review else ()
        counted = () if attempt.score is None else (note_answer(attempt),)
        *_, rows = await self._db.write(
            [(insert, from_attempt(attempt)), *reviewed, *counted, kept]
        )
        if not rows:
            raise StorageError(f"Attempt {attempt.id} was already made on another draft.")
        return to_attempt(rows[0])

    async def attempt(self, attempt_id: int) -> Attempt | None:
        """Find the attempt."""
        row = await self._one(f"{SELECT_ATTEMPT} WHERE id = ?", attempt_id)
        return to_attempt(row) if row else None

    async def attempt_of(self, draft_id: int) -> Attempt | None:
        """Find the draft's attempt."""
        row = await self._one(f"{SELECT_ATTEMPT} WHERE draft_id = ?", draft_id)
        return to_attempt(row) if row else None

    async def attempts_on(self, item_id: str, learner_id: int) -> int:
        """Count the attempts that are graded or given up."""
        row = await self._one(
            "SELECT COUNT(*) FROM attempt WHERE learner_id = ? AND item_id = ?"
            " AND (score IS NOT NULL OR gave_up = 1)",
            learner_id,
            item_id,
        )
        return row[0] if row else 0

    async def answered(self, learner_id: int, group_id: int | None) -> Sequence[Answered]:
        """List the attempts with a score: not those given up, nor those the grader abstained on."""
        sql = (
            "SELECT MIN(id), MAX(id), day, zone FROM attempt WHERE learner_id = ?"
            " AND score IS NOT NULL AND (CAST(? AS BIGINT) IS NULL OR group_id = ?)"
            " GROUP BY day, zone"
        )
        answers = []
        for first, last, iso_day, zone in await self._db.read(
            sql, (learner_id, group_id, group_id)
        ):
            day = date.fromisoformat(iso_day)
            answers.append(Answered(first, day, zone))
            if last != first:
                answers.append(Answered(last, day, zone))
        return sorted(answers)

    async def counted(
        self, learner_id: int, group_id: int | None, *, since: date
    ) -> Sequence[Counted]:
        """List the first attempt with a score of each day."""
        begin = datetime.combine(since, time(), UTC) - timedelta(days=1)  # in whatever zone
        sql = (
            "SELECT id, day, item_id, score FROM attempt WHERE id IN (SELECT MIN(id) FROM attempt"
            "  WHERE learner_id = ? AND id >= ? AND day >= ? AND score IS NOT NULL"
            "  AND (CAST(? AS BIGINT) IS NULL OR group_id = ?) GROUP BY day) ORDER BY id"
        )
        args = (learner_id, snowflake_at(begin), since.isoformat(), group_id, group_id)
        return [
            Counted(
                attempt_id=attempt_id, day=date.fromisoformat(day), item_id=item_id, score=score
            )
            for attempt_id, day, item_id, score in await self._db.read(sql, args)
        ]

    async def recent_scores(self, learner_id: int) -> Mapping[str, Sequence[float]]:
        """List the scores by item, without attempts the grader abstained on."""
        rows = await self._db.read(
            "SELECT item_id, score FROM ("
            "  SELECT item_id, COALESCE(score, 0.0) AS score,"
            "    ROW_NUMBER() OVER (PARTITION BY item_id ORDER BY id DESC) AS nth"
            "  FROM attempt WHERE learner_id = ? AND (score IS NOT NULL OR gave_up = 1)"
            ") AS recent WHERE nth <= 3 ORDER BY item_id, nth",
            (learner_id,),
        )
        return {
            item_id: tuple(score for _, score in scores)
            for item_id, scores in groupby(rows, key=itemgetter(0))
        }

    async def open_run(self, run: DemoRun) -> None:
        """Keep the demonstration; the first of that id stays."""
        sql = (
            "INSERT INTO demo_run (id, learner_id, group_id, request) VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO NOTHING"
        )
        request = run.request.model_dump_json()
        await self._db.write([(sql, (run.id, run.learner_id, run.group_id, request))])

    async def demo_run(self, run_id: int) -> DemoRun | None:
        """Find the demonstration."""
        row = await self._one(f"{SELECT_RUN} WHERE id = ?", run_id)
        return to_run(row) if row else None

    async def finish_run(
        self, run_id: int, *, prediction: str | None, outcome: DemoOutcome, measured_at: datetime
    ) -> DemoRun:
        """Keep the first outcome and the prediction that came with it."""
        finish = (
            "UPDATE demo_run SET prediction = ?, outcome = ?, measured_at = ?"
            " WHERE id = ? AND outcome IS NULL"
        )
        args = (prediction, outcome.model_dump_json(), epoch_ms(measured_at), run_id)
        kept = (f"{SELECT_RUN} WHERE id = ?", (run_id,))
        _, rows = await self._db.write([(finish, args), kept])
        if not rows:
            raise StorageError(f"Demonstration {run_id} was never opened.")
        return to_run(rows[0])

    async def forget_runs(self, before: datetime) -> int:
        """Erase the demonstrations; their ids tell their age."""
        sql = "DELETE FROM demo_run WHERE id < ? RETURNING id"
        (rows,) = await self._db.write([(sql, (snowflake_at(before),))])
        return len(rows)

    async def forget_texts(self, before: datetime, *, kept_before: datetime) -> int:
        """Erase the texts, and what the database's files still hold of them."""
        args = (epoch_ms(before), epoch_ms(kept_before))
        drafts, replies = await self._db.write([(_FORGET_DRAFTS, args), (_FORGET_REPLIES, args)])
        await self._db.scrub()
        return len(drafts) + len(replies)

    async def note(self, name: str) -> str | None:
        """Find the note."""
        row = await self._one("SELECT value FROM note WHERE name = ?", name)
        return row[0] if row else None

    async def keep_note(self, name: str, value: str) -> None:
        """Keep the note; the last one stays."""
        sql = (
            "INSERT INTO note (name, value) VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value"
        )
        await self._db.write([(sql, (name, value))])

    async def _one(self, sql: str, *args: Value) -> Row | None:
        rows = await self._db.read(sql, args)
        return rows[0] if rows else None
