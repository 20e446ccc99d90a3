"""Packs that nobody should be able to hurt us with: each is refused, quickly, at a place.

The files are made here from the examples, so that each has one fault only.
"""

import copy
import re
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import ContentError
from bot.itembank.pack import load_bank
from bot.itembank.yaml_source import MAX_BYTES
from tests.itembank.examples import (
    ITEM,
    LESSON,
    MISCONCEPTIONS,
    PACK,
    RIVALS,
    SCALES,
    SYNONYMS,
    write_content,
)

# A second is the goal; coverage may triple it. What grows with the square takes minutes.
MAX_SECONDS = 5.0
MAX_MEMORY_BYTES = 100 * 1024 * 1024
MAX_MESSAGE_CHARS = 20_000

FILES = {
    "small/items/what-is-it.yaml": ITEM,
    "small/lessons/basics.yaml": LESSON,
    "small/pack.yaml": PACK,
    "synonyms.yaml": SYNONYMS,
    "rivals.yaml": RIVALS,
    "scales.yaml": SCALES,
    "misconceptions.yaml": MISCONCEPTIONS,
}
ITEM_FILE = "small/items/what-is-it.yaml"
BROKEN_PATTERNS = (
    "(a | b",
    "a)",
    "a &",
    "& a",
    "a && ",
    "a ... ",
    "?",
    "a?",
    "NOT",
    "NOT a?",
    "( )",
    "a | b",
    "@nobody a",
    "a @",
    "((((((((a))))))))",
    "NOT " * 70 + "?",
    "(" * 300,
)
PATTERN_PLACES = (
    ("required", 0, "any", 1),
    ("required", 0, "close", 0),
    ("required", 0, "follow_up", "any", 0),
    ("bonus", 0, "any", 0),
    ("synonyms", "engine", 1),
)
Case = tuple[str, str, bytes]


def filled(piece: str) -> str:
    """As much of a piece as a file may hold."""
    return piece * ((MAX_BYTES - 5_000) // len(piece))


def bomb(levels: int = 9) -> str:
    """The billion laughs, in YAML."""
    first = f"a0: &a0 [{', '.join(['lol'] * 9)}]\n"
    return first + "".join(
        f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]\n" for level in range(1, levels)
    )


ANYWHERE = {
    "an alias bomb": bomb(),
    "an alias of itself": "x: &x [*x]\n",
    "an alias to nothing": "x: *nothing\n",
    "a flood of aliases": f"x: [{filled('*a,')}]\n",
    "a flood of anchors": filled("- &a b\n"),
    "a merge key": "x: &x {a: 1}\n<<: *x\n",
    "a call": "x: !!python/object/apply:os.system ['echo hostile']\n",
    "a module": "x: !!python/module:os\n",
    "a name": "x: !!python/name:os.system\n",
    "bytes": "x: !!binary aGk=\n",
    "a set": "x: !!set {a, b}\n",
    "a tag of its own": "x: !hostile a\n",
    "a tag by address": "x: !<tag:yaml.org,2002:str> a\n",
    "a tag directive": "%TAG ! tag:example.com,2026:\n---\nx: !a b\n",
    "deep lists": "x: " + filled("["),
    "deep mappings": "x: " + filled("{a: "),
    "deep blocks": filled("- "),
    "deep keys": filled("? "),
    "closed deep lists": "x: " + "[" * 5000 + "]" * 5000 + "\n",
    "a key that is a list": "? [a, b]\n: c\n",
    "a key that is a mapping": "{a: b}: c\n",
    "a long comment": "#" * MAX_BYTES + "#",
    "a long text": f"x: '{'y' * MAX_BYTES}'\n",
    "a NUL": "x: a\0b\n",
    "only NULs": "\0" * 1000,
    "an escape character": "x: \x1b[2J\n",
    "a bell": "x: '\x07'\n",
    "a delete": "x: \x7f\n",
    "a surrogate's neighbour": "x: \ufffe\n",
    "text that runs backwards": "x: \u202egnihton\n",
    "an isolate": "x: \u2066a\n",
    "a tab that indents": "x:\n\t- a\n",
    "an open quote": "x: 'a\n",
    "an open double quote": 'x: "a\n',
    "an open list": "x: [a, b\n",
    "an open mapping": "x: {a: b\n",
    "a list closed by a brace": "x: [a}\n",
    "a closing bracket": "]\n",
    "a colon in a text": "x: a: b\n",
    "an at sign": "x: @a\n",
    "a backtick": "x: `a`\n",
    "a percent sign": "x: %a\n",
    "a star": "x: *a b\n",
    "an exclamation mark": "x: ! a\n",
    "a bad escape": 'x: "\\q"\n',
    "text after a quote": "x: 'a' b\n",
    "a line that is no entry": "x: a\nhostile\ny: b\n",
    "a wrong column": "x:\n    - a\n  - b\n",
    "a second document": "x: a\n---\ny: b\n",
    "the same key twice": "x: 1\nx: 2\n",
    "a flood of one key": filled("x: 1\n"),
    "a flood of keys": "".join(f"k{number}: 1\n" for number in range(20_000)),
    "a flood of brackets": "x: [" + filled("[],"),
    "a flood of lines": filled("\n") + "]",
    "a word": "hostile\n",
    "a number": "5\n",
    "an endless number": "x: " + "9" * 10_000 + "\n",
    "a list of lists": "- - - a\n",
    "a mapping of nothing": "hostile:\n",
}
BYTES = {
    "Latin-1": "x: é\n".encode("latin-1"),
    "UTF-16": "x: a\n".encode("utf-16"),
    "UTF-32": "x: a\n".encode("utf-32"),
    "a cut character": b"x: \xe2\x82",
    "an overlong NUL": b"x: \xc0\x80\n",
    "a surrogate": b"x: \xed\xa0\x80\n",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "a zip file": b"PK\x03\x04" + bytes(200),
}
WRONG_VALUES: tuple[object, ...] = (5, True, None, "x" * 5000, [], [[]], {"a": 1})


