"""What a chart is made of: panels with lanes, each of which shows one thing measured.

Lanes say all they show in words as well, so that picture, table and alt text come from one value.
"""

import math

from .grade import Frozen

_MOST_TICKS = 7
_STEPS = (1, 2, 5, 10)
_LEAST_TOP = 1e-3


class Bar(Frozen):
    """A length from zero, with the range in which it was measured.

    Attributes:
        hatched: time spent for nothing.
    """

    length: float
    low: float
    high: float
    hatched: bool = False


class Share(Frozen):
    """A part of a whole, 0..1; the rest is lost."""

    part: float


class Slices(Frozen):
    """When something ran, as (start, end)."""

    spans: tuple[tuple[float, float], ...]


class Dots(Frozen):
    """Single measurements and their median; the axis may end before the largest."""

    points: tuple[float, ...]
    median: float


class Lane(Frozen):
    """One row of a chart.

    Attributes:
        note: a second line below the label.
        value: the figure in words; beside the mark in the picture.
        cells: one for each column of the panel, for the table.
        series: which colour it has, 0..3; alike for like things in all charts.
    """

    label: str
    note: str = ""
    value: str
    cells: tuple[str, ...]
    mark: Bar | Share | Slices | Dots
    series: int = 0


class Axis(Frozen):
    """A linear axis from zero.

    Attributes:
        unit: stands after the last tick.
    """

    top: float
    ticks: tuple[float, ...]
    unit: str


class Panel(Frozen):
    """Lanes that belong together.

    Attributes:
        heading: "" where the chart needs none.
        note: stands at the right of the heading.
        columns: headings of the lanes' cells.
        axis: None for shares.
    """

    heading: str = ""
    note: str = ""
    columns: tuple[str, ...]
    lanes: tuple[Lane, ...]
    axis: Axis | None = None


def axis_to(top: float, unit: str, *, least_step: float = 0.0) -> Axis:
    """An axis that reaches `top`, with ticks at round numbers."""
    top = max(top, _LEAST_TOP, least_step)
    magnitude = 10.0 ** math.floor(math.log10(top / _MOST_TICKS))
    steps = (max(step * magnitude, least_step) for step in _STEPS)
    step = next(step for step in steps if top / step <= _MOST_TICKS)
    count = math.floor(top / step + 1e-6)
    ticks = tuple(float(f"{step * number:.12g}") for number in range(count + 1))
    return Axis(top=top, ticks=ticks, unit=unit)
