"""Grading one answer, given as an argument, piped, or typed."""

import sys
from collections.abc import Callable, Iterator, Mapping

from rich.console import Console

from ..domain.feedback import give_feedback
from ..domain.item import Item, Misconception
from . import render
from .batch import Grader
from .explanation import explanation


def ask_for_text(item: Item, console: Console, read: Callable[[str], str]) -> str:
    """What is piped into the process, or else what is typed up to an empty line."""
    if not sys.stdin.isatty():
        return sys.stdin.read()
    console.print(render.prompt(item))
    console.print("Your answer; finish it with an empty line.", style="dim")
    return "\n".join(_lines(read))


def show_grade(
    item: Item,
    text: str,
    *,
    grader: Grader,
    catalogue: Mapping[str, Misconception],
    console: Console,
    explain: bool,
) -> None:
    """Grade the text and print the feedback; with `explain`, also how it came about."""
    grade = grader.grade(item.id, text)
    console.print(render.feedback(give_feedback(item, grade, text, catalogue)))
    if explain:
        console.print()
        console.print(explanation(item, grade, text))


def _lines(read: Callable[[str], str]) -> Iterator[str]:
    try:
        while line := read("> "):
            yield line
    except EOFError:
        return
