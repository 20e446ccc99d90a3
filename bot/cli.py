"""The commands: `python -m bot ...`, installed as `gil-coach ...`.

A thin table: each command reads its options and hands over. What it needs is imported inside, so
that `grade` does not wait for discord.py. A mistake of the person ends in one line and exit code 2.
"""

import json
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from .domain.errors import CoachError

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

Port = Annotated[int | None, typer.Option(help="Port of the local page. Any free one if left out.")]
Topic = Annotated[str | None, typer.Option(help="Ask about this topic only.")]
Level = Annotated[str | None, typer.Option(help="junior, mid, senior or staff.")]
LearnerId = Annotated[
    int, typer.Argument(min=1, max=2**63 - 1, help="The member's user id in Discord.")
]
QuestionId = Annotated[
    str | None, typer.Option(help="Start with this question, e.g. what-is-the-gil.")
]


def main() -> None:
    """Run the command of `sys.argv`."""
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


@app.command()
def run(
    *,
    or_preview: Annotated[
        bool, typer.Option("--or-preview", help="Without a token, open the preview instead.")
    ] = False,
) -> None:
    """Run the bot in Discord. Needs DISCORD_TOKEN, in the environment or in a file .env.

    Ctrl-C or SIGTERM closes everything and ends it.

    Example:  DISCORD_TOKEN=... python -m bot run
    """
    from .settings import Settings

    settings = Settings.load()
    if or_preview and settings.discord_token is None:
        preview()
        return
    from .app import run_bot

    run_bot(settings)


@app.command()
def preview(
    *,
    port: Port = None,
    open_page: Annotated[
        bool, typer.Option("--open/--no-open", help="Open the page in your browser.")
    ] = False,
) -> None:
    """Try the real bot in a page of your browser: no Discord account, no token, no network.

    Prints the address of the page. Ctrl-C ends it.

    Example:  python -m bot preview --open
    """
    from .preview import run_preview
    from .settings import Settings

    run_preview(Settings.load(), port=port, open_page=open_page)


@app.command()
def chat(*, topic: Topic = None, level: Level = None, question: QuestionId = None) -> None:
    """Practise in this terminal: the same questions, grades and streak as in Discord.

    Example:  python -m bot chat --level junior
    """
    from .app import run_chat
    from .settings import Settings

    run_chat(Settings.load(), topic=topic, level=level, question=question)


@app.command()
def grade(
    question: Annotated[
        str | None, typer.Argument(help="Id of the question, e.g. what-is-the-gil.")
    ] = None,
    text: Annotated[
        str | None, typer.Argument(help="The answer. Left out: typed or piped.")
    ] = None,
    *,
    explain: Annotated[
        bool, typer.Option("--explain", help="Also show which pattern decided what, and where.")
    ] = False,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help='Grade lines {"id", "question_id", "text"} from stdin.')
    ] = False,
) -> None:
    """Grade one answer and show what was found in it; keeps nothing.

    Example:  python -m bot grade what-is-the-gil "Only one thread runs Python code at a time."

    With --jsonl, lines of JSON are read and answered in the same order, one line each.
    """
    from .domain.grading import Grader
    from .itembank.pack import find_content, load_bank

    if text is None and sys.stdin is None:
        raise CoachError("There is no standard input to read from.")
    bank = load_bank(find_content())
    grader = Grader(bank)
    if jsonl:
        from .terminal_ui.batch import answer_stream

        answer_stream(grader, sys.stdin.buffer, sys.stdout)
        return
    from .terminal_ui.grade import ask_for_text, show_grade
    from .terminal_ui.keyboard import open_console, read_line

    if question is None:
        raise CoachError(f"Say which question: {bank.items[0].id}, for example; or give --jsonl.")
    item, console = bank.item(question), open_console()
    show_grade(
        item,
        ask_for_text(item, console, read_line) if text is None else text,
        grader=grader,
        catalogue=bank.misconceptions,
        console=console,
        explain=explain,
    )


