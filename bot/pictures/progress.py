"""Progress as one picture: a bar for each topic, and below it what stayed in memory.

A bar's length is written beside it, and expected and actual recall differ by shape as well.
"""

from collections.abc import Sequence
from itertools import pairwise

from ..domain.language import tr
from ..domain.progress import Progress, TopicMastery
from ..domain.recall import RetentionPoint
from .canvas import HEADING, TITLE, WIDTH, Canvas, Ink, Point

MAX_TOPICS = 20

_MARGIN = 28
_TOP = 146
_ROW = 44
_BAR_LEFT, _BAR_RIGHT = 350, WIDTH - 270
_BAR_HEIGHT = 22
_PLOT_LEFT, _PLOT_RIGHT = 110, WIDTH - _MARGIN
_PLOT_HEIGHT = 220
_CURVE_HEAD = 130
_CURVE_FOOT = 90
_DOT = 9


def draw_progress(progress: Progress) -> bytes:
    """The picture as PNG."""
    topics = progress.topics[:MAX_TOPICS]
    bottom = _TOP + len(topics) * _ROW
    below = _CURVE_HEAD + _PLOT_HEIGHT + _CURVE_FOOT if progress.curve else _MARGIN
    canvas = Canvas(bottom + below)
    canvas.text((_MARGIN, 42), tr("Mastery"), size=TITLE)
    canvas.text((_MARGIN, 88), _tried(progress), size=HEADING, ink=Ink.DIM)
    for number, topic in enumerate(topics):
        _topic(canvas, _TOP + (number + 0.5) * _ROW, topic)
    if progress.curve:
        _curve(canvas, bottom + _CURVE_HEAD, progress.curve)
    return canvas.png()


def _tried(progress: Progress) -> str:
    return tr("{percent} % overall; {answered} of {total} questions tried").format(
        percent=round(100 * progress.share), answered=progress.answered, total=progress.total
    )


def _topic(canvas: Canvas, y: float, topic: TopicMastery) -> None:
    """A track as long as the whole, filled as far as the topic is mastered."""
    top, end = y - _BAR_HEIGHT / 2, y + _BAR_HEIGHT / 2
    canvas.text((_MARGIN, y), canvas.fitted(topic.title, _BAR_LEFT - _MARGIN - 16))
    canvas.box((_BAR_LEFT, top), (_BAR_RIGHT, end), ink=Ink.GRID)
    filled = round(_BAR_LEFT + topic.share * (_BAR_RIGHT - _BAR_LEFT))
    if filled > _BAR_LEFT:
        canvas.box((_BAR_LEFT, top), (filled, end), ink=Ink.GREEN)
    numbers = (_BAR_RIGHT + 80, f"{topic.percent} %"), (WIDTH - _MARGIN, _of(topic))
    for x, words in numbers:
        canvas.text((x, y), words, anchor="rm", ink=Ink.TEXT if topic.answered else Ink.DIM)


def _of(topic: TopicMastery) -> str:
    return tr("{answered} of {total} tried").format(answered=topic.answered, total=topic.total)


def _curve(canvas: Canvas, top: float, points: Sequence[RetentionPoint]) -> None:
    """What was remembered after how long, and what was expected."""
    bottom = top + _PLOT_HEIGHT
    canvas.text((_MARGIN, top - 84), tr("What stays"), size=HEADING)
    _legend(canvas, top - 44)
    for share in (0, 0.25, 0.5, 0.75, 1):
        y = bottom - share * _PLOT_HEIGHT
        canvas.line((_PLOT_LEFT, y), (_PLOT_RIGHT, y), width=1)
        canvas.text((_PLOT_LEFT - 14, y), f"{round(100 * share)} %", ink=Ink.DIM, anchor="rm")
    step = (_PLOT_RIGHT - _PLOT_LEFT) / len(points)
    places = [_PLOT_LEFT + (number + 0.5) * step for number in range(len(points))]
    expected = [
        (round(x), round(bottom - one.predicted * _PLOT_HEIGHT))
        for x, one in zip(places, points, strict=True)
    ]
    for start, end in pairwise(expected):
        canvas.line(start, end, ink=Ink.BLUE, width=3)
    for x, place, one in zip(places, expected, points, strict=True):
        _diamond(canvas, place)
        canvas.disc((round(x), round(bottom - one.actual * _PLOT_HEIGHT)), _DOT, ink=Ink.GREEN)
        canvas.text((x, bottom + 26), one.span, anchor="mm")
        canvas.text((x, bottom + 54), f"{one.remembered}/{one.reviews}", ink=Ink.DIM, anchor="mm")


def _legend(canvas: Canvas, y: float) -> None:
    canvas.disc((_MARGIN + 10, y), _DOT, ink=Ink.GREEN)
    remembered = tr("remembered")
    canvas.text((_MARGIN + 28, y), remembered)
    x = _MARGIN + 28 + canvas.width(remembered) + 40
    _diamond(canvas, (round(x), y))
    canvas.text((x + 18, y), tr("expected"))


def _diamond(canvas: Canvas, at: Point) -> None:
    x, y = at
    half = _DOT + 4
    canvas.shape([(x - half, y), (x, y - half), (x + half, y), (x, y + half)], ink=Ink.BLUE)
