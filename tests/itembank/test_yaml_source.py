from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import ContentError
from bot.itembank.yaml_source import MAX_BYTES, MAX_DEPTH, Path, YamlSource, read_yaml
from tests.itembank.examples import ITEM, MISCONCEPTIONS, PACK, SYNONYMS

LOADERS = (yaml.SafeLoader, yaml.CSafeLoader)


class Plain(yaml.SafeDumper):
    """Writes a value again where it occurs again, instead of an alias."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - the name is PyYAML's
        return True


def read(text: str) -> YamlSource:
    return read_yaml("f.yaml", text.encode())


def refusal(text: str | bytes) -> str:
    with pytest.raises(ContentError) as refused:
        read_yaml("f.yaml", text if isinstance(text, bytes) else text.encode())
    return str(refused.value)


def problems(text: str) -> list[str]:
    source = read(text)
    return str(source.text.error(source.problems)).splitlines()[::3]


def nodes(node: yaml.Node, path: Path = ()) -> list[tuple[Path, int, int | None]]:
    """Path, index of the value and index of the key, as PyYAML's own composer sees them."""
    found: list[tuple[Path, int, int | None]] = []
    if isinstance(node, yaml.SequenceNode):
        for position, entry in enumerate(node.value):
            found += nodes(entry, (*path, position))
    elif isinstance(node, yaml.MappingNode):
        for key, entry in node.value:
            inner = nodes(entry, (*path, key.value))
            found += [(inner[0][0], inner[0][1], key.start_mark.index), *inner[1:]]
    assert isinstance(node.start_mark, yaml.Mark)
    return [(path, node.start_mark.index, None), *found]


# Line separators that only YAML 1.1 knows, and what a pack may not hold.
UNSAFE = "\x85\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
WORDS = st.from_regex(r"[a-zA-Z][a-zA-Z &|()]{0,40}[a-z]", fullmatch=True)
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=UNSAFE), max_size=60)
PRINTABLE = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn"], exclude_characters=UNSAFE), max_size=60
)


def trees(leaves: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    keys = st.from_regex(r"[a-z]{1,8}", fullmatch=True)
    return st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
        max_leaves=12,
    )


@st.composite
def written(draw: st.DrawFn) -> tuple[Any, str]:
    """A tree of texts, and one of the many ways to write it."""
    style, leaves = draw(st.sampled_from([(None, WORDS), ("'", PRINTABLE), ('"', ANY_TEXT)]))
    data = draw(trees(leaves))
    return data, yaml.dump(
        data,
        Dumper=Plain,
        default_style=style,
        default_flow_style=draw(st.booleans()),
        width=draw(st.sampled_from([20, 80, 1000])),
        allow_unicode=style == "'" or draw(st.booleans()),
        line_break=draw(st.sampled_from(["\n", "\r\n"])),
    )


@given(written())
def test_what_was_written_is_read_again(example: tuple[Any, str]) -> None:
    data, text = example
    for loader in LOADERS:
        source = read_yaml("f.yaml", text.encode(), loader=loader)
        assert source.data == data
        assert not source.problems


@given(written())
def test_every_value_and_key_is_where_pyyaml_finds_it(example: tuple[Any, str]) -> None:
    _, text = example
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    assert root is not None
    for loader in LOADERS:
        source = read_yaml("f.yaml", text.encode(), loader=loader)
        found = nodes(root)
        assert dict(source.values) == {path: value for path, value, _ in found}
        assert dict(source.keys) == {path: key for path, _, key in found if key is not None}


@given(written())
def test_every_letter_of_a_text_is_found_in_the_file(example: tuple[Any, str]) -> None:
    source = read(example[1])
    for path, text in source.texts():
        for offset, letter in enumerate(text):
            if letter.isascii() and letter.isalpha():
                assert source.text.text[source.index_in(path, offset)] == letter


def read_or_refuse(raw: bytes) -> None:
    for loader in LOADERS:
        message = "f.yaml:"
        try:
            read_yaml("f.yaml", raw, loader=loader)
        except ContentError as error:
            message = str(error)
        assert message.startswith("f.yaml:")


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    read_or_refuse(raw)


@given(st.text(st.sampled_from("ab:-'\"[]{}&*!|>@`%#?,. \n\t\\"), max_size=60))
def test_any_signs_are_read_or_refused(text: str) -> None:
    read_or_refuse(text.encode())


@given(st.sampled_from([ITEM, PACK, SYNONYMS, MISCONCEPTIONS]), st.data())
def test_a_damaged_file_is_read_or_refused(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 12)))
    new = data.draw(st.text("ab:-'\"[]{}&*!|>@#? \n\t", max_size=4))
    read_or_refuse((text[:start] + new + text[end:]).encode())


