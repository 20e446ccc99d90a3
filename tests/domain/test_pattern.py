import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import PatternError
from bot.domain.pattern import (
    Both,
    Chain,
    Denied,
    Either,
    Group,
    Node,
    Word,
    groups_in,
    parse,
    words_in,
)

A, B, C = Word("a"), Word("b"), Word("c")


def near(*parts: Node) -> Chain:
    return Chain(parts, (False,) * len(parts), near=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", A),
        ("=a", Word("a", exact=True)),
        ("pickl*", Word("pickl", prefix=True)),
        ("a b", near(A, B)),
        ("a ... b c", Chain((A, near(B, C)), (False, False), near=False)),
        ("a & b", Both((A, B), same_sentence=True)),
        ("a && b & c", Both((A, Both((B, C), same_sentence=True)), same_sentence=False)),
        ("(a | b c)", Either((A, near(B, C)))),
        ("(a)", A),
        ("@thread-pool a", near(Group("thread-pool"), A)),
        ("a b?", Chain((A, B), (False, True), near=True)),
        ("NOT a", Denied(A)),
        ("a & LACKS b", Both((A,), same_sentence=True, absent=(B,))),
        ("a & LACKS multi-core & b", Both((A, B), True, (near(Word("multi"), Word("core")),))),
        ("a NOT (b | c)", near(A, Denied(Either((B, C))))),
        ("NOT multi-core", Denied(near(Word("multi"), Word("core")))),
        ("i/o-bound", near(Word("io"), Word("bound"))),
        ("x += 1", near(Word("x"), Word("+="), Word("1"))),
        ("wait each other", near(Word("wait"), Word("each-other"))),
        ("more  than one b?", Chain((Word("several"), B), (False, True), near=True)),
        ("(no one|a)", Either((Word("nobody"), A))),
        ("no ones", near(Word("no"), Word("ones"))),
    ],
)
def test_the_language(text: str, expected: Node) -> None:
    assert parse(text) == expected


@pytest.mark.parametrize(
    ("text", "offset", "says"),
    [
        ("", 0, "a word is missing"),
        ("a &", 3, "a word is missing at the end"),
        ("a | b", 2, "put brackets around"),
        ("a )", 2, "nothing to close"),
        ("b (a", 2, "never closed"),
        ("lock.*need", 0, "is no word"),
        (r"a lock\w+", 2, "is no word"),
        ("lock AND need", 5, "is no word"),
        ("“lock”", 0, "is no word"),
        ("x?", 2, "optional"),
        ("? a", 0, "follows the word"),
        ("NOT x?", 5, "would drop the NOT"),
        ("NOT & x", 4, "NOT needs"),
        ("NOT", 3, "NOT needs"),
        ("a & LACKS", 9, "LACKS needs"),
        ("LACKS a", 0, "LACKS stands behind"),
        ("a && LACKS b", 5, "LACKS stands behind"),
        ("a @ b", 2, "a group is written @name"),
        ("a --- b", 2, "is no word"),
        ("multi-co*", 0, "is no word"),
        ("((((((((a))))))))", 6, "brackets deeper"),
        ("a @nothing", 2, "no synonym group @nothing"),
    ],
)
def test_faults_are_named_where_they_stand(text: str, offset: int, says: str) -> None:
    with pytest.raises(PatternError, match=says) as caught:
        parse(text, {"thread"}.__contains__)
    assert caught.value.offset == offset


def test_words_and_groups_of_a_pattern() -> None:
    node = parse("a ... (b | @thread c) & NOT @process d?")
    assert [word.text for word in words_in(node)] == ["a", "b", "c", "d"]
    assert list(groups_in(node)) == ["thread", "process"]
    assert list(groups_in(parse("a & LACKS @thread"))) == ["thread"]
    assert list(groups_in(parse("(@process | a & LACKS @thread)"), lacked=False)) == ["process"]
    assert [word.text for word in words_in(parse("a & LACKS b"))] == ["a", "b"]


@given(st.text(alphabet="ab &|()?.@*=NOT ", max_size=40))
def test_any_text_is_read_or_refused_with_its_place(text: str) -> None:
    try:
        parse(text)
    except PatternError as error:
        assert 0 <= error.offset <= len(text)


@pytest.mark.parametrize(
    "text", ["lock", "one lock", "each other", "wait for one another", "can not"]
)
def test_words_without_signs_are_read_as_in_a_bracket(text: str) -> None:
    assert parse(text) == parse(f"({text})")
