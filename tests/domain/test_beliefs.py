"""What the words of a sentence tell of who believes it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.beliefs import Beliefs, Wording, clues_of
from bot.domain.polarity import find_polarity
from bot.domain.reading import read

BELIEFS = Beliefs(
    bias=-1.0,
    odds={"gil": 0.5, "gil_guard": 4.0, "!guard": -9.0, "slow": 5.0},
    own={"gil-guards": {"gil_guard": 1.0, "guard~data": 2.0}, "gil-slow": {"guard~data": -9.0}},
    topics={
        "guard": {"gil-guards": 2.0},
        "slow": {"gil-slow": 2.0},
        "data": {"gil-guards": 1.0, "gil-slow": 0.5},
    },
)


def wording(
    text: str, beliefs: Beliefs = BELIEFS, ignored: frozenset[int] = frozenset()
) -> Wording:
    reading = read(text)
    return Wording(beliefs, reading, find_polarity(reading), ignored)


def believed(text: str, ignored: frozenset[int] = frozenset()) -> dict[str, str]:
    spans = wording(text, ignored=ignored).beliefs
    return {name: text[first:last] for name, (first, last) in spans.items()}


def test_clues_are_words_neighbours_and_words_near_each_other() -> None:
    reading = read("A lock guards data. No lock guards it.")
    polarity = find_polarity(reading)
    assert clues_of(reading, polarity, 0) == {
        *("a", "lock", "guard", "data"),
        *("a_lock", "lock_guard", "guard_data"),
        *("lock~guard", "lock~data", "guard~data"),
    }
    assert "no_!lock" in clues_of(reading, polarity, 1)
    assert "!lock~!guard" in clues_of(reading, polarity, 1)


def test_only_the_next_five_longer_words_are_near() -> None:
    reading = read("alpha bravo charlie delta hotel kilo lima")
    clues = clues_of(reading, find_polarity(reading), 0)
    near = [clue.split("~")[1] for clue in clues if clue.startswith("alpha~")]
    assert len(near) == 5
    assert "lima" not in near


def test_known_clues_count_by_the_root_of_their_number() -> None:
    clues = ["gil", "gil_guard", "guard~data", "never seen", "nor", "this"]
    assert BELIEFS.weigh(clues, "gil-guards") == pytest.approx(-1 + 7.5 / 4**0.5)
    assert BELIEFS.weigh(clues, "gil-slow") == pytest.approx(-1 - 4.5 / 3**0.5)


def test_without_a_known_clue_the_bias_is_left() -> None:
    assert BELIEFS.weigh(["never seen"], "gil-guards") == -1
    assert Beliefs().weigh(["never seen"], "gil-guards") == 0


@pytest.mark.parametrize(
    ("text", "lead", "topic"),
    [
        ("guard", 0.0, "gil-guards"),
        ("slow data data", 0.0, "gil-slow"),
        ("slow data", 1.5, "gil-slow"),
        ("slow data", 1.6, None),
        ("data", 1.0, None),
        ("slow guard", 0.0, "gil-slow"),
        ("guard slow", 0.0, "gil-guards"),
        ("never seen", 0.0, None),
        ("", 0.0, None),
    ],
)
def test_words_speak_for_a_topic(text: str, lead: float, topic: str | None) -> None:
    assert BELIEFS.topic(text.split(), lead=lead) == topic


def test_what_was_never_learnt_is_allowed() -> None:
    assert wording("No GIL guards data.").allows("unknown", [0], listed=False)
    assert wording("No GIL guards data.", Beliefs()).allows("gil-guards", [0], listed=False)


@pytest.mark.parametrize(
    ("text", "listed", "allowed"),
    [
        ("The GIL guards data.", False, True),
        ("No GIL guards data.", False, False),
        ("The GIL never guards data.", True, False),
        ("Something else was asked.", False, True),
    ],
)
def test_a_pattern_needs_words_that_do_not_speak_against_it(
    text: str, *, listed: bool, allowed: bool
) -> None:
    assert wording(text).allows("gil-guards", [0], listed=listed) is allowed


def test_what_a_question_lists_is_doubted_less() -> None:
    less = BELIEFS.model_copy(update={"odds": {"!guard": -1.0}})
    assert not wording("No GIL guards data.", less).allows("gil-guards", [0], listed=False)
    assert wording("No GIL guards data.", less).allows("gil-guards", [0], listed=True)


def test_a_sentence_worded_like_a_belief_is_quoted_under_the_likeliest() -> None:
    text = "I say so. The GIL guards data for you. The GIL guards data, too."
    assert believed(text) == {"gil-guards": "The GIL guards data for you"}
    assert believed("The data of it is slow here.") == {"gil-slow": "The data of it is slow here"}


@pytest.mark.parametrize(
    "text",
    [
        "The GIL does not guard data at all.",
        "Many people think the GIL guards data.",
        "Does the GIL guard data for me?",
        "I was told that the GIL guards data.",
        "If the GIL guarded data, this would be fine.",
        "GIL guards data",
    ],
)
def test_what_is_denied_not_claimed_or_too_short_is_no_belief(text: str) -> None:
    assert believed(text) == {}


def test_words_of_another_build_tell_by_themselves() -> None:
    text = "On the free-threaded build the GIL guards data for you"
    assert believed(f"{text}.") == {"gil-guards": text}


def test_a_sentence_that_speaks_for_two_beliefs_is_quoted_under_none() -> None:
    assert believed("The slow GIL guards data for you.") == {
        "gil-guards": "The slow GIL guards data for you"
    }
    level = BELIEFS.model_copy(update={"topics": {"data": {"one": 1.0}, "guard": {"other": 0.7}}})
    assert wording("The GIL guards data for you.", level).beliefs == {}


def test_ignored_sentences_hold_no_belief() -> None:
    assert believed("The GIL guards data for you.", frozenset({0})) == {}


@given(st.text(max_size=200))
def test_any_text_is_weighed_and_what_is_quoted_is_in_it(text: str) -> None:
    for first, last in wording(text, BELIEFS.model_copy(update={"bias": 9.0})).beliefs.values():
        assert 0 <= first < last <= len(text)