@pytest.mark.parametrize(
    ("plain", "value"),
    [
        ("word", "word"),
        ("3", 3),
        ("-7", -7),
        ("007", 7),
        ("0.5", 0.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("1e999", float("inf")),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("no", "no"),
        ("on", "on"),
        ("2026-11-22", "2026-11-22"),
        ("1:30", "1:30"),
        ("1_000", "1_000"),
        ("0x1f", "0x1f"),
        (".nan", ".nan"),
        ("9" * 5000, "9" * 5000),
        ('"3"', "3"),
        ("'true'", "true"),
        ("=word", "=word"),
        ("word*", "word*"),
        ("a & b", "a & b"),
    ],
)
def test_plain_words_mean_what_they_say(plain: str, value: object) -> None:
    assert read(f"a: {plain}").data == {"a": value}


def test_an_empty_file_holds_nothing() -> None:
    source = read("# only a comment\n")
    assert source.data is None
    assert source.index(()) == 0


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert read_yaml("f.yaml", b"\xef\xbb\xbfa: 1").data == {"a": 1}


def test_a_path_that_is_not_in_the_file_leads_to_its_parent() -> None:
    source = read("a:\n  - b: 1\n")
    assert source.index(("a", 0, "c")) == source.index(("a", 0))
    assert source.index(("x",), key=True) == source.index(())
    assert source.index(("a", "a union's branch", 0, "b")) == source.index(("a", 0, "b"))


def test_a_block_text_is_found_at_its_start() -> None:
    source = read("a: |\n  some text\n")
    assert source.index_in(("a",), 5) == 3


def test_the_place_after_the_last_character_is_found() -> None:
    for text in ("a: word", "a: 'word'", 'a: "word" # x', "a: word  # x"):
        source = read(text)
        assert text[source.index_in(("a",), 4) - 1] == "d"
    source = read("word")
    assert source.index_in((), 4) == source.index_in((), 9) == 4


def test_the_same_key_twice_is_refused_and_the_first_counts() -> None:
    source = read("a: 1\nb: 2\na: [x, y]\na: {c: *d}\n")
    assert source.data == {"a": 1, "b": 2}
    assert problems("a: 1\nb: 2\na: [x, y]\na: {c: *d}\n") == [
        "f.yaml:3:1: the key `a` was given in line 1; remove one of them",
        "f.yaml:4:1: the key `a` was given in line 1; remove one of them",
        "f.yaml:4:8: `*` starts a YAML alias, which packs can't use; put quotes around the text",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: *b", "f.yaml:1:4: `*` starts a YAML alias"),
        ("a: &b c", "f.yaml:1:4: `&` starts a YAML anchor"),
        ("a: !!python/object/apply:os.system [ls]", "f.yaml:1:4: `!` starts a YAML tag"),
        ("a: !!str c", "f.yaml:1:4: `!` starts a YAML tag"),
        ("&k a: c", "f.yaml:1:1: `&` starts a YAML anchor"),
        ("a: [1, !x {b: 2}]", "f.yaml:1:8: `!` starts a YAML tag"),
        ("a: 1\n---\nb: 2", "f.yaml:2:1: a second document starts here; a file holds one"),
    ],
)
def test_what_packs_cannot_use_is_noted(text: str, problem: str) -> None:
    assert problems(text)[0].startswith(problem)


def test_all_such_problems_are_noted_together() -> None:
    assert len(problems("a: *b\nc: !d e\nf: &g h\nf: 1\n")) == 4


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "[[[{a: "])
@pytest.mark.parametrize("loader", LOADERS)
def test_deep_nesting_is_refused(opening: str, loader: type[Any]) -> None:
    deep = (opening * MAX_BYTES)[: MAX_BYTES - 10].encode()
    with pytest.raises(
        ContentError, match=rf"f\.yaml:1:\d+: this is nested deeper than {MAX_DEPTH}"
    ):
        read_yaml("f.yaml", deep, loader=loader)


def test_the_deepest_allowed_nesting_is_read() -> None:
    assert read("[" * MAX_DEPTH + "]" * MAX_DEPTH).data


@pytest.mark.parametrize("key", ["? [a]\n: b", "? {a: b}\n: c", "[a]: b", "*a : b"])
def test_a_key_is_one_word(key: str) -> None:
    assert "a key must be one plain word" in refusal(key)


def test_a_long_file_is_refused() -> None:
    assert refusal(b"#" * (MAX_BYTES + 1)) == "f.yaml:1:1: the file is over 512 KiB; split it"
    assert read_yaml("f.yaml", b"#" * MAX_BYTES).data is None


@pytest.mark.parametrize(
    ("raw", "start"),
    [
        (b"a: 1\nb: \xe9t\xe9", "f.yaml:2:4: byte 0xE9 is not UTF-8; save the file as UTF-8"),
        (b"\xff\xfea\x00", "f.yaml:1:1: byte 0xFF is not UTF-8"),
        (b"a: \xed\xa0\x80", "f.yaml:1:4: byte 0xED is not UTF-8"),
        ("ä: \0".encode(), "f.yaml:1:4: the character U+0000 can't stand in a pack; remove it"),
        (b"a:\r\n  \x07", "f.yaml:2:3: the character U+0007"),
        ("a: \u202e".encode(), "f.yaml:1:4: the character U+202E"),
    ],
)
def test_what_is_no_text_is_refused_at_its_place(raw: bytes, start: str) -> None:
    assert refusal(raw).startswith(start)


def test_problems_before_a_syntax_error_are_told_with_it() -> None:
    assert refusal("a: 1\na: 2\nb: [x").splitlines()[::3] == [
        "f.yaml:2:1: the key `a` was given in line 1; remove one of them",
        "f.yaml:3:4: this `[` is never closed; write `]`",
    ]
