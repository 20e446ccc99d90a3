"""The grader beside humans: figures, and the answers on which they part."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ..domain.agreement import Estimate
from ..domain.bank import Bank
from ..domain.calibration import Agreement, Calibration, CriterionAgreement, Judged
from ..domain.grade import Band
from .explanation import explanation
from .render import plain

_NOT_MARKED = "* not marked by anyone: by the score, >= 0.8 should earn it and < 0.2 should not"


def show_calibration(calibration: Calibration, bank: Bank, console: Console, *, worst: int) -> None:
    """Print everything, the `worst` answers last."""
    console.print(Text("Agreement, with 95 % intervals", "bold"))
    console.print(_agreements(calibration.agreements))
    console.print(Text("\nBand by the human (rows), by the grader (columns)", "bold"))
    console.print(_confusion(calibration.confusion))
    console.print(Text("\nCriteria", "bold"))
    console.print(_criteria(calibration.criteria))
    if any(not one.marked for one in calibration.criteria):
        console.print(Text(_NOT_MARKED, "dim"))
    for number, judged in enumerate(calibration.worst(worst), 1):
        console.print(_answer(number, judged, bank))


def facts(calibration: Calibration, *, worst: int) -> dict[str, Any]:
    """The same as one object for JSON."""
    shown = calibration.model_dump(mode="json", exclude={"judged"})
    return shown | {"worst": [_answer_facts(one) for one in calibration.worst(worst)]}


def _agreements(agreements: Sequence[Agreement]) -> Table:
    table = _wide_table("")
    some_ungraded = any(one.ungraded for one in agreements)
    for name in ("n", *(["ungraded"] * some_ungraded), "Pearson", "Spearman", "mean error"):
        table.add_column(name, justify="right", no_wrap=True)
    for one in agreements:
        table.add_row(
            one.name,
            str(one.answers),
            *([str(one.ungraded)] * some_ungraded),
            *map(_estimate, (one.pearson, one.spearman, one.mean_absolute_error)),
        )
    return table


def _wide_table(first: str) -> Table:
    """A table whose first column takes, and gives, the room that the figures leave."""
    table = Table(box=None, expand=True, pad_edge=False)
    table.add_column(first, no_wrap=True, ratio=1)
    return table


def _estimate(figure: Estimate) -> str:
    if figure.value is None:
        return "-"
    value = _number(figure.value)
    if figure.low is None or figure.high is None:
        return value
    return f"{value} ({_number(figure.low)}, {_number(figure.high)})"


def _number(figure: float) -> str:
    """Two decimals, without the 0 before the point."""
    return f"{figure:.2f}".replace("0.", ".", 1)


def _confusion(confusion: Mapping[Band, Mapping[Band, int]]) -> Table:
    table = Table("", box=None)
    for band in Band:
        table.add_column(band, justify="right")
    for human, row in confusion.items():
        cells = (Text(str(row[band] or "·"), "bold" if band is human else "") for band in Band)
        table.add_row(human, *cells)
    return table


def _criteria(criteria: Iterable[CriterionAgreement]) -> Table:
    table = _wide_table("")
    for name in ("missed where met", "given where not met"):
        table.add_column(name, justify="right", no_wrap=True)
    for question, group in groupby(criteria, key=lambda one: one.question_id):
        table.add_row(Text(question, "dim"))
        for one in group:
            table.add_row(
                f"  {one.criterion}" + ("" if one.marked else " *"),
                _share(one.missed_positives, one.met),
                _share(one.missed_negatives, one.unmet),
            )
    return table


def _share(count: int, of: int) -> Text:
    if not of:
        return Text("-", "dim")
    return Text(f"{count} of {of}  {count / of:4.0%}", "" if count else "dim")


def _answer(number: int, judged: Judged, bank: Bank) -> RenderableType:
    answer = judged.answer
    head = Text(
        f"\n{number}. {answer.question_id}: human {answer.score:.2f}, "
        f"grader {judged.given:.2f} ({judged.off:+.2f})",
        "bold",
    )
    parts = explanation(bank.item(answer.question_id), judged.grade, answer.text)
    return Group(head, Padding(Text(plain(answer.text)), (0, 0, 1, 2)), parts)


def _answer_facts(judged: Judged) -> dict[str, Any]:
    answer, grade = judged.answer, judged.grade
    return {
        "question_id": answer.question_id,
        "text": answer.text,
        "human": answer.score,
        **grade.model_dump(mode="json", include={"score", "band", "flags"}),
        "marks": [
            {**mark.model_dump(mode="json"), "quotes": [answer.text[a:b] for a, b in mark.evidence]}
            for mark in grade.marks
        ],
        "misconceptions": [finding.model_dump(mode="json") for finding in grade.misconceptions],
    }
