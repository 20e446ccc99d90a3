"""A learner with something in every table, and what a database file shows of them."""

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.domain.learner import Learner
from bot.domain.personal_data import TABLES
from bot.domain.review import review
from bot.storage import SqlStore
from bot.storage.records import count_rows
from tests.domain.demo_examples import measured
from tests.storage.examples import (
    NOON,
    asked,
    attempt,
    card,
    dispute,
    draft,
    interview,
    reply,
    report,
    run,
)

WRITTEN = "what was written by learner"


async def practise(store: SqlStore, learner_id: int, *, text: str | None = None) -> None:
    """Leave something of the learner in every table but that of erasures."""
    first = learner_id * 1000
    own = {"learner_id": learner_id}
    text = text or f"{WRITTEN} {learner_id} "
    await store.learners.change_learner(Learner(id=learner_id, zone="Europe/Paris"))
    await store.open_card(card(first, **own))
    for draft_id in (first + 1, first + 2):
        await store.open_draft(draft(draft_id, card_id=first, **own))
        await store.keep_text(draft_id, text * 50)
        await store.keep_text(draft_id, text * 40)
    answered = attempt(first + 3, draft_id=first + 1, card_id=first, **own)
    await store.record(answered, review(None, answered))
    await store.record(
        attempt(first + 4, draft_id=first + 4, card_id=first, gave_up=True, grade=None, **own)
    )
    await store.rounds.open_round(asked(str(first), owner_id=learner_id))
    await store.rounds.share(answered, str(first))
    await store.replies.open_reply(reply(first + 7, attempt_id=first + 3, **own))
    await store.replies.keep_reply(first + 7, text)
    await store.disputes.open_dispute(dispute(first + 8, attempt_id=first + 3, **own))
    await store.interviews.begin(interview(first + 9, learner_id))
    await store.reports.keep_report(report(first + 6, **own))
    await store.open_run(run(first + 5).model_copy(update=own))
    await store.finish_run(first + 5, prediction="some", outcome=measured("race"), measured_at=NOON)


def rows_of(path: Path, learner_id: int) -> dict[str, int]:
    """How many rows of each table are about the learner."""
    with closing(sqlite3.connect(path)) as connection:
        counts = {
            table: connection.execute(count_rows(table), (learner_id,)).fetchone()[0]
            for table in TABLES
        }
    return {table: count for table, count in counts.items() if count}


def files_with(folder: Path, words: str) -> list[str]:
    """The names of the files in the folder that hold these words."""
    return [
        file.name
        for file in sorted(folder.iterdir())
        if file.is_file() and words.encode() in file.read_bytes()
    ]
