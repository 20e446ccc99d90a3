"""The scorecard of a mock interview: a bar for each topic and skill, and how it went before."""

from collections.abc import Sequence
from itertools import pairwise

from ..domain.language import tr
from ..domain.scorecard import Part, Past, Scorecard
from ..domain.scorecard_words import comparison, course, headline, skills_named
from .canvas import HEADING, TITLE, WIDTH, Canvas, Ink

MAX_PARTS = 10
"""Bars in one group; an interview has no more questions."""

_MARGIN = 28
_TOP = 150
_ROW = 44
_NAME = 330
_FIGURE = 90
_BAR = 22
_RIGHT = 0.8
_PAST = 118


def draw_scorecard(scorecard: Scorecard) -> bytes:
    """The picture as PNG."""
    groups = [
        (tr("By topic"), scorecard.topics[:MAX_PARTS]),
        (tr("By skill"), skills_named(scorecard)),
    ]
    shown = [(title, parts) for title, parts in groups if parts]
    height = _TOP + sum(_height(parts) for _, parts in shown)
    past = _points(scorecard)
    canvas = Canvas(height + (_PAST if len(past) > 1 else 0) + _MARGIN // 2)
    title = tr("Mock interview: {headline}").format(headline=headline(scorecard))
    canvas.text((_MARGIN, 42), title, size=TITLE)
    canvas.text((_MARGIN, 88), _fitted(canvas, course(scorecard), HEADING), size=HEADING)
    canvas.text((_MARGIN, 120), comparison(scorecard), ink=Ink.DIM)
    top = _TOP
    for name, parts in shown:
        _bars(canvas, top, name, parts)
        top += _height(parts)
    if len(past) > 1:
        _line(canvas, top, past)
    return canvas.png()


def _height(parts: Sequence[Part]) -> int:
    return 52 + _ROW * len(parts) + 12


def _bars(canvas: Canvas, top: int, title: str, parts: Sequence[Part]) -> None:
    canvas.text((_MARGIN, top + 24), title, size=HEADING, ink=Ink.DIM)
    left, right = _MARGIN + _NAME, WIDTH - _MARGIN - _FIGURE
    for number, part in enumerate(parts):
        y = top + 52 + (number + 0.5) * _ROW
        canvas.text((_MARGIN, y), canvas.fitted(part.name, _NAME - 20))
        canvas.box((left, y - 2), (right, y + 2), ink=Ink.GRID)
        end = left + part.share * (right - left)
        ink = Ink.GREEN if part.share >= _RIGHT else Ink.BLUE
        canvas.box((left, y - _BAR / 2), (max(end, left + 3), y + _BAR / 2), ink=ink)
        canvas.text((WIDTH - _MARGIN, y), f"{round(100 * part.share)} %", anchor="rm")


def _points(scorecard: Scorecard) -> list[int]:
    """The points of the earlier interviews and of this one, oldest first."""
    past: Sequence[Past] = scorecard.previous
    own = [] if scorecard.points is None else [scorecard.points]
    return [one.points for one in reversed(past)] + own


def _line(canvas: Canvas, top: int, points: Sequence[int]) -> None:
    """How the points went from one interview to the next; the last one is filled."""
    canvas.text((_MARGIN, top + 24), tr("Interview by interview"), size=HEADING, ink=Ink.DIM)
    left, right = _MARGIN + _NAME, WIDTH - _MARGIN - _FIGURE
    step = (right - left) / (len(points) - 1)
    places = [(left + number * step, top + 88 - one * 0.5) for number, one in enumerate(points)]
    for start, end in pairwise(places):
        canvas.line(start, end, ink=Ink.DIM, width=3)
    for number, (at, one) in enumerate(zip(places, points, strict=True), start=1):
        canvas.disc(at, 8, ink=Ink.BLUE, hollow=number < len(points))
        canvas.text((at[0], at[1] + 24), str(one), anchor="mm")


def _fitted(canvas: Canvas, text: str, size: int) -> str:
    return canvas.fitted(text, WIDTH - 2 * _MARGIN, size=size)
