from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.domain.interview_plan import LONGEST, SHORTEST, Plan, draw_items
from bot.domain.item import Item, Level
from tests.domain.examples import make_item

TOPICS = ("one", "two", "three", "four")
ITEMS = tuple(
    make_item(id=f"{topic}-{level}", topic=topic, level=level)
    for topic in TOPICS
    for level in ("junior", "mid", "senior")
)


def drawn(plan: Plan, seed: int = 1, **options: object) -> list[str]:
    scores = options.pop("scores", {})
    return [item.id for item in draw_items(ITEMS, scores, plan, seed=seed, **options)]  # type: ignore[arg-type]


@given(length=st.integers(SHORTEST, LONGEST), seed=st.integers(0, 2**62))
def test_topics_take_turns_and_nothing_comes_twice(length: int, seed: int) -> None:
    chosen = draw_items(ITEMS, {}, Plan(length=length), seed=seed)
    assert len({item.id for item in chosen}) == length
    times = Counter(item.topic for item in chosen)
    assert max(times.values()) - min(times[topic] for topic in TOPICS) <= 1


@given(seed=st.integers(0, 2**62))
def test_the_same_seed_draws_the_same_questions(seed: int) -> None:
    assert drawn(Plan(), seed) == drawn(Plan(), seed)


def test_easier_questions_come_first() -> None:
    order = [Level(one.rsplit("-")[1]) for one in drawn(Plan(length=10))]
    assert order == sorted(order, key=[*Level].index)


def test_level_and_focus_narrow_the_choice() -> None:
    assert all(one.endswith("mid") for one in drawn(Plan(level=Level.MID)))
    assert sorted(drawn(Plan(focus="two"))) == ["two-junior", "two-mid", "two-senior"]
    assert drawn(Plan(focus="two", level=Level.STAFF)) == []


def test_what_is_due_or_weak_is_preferred() -> None:
    for seed in range(20):
        assert "three-senior" in drawn(Plan(length=4), seed, due=["three-senior"])
        assert "two-mid" in drawn(Plan(length=4), seed, scores={"two-mid": [0.1]})


def test_a_length_out_of_bounds_is_refused() -> None:
    for length in (SHORTEST - 1, LONGEST + 1):
        with pytest.raises(ValidationError):
            Plan(length=length)


def test_without_questions_nothing_is_drawn() -> None:
    none: tuple[Item, ...] = ()
    assert draw_items(none, {}, Plan(), seed=1) == ()