def paths_in(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The paths of all values of a tree."""
    yield path
    if isinstance(value, dict | list):
        for key, entry in value.items() if isinstance(value, dict) else enumerate(value):
            yield from paths_in(entry, (*path, key))


def replaced(tree: Any, path: tuple[str | int, ...], value: object) -> Any:
    """A copy of a tree with one value exchanged."""
    if not path:
        return value
    tree = copy.deepcopy(tree)
    inner = tree
    for part in path[:-1]:
        inner = inner[part]
    inner[path[-1]] = value
    return tree


def broken_yaml() -> Iterator[Case]:
    for file in FILES:
        for name, text in ANYWHERE.items():
            yield name, file, text.encode()
        for name, raw in BYTES.items():
            yield name, file, raw


def broken_values() -> Iterator[Case]:
    """Each value of the item exchanged for ones of another kind, and for an unknown key."""
    tree = yaml.safe_load(ITEM)
    for path in paths_in(tree):
        where = ".".join(map(str, path)) or "all"
        old = tree
        for part in path:
            old = old[part]
        if isinstance(old, dict):
            hostile = replaced(tree, path, {**old, "hostile": 1})
            yield f"an unknown key in {where}", ITEM_FILE, yaml.safe_dump(hostile).encode()
        for value in WRONG_VALUES:
            if not fits(path, value):
                text = yaml.safe_dump(replaced(tree, path, value))
                yield f"{str(value)[:20]} as {where}", ITEM_FILE, text.encode()


def fits(path: tuple[str | int, ...], value: object) -> bool:
    """Whether the value is right there as well."""
    name = path[-1] if path else ""
    if name in {"weight", "cap", "score"}:
        return value in (5, True, None) and not (name == "weight" and value is None)
    if name in {"close", "bonus", "misconceptions", "samples", "any"} and value == []:
        return name != "any" or "follow_up" in path
    return name in {"hint", "follow_up", "band"} and value is None


def broken_patterns() -> Iterator[Case]:
    tree = yaml.safe_load(ITEM)
    for path in PATTERN_PLACES:
        for pattern in BROKEN_PATTERNS:
            text = yaml.safe_dump(replaced(tree, path, pattern))
            yield f"{pattern[:20]} in {'.'.join(map(str, path))}", ITEM_FILE, text.encode()


CASES = [*broken_yaml(), *broken_values(), *broken_patterns()]


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_content(tmp_path_factory.mktemp("hostile") / "content")


def refusal(content: Path, file: str, raw: bytes) -> str:
    """What is said about the example with one of its files exchanged."""
    path = content / file
    path.write_bytes(raw)
    try:
        with pytest.raises(ContentError) as refused:
            load_bank(content)
    finally:
        path.write_text(FILES[file])
    return str(refused.value)


def test_the_example_itself_is_accepted(content: Path) -> None:
    assert load_bank(content).items


def test_there_are_hostile_packs_enough() -> None:
    assert len(CASES) >= 200


@pytest.mark.parametrize(
    ("file", "raw"),
    [pytest.param(file, raw, id=f"{name}, {Path(file).stem}") for name, file, raw in CASES],
)
def test_a_hostile_pack_is_refused_quickly_and_at_a_place(
    content: Path, file: str, raw: bytes
) -> None:
    start = time.process_time()
    message = refusal(content, file, raw)
    assert time.process_time() - start < MAX_SECONDS
    assert len(message) < MAX_MESSAGE_CHARS
    heads = [line for line in message.split("\n") if line and not line.startswith("    ")]
    assert re.match(rf"{re.escape(str(content / file))}:\d+:\d+: \S", heads[0])
    assert all(line.startswith(f"{content / file}:") for line in heads)
    assert message.replace("\n", "").isprintable()


@pytest.mark.parametrize("name", ["an alias bomb", "a flood of keys", "a flood of one key"])
def test_a_hostile_pack_costs_little_memory(content: Path, name: str) -> None:
    tracemalloc.start()
    refusal(content, ITEM_FILE, ANYWHERE[name].encode())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < MAX_MEMORY_BYTES


@given(file=st.sampled_from(sorted(FILES)), data=st.data())
def test_a_damaged_pack_is_read_or_refused_at_a_place(
    content: Path, file: str, data: st.DataObject
) -> None:
    text = FILES[file]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 20)))
    new = data.draw(st.text("ab:-'\"[]{}&*!|>@#()? \n\t\0é", max_size=6))
    path = content / file
    path.write_text(text[:start] + new + text[end:])
    message = ""
    try:
        load_bank(content)
    except ContentError as error:
        message = str(error)
    finally:
        path.write_text(text)
    assert re.match(rf"$|{re.escape(str(content))}/\S+:\d+:\d+: \S", message)
