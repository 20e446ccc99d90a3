"""How well two raters agree: plain statistics over pairs of numbers.

A figure that the numbers do not decide, such as the correlation with a constant, is None and never
NaN. Chance is drawn outside: whoever wants intervals hands in the resamples.
"""

from collections.abc import Callable, Sequence
from math import fsum, sqrt
from typing import Final

from .grade import Frozen

Numbers = Sequence[float]
Statistic = Callable[[Numbers, Numbers], float | None]
Resamples = Sequence[Sequence[int]]
"""Positions in the data, each drawn as many times as there are data, with replacement."""

CONFIDENCE: Final = 0.95


class Estimate(Frozen):
    """A figure with its 95 % interval; None where the data don't decide it."""

    value: float | None
    low: float | None = None
    high: float | None = None


def pearson(xs: Numbers, ys: Numbers) -> float | None:
    """Pearson's correlation, -1..1; None if one side is constant."""
    if _constant(xs) or _constant(ys):
        return None
    from_x, from_y = _centred(xs), _centred(ys)
    spread = sqrt(fsum(x * x for x in from_x)) * sqrt(fsum(y * y for y in from_y))
    if not spread:
        return None
    together = fsum(x * y for x, y in zip(from_x, from_y, strict=True))
    return max(-1.0, min(1.0, together / spread))


def spearman(xs: Numbers, ys: Numbers) -> float | None:
    """Spearman's rank correlation, -1..1; equal values share their average rank."""
    return pearson(ranks(xs), ranks(ys))


def mean_absolute_error(xs: Numbers, ys: Numbers) -> float | None:
    """How far the pairs lie apart on average; None without a pair."""
    apart = [abs(x - y) for x, y in zip(xs, ys, strict=True)]
    return fsum(apart) / len(apart) if apart else None


def ranks(values: Numbers) -> list[float]:
    """The rank of each value, from 1; equal values share the average of their ranks."""
    order = sorted(range(len(values)), key=values.__getitem__)
    ranked = [0.0] * len(values)
    first = 0
    while first < len(order):
        last = first
        while last + 1 < len(order) and values[order[last + 1]] == values[order[first]]:
            last += 1
        for place in order[first : last + 1]:
            ranked[place] = (first + last) / 2 + 1
        first = last + 1
    return ranked


def estimate(statistic: Statistic, xs: Numbers, ys: Numbers, resamples: Resamples) -> Estimate:
    """The statistic with its percentile bootstrap interval; without resamples, with none.

    Source: Efron and Tibshirani, An Introduction to the Bootstrap, section 13.3.
    """
    value = statistic(xs, ys)
    drawn = (
        statistic([xs[at] for at in resample], [ys[at] for at in resample])
        for resample in resamples
    )
    figures = sorted(figure for figure in drawn if figure is not None)
    if value is None or not figures:
        return Estimate(value=value)
    tail = (1 - CONFIDENCE) / 2
    return Estimate(value=value, low=_quantile(figures, tail), high=_quantile(figures, 1 - tail))


def _constant(values: Numbers) -> bool:
    return not values or min(values) == max(values)


def _centred(values: Numbers) -> list[float]:
    mean = fsum(values) / len(values)
    return [value - mean for value in values]


def _quantile(ordered: Numbers, share: float) -> float:
    """The value below which a share of the ordered values lies, between neighbours if need be."""
    at = share * (len(ordered) - 1)
    below = int(at)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (at - below) * (ordered[above] - ordered[below])
