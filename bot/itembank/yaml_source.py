"""YAML to plain data, with the place of every key and value.

Only a safe part of YAML is read: one document of mappings, lists and scalars, at most 20 levels
deep and 512 KiB long. Anchors, aliases, tags, and two keys of one name are refused. Plain scalars
follow the core schema of YAML 1.2, so `no`, `on` and dates stay text.

The parser's events are composed here because PyYAML's own composer follows aliases, keeps the last
of two equal keys, and recurses as deep as the file does. libyaml serves where it is built in: it is
ten times as fast as the parser in Python.

Source: YAML 1.2.2, section 10.3 (core schema).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from ..domain.errors import ContentError
from ..domain.fault import Fault
from .source_text import Problem, SourceText, short
from .syntax_advice import advise

Path = tuple[str | int, ...]
"""The way to a value: keys and positions from the top, such as `("required", 0, "any", 2)`."""

# The stubs neither tell kinds of events apart nor promise that an event has a mark.
_Event = Any

MAX_BYTES = 512 * 1024
MAX_DEPTH = 20
_MAX_PROBLEMS = 100

_FASTEST_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# What YAML can't carry, and the signs that make text read otherwise than it is stored.
_UNREADABLE = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069]"
)
_CONSTANTS: Mapping[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?(?:[0-9]{1,18}\.?[0-9]{0,18}|\.[0-9]{1,18})(?:[eE][-+]?[0-9]{1,3})?")
# How one character of a value is written: as itself, as an escape, or as the break of a folded
# line, where n breaks stand for n - 1 characters and a single one for a space.
_BREAK = r"(?:\r\n|\n|\r)[ \t]*"
_FOLD = rf"[ \t]*(?:{_BREAK}(?={_BREAK}))?{_BREAK}"
_PLAIN_UNIT = re.compile(rf"({_FOLD}|.)")
_UNITS = {
    "'": re.compile(rf"({_FOLD}|''|.)"),
    '"': re.compile(rf"(?:\\{_BREAK})*({_FOLD}|\\(?:x..|u.{{4}}|U.{{8}}|.)|.)"),
}


@dataclass(frozen=True)
class YamlSource:
    """A YAML file that was read.

    Attributes:
        data: mappings, lists, str, int, float, bool and None.
        values: path -> index of the value.
        keys: path -> index of the key.
        problems: what is wrong with the file as YAML; the data is there all the same.
    """

    text: SourceText
    data: object
    values: Mapping[Path, int]
    keys: Mapping[Path, int]
    problems: tuple[Problem, ...] = ()

    def known(self, path: Path) -> Path:
        """The path without the parts that are not in the file."""
        found: Path = ()
        for part in path:
            if (*found, part) in self.values:
                found = (*found, part)
        return found

    def index(self, path: Path, *, key: bool = False) -> int:
        """Where the value or its key stands; for a path not in the file, its nearest parent."""
        found = self.known(path)
        return self.keys.get(found, self.values[found]) if key else self.values[found]

    def index_in(self, path: Path, offset: int) -> int:
        """Where character number `offset` of a text value stands; in a block scalar, its start."""
        index = self.values[path]
        text = self.text.text
        style = text[index : index + 1]
        if style in {"|", ">"}:
            return index
        index += style in _UNITS
        units = _UNITS.get(style, _PLAIN_UNIT)
        place = index
        for _ in range(offset + 1):
            if (unit := units.match(text, index)) is None:
                return index
            place, index = unit.span(1)
        return place

    def texts(self) -> Iterator[tuple[Path, str]]:
        """All values that are text, with their paths, in the order of the file."""
        for path in self.values:
            value = self.data
            for part in path:
                value = value[part]  # type: ignore[index]
            if isinstance(value, str):
                yield path, value


def read_yaml(name: str, raw: bytes, *, loader: type[Any] = _FASTEST_LOADER) -> YamlSource:
    """Read the bytes of the file called `name`.

    Raises:
        ContentError: the bytes are no YAML of the kind that is read here.
    """
    text = _decode(name, raw)
    composer = _Composer(text, yaml.parse(text.text, Loader=loader))
    try:
        data = composer.document()
    except yaml.MarkedYAMLError as error:
        problems = {one.index: one for one in (advise(text, error), *composer.problems)}
        raise text.error(problems.values()) from None
    return YamlSource(text, data, composer.values, composer.keys, tuple(composer.problems))


def _decode(name: str, raw: bytes) -> SourceText:
    if len(raw) > MAX_BYTES:
        raise ContentError(Fault(name, f"the file is over {MAX_BYTES // 1024} KiB; split it", 1, 1))
    try:
        text = SourceText(name, raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        text = SourceText(name, raw.decode("utf-8-sig", "replace"))
        index = len(raw[: error.start].decode("utf-8-sig"))
        problem = Problem(
            index, f"byte 0x{raw[error.start]:02X} is not UTF-8; save the file as UTF-8"
        )
        raise text.error([problem]) from None
    if unreadable := _UNREADABLE.search(text.text):
        code = f"U+{ord(unreadable[0]):04X}"
        sentence = f"the character {code} can't stand in a pack; remove it"
        raise text.error([Problem(unreadable.start(), sentence)])
    return text


class _Composer:
    """Makes data of the events of one document."""

    def __init__(self, text: SourceText, events: Iterator[_Event]) -> None:
        self._text = text
        self._events = events
        self.values: dict[Path, int] = {(): 0}
        self.keys: dict[Path, int] = {}
        self.problems: list[Problem] = []

    def document(self) -> object:
        next(self._events)  # the start of the stream
        if isinstance(next(self._events), yaml.StreamEndEvent):
            return None
        data = self._node(next(self._events), ())
        next(self._events)  # the end of the document
        event = next(self._events)
        if not isinstance(event, yaml.StreamEndEvent):
            self._note(event, "a second document starts here; a file holds one")
        return data

    def _node(self, event: _Event, path: Path) -> object:
        self.values[path] = event.start_mark.index
        if len(path) > MAX_DEPTH:
            raise self._fatal(event, f"this is nested deeper than {MAX_DEPTH} levels; flatten it")
        self._refuse_extras(event)
        if isinstance(event, yaml.ScalarEvent):
            return _resolve(event.value) if event.implicit[0] else event.value
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        return self._mapping(path) if isinstance(event, yaml.MappingStartEvent) else None

    def _sequence(self, path: Path) -> list[object]:
        entries: list[object] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            entries.append(self._node(event, (*path, len(entries))))
        return entries

    def _mapping(self, path: Path) -> dict[str, object]:
        entries: dict[str, object] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event)
            place = (*path, key)
            if key in entries:
                self._repeated(event, place)
            else:
                self.keys[place] = event.start_mark.index
                entries[key] = self._node(next(self._events), place)
        return entries

    def _key(self, event: _Event) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            raise self._fatal(event, "a key must be one plain word")
        self._refuse_extras(event)
        return event.value

    def _repeated(self, event: _Event, path: Path) -> None:
        """Read over the value of a key that was there before."""
        line, _ = self._text.place(self.keys[path])
        self._note(
            event, f"the key {short(event.value)} was given in line {line}; remove one of them"
        )
        kept = self.values, self.keys
        self.values, self.keys = {}, {}
        self._node(next(self._events), path)
        self.values, self.keys = kept

    def _refuse_extras(self, event: _Event) -> None:
        if isinstance(event, yaml.AliasEvent):
            extra = "`*` starts a YAML alias"
        elif event.anchor is not None:
            extra = "`&` starts a YAML anchor"
        elif event.tag is not None:
            extra = "`!` starts a YAML tag"
        else:
            return
        self._note(event, f"{extra}, which packs can't use; put quotes around the text")

    def _note(self, event: _Event, sentence: str) -> None:
        self.problems.append(Problem(event.start_mark.index, sentence))
        if len(self.problems) >= _MAX_PROBLEMS:
            raise self._text.error(self.problems)

    def _fatal(self, event: _Event, sentence: str) -> ContentError:
        self._note(event, sentence)
        return self._text.error(self.problems)


def _resolve(plain: str) -> object:
    """What a scalar without quotes stands for."""
    if plain in _CONSTANTS:
        return _CONSTANTS[plain]
    if _INTEGER.fullmatch(plain):
        return int(plain)
    if _FLOAT.fullmatch(plain):
        return float(plain)
    return plain
