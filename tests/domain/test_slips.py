import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.english import FOREIGN_WORDS, FUNCTION_WORDS
from bot.domain.slips import MENDED, swaps, undoubled
from bot.domain.spelling import CONTRACTIONS

_WORDS = st.text("abc", max_size=12)


@pytest.mark.parametrize(
    ("slip", "word"),
    [
        ("becuase", "because"),
        ("wihtout", "without"),
        ("thier", "their"),
        ("nboody", "nobody"),
        ("untill", "until"),
        ("dosent", "doesnt"),
        ("wich", "which"),
        ("olny", "only"),
        ("befor", "before"),
        ("pervents", "prevents"),
        ("flase", "false"),
    ],
)
def test_slips_of_small_words_are_mended(slip: str, word: str) -> None:
    assert MENDED[slip] == word


@pytest.mark.parametrize("word", ["form", "three", "want", "ever", "noting", "cold", "none"])
def test_another_word_is_no_slip(word: str) -> None:
    assert word not in MENDED


def test_no_known_word_is_mended() -> None:
    known = FUNCTION_WORDS | CONTRACTIONS.keys() | FOREIGN_WORDS
    assert known.isdisjoint(MENDED)


@given(_WORDS)
def test_a_swap_is_undone_by_a_swap(word: str) -> None:
    assert all(word in swaps(swapped) and swapped != word for swapped in swaps(word))


@given(_WORDS, st.integers(min_value=0, max_value=11))
def test_a_letter_typed_twice_is_undone(word: str, at: int) -> None:
    doubled = word[: at + 1] + word[at : at + 1] + word[at + 1 :]
    assert word == doubled or word in undoubled(doubled)
