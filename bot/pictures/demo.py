"""A demonstration's chart as a picture: panels of lanes, each with a label, a mark and a figure.

What a colour says is said by a label or by hatching as well, and every figure is written out.
"""

import math
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final, NamedTuple

from ..domain.chart import Chart
from ..domain.panel import Axis, Bar, Dots, Lane, Panel, Share, Slices
from ..domain.quantity import number
from .canvas import HEADING, TITLE, WIDTH, Canvas, Ink

SERIES: Final = (Ink.BLUE, Ink.ORANGE, Ink.GREEN, Ink.PINK)

_MARGIN = 28
_GAP = 22
_TOP = 108
_HEADING = 46
_AXIS = 40
_BETWEEN = 14
_MANY_LANES = 7
_LANE, _LOW_LANE, _NOTED_LANE = 62, 48, 74
_MOST_LABEL, _MOST_VALUE = 300, 400
_LEAST_MARK = 3
_DOT = 5
_CAP = 7
_EDGE = 8


class _Plot(NamedTuple):
    """Where lanes lie: the marks between left and right, the figures at the right of them."""

    canvas: Canvas
    left: int
    right: int
    lane: int

    def x(self, value: float, axis: Axis) -> int:
        """The place of a value; what is beyond the axis lies at its end."""
        share = min(max(value / axis.top, 0.0), 1.0)
        return round(self.left + share * (self.right - self.left))


def draw_demo(chart: Chart) -> bytes:
    """The picture as PNG."""
    lanes = [lane for panel in chart.panels for lane in panel.lanes]
    height = _lane_height(lanes)
    places = list(_places(chart.panels, height))
    canvas = Canvas(places[-1][1] + _MARGIN if places else _TOP)
    canvas.text(
        (_MARGIN, 38), canvas.fitted(chart.title, WIDTH - 2 * _MARGIN, size=TITLE), size=TITLE
    )
    canvas.text((_MARGIN, 80), canvas.fitted(chart.subtitle, WIDTH - 2 * _MARGIN), ink=Ink.DIM)
    plot = _plot(canvas, lanes, height)
    for panel, (top, _, with_axis) in zip(chart.panels, places, strict=True):
        _panel(plot, panel, top, with_axis=with_axis)
    return canvas.png()


def _lane_height(lanes: Sequence[Lane]) -> int:
    if any(lane.note for lane in lanes):
        return _NOTED_LANE
    return _LOW_LANE if len(lanes) >= _MANY_LANES else _LANE


def _places(panels: Sequence[Panel], lane: int) -> Iterator[tuple[int, int, bool]]:
    """Each panel's upper and lower end, and whether its axis is labelled.

    Panels with the same axis share the labels below the last of them.
    """
    y = _TOP
    for panel, after in zip_longest(panels, panels[1:]):
        top = y
        shared = after is not None and after.axis == panel.axis
        with_axis = panel.axis is not None and not shared
        y += _HEADING if panel.heading or panel.note else 0
        y += lane * len(panel.lanes) + (_AXIS if with_axis else 0)
        yield top, y, with_axis
        y += _BETWEEN


def _plot(canvas: Canvas, lanes: Sequence[Lane], lane: int) -> _Plot:
    labels = [canvas.width(one.label, size=HEADING) for one in lanes]
    labels += [canvas.width(one.note) for one in lanes]
    values = [canvas.width(_value(one), size=HEADING) for one in lanes]
    left = _MARGIN + math.ceil(min(max([0, *labels]), _MOST_LABEL)) + _GAP
    right = WIDTH - _MARGIN - math.ceil(min(max([0, *values]), _MOST_VALUE))
    return _Plot(canvas, left, right - (_GAP if any(values) else 0), lane)


def _value(lane: Lane) -> str:
    """The figure beside a mark; slices fill the page and need none."""
    return "" if isinstance(lane.mark, Slices) else lane.value


def _panel(plot: _Plot, panel: Panel, top: float, *, with_axis: bool) -> None:
    canvas, y = plot.canvas, top
    if panel.heading or panel.note:
        room = WIDTH - 2 * _MARGIN - canvas.width(panel.note) - _GAP
        heading = canvas.fitted(panel.heading, room, size=HEADING)
        canvas.text((_MARGIN, y + _HEADING / 2 - 2), heading, size=HEADING)
        at = WIDTH - _MARGIN, y + _HEADING / 2 - 2
        canvas.text(at, panel.note, ink=Ink.DIM, anchor="rm")
        y += _HEADING
    if panel.axis:
        bottom = y + plot.lane * len(panel.lanes)
        _grid(plot, panel.axis, y, bottom, labelled=with_axis)
    for lane in panel.lanes:
        _lane(plot, lane, panel.axis, y + plot.lane / 2)
        y += plot.lane


