from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.item import Level
from bot.domain.selection import choose_daily_item, choose_item
from tests.domain.examples import make_item

ITEMS = [
    make_item(id="one", topic="a"),
    make_item(id="two", topic="a", level="senior"),
    make_item(id="three", topic="b"),
]


def choose(
    scores: dict[str, list[float]],
    *,
    due: Sequence[str] = (),
    seed: int = 1,
    **options: str | None,
) -> str | None:
    level = options.get("level")
    item = choose_item(
        ITEMS,
        scores,
        due=due,
        topic=options.get("topic"),
        level=None if level is None else Level(level),
        avoid=options.get("avoid"),
        seed=seed,
    )
    return None if item is None else item.id


def test_weak_questions_come_first_then_new_ones() -> None:
    assert choose({"one": [0.9], "two": [0.2, 0.4]}) == "two"
    assert choose({"one": [0.9], "two": [0.9, 0.4]}) == "three"


def test_of_new_questions_the_easier_come_first() -> None:
    assert {choose({}, seed=seed) for seed in range(20)} == {"one", "three"}
    assert choose({"one": [0.9], "three": [0.9]}) == "two"
    assert {choose({"two": [0.1], "one": [0.1]}, seed=seed) for seed in range(20)} == {"one", "two"}


def test_what_is_due_comes_before_all_the_most_urgent_first() -> None:
    assert choose({"two": [0.1], "one": [0.9]}, due=["one"]) == "one"
    for seed in range(20):
        assert choose({}, due=["three", "gone", "one"], seed=seed) == "three"
        assert choose({}, due=["three", "one"], avoid="three", seed=seed) == "one"
        assert choose({}, due=["three", "one"], topic="a", seed=seed) == "one"


def test_topic_and_level_are_kept() -> None:
    assert choose({}, topic="b") == "three"
    assert choose({}, topic="a", level="senior") == "two"
    assert choose({}, topic="b", level="senior") is None


def test_the_question_just_shown_comes_again_only_alone() -> None:
    assert choose({"one": [0.1]}, topic="a", avoid="one") == "two"
    assert choose({}, topic="b", avoid="three") == "three"


def test_the_choice_is_spread_by_the_seed() -> None:
    known = {"one": [0.9], "two": [0.9], "three": [0.9]}
    assert {choose(known, seed=seed) for seed in range(50)} == {*known}


@given(
    st.integers(),
    st.dictionaries(
        st.sampled_from(["one", "two", "three"]), st.lists(st.floats(0, 1), min_size=1, max_size=3)
    ),
)
def test_the_same_call_gives_the_same_question(seed: int, scores: dict[str, list[float]]) -> None:
    assert choose(scores, seed=seed) == choose(scores, seed=seed)


# Daily posts


def choose_daily(
    asked: Sequence[str], seed: str = "7 2026-03-14", **options: set[str]
) -> str | None:
    item = choose_daily_item(
        ITEMS,
        asked,
        topics=options.get("topics", ()),
        levels={Level(level) for level in options.get("levels", ())},
        seed=seed,
    )
    return None if item is None else item.id


def test_the_same_schedule_and_day_give_the_same_daily_question() -> None:
    assert choose_daily([]) == choose_daily([])
    assert {choose_daily([], seed=f"7 {day}") for day in range(30)} == {"one", "two", "three"}


def test_a_daily_question_never_asked_comes_first() -> None:
    assert choose_daily(["one", "three", "gone from the pack"]) == "two"


def test_a_daily_question_asked_lately_is_not_asked_again() -> None:
    chosen = {choose_daily(["three", "one", "two"], seed=f"{day}") for day in range(30)}
    assert chosen == {"one", "two"}


def test_a_daily_question_fits_topics_and_levels() -> None:
    assert choose_daily(["three"], topics={"b"}) == "three"
    assert choose_daily([], topics={"a", "b"}, levels={"senior"}) == "two"
    assert choose_daily([], topics={"b"}, levels={"senior"}) is None
