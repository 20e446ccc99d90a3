import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.reading import read
from bot.domain.replies import with_replies


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CPU-bound? Processes.", ["processes cpu bound processes"]),
        (
            "Do they wait? -> Threads. Compute? Take processes.",
            ["threads do they wait threads", "take processes compute take processes"],
        ),
        ("First, CPU-bound? Processes.", ["first processes cpu bound processes"]),
    ],
)
def test_a_short_reply_stands_before_its_question_too(text: str, expected: list[str]) -> None:
    reading = with_replies(read(text))
    assert [" ".join(reading.words[slice(*one)]) for one in reading.sentences] == expected


@pytest.mark.parametrize(
    "text",
    [
        "CPU-bound: processes.",
        "Is it slow? That depends on what it does all day.",
        "Waiting? Then the threads of the pool do well.",
        "Really? ",
    ],
)
def test_other_questions_stay_as_they_are(text: str) -> None:
    assert with_replies(read(text)) == read(text)


def test_a_reply_stands_where_its_question_stands() -> None:
    text = "CPU-bound? Processes."
    reading = with_replies(read(text))
    assert [text[slice(*span)] for span in reading.spans] == ["CPU", "CPU", "bound", "Processes"]


@given(st.text(alphabet="ab ?.:\n", max_size=200))
def test_no_sentence_is_added(text: str) -> None:
    plain, reading = read(text), with_replies(read(text))
    assert len(reading.tokens) == len(reading.spans) == len(reading.numbers)
    assert len(reading.sentences) == len(plain.sentences)
