"""A text that was read from a file, and what is said about places in it.

A place is an index: the number of code points before it. Lines and columns are counted from 1 and
as editors count them, so they are made here and only for showing.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from ..domain.errors import ContentError
from ..domain.fault import Fault

_LINE_BREAK = re.compile(r"\r\n|\n|\r")
_SHOWN_CHARS = 96
_SHOWN_PROBLEMS = 40
_SHOWN_NAME_CHARS = 60


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong at one place: what it is, and what to write instead."""

    index: int
    sentence: str


@dataclass(frozen=True)
class SourceText:
    """The text of the file called `name`."""

    name: str
    text: str

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_BREAK.finditer(self.text))]

    def place(self, index: int) -> tuple[int, int]:
        """The line and column of an index."""
        line = bisect_right(self._line_starts, index)
        return line, index - self._line_starts[line - 1] + 1

    def line_at(self, index: int) -> tuple[str, int]:
        """The whole line around an index, and how many of its characters stand before the index."""
        line, column = self.place(index)
        start = self._line_starts[line - 1]
        line_break = _LINE_BREAK.search(self.text, start)
        return self.text[start : line_break.start() if line_break else None], column - 1

    def error(self, problems: Iterable[Problem]) -> ContentError:
        """An error of all problems in the order of their places."""
        ordered = sorted(dict.fromkeys(problems), key=lambda problem: problem.index)
        faults = [self.fault(problem) for problem in ordered[:_SHOWN_PROBLEMS]]
        if len(ordered) > _SHOWN_PROBLEMS:
            faults.append(Fault(self.name, "and more; mend these first"))
        return ContentError(*faults)

    def fault(self, problem: Problem) -> Fault:
        """A problem as authors are told of it, with its line and a caret."""
        line, column = self.place(problem.index)
        shown, before = _window(*self.line_at(problem.index))
        excerpt = f"    {shown}\n    {' ' * before}^"
        return Fault(self.name, problem.sentence, line, column, excerpt)


def short(name: str) -> str:
    """A name from a file between backticks, cut to a length that can be shown."""
    return f"`{name}`" if len(name) <= _SHOWN_NAME_CHARS else f"`{name[:_SHOWN_NAME_CHARS]}…`"


def _window(line: str, before: int) -> tuple[str, int]:
    """The part of a line around a place, without indentation and control characters."""
    start = min(len(line) - len(line.lstrip()), before)
    if before - start > _SHOWN_CHARS * 3 // 4:
        start = before - _SHOWN_CHARS // 2
    shown = line[start : start + _SHOWN_CHARS].rstrip()
    shown = "".join(one if one.isprintable() else " " if one == "\t" else "�" for one in shown)
    return shown, before - start
