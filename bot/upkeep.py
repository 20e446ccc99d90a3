"""What the person who runs the bot does to its database: export, erase, back up, restore, migrate.

Each returns the lines to print. Reading is done beside a running bot; whatever writes refuses while
the bot runs.
"""

import asyncio
import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from .app import utc_now
from .coach.disputes import MarkedSample
from .domain.anki import anki_deck
from .domain.bank import Bank
from .domain.errors import CoachError, StorageError
from .domain.personal_data import Erasure, PersonalData, in_words
from .domain.report import Report
from .domain.snowflake import snowflake_at, time_of
from .settings import Settings
from .storage import open_reading, open_records, open_store
from .storage.backup import back_up, refuse_unsound, restore
from .storage.connection import connect
from .storage.dispute_store import marked_samples
from .storage.lock import hold_lock_now
from .storage.migrate import migrate, newest_version, schema_version
from .storage.report_store import read_reports
from .storage.url import sqlite_file


def export_learner(settings: Settings, learner_id: int) -> str:
    """Return everything that is kept about a learner, as JSON.

    Raises:
        CoachError: the database cannot be read.
    """
    return asyncio.run(_read(settings, learner_id)).model_dump_json(indent=1)


def export_deck(settings: Settings, learner_id: int, bank: Bank) -> str:
    """Return the questions that a learner tried, as a file for Anki.

    Raises:
        CoachError: the database cannot be read, or no question was tried.
    """
    deck = anki_deck(bank, asyncio.run(_read(settings, learner_id)))
    if not deck:
        raise CoachError(f"{learner_id} has not tried a question yet, so there is no deck.")
    return deck


async def _read(settings: Settings, learner_id: int) -> PersonalData:
    async with open_records(settings.bot_database) as records:
        return await records.personal_data(learner_id, now=utc_now())


def export_samples(settings: Settings) -> Sequence[str]:
    """Return the answers that coaches judged, each as a line of JSON that `calibrate` reads.

    Raises:
        CoachError: the database cannot be read, or there is none.
    """

    async def read() -> Sequence[MarkedSample]:
        async with open_reading(settings.bot_database) as reading:
            return await marked_samples(reading)

    samples = asyncio.run(read())
    if not samples:
        raise CoachError("No dispute has been judged yet, so there are no samples.")
    return [
        json.dumps(
            {
                "question_id": one.item_id,
                "text": one.text,
                "score": one.score,
                "day": one.day.isoformat(),
            }
        )
        for one in samples
    ]


def list_reports(settings: Settings, bank: Bank) -> Sequence[str]:
    """Return what learners say about questions, by question, without saying who they are.

    Raises:
        CoachError: the database cannot be read.
    """

    async def read() -> Sequence[Report]:
        async with open_reading(settings.bot_database) as reading:
            return await read_reports(reading)

    lines = [_reported(report, bank) for report in asyncio.run(read())]
    return lines or ["Nobody has reported a question."]


def _reported(report: Report, bank: Bank) -> str:
    since = "" if bank.versions.get(report.item_id) == report.rubric_version else ", changed since"
    words = " ".join("".join(c if c.isprintable() else " " for c in report.words).split())
    head = f"{report.item_id}: {report.kind}, {time_of(report.id):%Y-%m-%d}{since}"
    return f"{head}\n    {words}" if words else head


def erase_learner(settings: Settings, learner_id: int, *, confirmed: bool) -> Sequence[str]:
    """Delete everything that is kept about a learner.

    Raises:
        CoachError: it was not confirmed, or the bot is running.
    """
    if not confirmed:
        kept = asyncio.run(_counted(settings, learner_id))
        raise CoachError(f"Would be deleted for good: {kept}. To do it, add --yes.")
    _refuse_missing(sqlite_file(settings.bot_database))
    done = asyncio.run(_erased(settings, learner_id))
    when = time_of(done.id)
    return [
        f"Deleted at {when:%Y-%m-%d %H:%M:%S} UTC, reference {done.id}",
        *(in_words(done.erased) or ["There was nothing."]),
        "Older backups still have it. Restoring one deletes it again; delete them when you can.",
    ]


async def _counted(settings: Settings, learner_id: int) -> str:
    async with open_records(settings.bot_database) as records:
        return "; ".join(in_words(await records.counts(learner_id))) or "nothing, as there is none"


async def _erased(settings: Settings, learner_id: int) -> Erasure:
    async with open_store(settings.bot_database, utc_now, lock_wait_s=0) as store:
        return await store.erasures.erase(snowflake_at(utc_now()), learner_id)


def back_up_database(settings: Settings, out: Path) -> Sequence[str]:
    """Copy the database to a new file, beside a running bot.

    Raises:
        CoachError: it can't be done.
    """
    back_up(sqlite_file(settings.bot_database), out, now=utc_now())
    return [f"{out}: {out.stat().st_size:,} bytes, checked."]


def restore_database(settings: Settings, backup: Path) -> Sequence[str]:
    """Put a backup in the place of the database.

    Raises:
        CoachError: the bot is running, or the backup can't be used; then nothing has changed.
    """
    done = restore(sqlite_file(settings.bot_database), backup, now=utc_now())
    lines = [f"Restored {backup}."]
    if done.erased_again:
        lines.append(f"Erasures since the backup that were done again: {done.erased_again}.")
    if not done.erasures_known:
        lines.append(
            "The replaced database could not be read, so whoever was erased since the backup is "
            "in there again. Erase them anew if you know who: python -m bot erase ID --yes"
        )
    if done.replaced:
        lines.append(f"What it replaced is {done.replaced}. Delete that when all is well.")
    return lines


def migrate_database(settings: Settings) -> Sequence[str]:
    """Bring the database to this version's schema.

    Raises:
        CoachError: the bot is running, or the database is damaged or newer than this version.
    """
    database = sqlite_file(settings.bot_database)
    _refuse_missing(database)
    with hold_lock_now(database):
        with closing(sqlite3.connect(database)) as connection:
            refuse_unsound(connection, database)
            before = schema_version(connection)
        with closing(connect(str(database), migrate)):
            pass
    if before == newest_version():
        return [f"{database} has schema {before} already, the newest."]
    return [f"{database} was brought from schema {before} to {newest_version()}."]


def _refuse_missing(database: Path) -> None:
    if not database.is_file():
        raise StorageError(f"There is no database {database} yet; the first start makes it.")