def _grid(plot: _Plot, axis: Axis, top: float, bottom: float, *, labelled: bool) -> None:
    for tick in axis.ticks:
        x = plot.x(tick, axis)
        plot.canvas.line((x, top), (x, bottom + 6), width=1)
    if labelled:
        for end, text in _tick_labels(plot, axis):
            plot.canvas.text((end, bottom + 24), text, ink=Ink.DIM, anchor="rm")


def _tick_labels(plot: _Plot, axis: Axis) -> Iterator[tuple[float, str]]:
    """Where labels end, the last one first; those without room are left out."""
    unit, free = f" {axis.unit}", float(WIDTH)
    for tick in reversed(axis.ticks):
        text = number(tick)
        middle = plot.x(tick, axis) + plot.canvas.width(text) / 2
        text, unit = text + unit, ""
        end = min(middle + plot.canvas.width(text) - plot.canvas.width(number(tick)), WIDTH - _EDGE)
        if end <= free:
            yield end, text
            free = end - plot.canvas.width(text) - _EDGE


def _lane(plot: _Plot, lane: Lane, axis: Axis | None, y: float) -> None:
    canvas, width = plot.canvas, plot.left - _MARGIN - _GAP
    label = canvas.fitted(lane.label, width, size=HEADING)
    canvas.text((_MARGIN, y - 13 if lane.note else y), label, size=HEADING)
    canvas.text((_MARGIN, y + 15), canvas.fitted(lane.note, width), ink=Ink.DIM)
    _mark(plot, lane, axis, y)
    start = plot.right + _GAP
    value = canvas.fitted(_value(lane), WIDTH - _MARGIN - start, size=HEADING)
    canvas.text((start, y), value, size=HEADING)


def _mark(plot: _Plot, lane: Lane, axis: Axis | None, y: float) -> None:
    ink = SERIES[lane.series % len(SERIES)]
    if isinstance(lane.mark, Share):
        _share(plot, lane.mark, y)
    elif axis is None:
        return
    elif isinstance(lane.mark, Bar):
        _bar(plot, lane.mark, axis, y, ink)
    elif isinstance(lane.mark, Slices):
        half = _half(plot)
        for start, end in lane.mark.spans:
            left = plot.x(start, axis)
            right = max(plot.x(end, axis), left + 1)
            plot.canvas.box((left, y - half), (right, y + half), ink=ink)
    else:
        _dots(plot, lane.mark, axis, y, ink)


def _half(plot: _Plot) -> int:
    """Half the height of a bar."""
    return plot.lane // 2 - 8


def _share(plot: _Plot, share: Share, y: float) -> None:
    half, middle = _half(plot), round(plot.left + share.part * (plot.right - plot.left))
    if share.part < 1:
        middle = min(middle, round(plot.right) - _LEAST_MARK)
        plot.canvas.hatch((middle, y - half), (plot.right, y + half), ink=Ink.PINK)
    plot.canvas.box((plot.left, y - half), (max(middle, plot.left + 1), y + half), ink=Ink.GREEN)


def _bar(plot: _Plot, bar: Bar, axis: Axis, y: float, fill: Ink) -> None:
    half, end = _half(plot), plot.x(bar.length, axis)
    corners = (plot.left, y - half), (max(end, plot.left + _LEAST_MARK), y + half)
    if bar.hatched:
        plot.canvas.hatch(*corners, ink=Ink.PINK)
    else:
        plot.canvas.box(*corners, ink=fill)
    low, high = plot.x(bar.low, axis), plot.x(bar.high, axis)
    if high - low > _LEAST_MARK:
        for ink, half in ((Ink.PAGE, 3), (Ink.TEXT, 1)):  # dark around light: seen on any bar
            plot.canvas.box((low - half, y - half), (high + half, y + half), ink=ink)
            for x in (low, high):
                plot.canvas.box((x - half, y - _CAP - half), (x + half, y + _CAP + half), ink=ink)


def _dots(plot: _Plot, dots: Dots, axis: Axis, y: float, ink: Ink) -> None:
    half = _half(plot)
    for count, point in enumerate(dots.points):
        place = round(y + (count * 7 % 11 - 5) / 5 * (half - _DOT))
        x = plot.x(point, axis)
        if point > axis.top:  # further out than the page reaches
            tip = x + _DOT + 3
            plot.canvas.shape(((tip, place), (x - 3, place - 6), (x - 3, place + 6)), ink=ink)
        else:
            plot.canvas.disc((x, place), _DOT, ink=ink)
    x = plot.x(dots.median, axis)
    plot.canvas.box((x - 2, y - half - 4), (x + 2, y + half + 4), ink=Ink.TEXT)
