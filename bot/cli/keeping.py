"""Commands for whoever runs the bot: what is kept, and whether all is well."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from .output import say, write

LearnerId = Annotated[
    int, typer.Argument(min=1, max=2**63 - 1, help="The member's user id in Discord.")
]


def export(
    learner_id: LearnerId,
    *,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write it to this file instead.")
    ] = None,
    anki: Annotated[
        Path | None,
        typer.Option("--anki", metavar="FILE", help="Write the tried questions there, for Anki."),
    ] = None,
) -> None:
    """Print everything that is kept about a member, as JSON. Works beside a running bot.

    Example:  python -m bot export 80351110224678912 --out data.json

    With --anki alone, only the deck is written. docs/export.md explains the fields and the deck;
    `schema --export` prints their JSON schema.
    """
    from ..itembank.pack import find_content, load_bank
    from ..settings import Settings
    from ..upkeep import export_deck, export_learner

    settings = Settings.load()
    if anki is not None:
        write(anki, export_deck(settings, learner_id, load_bank(find_content())).encode())
    if out is not None:
        write(out, export_learner(settings, learner_id).encode())
    elif anki is None:
        typer.echo(export_learner(settings, learner_id))


def erase(
    learner_id: LearnerId,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do it; without, it only says what.")] = False,
) -> None:
    """Delete everything that is kept about a member. The bot has to be stopped.

    Example:  python -m bot erase 80351110224678912 --yes

    Members do the same by themselves with /me delete.
    """
    from ..settings import Settings
    from ..upkeep import erase_learner

    say(erase_learner(Settings.load(), learner_id, confirmed=yes))


def samples(
    out: Annotated[Path, typer.Argument(help="The file to write, one JSON object a line.")],
) -> None:
    """Write the answers that coaches judged after a dispute. Works beside a running bot.

    Example:  python -m bot samples judged.jsonl && python -m bot calibrate judged.jsonl

    Each has the question, the text, the score that the coach found right, and the day: no names.
    """
    from ..settings import Settings
    from ..upkeep import export_samples

    lines = export_samples(Settings.load())
    write(out, "".join(f"{line}\n" for line in lines).encode())
    typer.echo(f"Wrote {len(lines)} {'answer' if len(lines) == 1 else 'answers'} to {out}.")


def reports() -> None:
    """List what members reported about questions, for their authors. Works beside a running bot.

    Example:  python -m bot reports

    "changed since" is a report on an older version of the question: it may be settled.
    """
    from ..itembank.pack import find_content, load_bank
    from ..settings import Settings
    from ..upkeep import list_reports

    say(list_reports(Settings.load(), load_bank(find_content())))


def doctor(
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object instead of text.")
    ] = False,
) -> None:
    """Check all that the bot needs, and say what to do. Works beside a running bot.

    Example:  python -m bot doctor

    Problems end it with exit code 1, warnings don't.
    """
    from ..doctor import State, examine

    checks = examine(os.environ, now=datetime.now(UTC))
    sound = all(one.state is not State.PROBLEM for one in checks)
    if as_json:
        typer.echo(json.dumps({"ok": sound, "checks": [one._asdict() for one in checks]}))
    else:
        say([*map(str, checks), "ok" if sound else "Something is to be done."])
    raise typer.Exit(0 if sound else 1)


def backup(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The file to make; it must be new.")],
) -> None:
    """Copy the database to a new file, checked. Works beside a running bot.

    Example:  python -m bot db backup coach-monday.db
    """
    from ..settings import Settings
    from ..upkeep import back_up_database

    say(back_up_database(Settings.load(), out))


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What db backup made.")],
) -> None:
    """Put a backup in the place of the database. The bot has to be stopped.

    Example:  python -m bot db restore coach-monday.db

    What it replaces is kept beside; who was erased since the backup is erased again.
    """
    from ..settings import Settings
    from ..upkeep import restore_database

    say(restore_database(Settings.load(), file))


def migrate() -> None:
    """Bring the database to this version's schema, as `run` does. The bot has to be stopped.

    Example:  python -m bot db migrate
    """
    from ..settings import Settings
    from ..upkeep import migrate_database

    say(migrate_database(Settings.load()))
