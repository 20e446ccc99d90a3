"""The calendar of a streak: a column a week, a mark a day, each kind by a shape of its own."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from ..domain.date_words import short_month, short_weekdays
from ..domain.language import tr
from ..domain.streak_calendar import KINDS, Calendar, DayKind, days_in_words, legend
from .canvas import HEADING, TITLE, WIDTH, Canvas, Ink, Point

_MARGIN = 28
_LEFT, _TOP = 110, 176
_COLUMN = (WIDTH - _LEFT - _MARGIN) / 12
_ROW = 58
_MARK = 44
_GRID_BOTTOM = _TOP + 7 * _ROW
_LEGEND_ROW = 46
_LEGEND_COLUMNS = 3


def draw_streak(calendar: Calendar) -> bytes:
    """The picture as PNG."""
    kinds = legend(calendar)
    rows = -(-len(kinds) // _LEGEND_COLUMNS)
    canvas = Canvas(_GRID_BOTTOM + 28 + rows * _LEGEND_ROW + _MARGIN // 2)
    streak = calendar.streak
    canvas.text((_MARGIN, 42), _streak(streak.length), size=TITLE)
    longest = tr("Longest: {days}").format(days=days_in_words(streak.best))
    canvas.text((_MARGIN, 88), longest, size=HEADING, ink=Ink.DIM)
    _axes(canvas, calendar)
    for number, (monday, days) in enumerate(calendar.weeks):
        for weekday, kind in enumerate(days):
            at = _place(number, weekday)
            if monday + timedelta(days=weekday) == calendar.today:
                _frame(canvas, at)
            _mark(canvas, at, kind)
    _legend(canvas, kinds)
    return canvas.png()


def _streak(length: int) -> str:
    return tr("Streak: {days}").format(days=days_in_words(length))


def _axes(canvas: Canvas, calendar: Calendar) -> None:
    for weekday, name in enumerate(short_weekdays()):
        canvas.text((_MARGIN, _place(0, weekday)[1]), name, ink=Ink.DIM)
    for number, label in _months([monday for monday, _ in calendar.weeks]):
        canvas.text((_place(number, 0)[0] - _MARK / 2, _TOP - 26), label, ink=Ink.DIM)


def _months(mondays: Sequence[date]) -> Iterator[tuple[int, str]]:
    """Where a month's name stands: over its first whole week, and over the first week of all."""
    before = None
    for number, monday in enumerate(mondays):
        if monday.month != before and not (number == 0 and mondays[1].month != monday.month):
            yield number, short_month(monday)
        before = monday.month


def _place(week: int, weekday: int) -> Point:
    """The middle of a day."""
    return round(_LEFT + (week + 0.5) * _COLUMN), _TOP + (weekday + 0.5) * _ROW


def _frame(canvas: Canvas, at: Point) -> None:
    """A frame around today."""
    x, y = at
    half = _MARK / 2 + 6
    corners = [
        (x - half, y - half),
        (x + half, y - half),
        (x + half, y + half),
        (x - half, y + half),
    ]
    canvas.shape(corners, ink=Ink.TEXT, hollow=True)


def _mark(canvas: Canvas, at: Point, kind: DayKind) -> None:
    x, y = at
    half = _MARK / 2
    upper_left, lower_right = (x - half, y - half), (x + half, y + half)
    if kind is DayKind.ANSWERED:
        canvas.box(upper_left, lower_right, ink=Ink.GREEN)
    elif kind is DayKind.FREE:
        corners = [(x, y - half), (x + half, y), (x, y + half), (x - half, y)]
        canvas.shape(corners, ink=Ink.BLUE)
    elif kind in (DayKind.DOWN, DayKind.LEFT_OUT):
        canvas.disc(at, half - 1, ink=Ink.ORANGE)
        canvas.disc(at, half - 8, ink=Ink.PAGE)
    elif kind is DayKind.MISSED:
        for left, right in ((-1, 1), (1, -1)):
            start, end = (
                (x + left * half * 0.6, y - half * 0.6),
                (x + right * half * 0.6, y + half * 0.6),
            )
            canvas.line(start, end, ink=Ink.PINK, width=5)
    elif kind is DayKind.SPARED:
        canvas.hatch(upper_left, lower_right, ink=Ink.DIM)
    elif kind is DayKind.OPEN:
        canvas.text(at, "?", size=TITLE, anchor="mm")
    else:
        canvas.disc(at, 4, ink=Ink.GRID)


def _legend(canvas: Canvas, kinds: Sequence[tuple[DayKind, int]]) -> None:
    width = (WIDTH - 2 * _MARGIN) / _LEGEND_COLUMNS
    for number, (kind, count) in enumerate(kinds):
        row, column = divmod(number, _LEGEND_COLUMNS)
        x = _MARGIN + column * width
        y = _GRID_BOTTOM + 28 + (row + 0.5) * _LEGEND_ROW
        _mark(canvas, (round(x + _MARK / 2), y), kind)
        canvas.text((x + _MARK + 14, y), f"{tr(KINDS[kind])}: {count}")
