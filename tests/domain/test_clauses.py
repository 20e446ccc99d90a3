import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.clauses import clause_starts, sentence_starts
from bot.domain.english import FINISHED, UNFINISHED
from bot.domain.reading import read


def typed(text: str) -> list[str]:
    first, *others = text.split(" ")
    return [first, *(f" {word}" for word in others)]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("threads share memory Processes don't", ["Processes"]),
        ("one of them runs A thread waits", ["A"]),
        ("both of them wait A does too", []),
        ("both of them wait in A", []),
        ("it is slow Use Locks", ["Use"]),
        ("it is slow Use", ["Use"]),
        ("it is slow in Python because", []),
        ("we use pure Python here", []),
        ("that is slow Python is like that", ["Python"]),
        ("it runs with 8 Threads and", []),
        ("it stays at 0 Second round", ["Second"]),
        ("the lock is a GIL and", []),
        ("who knows this I think", []),
        ("a word that Goes on", []),
        ("that was slow Don't wait", ["Don't"]),
        ("is Locks", []),
        ("it gives the lock back when a thread waits for io it keeps the lock", ["when"]),
        ("it gives the lock back when a thread works", []),
        ("it gives it back and when a thread waits for io it keeps it", []),
    ],
)
def test_a_capital_or_a_leading_clause_begins_a_sentence(text: str, starts: list[str]) -> None:
    written = text.split(" ")
    words = [word.lower() for word in written]
    assert [written[at] for at in sentence_starts(words, typed(text))] == starts


def test_a_capital_inside_a_name_begins_nothing() -> None:
    words, written = ["no", "need", "for", "mp", "value"], ["no", " need", " for", " mp", ".Value"]
    assert not [*sentence_starts(words, written)]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("it keeps the lock each thread waits", ["each"]),
        ("it waits for io they go on", ["they"]),
        ("it waits for io there is time", ["there"]),
        ("wait for io it seems", []),
        ("nobody knows it threads share memory", ["threads"]),
        ("the others can not threads can", ["threads"]),
        ("they cost time threads are cheap", ["threads"]),
        ("because of slow threads are bad", []),
        ("the python threads are slow", []),
        ("we are using the lock", []),
        ("they hold the lock", []),
        ("two share lock is slow", []),
    ],
)
def test_a_subject_begins_a_clause(text: str, starts: list[str]) -> None:
    words = text.split(" ")
    assert [words[at] for at in clause_starts(words)] == starts


def test_no_word_both_ends_a_clause_and_can_end_nothing() -> None:
    assert set() == FINISHED & UNFINISHED


@given(
    st.lists(st.sampled_from("the lock is A they Threads not it run in Use".split()), min_size=1)
)
def test_starts_are_in_order_and_never_the_first_word(pieces: list[str]) -> None:
    words = [piece.lower() for piece in pieces]
    written = typed(" ".join(pieces))
    for starts in ([*clause_starts(words)], [*sentence_starts(words, written)]):
        assert starts == sorted(set(starts))
        assert all(0 < at < len(words) for at in starts)


@pytest.mark.parametrize(
    "text",
    [
        "CPU? Processes.",
        "CPU? (Processes.)",
        "is it waiting? threads",
        "is the job waiting? threads, as they are light",
        "do my tasks wait? -> a thread pool",
    ],
)
def test_a_case_and_its_answer_are_one_sentence(text: str) -> None:
    reading = read(text)
    assert len(reading.sentences) == 1
    assert not reading.questions
    assert len(reading.colons) == 1


@pytest.mark.parametrize(
    "text",
    [
        "What is the GIL? A lock.",
        "Is the GIL gone? No.",
        "Do threads run in parallel? In C code.",
        "Is it faster? It is.",
        "CPU? It needs processes.",
        "Does it make any sense to use more threads there? Processes.",
        "CPU?\nProcesses.",
        "CPU?",
        'one asks "there?", the other is there',
    ],
)
def test_other_questions_stand_by_themselves(text: str) -> None:
    assert 0 in read(text).questions