@app.command()
def check(
    path: Annotated[
        Path | None, typer.Argument(help="Folder of packs. Left out: the bot's own.")
    ] = None,
    *,
    samples: Annotated[
        str | None,
        typer.Option(
            "--samples", metavar="QUESTION", help="Show where this question's samples land."
        ),
    ] = None,
    notes: Annotated[bool, typer.Option("--notes", help="Also show what is only noted.")] = False,
    readme: Annotated[
        bool, typer.Option("--readme", help="Also write README.md of each pack anew.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object with everything.")
    ] = False,
) -> None:
    """Check all questions, rubrics and samples, and name each fault with file, line and column.

    Example:  python -m bot check --samples what-is-the-gil

    Errors end it with exit code 1, warnings and notes don't.
    """
    from .itembank.check import check_content
    from .itembank.finding import Severity
    from .itembank.overview import overviews
    from .itembank.pack import find_content
    from .itembank.summary import facts, summarise

    content = path or find_content()
    report = check_content(content)
    if readme and report.bank is not None:
        for page, text in overviews(content, report.bank).items():
            _write(page, text.encode())
    if as_json:
        typer.echo(json.dumps(facts(report)))
    elif report.bank is None:
        typer.echo(report.faults)
    elif samples is not None:
        from .terminal_ui.keyboard import open_console
        from .terminal_ui.samples import show_samples

        item = report.bank.item(samples)
        show_samples(item, [one.grade for one in report.landings[item.id]], open_console())
    else:
        shown = set(Severity) if notes else {Severity.ERROR, Severity.WARNING}
        for line in report.lines(frozenset(shown)):
            typer.echo(line)
        typer.echo(summarise(report))
    raise typer.Exit(0 if report.passed else 1)


@app.command()
def calibrate(
    file: Annotated[
        Path | None, typer.Argument(help="Marked answers. Left out: the bank's own samples.")
    ] = None,
    *,
    picture: Annotated[
        Path | None, typer.Option("--picture", metavar="OUT.png", help="Draw it as well.")
    ] = None,
    worst: Annotated[
        int, typer.Option("--worst", metavar="N", min=0, help="How many of the worst to show.")
    ] = 5,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object instead of text.")
    ] = False,
) -> None:
    """Compare the grader with humans: agreement, bands, criteria and the answers furthest apart.

    Example:  python -m bot calibrate answers.csv --picture calibration.png

    The file is CSV with the columns question_id, text, score (0 to 1) and, if you like, criteria
    ({"depth": true}), or has a JSON object with these fields on each line.
    """
    from .coach.calibration import calibrate
    from .domain.grading import Grader
    from .itembank.marked import marked_samples, read_marked
    from .itembank.pack import find_content, load_bank
    from .terminal_ui.calibration import facts, show_calibration
    from .terminal_ui.keyboard import open_console

    bank = load_bank(find_content())
    answers = marked_samples(bank) if file is None else read_marked(file, bank)
    if not answers:
        raise CoachError("No sample of the bank has a score; give a file of marked answers.")
    calibration = calibrate(bank, Grader(bank), answers)
    if picture is not None:
        from .pictures.calibration import draw_calibration

        _write(picture, draw_calibration(calibration))
    if as_json:
        typer.echo(json.dumps(facts(calibration, worst=worst)))
    else:
        show_calibration(calibration, bank, open_console(), worst=worst)


@app.command()
def suggest(
    question: Annotated[str, typer.Argument(help="Id of the question, e.g. what-is-the-gil.")],
    file: Annotated[
        Path | None, typer.Argument(help="Marked answers, as for calibrate. Left out: its samples.")
    ] = None,
    *,
    words: Annotated[int, typer.Option(min=1, help="How many words to show of each side.")] = 25,
) -> None:
    """List the words that part good answers (0.8 and more) from poor ones (below 0.4).

    Example:  python -m bot suggest what-is-the-gil

    A word that no pattern knows may be a missing synonym. Samples held back are not looked at.
    """
    from .domain.suggestion import suggest
    from .itembank.marked import part_answers, part_samples, read_marked
    from .itembank.pack import find_content, load_bank
    from .terminal_ui.keyboard import open_console
    from .terminal_ui.suggestion import show_suggestions

    bank = load_bank(find_content())
    item = bank.item(question)
    good, poor = part_samples(item) if file is None else part_answers(item, read_marked(file, bank))
    if not (good and poor):
        raise CoachError(
            f"Both are needed: {len(good)} good and {len(poor)} poor answers are here."
        )
    found = suggest(item, bank.synonyms, good, poor)
    show_suggestions(found, good=len(good), poor=len(poor), shown=words, console=open_console())


