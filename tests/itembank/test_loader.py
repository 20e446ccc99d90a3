import pytest

from bot.domain.errors import ContentError
from bot.domain.item import Item, MisconceptionUse
from bot.itembank.loader import (
    References,
    read_item,
    read_lesson,
    read_misconceptions,
    read_pack_info,
    read_rivals,
    read_scales,
    read_synonyms,
)
from bot.itembank.yaml_source import YamlSource, read_yaml
from tests.itembank.examples import ITEM, LESSON, MISCONCEPTIONS, PACK, RIVALS, SCALES, SYNONYMS

REFERENCES = References(
    topics=("basics", "beyond"), misconceptions=("is-gone", "is-safe"), groups=("worker", "lock")
)


def source(text: str) -> YamlSource:
    return read_yaml("f.yaml", text.encode())


def item(text: str) -> Item:
    return read_item(source(text), REFERENCES, stem="what-is-it")


def problems_of(refused: pytest.ExceptionInfo[ContentError]) -> list[str]:
    return [line[7:] for line in str(refused.value).split("\n") if line.startswith("f.yaml:")]


def changed(text: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def problems(*changes: tuple[str, str]) -> list[str]:
    """What is wrong with the example item after some changes."""
    with pytest.raises(ContentError) as refused:
        item(changed(ITEM, *changes))
    return problems_of(refused)


def test_an_item_is_read_whole() -> None:
    found = item(ITEM)
    assert found.id == "what-is-it"
    assert found.required[0].any == ("one @worker at a time", "@worker ... take turns")
    assert found.synonyms == {"engine": ("interpreter", "virtual machine")}
    assert found.misconceptions == ("is-gone", MisconceptionUse(use="is-safe", cap=0.3))


def test_all_errors_of_a_file_are_told_together_in_its_order() -> None:
    found = problems(
        ("id: what-is-it", "id: what-is"),
        ("topic: basics", "topic: basic"),
        ("level: junior", "lvl: junior"),
        ("one @worker at", "one @wroker at"),
        ("    close:", "    clsoe:"),
        ("id: per-engine", "id: one-at-a-time"),
        ("'own ... @engine'", "'it''s (own ... @engine'"),
        ("- is-gone", "- is-gon"),
        ("- use: is-safe", "- use: safe"),
        ("cap: 0.3", "cap: 3"),
        ("  - Think of turns.", "  - &x Think"),
        ("kind: terse", "kind: terse\n    kind: long"),
    )
    assert found == [
        "1:5: the id `what-is` differs: the file is called `what-is-it`; give both one name",
        "2:8: there is no topic `basic`; did you mean `basics`?",
        "3:1: unknown key `lvl`; did you mean `level`?",
        "17:13: there is no synonym group @wroker; did you mean `worker`?",
        "19:5: unknown key `clsoe`; did you mean `close`?",
        "27:9: the criterion in line 12 has the id `one-at-a-time` too; rename one",
        "30:32: this bracket is never closed; add “)”",
        "39:5: there is no misconception `is-gon`; did you mean `is-gone`?",
        "40:10: there is no misconception `safe`; did you mean `is-safe`?",
        "41:10: write a number of at most 1",
        "43:5: `&` starts a YAML anchor, which packs can't use; put quotes around the text",
        "53:5: the key `kind` was given in line 52; remove one of them",
    ]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("- one @worker at a time", "- one (a | b", "17:13: this bracket is never closed"),
        ("- one @worker at a time", "- '  one (a | b  '", "17:16: this bracket is never closed"),
        ("- one @worker at a time", '- "\\u0061\\x62 (a"', "17:21: this bracket is never closed"),
        ("- one @worker at a time", "- one\n        two (a", "18:13: this bracket is never closed"),
        ("- one @worker at a time", "- |\n        one (a", "17:9: this bracket is never closed"),
        ("- one @worker at a time", "- NOT one?", "17:16: “?” after NOT would drop the NOT"),
        ("- one @worker at a time", "- one @Worker", "17:13: there is no synonym group @Worker"),
        ("- one @worker at a time", "- one @ two", "17:13: “@” can't stand here"),
        ('- "@engine & lock"', '- "@engin & lock"', "20:10: there is no synonym group @engin; did"),
        ("- always", "- (always", "26:11: this bracket is never closed"),
        ("      - let go", "      - let go &", "37:17: a word is missing at the end"),
        ("- virtual machine", "- (virtual machine", "10:7: this bracket is never closed"),
        ("- virtual machine", "- virtual @worker", "10:15: a synonym group can't hold another"),
    ],
)
def test_a_fault_of_a_pattern_is_shown_at_its_place(old: str, new: str, problem: str) -> None:
    (found,) = problems((old, new))
    assert found.startswith(problem)


