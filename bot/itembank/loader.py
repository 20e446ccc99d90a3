"""One YAML file of a pack to a value of the domain.

A file is checked to its end: shape, names it refers to, and patterns. All that is wrong comes in
one ContentError, in the order of the file, each with line, column and what to write instead.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from ..domain.demo_catalogue import DEMOS
from ..domain.errors import PatternError
from ..domain.item import (
    MAX_PATTERN_CHARS,
    Item,
    Misconception,
    PackInfo,
    Rivals,
    Scale,
    Scales,
    Synonyms,
)
from ..domain.lesson import Lesson
from ..domain.pattern import parse
from .sentences import explain, suggest
from .source_text import Problem, short
from .yaml_source import Path, YamlSource

Value = TypeVar("Value")

_MAX_PROBLEMS = 100
_GROUP = re.compile(r"@([\w-]+)")


@dataclass(frozen=True)
class References:
    """The names an item may use: topics of its pack, shared misconceptions and synonym groups."""

    topics: Collection[str]
    misconceptions: Collection[str]
    groups: Collection[str]


def read_pack_info(source: YamlSource, *, folder: str) -> PackInfo:
    """The head of the pack in the folder of that name.

    Raises:
        ContentError: with all that is wrong with the file.
    """
    file = _File(source)
    for path, text in source.texts():
        match path:
            case ("id",):
                file.check_id(path, text, f"the folder is called {short(folder)}", folder)
            case ("topics", int(), "id"):
                file.check_unique(path, text, "topic")
    return file.build(PackInfo)


def read_synonyms(source: YamlSource) -> Mapping[str, tuple[str, ...]]:
    """The shared synonym groups; an empty file has none.

    Raises:
        ContentError: with all that is wrong with the file.
    """
    file = _File(source)
    for path, text in source.texts():
        match path:
            case (str(), int()):
                file.check_pattern(path, text)
    return file.build(Synonyms, empty={})


def read_rivals(source: YamlSource, groups: Collection[str]) -> Rivals:
    """The pairs of groups that stand for opposite roles; an empty file has none.

    Raises:
        ContentError: with all that is wrong with the file.
    """
    file = _File(source)
    for path, text in source.texts():
        match path:
            case (int(), int()):
                file.check_name(path, text, "synonym group", groups)
    return file.build(Rivals, empty=())


def read_scales(source: YamlSource, groups: Collection[str]) -> Mapping[str, Scale]:
    """The scales, whose patterns may use synonym groups; an empty file has none.

    Raises:
        ContentError: with all that is wrong with the file.
    """
    file = _File(source)
    file.check_new_names("synonym group", groups)
    for path, text in source.texts():
        match path:
            case (str(), str(), int()):
                file.check_pattern(path, text, groups)
    return file.build(Scales, empty={})


def read_misconceptions(source: YamlSource, groups: Collection[str]) -> tuple[Misconception, ...]:
    """The catalogue of misconceptions; an empty file has none.

    Raises:
        ContentError: with all that is wrong with the file.
    """
    file = _File(source)
    for path, text in source.texts():
        match path:
            case (int(), "id"):
                file.check_unique(path, text, "misconception")
            case (int(), "demo"):
                file.check_name(path, text, "demonstration", DEMOS)
            case (int(), "any" | "asked" | "unless", int()):
                file.check_pattern(path, text, groups)
    return file.build(tuple[Misconception, ...], empty=())


def read_item(source: YamlSource, references: References, *, stem: str) -> Item:
    """The item in the file called `<stem>.yaml`.

    Raises:
        ContentError: with all that is wrong with the file.
    """
    file = _File(source)
    groups = {*references.groups, *file.keys_of("synonyms")}
    for path, text in source.texts():
        match path:
            case ("id",):
                file.check_id(path, text, f"the file is called {short(stem)}", stem)
            case ("topic",):
                file.check_name(path, text, "topic", references.topics)
            case ("misconceptions", int()) | ("misconceptions", int(), "use"):
                file.check_listed_once(path, text)
                file.check_name(path, text, "misconception", references.misconceptions)
            case ("demo",):
                file.check_name(path, text, "demonstration", DEMOS)
            case ("required" | "bonus", int(), "id"):
                file.check_unique(path, text, "criterion")
            case ("synonyms", str(), int()):
                file.check_pattern(path, text)
            case (*_, "any" | "close" | "turned", int()):
                file.check_pattern(path, text, groups)
    return file.build(Item)


def read_lesson(source: YamlSource, topics: Collection[str], *, stem: str) -> Lesson:
    """The lesson in the file called `<stem>.yaml`, named after its topic.

    Raises:
        ContentError: with all that is wrong with the file.
    """
    file = _File(source)
    for path, text in source.texts():
        match path:
            case ("topic",) if text in topics:
                file.check_id(path, text, f"the file is called {short(stem)}", stem)
            case ("topic",):
                file.check_name(path, text, "topic", topics)
            case ("demo",):
                file.check_name(path, text, "demonstration", DEMOS)
    return file.build(Lesson)


class _File:
    """A file being checked, and what is wrong with it so far."""

    def __init__(self, source: YamlSource) -> None:
        self._source = source
        self._problems = list(source.problems)
        self._taken: dict[tuple[str, str], int] = {}

    @property
    def _is_long(self) -> bool:
        """Whether the list of problems is long enough to stop looking for what was meant."""
        return len(self._problems) >= _MAX_PROBLEMS

    def keys_of(self, key: str) -> Collection[str]:
        """The keys of the mapping under a key of the file, none where there is no mapping."""
        value = self._source.data.get(key) if isinstance(self._source.data, dict) else None
        return value if isinstance(value, dict) else ()

    def check_id(self, path: Path, text: str, place: str, expected: str) -> None:
        """Note an id that differs from the name of its file or folder."""
        if text != expected:
            self._note(path, f"the id {short(text)} differs: {place}; give both one name")

    def check_name(self, path: Path, text: str, kind: str, known: Collection[str]) -> None:
        """Note a name that nothing has."""
        if text not in known and not self._is_long:
            self._note(path, f"there is no {kind} {short(text)}{suggest(text, known)}")

    def check_new_names(self, kind: str, taken: Collection[str]) -> None:
        """Note the keys of the file that are names of something else."""
        for name in self._source.data if isinstance(self._source.data, dict) else ():
            if name in taken:
                index = self._source.index((name,), key=True)
                sentence = f"a {kind} is called {short(name)} too; rename one"
                self._problems.append(Problem(index, sentence))

    def check_unique(self, path: Path, text: str, kind: str) -> None:
        """Note an id that a thing of the same kind had before."""
        if line := self._line_before(path, kind, text):
            self._note(path, f"the {kind} in line {line} has the id {short(text)} too; rename one")

    def check_listed_once(self, path: Path, text: str) -> None:
        """Note a name that was listed before."""
        if line := self._line_before(path, "", text):
            self._note(path, f"{short(text)} is listed in line {line} already; remove one")

    def _line_before(self, path: Path, kind: str, text: str) -> int | None:
        """The line that had the text for the same kind of thing before, if any had."""
        index = self._source.index(path)
        first = self._taken.setdefault((kind, text), index)
        return None if first == index else self._source.text.place(first)[0]

    def check_pattern(self, path: Path, text: str, groups: Collection[str] | None = None) -> None:
        """Note a pattern that is not of the language; without `groups` it may not use any."""
        pattern = text.strip()
        if self._is_long or not 0 < len(pattern) <= MAX_PATTERN_CHARS:
            return  # its length is a fault of its shape
        try:
            parse(pattern, (groups or ()).__contains__)
        except PatternError as error:
            sentence = error.problem
            if group := _GROUP.match(pattern, error.offset):
                sentence = _about_group(group[1], groups)
            offset = len(text) - len(text.lstrip()) + error.offset
            self._problems.append(Problem(self._source.index_in(path, offset), sentence))

    def build(self, shape: type[Value], *, empty: object = None) -> Value:
        """The value of that type which the file holds, or `empty` stands for in an empty file.

        Raises:
            ContentError: with all that is wrong with the file.
        """
        data = empty if self._source.data is None else self._source.data
        try:
            value = TypeAdapter(shape).validate_python(data)
        except ValidationError as error:
            self._problems += self._explain(error, shape)
        if self._problems:
            raise self._source.text.error(self._problems)
        return value

    def _explain(self, error: ValidationError, shape: object) -> list[Problem]:
        """What pydantic found, without what follows from problems that are already noted."""
        noted = {problem.index for problem in self._problems}
        errors = error.errors(include_url=False)[:_MAX_PROBLEMS]
        # A rule of the whole file has no place of its own: here it repeats what has one.
        errors = [one for one in errors if one["loc"] or not noted]
        found = explain(errors, shape, self._source)
        return [problem for problem in found if problem.index not in noted]

    def _note(self, path: Path, sentence: str) -> None:
        self._problems.append(Problem(self._source.index(path), sentence))


def _about_group(name: str, groups: Collection[str] | None) -> str:
    if groups is None:
        return "a synonym group can't hold another group; write its words"
    return f"there is no synonym group @{name}{suggest(name, groups)}"
