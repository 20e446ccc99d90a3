from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.grade import Span
from bot.domain.pronouns import resolve
from bot.domain.reading import MAX_TOKENS, read
from tests.domain.examples import make_grader

PIECES = (
    "the GIL lock queue it they that is keeps safe with , . ; ? ` not we use if it. them.".split()
)


def last_sentence(text: str) -> str:
    reading = resolve(read(text))
    first, last = reading.sentences[-1]
    return " ".join(reading.words[first:last])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The GIL exists. It keeps data safe.", "gil it keeps data safe"),
        ("We have the GIL. With it data is safe.", "with gil it data is safe"),
        ("Locks are slow. None of them is worth it.", "none of locks slow them is worth it"),
        ("The GIL is a brake. Take it off at once.", "take gil brake it off at once"),
        ("I put async in front. That makes it quick.", "put async in front that makes it quick"),
        ("My code has a lock. By this, data is safe.", "by code has lock this data is safe"),
        ("We write with a lock. That way data is safe.", "write with lock that way data is safe"),
        ("There is one GIL, as a rule. They share data.", "gil they share data"),
        ("It has a queue. They share data.", "they share data"),
        ("Locks never help. They slow it down badly.", "locks they slow it down badly"),
        ("The GIL exists. It has a price. It keeps data safe.", "gil it keeps data safe"),
    ],
)
def test_a_pronoun_is_read_with_the_topic_of_the_sentence_before(text: str, expected: str) -> None:
    assert last_sentence(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It keeps data safe.",
        "Does the GIL exist? It keeps data safe.",
        "If locks were slow, we would know. They keep data safe.",
        "One two three four five six seven eight nine ten eleven twelve locks. They keep data.",
        "The GIL exists. That lock keeps data safe.",
        "The GIL exists. We know it keeps data safe.",
        "The GIL exists. Workers say it keeps data safe.",
        "The GIL makes it safe. That's a myth.",
        "We do so. It keeps data safe.",
        "With or without. With and by.",
    ],
)
def test_other_sentences_are_read_as_they_stand(text: str) -> None:
    reading = read(text)
    assert resolve(reading) is reading


def test_what_is_added_stands_where_the_pronoun_does() -> None:
    text = "Here, locks are slow. But they, `it` seems: keep data safe."
    typed, reading = read(text), resolve(read(text))
    added = reading.words.index("they") - 1
    assert text[slice(*reading.span(added, added))] == "they"
    for marks in ("code", "breaks", "colons"):
        then = [typed.words[at] for at in sorted(getattr(typed, marks))]
        assert [reading.words[at] for at in sorted(getattr(reading, marks))] == then


def test_a_text_that_is_all_pronouns_stays_short() -> None:
    reading = resolve(read("Queues keep data. " + "It keeps data safe. " * MAX_TOKENS))
    assert len(reading.tokens) < 1.2 * MAX_TOKENS


@given(st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_the_text_as_typed_stays_whole(text: str) -> None:
    typed, reading = read(text), resolve(read(text))
    assert _ordered(reading.spans)
    assert [last for _, last in reading.sentences] == [
        first for first, _ in reading.sentences[1:]
    ] + [len(reading.tokens)] * bool(reading.sentences)
    remaining = iter(reading.words)
    assert all(word in remaining for word in typed.words)
    for at, number in enumerate(reading.numbers):
        first, last = reading.sentences[number]
        assert first <= at < last


def _ordered(spans: Sequence[Span]) -> bool:
    return all(one <= other for one, other in pairwise(spans))


def test_a_misconception_is_found_behind_a_pronoun_and_the_pronoun_is_quoted() -> None:
    text = "I know threads well. They are useless and slow."
    (finding,) = make_grader().read_side_remarks(text).misconceptions
    assert [text[slice(*span)] for span in finding.evidence] == ["They are useless"]
