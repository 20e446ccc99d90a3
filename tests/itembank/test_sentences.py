import pytest
from pydantic import TypeAdapter, ValidationError

from bot.domain.item import Item, PackInfo
from bot.itembank.sentences import explain, suggest
from bot.itembank.yaml_source import read_yaml
from tests.itembank.examples import ITEM


def explained(old: str, new: str) -> list[str]:
    """What is said about the example with one of its lines replaced."""
    assert old in ITEM
    source = read_yaml("f.yaml", ITEM.replace(old, new, 1).encode())
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(Item).validate_python(source.data)
    problems = explain(refused.value.errors(), Item, source)
    return str(source.text.error(problems)).split("\n")[::3]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("level: junior", "lvl: junior", "3:1: unknown key `lvl`; did you mean `level`?"),
        ("    close:", "    clsoe:", "19:5: unknown key `clsoe`; did you mean `close`?"),
        ("      say: It was", "      sya: It was", "24:7: unknown key `sya`; did you mean `say`?"),
        ("    cap: 0.3", "    cpa: 0.3", "41:5: unknown key `cpa`; did you mean `cap`?"),
        (
            "    cap: 0.3",
            "    zzz: 0.3",
            "41:5: unknown key `zzz`; write `use`, `cap`, `penalty`",
        ),
        ("junior", "juniro", "3:8: `juniro` is none of the choices; did you mean `junior`?"),
        ("title: What is it?", "titles: {}", "5:1: unknown key `titles`; did you mean `title`?"),
        ("title: What is it?", "title: ''", "5:8: a text is missing here"),
        (
            "What is it, and what does it mean for a program?",
            "What?",
            "6:9: this text is too short",
        ),
        ("What is it?", "x" * 46, "5:8: at most 45 characters are allowed, these are 46; shorten"),
        ("id: what-is-it", "id: What_Is", "1:5: write small letters, digits and single hyphens"),
        ("  engine:", "  En Gine:", "8:3: write small letters, digits and single hyphens"),
        ("weight: 2", "weight: 0", "13:13: write a number above 0"),
        ("weight: 2", "weight: 11", "13:13: write a number of at most 10"),
        ("weight: 2", "weight: nan", "13:13: write a number of at most 10"),
        ("weight: 2", "weight: two", "13:13: write a number, such as 0.5"),
        ("weight: 2", "weight: [2]", "13:13: write a number, such as 0.5"),
        ("cap: 0.3", "cap: -1", "41:10: write a number of at least 0"),
        ("say: It was always so.", "say: 3.12", "24:12: this is a number, not a text"),
        ("say: It was always so.", "say: true", "24:12: this is true or false, not a text"),
        ("say: It was always so.", "say: {a: b}", "24:12: this is a mapping, not a text"),
        ("say: It was always so.", "say: [a, b]", "24:12: this is a list, not a text"),
        ("say: It was always so.", "say:", "24:11: a text is missing here"),
        ("        - always", "        always", "26:9: write a list here: one `- …` line"),
        ("  - is-gone", "  - 5", "39:5: write a mapping here: one `key: value` line"),
        ("  - is-gone", "  - [a]", "39:5: write a mapping here"),
        ("      - let go", "      []", "37:7: at least 1 entry is needed"),
        ("https:", "http:", "48:10: write the whole address, starting with https://"),
        (
            "kind: explain",
            "kind: explain\napplies_to: {python: 3.12+}",
            '5:22: write a range of versions, such as ">=3.12"',
        ),
        ("score: 0.6", "held_back: maybe", "51:16: write true or false"),
        ("score: 0.6", "held_back: yes", "50:5: give either `score` or `band`"),
        ("    kind: terse\n", "", "50:5: `kind` is missing here"),
    ],
)
def test_an_error_says_where_it_is_and_what_to_write(old: str, new: str, said: str) -> None:
    found = explained(old, new)
    assert len(found) == 1
    assert found[0].startswith(f"f.yaml:{said}")


def test_what_is_missing_in_one_place_is_said_once() -> None:
    assert explained("    ask: Since when?\n      say: It was always so.", "    any: []") == [
        "f.yaml:23:7: `ask`, `say` are missing here",
    ]


def test_a_list_of_wrong_entries_is_not_called_too_short() -> None:
    assert explained("  - Think of turns.", "  - 5") == [
        "f.yaml:43:5: this is a number, not a text; put quotes around it"
    ]


def test_too_many_entries_are_counted() -> None:
    many = "  - Think of turns.\n" * 4
    assert explained("  - Think of turns.\n", many) == [
        "f.yaml:43:3: at most 3 entries are allowed, these are 4; remove some"
    ]


def test_an_error_without_a_sentence_of_ours_keeps_its_own() -> None:
    source = read_yaml("f.yaml", b"word")
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(int).validate_python(source.data)
    (problem,) = explain(refused.value.errors(), int, source)
    assert problem.sentence.startswith("Input should be a valid integer")


def test_a_version_has_three_numbers() -> None:
    source = read_yaml("f.yaml", b"{id: a, title: b, version: 'one', licence: c, authors: [d]}")
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(PackInfo).validate_python(source.data)
    sentences = [one.sentence for one in explain(refused.value.errors(), PackInfo, source)]
    assert sentences == ["write three numbers, such as 0.1.0", "`topics` is missing here"]


def test_a_suggestion_is_the_likely_name_or_what_there_is() -> None:
    assert suggest("clsoe", ["any", "close"]) == "; did you mean `close`?"
    assert suggest("zzz", ["any", "close"]) == "; write `any`, `close`"
    assert suggest("zzz", [f"name-{number}" for number in range(99)]).endswith("`name-11`, …")
    assert suggest("zzz", []) == "; none is defined"
