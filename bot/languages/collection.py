"""Finds every text in the code that can be translated.

These are the literals given to `tr`, `tr_count` and `later`, and what Discord shows of commands:
descriptions, and the names of entries in menus.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_TEXTS = {"tr": 1, "later": 1, "tr_count": 2}
"""Function -> how many of its first arguments are texts."""

_COMMANDS = {
    "command": ("description",),
    "Group": ("description",),
    "ContextMenu": ("name",),
    "Choice": ("name",),
}
"""Function -> the keywords of which Discord shows the values."""


class Text(NamedTuple):
    """A text as it stands in the code.

    Attributes:
        many: its form for several, or None.
    """

    one: str
    many: str | None = None


def collect(package: Path) -> dict[Text, tuple[str, ...]]:
    """Every text, with the modules it stands in, in the order of the code."""
    found: dict[Text, list[str]] = {}
    for path in sorted(package.rglob("*.py")):
        where = path.relative_to(package).as_posix()
        for text in texts_in(path.read_text(encoding="utf-8")):
            places = found.setdefault(text, [])
            if where not in places:
                places.append(where)
    return {text: tuple(places) for text, places in found.items()}


def texts_in(source: str) -> Iterator[Text]:
    """The texts in the source of one module."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            yield from _texts_of(node)


def _texts_of(call: ast.Call) -> Iterator[Text]:
    name = _name(call.func)
    if isinstance(call.func, ast.Name) and name in _TEXTS:
        texts = [_literal(argument) for argument in call.args[: _TEXTS[name]]]
        if texts and texts[0] is not None:
            yield Text(texts[0], texts[1] if len(texts) > 1 else None)
    if not isinstance(call.func, ast.Attribute):
        return
    shown = _COMMANDS.get(name, ())
    for keyword in call.keywords:
        text = _literal(keyword.value)
        if text is not None and (keyword.arg in shown or name == "describe"):
            yield Text(text)


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _literal(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return None
