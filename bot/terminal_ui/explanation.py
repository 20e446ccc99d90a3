"""A grade taken apart: how the text was read, which pattern decided what, how the score adds up."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.table import Column, Table
from rich.text import Text

from ..domain.cues import Mood
from ..domain.feedback import STATUS_WORDS
from ..domain.gloss import Gloss, gloss
from ..domain.grade import Finding, Grade, Mark
from ..domain.item import Criterion, Item
from .render import plain


def explanation(item: Item, grade: Grade, text: str) -> RenderableType:
    """The grade of the text, criterion by criterion."""
    table = Table(
        Column("criterion", overflow="fold"),  # an id cut short can't be looked up
        "result",
        "points",
        "decided by, in your words",
        box=None,
    )
    required = {criterion.id for criterion in item.required}
    for mark in grade.marks:
        table.add_row(*_mark_row(item.criterion(mark.criterion), mark, text, required))
    for finding in grade.misconceptions:
        table.add_row(*_finding_row(finding, text))
    return Group(
        _reading(gloss(text)),
        Text(""),
        *((table, Text("")) if table.row_count else ()),
        Text(_sum(item, grade)),
        Text(_versions(grade), "dim"),
    )


def _reading(words: Sequence[Gloss]) -> RenderableType:
    """The sentences as they were read: ¬ before what is denied, in brackets what is not claimed."""
    lines = [Text("Read as stems, ¬ before denied ones:", "dim")]
    for number, sentence in groupby(words, key=lambda one: one.sentence):
        line = Text(f"{number + 1:3}  ", "dim")
        lines.append(_append_words(line, list(sentence)))
    return Group(*lines)


def _append_words(line: Text, words: Iterable[Gloss]) -> Text:
    mood = Mood.CLAIMED
    for one in words:
        style = "red" if one.denied else "" if one.content else "dim"
        line.append(f"{'¬' * one.denied}{plain(one.stem)} ", style)
        mood |= one.mood
    names = " ".join(part.name.lower() for part in mood if part.name)
    return line.append(f"[{names}]", "yellow") if names else line


def _mark_row(criterion: Criterion, mark: Mark, text: str, required: set[str]) -> list[Text]:
    of = f"of {criterion.weight:g}" if criterion.id in required else "bonus"
    return [
        Text(criterion.id),
        Text(STATUS_WORDS[mark.status]),
        Text(f"{mark.credit * criterion.weight:.3g} {of}"),
        _decided(mark, text),
    ]


def _finding_row(finding: Finding, text: str) -> list[Text]:
    price = "no cost here" if not finding.attached else f"-{finding.penalty:g}"
    return [
        Text(finding.id),
        Text("misconception"),
        Text(f"at most {finding.cap:g}" if finding.cap is not None else price),
        _decided(finding, text),
    ]


def _decided(one: Mark | Finding, text: str) -> Text:
    """The pattern that decided, and below it what it found."""
    quotes = [Text(f"“{plain(text[start:end])}”", "cyan") for start, end in one.evidence]
    return Text("\n").join([*([Text(one.pattern)] if one.pattern else []), *quotes])


def _sum(item: Item, grade: Grade) -> str:
    if grade.score is None:
        return f"Not graded: {', '.join(grade.flags) or 'nothing to grade'}."
    earned = sum(mark.credit * item.criterion(mark.criterion).weight for mark in grade.marks)
    whole = sum(criterion.weight for criterion in item.required)
    flags = f" Flags: {', '.join(grade.flags)}." if grade.flags else ""
    return f"{earned:.3g} of {whole:.3g} points; score {grade.score:.2f}, {grade.band}.{flags}"


def _versions(grade: Grade) -> str:
    return f"rubric {grade.rubric_version}, engine {grade.engine_version}"
