from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.attempt import Attempt
from bot.domain.grade import Finding, Grade, Mark
from bot.storage.rows import epoch_ms, from_attempt, storable, to_attempt
from tests.storage.examples import attempt

shares = st.floats(min_value=0, max_value=1)
grades = st.builds(
    Grade,
    score=st.none() | shares,
    marks=st.lists(st.builds(Mark, credit=shares), max_size=3).map(tuple),
    misconceptions=st.lists(st.builds(Finding, penalty=shares), max_size=2).map(tuple),
)
attempts = st.builds(Attempt, grade=st.none() | grades)


@given(attempts)
def test_an_attempt_comes_back_as_it_was(one: Attempt) -> None:
    row = from_attempt(one)
    *before_score, _score, grade, certainty = row
    assert to_attempt((*before_score, grade, certainty)) == one


def test_the_score_has_a_column_of_its_own() -> None:
    assert from_attempt(attempt())[-3] == attempt().score


@given(st.text(alphabet=st.characters(codec=None)))
def test_any_text_can_be_stored_and_keeps_its_length(text: str) -> None:
    kept = storable(text)
    assert len(kept) == len(text)
    assert "\0" not in kept
    assert kept.encode().decode() == kept


def test_lone_surrogates_and_nuls_are_replaced_one_for_one() -> None:
    assert storable("a\ud800\udc00b\0c") == "a\ufffd\ufffdb\ufffdc"


@given(st.timedeltas(timedelta(0), timedelta(days=100_000)))
def test_times_are_whole_milliseconds_in_utc(passed: timedelta) -> None:
    at = datetime(1900, 1, 1, tzinfo=timezone(timedelta(hours=5.5))) + passed
    kept = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=epoch_ms(at))
    assert timedelta(0) <= at - kept < timedelta(milliseconds=1)
