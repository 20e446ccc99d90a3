from typing import Any

import pytest
import yaml

from bot.domain.errors import ContentError
from bot.itembank.yaml_source import read_yaml

CASES = [
    ("- @thread ... turns", 1, 3, "a text that starts with `@` needs quotes"),
    ("any:\n  - @thread", 2, 5, "such as '@…'"),
    ("a: `code`", 1, 4, "a text that starts with ```"),
    ("a: %s", 1, 4, "a text that starts with `%`"),
    ("- *prefix word", 1, 3, "`*` starts a YAML alias"),
    ("a: > word", 1, 4, "a text that starts with `>`"),
    ("- | word", 1, 3, "a text that starts with `|`"),
    ("a: !<x y", 1, 4, "a text that starts with `!`"),
    ("prompt: What happens: why?", 1, 21, "this colon can't start a value here"),
    ("- a\n b: c", 2, 3, "this colon can't start a value here"),
    ("a: 'open", 1, 4, "this quote is never closed"),
    ('a: b\nc: "open\nd: e', 2, 4, "this quote is never closed"),
    ("a: [b, c\n", 1, 4, "this `[` is never closed; write `]`"),
    ("a: {b: c", 1, 4, "this `{` is never closed; write `}`"),
    ("a: [b, 'c' d]", 1, 12, "after `[` a `,` or `]` is expected here"),
    ("a: [", 1, 5, "the file ends too early; close what was opened last"),
    ('a: "\\q"', 1, None, "this escape is unknown"),
    ('a: "\\xg0"', 1, None, "this escape is unknown"),
    ("a:\n\t- b", 2, 1, "a tab can't indent; use spaces"),
    ('any:\n  - "word" & x', 2, 5, "the text goes on after its closing quote"),
    ("a: 'it''s' not", 1, 4, "the text goes on after its closing quote"),
    ("a: b\nsome words\nc: d", 2, 1, "this is neither `key: value` nor `- entry`"),
    ("a:\n  - b\n - c", 3, 2, "this does not fit the lines above"),
    ("a: ]", 1, 4, "this does not fit the lines above"),
]


@pytest.mark.parametrize("loader", [yaml.SafeLoader, yaml.CSafeLoader])
@pytest.mark.parametrize(("text", "line", "column", "advice"), CASES)
def test_the_advice_names_the_place_and_what_to_write(
    text: str, line: int, column: int | None, advice: str, loader: type[Any]
) -> None:
    with pytest.raises(ContentError) as refused:
        read_yaml("f.yaml", text.encode(), loader=loader)
    head = str(refused.value).split("\n")[0]
    # The two parsers count an escape from its first or its second sign.
    assert head.startswith(f"f.yaml:{line}:" if column is None else f"f.yaml:{line}:{column}: ")
    assert advice in head
