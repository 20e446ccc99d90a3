import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.attempt import Certainty
from bot.domain.certainty import RIGHT_FROM, SHOWN_FROM, Rated, Tally, in_words, tally

rated = st.builds(Rated, st.sampled_from(Certainty), st.floats(min_value=0, max_value=1))


def test_an_answer_is_right_from_the_band_good_on() -> None:
    scores = [1.0, RIGHT_FROM, RIGHT_FROM - 1e-12, 0.79, 0.0]
    found = tally(Rated(Certainty.CERTAIN, score) for score in scores)
    assert found[Certainty.CERTAIN] == Tally(certainty=Certainty.CERTAIN, answers=5, right=3)
    assert found[Certainty.GUESS] == Tally(certainty=Certainty.GUESS, answers=0, right=0)


def test_a_few_answers_tell_nothing() -> None:
    few = Tally(certainty=Certainty.GUESS, answers=SHOWN_FROM - 1, right=0)
    assert not few.tells
    assert few.model_copy(update={"answers": SHOWN_FROM}).tells


@given(st.lists(rated))
def test_every_answer_is_counted_once(answers: list[Rated]) -> None:
    found = tally(answers)
    assert set(found) == set(Certainty)
    assert sum(one.answers for one in found.values()) == len(answers)
    assert all(0 <= one.right <= one.answers for one in found.values())


@pytest.mark.parametrize(
    ("certainty", "words"),
    [
        (Certainty.GUESS, "When you said you guessed, you were right 6 of 10 times."),
        (Certainty.FAIRLY, "When you said you were fairly sure, you were right 6 of 10 times."),
        (Certainty.CERTAIN, "When you said you were certain, you were right 6 of 10 times."),
    ],
)
def test_the_share_is_put_into_words(certainty: Certainty, words: str) -> None:
    assert in_words(Tally(certainty=certainty, answers=10, right=6)) == words
