"""Commands for authors of questions: grade, check, compare with humans."""

import json
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from ..domain.errors import CoachError
from .output import Picture, write

Content = Annotated[
    Path | None,
    typer.Option("--content", help="Folder of packs, e.g. draft. Left out: the bot's own."),
]


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
    content: Content = None,
) -> None:
    """Grade one answer and show what was found in it; keeps nothing.

    Example:  python -m bot grade what-is-the-gil "Only one thread runs Python code at a time."

    With --jsonl, lines of JSON are read and answered in the same order, one line each.
    """
    from ..domain.grading import Grader
    from ..itembank.pack import find_content, load_bank

    if text is None and sys.stdin is None:
        raise CoachError("There is no standard input to read from.")
    bank = load_bank(content or find_content())
    if jsonl:
        from ..terminal_ui.batch import answer_stream

        answer_stream(Grader(bank), sys.stdin.buffer, sys.stdout)
        return
    from ..terminal_ui.grade import ask_for_text, show_grade
    from ..terminal_ui.keyboard import open_console, read_line

    if question is None:
        raise CoachError(f"Say which question: {bank.items[0].id}, for example; or give --jsonl.")
    item, console = bank.item(question), open_console()
    show_grade(
        item,
        ask_for_text(item, console, read_line) if text is None else text,
        grader=Grader(bank),
        catalogue=bank.misconceptions,
        console=console,
        explain=explain,
    )


def check(
    path: Annotated[
        Path | None, typer.Argument(help="Folder of packs. Left out: the bot's own.")
    ] = None,
    *,
    only: Annotated[
        str | None, typer.Option("--only", metavar="QUESTION", help="Check this question alone.")
    ] = None,
    samples: Annotated[
        str | None,
        typer.Option(
            "--samples",
            metavar="QUESTION",
            help="Check this question alone, and show where its samples land.",
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

    Example:  python -m bot check --only what-is-the-gil

    Errors end it with exit code 1, warnings and notes don't.
    """
    from ..itembank.check import check_content
    from ..itembank.finding import Severity
    from ..itembank.overview import overviews
    from ..itembank.pack import find_content
    from ..itembank.summary import facts, summarise

    if only and samples and only != samples:
        raise CoachError("Name one question: with --only, or with --samples.")
    content = path or find_content()
    report = check_content(content, only=only or samples, processes=os.cpu_count() or 1)
    if readme and report.bank is not None:
        for page, text in overviews(content, report.bank).items():
            write(page, text.encode())
    if as_json:
        typer.echo(json.dumps(facts(report)))
    elif report.bank is None:
        for fault in report.faults:
            typer.echo(fault)
    else:
        if samples is not None:
            from ..terminal_ui.keyboard import open_console
            from ..terminal_ui.samples import show_samples

            item = report.bank.item(samples)
            show_samples(item, [one.grade for one in report.landings[item.id]], open_console())
            typer.echo()
        shown = set(Severity) if notes else {Severity.ERROR, Severity.WARNING}
        for line in report.lines(frozenset(shown)):
            typer.echo(line)
        typer.echo(summarise(report))
    raise typer.Exit(0 if report.passed else 1)


def calibrate(
    file: Annotated[
        Path | None, typer.Argument(help="Marked answers. Left out: the bank's own samples.")
    ] = None,
    *,
    picture: Picture = None,
    worst: Annotated[
        int, typer.Option("--worst", metavar="N", min=0, help="How many of the worst to show.")
    ] = 5,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object instead of text.")
    ] = False,
    content: Content = None,
) -> None:
    """Compare the grader with humans: agreement, bands, criteria and the answers furthest apart.

    Example:  python -m bot calibrate answers.csv --picture calibration.png

    The file is CSV with the columns question_id, text, score (0 to 1) and, if you like, criteria
    ({"depth": true}), or has a JSON object with these fields on each line.
    """
    from ..coach.calibration import calibrate
    from ..domain.grading import Grader
    from ..itembank.marked import marked_samples, read_marked
    from ..itembank.pack import find_content, load_bank
    from ..terminal_ui.calibration import facts, show_calibration
    from ..terminal_ui.keyboard import open_console

    bank = load_bank(content or find_content())
    answers = marked_samples(bank) if file is None else read_marked(file, bank)
    if not answers:
        raise CoachError("No sample of the bank has a score; give a file of marked answers.")
    calibration = calibrate(bank, Grader(bank), answers)
    if picture is not None:
        from ..pictures.calibration import draw_calibration

        write(picture, draw_calibration(calibration))
    if as_json:
        typer.echo(json.dumps(facts(calibration, worst=worst)))
    else:
        show_calibration(calibration, bank, open_console(), worst=worst)


def suggest(
    question: Annotated[str, typer.Argument(help="Id of the question, e.g. what-is-the-gil.")],
    file: Annotated[
        Path | None, typer.Argument(help="Marked answers, as for calibrate. Left out: its samples.")
    ] = None,
    *,
    words: Annotated[int, typer.Option(min=1, help="How many words to show of each side.")] = 25,
    content: Content = None,
) -> None:
    """List the words that part good answers (0.8 and more) from poor ones (below 0.4).

    Example:  python -m bot suggest what-is-the-gil

    A word that no pattern knows may be a missing synonym. Samples held back are not looked at.
    """
    from ..domain.suggestion import suggest
    from ..itembank.marked import part_answers, part_samples, read_marked
    from ..itembank.pack import find_content, load_bank
    from ..terminal_ui.keyboard import open_console
    from ..terminal_ui.suggestion import show_suggestions

    bank = load_bank(content or find_content())
    item = bank.item(question)
    good, poor = part_samples(item) if file is None else part_answers(item, read_marked(file, bank))
    if not (good and poor):
        raise CoachError(
            f"Both are needed: {len(good)} good and {len(poor)} poor answers are here."
        )
    ends = {name: (*scale.same, *scale.opposite) for name, scale in bank.scales.items()}
    found = suggest(item, {**bank.synonyms, **ends}, good, poor)
    show_suggestions(found, good=len(good), poor=len(poor), shown=words, console=open_console())


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
    from ..domain.personal_data import PersonalData
    from ..itembank.pack import find_content
    from ..itembank.schema import item_schema, write_item_schema

    if export:
        typer.echo(json.dumps(PersonalData.model_json_schema(mode="serialization"), indent=2))
        return
    if write:
        typer.echo(write_item_schema(find_content()))
    else:
        typer.echo(json.dumps(item_schema(), indent=2))
