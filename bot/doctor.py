"""`doctor`: is everything the bot needs there, and what is to be done where it is not.

Looks only: nothing that is kept is changed, and a running bot goes on. A warning is something to
know of; a problem keeps the bot, or a part of it, from working.
"""

import asyncio
import os
import platform
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo, available_timezones

from .app import open_demo_runner
from .coach.demonstrations import TRIVIAL
from .domain.demo_result import DemoOutcome, Failure
from .domain.errors import CoachError
from .settings import Settings
from .storage.backup import last_backup, refuse_unsound
from .storage.lock import lock_holder
from .storage.migrate import newest_version, schema_version
from .storage.url import sqlite_file

_LITTLE_SPACE = 200 * 2**20
"""Bytes below which a full disk is near; the bot itself needs some tens of megabytes a year."""

_OLD_BACKUP = timedelta(days=7)


class State(StrEnum):
    """How it stands with one thing."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


class Check(NamedTuple):
    """What was found out about one thing.

    Attributes:
        advice: what to do; empty where nothing is.
    """

    name: str
    state: State
    says: str
    advice: str = ""

    def __str__(self) -> str:
        """The line to print."""
        return f"{self.state:8} {self.name}: {self.says} {self.advice}".rstrip()


def examine(environ: Mapping[str, str], *, now: datetime) -> Sequence[Check]:
    """Look at everything; takes a few seconds."""
    found = [_python(), _platform(sys.platform), _zones()]
    try:
        settings = Settings.load()
    except CoachError as error:
        return [Check("settings", State.PROBLEM, str(error)), *found]
    return [
        *_settings(settings, environ),
        *found,
        _checked("data folder", lambda: _folder(settings)),
        _checked("database", lambda: _database(sqlite_file(settings.bot_database))),
        _checked("lock", lambda: _lock(sqlite_file(settings.bot_database))),
        _checked("backup", lambda: _backup(sqlite_file(settings.bot_database), now)),
        _checked("demos", lambda: _demos(asyncio.run(_run_trivial(settings)))),
    ]


def _checked(name: str, look: Callable[[], Check]) -> Check:
    """The check, or a problem where it could not be made."""
    try:
        return look()
    except (CoachError, OSError, sqlite3.Error) as error:
        return Check(name, State.PROBLEM, str(error))


def _settings(settings: Settings, environ: Mapping[str, str]) -> Iterator[Check]:
    if settings.discord_token is None:
        yield Check(
            "settings",
            State.WARNING,
            "read, but there is no DISCORD_TOKEN: preview, chat and grade work, run does not.",
            "Write it into the file .env.",
        )
    else:
        yield Check("settings", State.OK, "read, a token is there.")
    try:
        settings.refuse_lost_data(environ)
    except CoachError as error:
        yield Check("host", State.PROBLEM, str(error))


def _python() -> Check:
    gil = "on" if getattr(sys, "_is_gil_enabled", lambda: True)() else "off"
    facts = f"{platform.python_implementation()} {platform.python_version()}, GIL {gil}"
    packages = ", ".join(f"{name} {_version(name)}" for name in ("discord.py", "loky", "pebble"))
    # Not the platform's start method: workers are always started by loky's own.
    return Check(
        "python",
        State.OK,
        f"{facts}, SQLite {sqlite3.sqlite_version}, {packages}; demo workers start by loky.",
    )


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "missing"


def _platform(system: str) -> Check:
    if system == "linux":
        return Check("platform", State.OK, f"Linux, {os.cpu_count()} cores.")
    return Check(
        "platform",
        State.WARNING,
        f"{system}: demos can't tell how busy the machine is, and a bot that is killed may leave a "
        "demo running until its time is over.",
        "Everything else works; for measurements that count take Linux.",
    )


def _zones() -> Check:
    known = len(available_timezones())
    try:
        ZoneInfo("Europe/Vienna")
    except (OSError, ValueError, KeyError):
        return Check(
            "time zones", State.PROBLEM, "there are none.", "Install them: pip install tzdata"
        )
    return Check("time zones", State.OK, f"{known} are known, tzdata {_version('tzdata')}.")


def _folder(settings: Settings) -> Check:
    folder = settings.data_dir
    existing = next(one for one in (folder.absolute(), *folder.absolute().parents) if one.exists())
    try:
        with tempfile.TemporaryFile(dir=existing):
            pass
    except OSError as error:
        return Check(
            "data folder",
            State.PROBLEM,
            f"{folder} can't be written: {error.strerror}.",
            "Give the bot's user the right to, or set COACH_DATA_DIR to another folder.",
        )
    free = shutil.disk_usage(existing).free
    state = State.PROBLEM if free < _LITTLE_SPACE else State.OK
    advice = "" if state is State.OK else "Make room, or nothing can be kept soon."
    return Check("data folder", state, f"{folder}, {free / 2**30:.1f} GiB free.", advice)


def _database(database: Path) -> Check:
    if not database.is_file():
        return Check("database", State.OK, f"{database} is not there yet; the start makes it.")
    with closing(sqlite3.connect(database)) as connection:
        refuse_unsound(connection, database)
        schema = schema_version(connection)
    size = f"{database}, {database.stat().st_size / 2**20:.1f} MiB, sound"
    if schema < newest_version():
        return Check(
            "database",
            State.WARNING,
            f"{size}, schema {schema} of {newest_version()}.",
            "The next start brings it up to date; so does: python -m bot db migrate",
        )
    return Check("database", State.OK, f"{size}, schema {schema}.")


def _lock(database: Path) -> Check:
    holder = lock_holder(database)
    return Check("lock", State.OK, f"held by {holder}." if holder else "free, no bot is running.")


def _backup(database: Path, now: datetime) -> Check:
    advice = "Make one: python -m bot db backup FILE"
    if not database.is_file():
        return Check("backup", State.OK, "there is nothing to back up yet.")
    last = last_backup(database)
    if last is None:
        return Check("backup", State.WARNING, "there never was one.", advice)
    told = f"the last is of {last.at.astimezone(UTC):%Y-%m-%d %H:%M} UTC, {last.file}"
    if now - last.at > _OLD_BACKUP:
        days = (now - last.at).days
        return Check("backup", State.WARNING, f"{told}: {days} days old.", advice)
    return Check("backup", State.OK, f"{told}.")


async def _run_trivial(settings: Settings) -> DemoOutcome:
    async with open_demo_runner(settings) as runner:
        return await runner.run(TRIVIAL)


def _demos(outcome: DemoOutcome) -> Check:
    if isinstance(outcome, Failure):
        return Check(
            "demos",
            State.PROBLEM,
            f"a trivial one did not end well ({outcome.kind}): {outcome.detail[:200]}",
            "If the machine is busy, try again; else see docs/demos.md.",
        )
    return Check(
        "demos",
        State.OK,
        f"one ran in {outcome.seconds:.1f} s on Python {outcome.facts.python}, "
        f"{outcome.facts.cores} cores.",
    )
