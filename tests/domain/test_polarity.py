import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.polarity import find_polarity
from bot.domain.reading import read


def denied(text: str) -> set[str]:
    reading = read(text)
    polarity = find_polarity(reading)
    return {token.word for at, token in enumerate(reading.tokens) if polarity.denied(at)}


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("threads don't share memory, processes do", "share memory", "threads processes"),
        ("use threads, not processes, for files", "processes", "threads files"),
        ("the lock eliminates races", "races", "lock"),
        ("without the gil you need locks", "gil", "need locks"),
        ("a thread that never asks can change it", "asks", "can change"),
        ("with no gil you need locks", "gil", "need locks"),
        ("a function without the lock can append", "lock", "append"),
        ("it makes sure that no thread can write", "thread can write", "sure"),
        ("instead of locks we use queues", "locks", "use queues"),
        ("it didn't: that holds for threads", "", "that holds threads"),
        ("what they do: not happen", "happen", "they"),
        ("it is not true that one thread runs at a time", "one thread runs time", "it"),
        ("it's wrong that processes share memory", "processes share memory", "it"),
        ("the lock prevents two threads from running", "two threads running", "lock"),
        ("the lock keeps two threads from running at once, so it is safe", "running", "lock safe"),
        ("the lock keeps going on and on for a while now", "", "lock going"),
        ("threads running in parallel is a myth", "threads running parallel", ""),
        ("that is safe, two threads at once is not allowed", "two threads once", "safe that"),
        ("it is impossible for two threads to run", "two threads run", "it"),
        ("neither threads nor processes share it", "threads processes share", ""),
        ("processes avoid the gil and run in parallel", "gil", "processes run parallel"),
        ("they do not wait but run", "wait", "they run"),
        ("they do not wait and they run", "wait", "run"),
        ("not only one thread waits", "", "one thread waits"),
        ("without the gil two threads could corrupt it", "gil", "two threads corrupt"),
        ("without a lock threads can interrupt each other", "lock", "threads interrupt"),
        ("without a lock threads read the old value", "lock", "threads read"),
        ("removing the lock makes the counter wrong", "lock", "makes counter wrong"),
        ("removing the lock would break the counter", "lock", "break counter"),
        ("stopping all others from running at once is its job", "others running", "job"),
        ("it lets one in, preventing all others run it now", "others run", "lets one"),
        ("it comes without locks", "locks", "comes"),
        ("no thread may ever at any time touch that very nice little thing", "touch", "thing"),
        ("a lock, which is fast, but waiting is wrong", "waiting", "lock fast"),
        ("code `not safe` stays", "", "safe"),
        ("so now it is not the case that one waits: both run", "one waits", "both run"),
        ("two threads change it and the value is wrong afterwards", "", "two threads value"),
        ("with two threads the result can sometimes be wrong", "", "threads result"),
        ("two threads at once, that is wrong", "threads once", ""),
        ("can be wrong", "", "wrong"),
        ("is wrong", "", "wrong"),
        ("processes share neither, they compute", "", "compute"),
        ("threads do not even wait", "wait", "threads"),
        ("if it fails, join raises", "", "join raises"),
        ("both try, fail and drop it", "", "drop"),
        ("one thread never comes in, nor for example a low one", "comes in", "low one"),
        ("nothing guarantees that one runs", "one runs", ""),
        ("it is not true that", "", "true"),
        ("it is not true that if two change it, one is lost", "one lost", "two change"),
        ("it is not true that one waits: none runs, not ever", "one waits none runs ever", "it"),
    ],
)
def test_a_cue_denies_its_scope_and_no_more(text: str, inside: str, outside: str) -> None:
    found = denied(text)
    assert set(inside.split()) <= found
    assert found.isdisjoint(outside.split())


@pytest.mark.parametrize(
    "text",
    ["there is no way that the gil does not protect it", "it never fails to protect it"],
)
def test_two_cues_affirm(text: str) -> None:
    assert "protect" not in denied(text)


def test_a_cue_that_is_ignored_denies_nothing() -> None:
    polarity = find_polarity(read("threads never wait"))
    assert polarity.denied(2)
    assert not polarity.denied(2, frozenset({1}))


@given(st.text(max_size=200))
def test_only_tokens_of_the_text_have_a_polarity(text: str) -> None:
    reading = read(text)
    polarity = find_polarity(reading)
    tokens = set(range(len(reading.tokens)))
    assert polarity.cues.keys() | polarity.shades.keys() | polarity.taken_back <= tokens


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("processes do not share memory threads do", "share memory", "threads"),
        ("threads do not have own memory the heap is common", "own memory", "the heap common"),
        ("it is not a lock on your variables it is one each", "lock variables", "it one each"),
        ("they do not wait here they run", "wait", "run"),
        ("no idea what happens here honestly python is slow", "idea", "python is slow"),
    ],
)
def test_a_new_subject_with_its_verb_ends_a_denial(text: str, inside: str, outside: str) -> None:
    found = denied(text)
    assert set(inside.split()) <= found
    assert found.isdisjoint(outside.split())


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("never two threads are running", "two threads are running"),
        ("none of the threads are blocked", "threads are blocked"),
        ("I do not think they are parallel", "they are parallel"),
        ("we never see that both threads are running", "both threads are running"),
        ("there is no memory they share", "memory they share"),
        ("it cannot take things that do not wait", "take things that do"),
        ("it does not keep the", "keep the"),
    ],
)
def test_a_subject_that_belongs_to_what_is_denied_ends_nothing(text: str, inside: str) -> None:
    assert set(inside.split()) <= denied(text)


def test_a_denied_passive_reaches_no_further_clause() -> None:
    assert denied("lambdas cannot be pickled spawn starts a new interpreter") == {"be", "pickled"}
    assert "processes" in denied("memory cannot be shared between processes")
    assert denied("it cannot be") == {"be"}
