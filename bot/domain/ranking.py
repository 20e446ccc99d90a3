"""Leaderboards: how answers become points, and values become places.

A server is ranked by points, by the streak as it stands, or by improvement. Whoever has nothing to
show yet, a value of 0 or less, stands on no board: nobody is shown as the last or as falling back.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from math import fsum
from typing import NamedTuple

PAGE_ROWS = 10

FULL_POINTS = 10
"""What a first answer can bring. A hint takes a tenth of what it does bring."""


class Measure(StrEnum):
    """What a board goes by."""

    POINTS = "points"
    STREAK = "streak"
    IMPROVEMENT = "improvement"


class Period(StrEnum):
    """The days that count."""

    WEEK = "week"
    MONTH = "month"
    ALL = "all"


_DAYS = {Period.WEEK: 7, Period.MONTH: 30}


class Scored(NamedTuple):
    """An attempt as a board counts it.

    Attributes:
        id: snowflake of the submit.
        score: 0..1; None for a question given up.
        hints: how many were taken.
        first: whether it is the learner's first attempt on the item that day, wherever that was.
    """

    id: int
    learner_id: int
    item_id: str
    score: float | None
    hints: int
    first: bool


class Standing(NamedTuple):
    """What a learner has reached.

    Attributes:
        value: points, days of the streak, or hundredths of a score gained on average.
        basis: answers that the points come from, days of the longest streak, or questions compared.
    """

    value: int
    basis: int


class Row(NamedTuple):
    """A learner's place. Equal values share one, and the next place is left out."""

    place: int
    learner_id: int
    standing: Standing


class Points:
    """Adds up points: those of each first attempt on an item and day."""

    def __init__(self) -> None:
        self._standings: dict[int, Standing] = {}

    def add(self, scored: Scored) -> None:
        """Count an attempt; the order does not matter."""
        if scored.first and scored.score is not None:
            value, answers = self._standings.get(scored.learner_id, Standing(0, 0))
            points = points_of(scored.score, scored.hints)
            self._standings[scored.learner_id] = Standing(value + points, answers + 1)

    def standings(self) -> Mapping[int, Standing]:
        """Learner -> standing so far."""
        return self._standings


class Improvement:
    """Compares the last score with the first, over the items that a learner answered twice."""

    def __init__(self) -> None:
        self._first: dict[tuple[int, str], tuple[int, float]] = {}
        self._last: dict[tuple[int, str], tuple[int, float]] = {}

    def add(self, scored: Scored) -> None:
        """Count an attempt; the order does not matter."""
        if scored.score is not None:
            key, one = (scored.learner_id, scored.item_id), (scored.id, scored.score)
            self._first[key] = min(one, self._first.get(key, one))
            self._last[key] = max(one, self._last.get(key, one))

    def standings(self) -> Mapping[int, Standing]:
        """Learner -> standing so far."""
        gains: dict[int, list[float]] = {}
        for key, (first_id, first) in self._first.items():
            last_id, last = self._last[key]
            if last_id != first_id:
                gains.setdefault(key[0], []).append(last - first)
        return {
            learner_id: Standing(round(100 * fsum(gained) / len(gained)), len(gained))
            for learner_id, gained in gains.items()
        }


def points_of(score: float, hints: int) -> int:
    """The points of an attempt: ten times the score, a tenth less for each hint."""
    return round(score * max(0, FULL_POINTS - hints))


def first_day(period: Period, today: date) -> date | None:
    """The first day that counts; None is any."""
    days = _DAYS.get(period)
    return None if days is None else today - timedelta(days=days - 1)


def rank(standings: Mapping[int, Standing]) -> Sequence[Row]:
    """Everybody with something to show, the highest value first."""
    rows: list[Row] = []
    shown = [one for one in standings.items() if one[1].value > 0]
    for number, (learner_id, standing) in enumerate(sorted(shown, key=_order), start=1):
        shared = rows and rows[-1].standing.value == standing.value
        rows.append(Row(rows[-1].place if shared else number, learner_id, standing))
    return rows


def place_among(rows: Sequence[Row], learner_id: int, standing: Standing) -> Row | None:
    """The place of one learner among the others, whether or not the rows have it."""
    if standing.value <= 0:
        return None
    better = sum(row.standing.value > standing.value for row in rows)
    return Row(better + 1, learner_id, standing)


def _order(one: tuple[int, Standing]) -> tuple[int, int]:
    learner_id, standing = one
    return -standing.value, learner_id
