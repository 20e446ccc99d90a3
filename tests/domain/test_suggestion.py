import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.suggestion import FEWEST_ANSWERS, Suggestion, suggest
from tests.domain.examples import GROUPS, make_item

ITEM = make_item(synonyms={"heapy": ["heap dump"]})
GOOD = [
    "Workers read one global dict; a fork copies it. Copies!",
    "One dict is visible to every worker, while forks copy.",
    "They share the heap, forking copied.",
]
POOR = ["It is fast.", "Fast, because memory is fast.", "A dict."]


def found(good: list[str], poor: list[str]) -> dict[str, Suggestion]:
    return {one.word: one for one in suggest(ITEM, GROUPS, good, poor)}


def test_words_are_counted_once_an_answer_and_by_their_stem() -> None:
    words = found(GOOD, POOR)
    assert (words["copies"].good, words["copies"].poor) == (3, 0)
    assert (words["dict"].good, words["dict"].poor) == (2, 1)
    assert (words["fast"].good, words["fast"].poor) == (0, 2)


def test_the_commonest_form_stands_for_its_stem() -> None:
    words = found(["a fork, the forks", "forks"], [])
    assert "forks" in words
    assert "fork" not in words


def test_what_speaks_for_a_good_answer_comes_first() -> None:
    ordered = suggest(ITEM, GROUPS, GOOD, POOR)
    assert ordered[-1].word == "fast"
    assert ordered[0].weight > 0 > ordered[-1].weight
    weights = [one.weight for one in ordered]
    assert weights == sorted(weights, reverse=True)


def test_the_weight_is_log_odds_in_standard_deviations() -> None:
    # By hand: ln(2.5/0.5) - ln(0.5/2.5) over the root of 2 (1/2.5 + 1/0.5).
    (word,) = suggest(ITEM, GROUPS, ["dict", "dict"], ["", ""])
    assert word.weight == pytest.approx(3.2189 / 4.8**0.5, abs=1e-4)


def test_words_of_the_question_and_empty_words_are_left_out() -> None:
    words = found(["The threads see each other.", "A thread of it and the others"], [])
    assert not words


def test_words_in_one_answer_are_chance() -> None:
    assert FEWEST_ANSWERS == 2
    assert not found(["dict"], ["banana"])


def test_a_word_is_known_if_a_criterion_can_match_it() -> None:
    told = "pickled memory share worker dict heap dump subprocess"
    words = found([told, told], [])
    known = {word for word, one in words.items() if one.known}
    assert known == {"pickled", "memory", "share", "worker", "heap", "subprocess"}
    assert not words["dict"].known


def test_groups_of_the_item_itself_count() -> None:
    item = make_item(
        synonyms={"table": ["dict", "map"]},
        required=[
            {
                "id": "only",
                "skill": "definition",
                "say": "A table is shared.",
                "any": ["@table & @share"],
            }
        ],
    )
    words = {one.word: one.known for one in suggest(item, GROUPS, ["dict bag", "dict bag"], [])}
    assert words == {"dict": True, "bag": False}


@given(st.lists(st.text("abc .", max_size=20)), st.lists(st.text("abc .", max_size=20)))
def test_turning_the_sides_turns_the_signs(good: list[str], poor: list[str]) -> None:
    one, other = found(good, poor), found(poor, good)
    assert one.keys() == other.keys()
    for word, told in one.items():
        assert (told.good, told.poor) == (other[word].poor, other[word].good)
        assert told.weight == pytest.approx(-other[word].weight)