def test_a_pattern_that_is_too_long_is_not_read() -> None:
    (found,) = problems(("- one @worker at a time", f"- {'NOT ' * 20_000}one"))
    assert found.startswith("17:9: at most 500 characters are allowed, these are 80003;")


def test_an_empty_pattern_is_missing() -> None:
    (found,) = problems(("- one @worker at a time", "- ' '"))
    assert found.startswith("17:9: a text is missing here")


def test_names_that_follow_from_a_noted_problem_are_not_noted_again() -> None:
    assert problems(("topic: basics", "topic: *basics")) == [
        "2:8: `*` starts a YAML alias, which packs can't use; put quotes around the text"
    ]
    assert problems(("topic: basics", "topic: The Basics")) == [
        "2:8: there is no topic `The Basics`; did you mean `basics`?"
    ]


def test_a_demonstration_has_to_exist() -> None:
    assert item(f"{ITEM}demo: race\n").demo == "race"
    (found,) = problems(("level: junior", "level: junior\ndemo: rase"))
    assert found.startswith("4:7: there is no demonstration `rase`; did you mean `race`?")
    text = changed(MISCONCEPTIONS, ("- id: is-gone", "- demo: rase\n  id: is-gone"))
    with pytest.raises(ContentError) as refused:
        read_misconceptions(source(text), ["worker"])
    assert problems_of(refused)[0].startswith("1:9: there is no demonstration `rase`;")


def test_local_groups_that_are_no_mapping_are_refused() -> None:
    found = problems(
        ("synonyms:\n  engine:\n    - interpreter\n    - virtual machine", "synonyms: x")
    )
    assert found[0].startswith("7:11: write a mapping here")


def test_a_flood_of_problems_is_not_followed_to_its_end() -> None:
    flood = "\n".join(["- '@nobody'"] + ["      - '@nobody'"] * 5000)
    assert len(problems(("- let go", flood))) == 41
    flood = "\n".join(["- nobody"] + ["  - nobody"] * 5000)
    assert len(problems(("- is-gone", flood))) == 41


def test_a_file_that_is_no_mapping_is_refused() -> None:
    for text in ("", "- a", "word", "5"):
        with pytest.raises(ContentError, match=r"f\.yaml:1:1: write a mapping here"):
            item(text)


def test_a_lesson_is_read_whole() -> None:
    found = read_lesson(source(LESSON), ["basics"], stem="basics")
    assert (found.topic, found.title, found.demo) == ("basics", "One at a time", "timeline")
    assert found.text == "Who holds the lock runs.\n\nThe others\nwait."


def test_all_errors_of_a_lesson_are_told_together() -> None:
    text = changed(
        LESSON,
        ("topic: basics", "topic: basic"),
        ("title: One at a time", f"title: {'x' * 61}"),
        ("demo: timeline", "demo: timelin\nextra: 1"),
    )
    with pytest.raises(ContentError) as refused:
        read_lesson(source(text), ["basics"], stem="basic")
    assert problems_of(refused) == [
        "1:8: there is no topic `basic`; did you mean `basics`?",
        "2:8: at most 60 characters are allowed, these are 61; shorten it",
        "11:7: there is no demonstration `timelin`; did you mean `timeline`?",
        "12:1: unknown key `extra`; write `topic`, `title`, `text`, `sources`, `demo`",
    ]


def test_the_file_of_a_lesson_is_named_after_its_topic() -> None:
    with pytest.raises(ContentError) as refused:
        read_lesson(source(LESSON), ["basics", "beyond"], stem="beyond")
    assert problems_of(refused) == [
        "1:8: the id `basics` differs: the file is called `beyond`; give both one name"
    ]


def test_the_head_of_a_pack_is_read() -> None:
    info = read_pack_info(source(PACK), folder="small")
    assert [topic.id for topic in info.topics] == ["basics", "beyond"]


