from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.agreement import (
    Estimate,
    Statistic,
    estimate,
    mean_absolute_error,
    pearson,
    ranks,
    spearman,
)

Pairs = Sequence[tuple[float, float]]

SCORES = st.integers(0, 100).map(lambda number: number / 100)
PAIRS = st.lists(st.tuples(SCORES, SCORES), min_size=1, max_size=30)


def apart(pairs: Pairs) -> tuple[list[float], list[float]]:
    return [x for x, _ in pairs], [y for _, y in pairs]


@pytest.mark.parametrize(
    ("xs", "ys", "expected"),
    [
        ((1, 2, 3), (2, 4, 6), 1.0),
        ((1, 2, 3), (3, 2, 1), -1.0),
        # By hand: sums of products 8, of squares 10 and 10.
        ((1, 2, 3, 4, 5), (2, 1, 4, 3, 5), 0.8),
        ((0, 0, 1, 1), (0, 1, 0, 1), 0.0),
    ],
)
def test_pearson_is_what_one_works_out_by_hand(
    xs: Sequence[float], ys: Sequence[float], expected: float
) -> None:
    assert pearson(xs, ys) == pytest.approx(expected)


def test_spearman_asks_for_the_order_alone() -> None:
    assert spearman((1, 2, 3, 4), (1, 10, 100, 1000)) == pytest.approx(1.0)
    # By hand: ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: 4.5 over the root of 4.5 times 5.
    assert spearman((1, 2, 2, 3), (1, 2, 3, 4)) == pytest.approx(4.5 / (4.5 * 5) ** 0.5)


def test_equal_values_share_their_average_rank() -> None:
    assert ranks([30, 10, 20, 20, 10, 10]) == [6, 2, 4.5, 4.5, 2, 2]
    assert ranks([]) == []


def test_the_error_is_how_far_they_lie_apart() -> None:
    assert mean_absolute_error((0, 0.5, 1), (0.3, 0.5, 0.4)) == pytest.approx(0.3)
    assert mean_absolute_error((), ()) is None


@pytest.mark.parametrize("statistic", [pearson, spearman])
@pytest.mark.parametrize(
    ("xs", "ys"),
    [
        ((), ()),
        ((1,), (1,)),
        ((0.1, 0.1, 0.1), (0, 0.5, 1)),
        ((0, 0.5, 1), (0.7, 0.7, 0.7)),
    ],
)
def test_there_is_no_correlation_with_a_constant(
    statistic: Statistic, xs: Sequence[float], ys: Sequence[float]
) -> None:
    assert statistic(xs, ys) is None


def test_differences_too_small_to_square_are_none() -> None:
    assert pearson((0, 1e-200), (0, 1)) is None


@pytest.mark.parametrize("statistic", [pearson, mean_absolute_error])
def test_both_sides_are_as_many(statistic: Statistic) -> None:
    with pytest.raises(ValueError, match="zip"):
        statistic((0, 1), (0, 1, 2))


@given(PAIRS)
def test_figures_stay_in_their_bounds_and_know_no_sides(pairs: Pairs) -> None:
    xs, ys = apart(pairs)
    for correlation in (pearson, spearman):
        figure = correlation(xs, ys)
        assert figure == correlation(ys, xs)
        assert figure is None or -1 <= figure <= 1
    error = mean_absolute_error(xs, ys)
    assert error == mean_absolute_error(ys, xs)
    assert error is not None
    assert 0 <= error <= 1


@given(PAIRS)
def test_the_order_of_the_pairs_does_not_matter(pairs: Pairs) -> None:
    turned = apart(pairs[::-1])
    for statistic in (pearson, spearman, mean_absolute_error):
        assert statistic(*turned) == pytest.approx(statistic(*apart(pairs)))


@given(PAIRS, st.integers(1, 9), st.integers(-9, 9))
def test_scale_and_zero_do_not_change_a_correlation(pairs: Pairs, scale: int, zero: int) -> None:
    xs, ys = apart(pairs)
    moved = [scale * x + zero for x in xs]
    assert pearson(moved, ys) == pytest.approx(pearson(xs, ys), abs=1e-9)
    turned = pearson([-x for x in xs], ys)
    assert turned == (None if turned is None else pytest.approx(-(pearson(xs, ys) or 0), abs=1e-9))


@given(PAIRS)
def test_whatever_keeps_the_order_keeps_spearman(pairs: Pairs) -> None:
    xs, ys = apart(pairs)
    assert spearman([x**3 for x in xs], ys) == spearman(xs, ys)


@given(st.lists(SCORES, max_size=30))
def test_ranks_add_up(values: list[float]) -> None:
    assert sum(ranks(values)) == len(values) * (len(values) + 1) / 2


@given(PAIRS, st.lists(st.lists(st.integers(0, 99), min_size=1), max_size=9))
def test_an_interval_is_in_order_and_the_same_each_time(
    pairs: Pairs, draws: list[list[int]]
) -> None:
    xs, ys = apart(pairs)
    resamples = [[at % len(xs) for at in draw] for draw in draws]
    for statistic in (pearson, spearman, mean_absolute_error):
        figure = estimate(statistic, xs, ys, resamples)
        assert figure == estimate(statistic, xs, ys, resamples)
        if figure.low is not None and figure.high is not None:
            assert figure.low <= figure.high


def test_an_interval_leaves_out_a_fortieth_at_either_end() -> None:
    resamples = [[at] for at in range(41)]
    errors = [at / 100 for at in range(41)]
    figure = estimate(mean_absolute_error, [0.0] * 41, errors, resamples)
    assert (figure.value, figure.low, figure.high) == pytest.approx((0.2, 0.01, 0.39))


def test_between_two_figures_the_interval_is_in_proportion() -> None:
    figure = estimate(mean_absolute_error, (0, 0), (0, 1), [[0, 0], [1, 1]])
    assert (figure.low, figure.high) == pytest.approx((0.025, 0.975))


def test_without_resamples_there_is_no_interval() -> None:
    assert estimate(mean_absolute_error, (0, 1), (0, 1), []) == Estimate(value=0.0)


def test_resamples_that_decide_nothing_are_left_out() -> None:
    resamples = [[0, 0, 0], [0, 1, 2]]
    figure = estimate(pearson, (0, 1, 2), (0, 1, 2), resamples)
    assert figure.low == figure.high == pytest.approx(1.0)
    assert estimate(pearson, (0, 1), (0, 1), [[0, 0]]).low is None