@app.command()
def schema(
    *,
    export: Annotated[
        bool, typer.Option("--export", help="The schema of an export of a member's data instead.")
    ] = False,
    write: Annotated[
        bool, typer.Option("--write", help="Write it to content/item.schema.json instead.")
    ] = False,
) -> None:
    """Print the JSON schema of a question's file, for editors that check while you write.

    Example:  python -m bot schema --write
    """
    from .domain.personal_data import PersonalData
    from .itembank.pack import find_content
    from .itembank.schema import item_schema, write_item_schema

    if export:
        typer.echo(json.dumps(PersonalData.model_json_schema(mode="serialization"), indent=2))
        return
    if write:
        typer.echo(write_item_schema(find_content()))
    else:
        typer.echo(json.dumps(item_schema(), indent=2))


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def demo(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(help="Which one. Left out: the list.")] = None,
    *,
    python: Annotated[
        str | None, typer.Option("--python", metavar="LABEL", help="The Python to run it on.")
    ] = None,
    picture: Annotated[
        Path | None, typer.Option("--picture", metavar="OUT.png", help="Draw it as well.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="All of them, one after another.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object a demo instead of text.")
    ] = False,
) -> None:
    """Measure on this machine what threads, processes and the GIL do.

    Example:  python -m bot demo race --threads 4

    Without a name it lists the demos with their parameters and the Pythons found.
    """
    from .app import run_demos
    from .domain.demo_catalogue import DEMOS
    from .settings import Settings

    chosen = _parameters(context.args)
    if every and (name or chosen or picture):
        raise CoachError("--all takes no name, no parameters and no --picture.")
    run_demos(
        Settings.load(),
        [*DEMOS] if every else [name] if name else [],
        chosen=chosen,
        python=python,
        picture=picture,
        as_json=as_json,
    )


def _parameters(arguments: list[str]) -> dict[str, str]:
    """The options of a demo, `--name value` or `--name=value`."""
    words = [part for word in arguments for part in word.split("=", 1)]
    for option in words[::2]:
        if not option.startswith("--"):
            raise CoachError(f"“{option[:60]}” is no option. Write, for example, --threads 4.")
    if len(words) % 2:
        raise CoachError(f"{words[-1][:60]} needs a value.")
    return {
        option.removeprefix("--").replace("-", "_"): value
        for option, value in zip(words[::2], words[1::2], strict=True)
    }


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise CoachError(f"{path}: the file can't be written: {error.strerror}.") from None


@app.command()
def sync(
    *, force: Annotated[bool, typer.Option("--force", help="Even if nothing has changed.")] = False
) -> None:
    """Tell Discord which commands the bot has. `run` does it by itself when they have changed.

    Example:  python -m bot sync --force
    """
    from .app import sync_commands
    from .settings import Settings

    sync_commands(Settings.load(), force=force)


@app.command()
def export(
    learner_id: LearnerId,
    *,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write it to this file instead.")
    ] = None,
) -> None:
    """Print everything that is kept about a member, as JSON. Works beside a running bot.

    Example:  python -m bot export 80351110224678912 --out data.json

    docs/export.md explains the fields; `schema --export` prints their JSON schema.
    """
    from .settings import Settings
    from .upkeep import export_learner

    text = export_learner(Settings.load(), learner_id)
    if out is None:
        typer.echo(text)
    else:
        _write(out, text.encode())


@app.command()
def erase(
    learner_id: LearnerId,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do it; without, it only says what.")] = False,
) -> None:
    """Delete everything that is kept about a member. The bot has to be stopped.

    Example:  python -m bot erase 80351110224678912 --yes

    Members do the same by themselves with /me delete.
    """
    from .settings import Settings
    from .upkeep import erase_learner

    _say(erase_learner(Settings.load(), learner_id, confirmed=yes))


@app.command()
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
    from .doctor import State, examine

    checks = examine(os.environ, now=datetime.now(UTC))
    sound = all(one.state is not State.PROBLEM for one in checks)
    if as_json:
        typer.echo(json.dumps({"ok": sound, "checks": [one._asdict() for one in checks]}))
    else:
        _say([*map(str, checks), "ok" if sound else "Something is to be done."])
    raise typer.Exit(0 if sound else 1)


@db.command()
def backup(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The file to make; it must be new.")],
) -> None:
    """Copy the database to a new file, checked. Works beside a running bot.

    Example:  python -m bot db backup coach-monday.db
    """
    from .settings import Settings
    from .upkeep import back_up_database

    _say(back_up_database(Settings.load(), out))


@db.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What db backup made.")],
) -> None:
    """Put a backup in the place of the database. The bot has to be stopped.

    Example:  python -m bot db restore coach-monday.db

    What it replaces is kept beside; who was erased since the backup is erased again.
    """
    from .settings import Settings
    from .upkeep import restore_database

    _say(restore_database(Settings.load(), file))


@db.command()
def migrate() -> None:
    """Bring the database to this version's schema, as `run` does. The bot has to be stopped.

    Example:  python -m bot db migrate
    """
    from .settings import Settings
    from .upkeep import migrate_database

    _say(migrate_database(Settings.load()))


def _say(lines: Sequence[str]) -> None:
    for line in lines:
        typer.echo(line)
