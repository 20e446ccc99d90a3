"""The formulas of leaderboards, checked against plain ones, and the order of their rows."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ranking import (
    Improvement,
    Period,
    Points,
    Scored,
    Standing,
    first_day,
    place_among,
    points_of,
    rank,
)

TODAY = date(2026, 11, 22)

attempts = st.lists(
    st.builds(
        Scored,
        id=st.integers(1, 10**6),
        learner_id=st.integers(1, 4),
        item_id=st.sampled_from(["a", "b", "c"]),
        score=st.one_of(st.none(), st.floats(0, 1)),
        hints=st.integers(0, 3),
        first=st.booleans(),
    ),
    max_size=30,
    unique_by=lambda scored: scored.id,
)
standings = st.dictionaries(
    st.integers(1, 50), st.builds(Standing, st.integers(-20, 20), st.integers(0, 9)), max_size=30
)


def points(history: Sequence[Scored]) -> Mapping[int, Standing]:
    tally = Points()
    for scored in history:
        tally.add(scored)
    return tally.standings()


def improvement(history: Sequence[Scored]) -> Mapping[int, Standing]:
    tally = Improvement()
    for scored in history:
        tally.add(scored)
    return tally.standings()


@pytest.mark.parametrize(
    ("score", "hints", "expected"),
    [(1, 0, 10), (1, 1, 9), (0.8, 0, 8), (0.8, 1, 7), (0.44, 0, 4), (0, 0, 0), (1, 12, 0)],
)
def test_points_are_ten_times_the_score_less_a_tenth_for_each_hint(
    score: float, hints: int, expected: int
) -> None:
    assert points_of(score, hints) == expected


def test_only_first_attempts_bring_points() -> None:
    history = [
        Scored(1, 7, "a", 0.5, 0, first=True),
        Scored(2, 7, "a", 1.0, 0, first=False),
        Scored(3, 7, "b", None, 0, first=True),
        Scored(4, 7, "b", 1.0, 0, first=False),
        Scored(5, 8, "a", 0.0, 2, first=True),
    ]
    assert points(history) == {7: Standing(5, 1), 8: Standing(0, 1)}


def test_improvement_is_the_mean_of_last_less_first_over_items_answered_twice() -> None:
    history = [
        Scored(1, 7, "a", 0.2, 0, first=True),
        Scored(2, 7, "a", 0.1, 0, first=False),
        Scored(3, 7, "a", 0.8, 0, first=False),
        Scored(4, 7, "b", 0.5, 0, first=True),
        Scored(5, 7, "b", 0.7, 0, first=True),
        Scored(6, 7, "c", 0.0, 0, first=True),
        Scored(7, 8, "c", None, 0, first=True),
        Scored(8, 8, "c", 1.0, 0, first=False),
        Scored(9, 9, "a", 0.9, 0, first=True),
        Scored(10, 9, "a", 0.4, 0, first=True),
    ]
    assert improvement(history) == {7: Standing(40, 2), 9: Standing(-50, 1)}


@given(attempts)
def test_points_are_those_of_the_plain_formula(history: Sequence[Scored]) -> None:
    for learner_id, standing in points(history).items():
        counted = [
            one
            for one in history
            if one.learner_id == learner_id and one.first and one.score is not None
        ]
        assert standing.basis == len(counted)
        assert standing.value == sum(points_of(one.score or 0, one.hints) for one in counted)
        assert 0 <= standing.value <= 10 * standing.basis


@given(attempts)
def test_improvement_is_that_of_the_plain_formula(history: Sequence[Scored]) -> None:
    for learner_id, standing in improvement(history).items():
        gains = []
        for item_id in "abc":
            scores = [
                one.score
                for one in sorted(history)
                if (one.learner_id, one.item_id) == (learner_id, item_id) and one.score is not None
            ]
            if len(scores) > 1:
                gains.append(scores[-1] - scores[0])
        assert standing.basis == len(gains)
        assert standing.value == pytest.approx(100 * mean(gains), abs=0.51)


@given(attempts, st.randoms(use_true_random=False))
def test_the_order_in_which_attempts_are_counted_does_not_matter(
    history: list[Scored], random: object
) -> None:
    mixed = list(history)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert points(mixed) == points(history)
    assert improvement(mixed) == improvement(history)


@given(standings)
def test_places_follow_values_and_equal_values_share_one(known: Mapping[int, Standing]) -> None:
    rows = rank(known)
    assert {row.learner_id: row.standing for row in rows} == {
        learner_id: standing for learner_id, standing in known.items() if standing.value > 0
    }
    for row in rows:
        assert row.place == 1 + sum(one.standing.value > row.standing.value for one in rows)
        assert place_among(rows, row.learner_id, row.standing) == row
    assert [(-row.standing.value, row.learner_id) for row in rows] == sorted(
        (-row.standing.value, row.learner_id) for row in rows
    )


@given(standings, st.integers(1, 20))
def test_who_is_not_on_the_board_has_a_place_too_and_moves_nobody(
    known: Mapping[int, Standing], value: int
) -> None:
    standing = Standing(value, 1)
    own = place_among(rank(known), 99, standing)
    among_all = [row for row in rank({**known, 99: standing}) if row.learner_id == 99]
    assert [own] == among_all


def test_nothing_to_show_has_no_place() -> None:
    assert place_among([], 7, Standing(0, 4)) is None
    assert place_among([], 7, Standing(-5, 4)) is None
    assert rank({}) == []


@given(st.dates(min_value=date(2015, 1, 1)))
def test_a_period_ends_today(today: date) -> None:
    assert first_day(Period.WEEK, today) == today - timedelta(days=6)
    assert first_day(Period.MONTH, today) == today - timedelta(days=29)
    assert first_day(Period.ALL, today) is None
