"""The commands: `python -m bot ...`, installed as `gil-coach ...`.

A thin table: each command reads its options and hands over. What it needs is imported inside, so
that `grade` does not wait for discord.py. A mistake of the person ends in one line and exit code 2.
"""

import atexit
import gc
import sys
from collections.abc import Callable

import typer

from ..domain.errors import CoachError
from . import authoring, keeping, serving

app = typer.Typer(
    help="Practise interview questions on Python threading and the GIL, in Discord or right here.",
    epilog="Start with:  python -m bot preview",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

db = typer.Typer(
    help="Back up, restore and migrate the database.",
    epilog="Example:  python -m bot db backup coach-monday.db",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(db, name="db")

_PASSED_ON = {"allow_extra_args": True, "ignore_unknown_options": True}


def _add(group: typer.Typer, *commands: Callable[..., None]) -> None:
    for command in commands:
        group.command()(command)


_add(app, serving.run, serving.preview, serving.chat)
app.command(context_settings=_PASSED_ON)(serving.demo)
_add(app, authoring.grade, authoring.check, authoring.calibrate, authoring.suggest)
_add(app, authoring.schema, serving.sync, keeping.export, keeping.samples, keeping.reports)
_add(app, keeping.erase, keeping.doctor)
_add(db, keeping.backup, keeping.restore, keeping.migrate)


def main() -> None:
    """Run the command of `sys.argv`."""
    # Else the last collection looks through all the questions: half a second for nothing.
    atexit.register(gc.freeze)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # rather than die of one character
    try:
        app()
    except CoachError as error:
        typer.echo(str(error), err=True)
        sys.exit(2)
    except ModuleNotFoundError as error:
        if error.name != "fcntl":
            raise
        typer.echo("This needs Linux or macOS. On Windows, run it in WSL.", err=True)
        sys.exit(2)