def test_all_errors_of_a_pack_are_told_together() -> None:
    text = changed(PACK, ("id: small", "id: smal"), ("1.0.0", "1.0"), ("beyond", "basics"))
    with pytest.raises(ContentError) as refused:
        read_pack_info(source(text), folder="small")
    assert problems_of(refused) == [
        "1:5: the id `smal` differs: the folder is called `small`; give both one name",
        "3:10: this is a number, not a text; put quotes around it",
        "10:9: the topic in line 8 has the id `basics` too; rename one",
    ]


def test_synonym_groups_are_read() -> None:
    assert read_synonyms(source(SYNONYMS))["lock"] == ("lock", "mutex")
    assert read_synonyms(source("")) == {}


def test_all_errors_of_the_synonym_groups_are_told_together() -> None:
    with pytest.raises(ContentError) as refused:
        read_synonyms(source("worker: thread\nx y: [a, b]\nempty: []\nq: ['@lock', (a]"))
    assert [found.split(";")[0] for found in problems_of(refused)] == [
        "1:9: write a list here: one `- …` line for each entry",
        "2:1: write small letters, digits and single hyphens, such as `what-is-the-gil`",
        "3:8: at least 1 entry is needed",
        "4:6: a synonym group can't hold another group",
        "4:14: this bracket is never closed",
    ]


def test_scales_have_two_ends() -> None:
    scales = read_scales(source(SCALES), ["lock"])
    assert (scales["safe"].same, scales["safe"].opposite) == (("safe",), ("race", "need @lock"))
    assert read_scales(source("# none"), []) == {}


def test_all_errors_of_the_scales_are_told_together() -> None:
    with pytest.raises(ContentError) as refused:
        read_scales(
            source("lock: {same: [a], opposite: [b]}\nsafe: {same: ['@lokc a']}\nx: 5"), ["lock"]
        )
    assert problems_of(refused) == [
        "1:1: a synonym group is called `lock` too; rename one",
        "2:7: `opposite` is missing here",
        "2:16: there is no synonym group @lokc; did you mean `lock`?",
        "3:4: write a mapping here: one `key: value` line for each key",
    ]
    with pytest.raises(ContentError, match="write a mapping here"):
        read_scales(source("- a"), [])


def test_rivals_are_pairs_of_groups() -> None:
    assert read_rivals(source(RIVALS), ["worker", "lock"]) == (("worker", "lock"),)
    assert read_rivals(source("# none"), []) == ()
    with pytest.raises(ContentError) as refused:
        read_rivals(source("- [lock]\n- [lock, lokc]\n- [lock, lock, lock]\n- lock"), ["lock"])
    assert problems_of(refused) == [
        "1:3: `entry 2` is missing here",
        "2:10: there is no synonym group `lokc`; did you mean `lock`?",
        "3:3: at most 2 entries are allowed, these are 3; remove some",
        "4:3: write a list here: one `- …` line for each entry",
    ]


def test_misconceptions_are_read() -> None:
    found = read_misconceptions(source(MISCONCEPTIONS), ["worker", "safe"])
    assert [(one.id, one.cap, one.penalty) for one in found] == [
        ("is-gone", 0.25, 0.0),
        ("is-safe", None, 0.2),
    ]
    assert read_misconceptions(source(""), []) == ()


def test_all_errors_of_the_misconceptions_are_told_together() -> None:
    text = changed(MISCONCEPTIONS, ("is-safe", "is-gone"), ("- gone", "- (gone"), ("0.2\n", "2\n"))
    with pytest.raises(ContentError) as refused:
        read_misconceptions(source(text), ["lock"])
    assert problems_of(refused) == [
        "5:7: this bracket is never closed; add “)”",
        "10:7: the misconception in line 1 has the id `is-gone` too; rename one",
        "13:8: there is no synonym group @worker; write `lock`",
        "17:12: write a number of at most 1",
    ]


@pytest.mark.parametrize("field", ["asked", "unless"])
def test_patterns_of_a_misconception_are_checked_wherever_they_stand(field: str) -> None:
    text = MISCONCEPTIONS + f"  {field}: [(gone, '@nobody']\n"
    with pytest.raises(ContentError) as refused:
        read_misconceptions(source(text), ["worker", "safe"])
    column = len(field) + 6
    assert problems_of(refused) == [
        f"18:{column}: this bracket is never closed; add “)”",
        f"18:{column + 8}: there is no synonym group @nobody; write `worker`, `safe`",
    ]
