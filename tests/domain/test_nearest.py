from hypothesis import given
from hypothesis import strategies as st

from bot.domain.nearest import likely, nearest

KNOWN = ["what-is-the-gil", "lock-vs-rlock", "asyncio-and-the-gil", "pool-sizing", "livelock"]


def test_the_nearest_name_comes_first() -> None:
    assert nearest("what-is-teh-gil", KNOWN)[0] == "what-is-the-gil"
    assert nearest("What is the GIL?", KNOWN)[0] == "what-is-the-gil"
    assert nearest("rlock", KNOWN)[0] == "lock-vs-rlock"


def test_only_a_name_that_is_near_is_likely() -> None:
    assert likely("clsoe", ["any", "close"]) == "close"
    assert likely("zzz", ["any", "close"]) is None
    assert likely("zzz", []) is None


@given(st.text(max_size=300), st.lists(st.text(max_size=20), unique=True, max_size=9))
def test_the_nearest_names_are_known_ones_each_once(name: str, known: list[str]) -> None:
    found = nearest(name, known)
    assert len(found) == min(5, len(known))
    assert len(set(found)) == len(found)
    assert set(found) <= set(known)


@given(st.sampled_from(KNOWN))
def test_a_known_name_is_nearest_to_itself(name: str) -> None:
    assert nearest(name, KNOWN)[0] == name
    assert likely(name, KNOWN) == name
