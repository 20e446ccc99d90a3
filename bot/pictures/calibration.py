"""The grader beside humans as one picture: a scatter of all answers, and bars for each criterion.

Whatever colour says is said by shape or by place as well, and the figures are written out.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from ..domain.agreement import Estimate
from ..domain.calibration import Agreement, Calibration, CriterionAgreement, Judged
from .canvas import HEADING, TEXT, TITLE, WIDTH, Canvas, Ink, Point

MAX_BARS = 9
"""Criteria shown; those with the most mistakes."""

_MAX_PARTS = 10
_NEAR = 0.2
_MARGIN = 28
_PLOT_LEFT, _PLOT_TOP, _PLOT_SIZE = 88, 146, 400
_PLOT_BOTTOM = _PLOT_TOP + _PLOT_SIZE
_PLOT_INSET = 14
_TABLE_LEFT = 530
_COLUMNS = ((WIDTH - 170, "n"), (WIDTH - 100, "r"), (WIDTH - 28, "error"))
_BARS_TOP = _PLOT_BOTTOM + 150
_ROW = 32
_GROUP_ROW = 40
_MIDDLE = 640
_BAR = 230
_DOT = 6


def draw_calibration(calibration: Calibration) -> bytes:
    """The picture as PNG."""
    bars = worst_criteria(calibration.criteria)
    rows = list(_rows(bars))
    canvas = Canvas(_BARS_TOP + 60 + rows[-1][0] + _MARGIN if rows else _BARS_TOP - 40)
    whole = calibration.agreements[0]
    canvas.text((_MARGIN, 38), "The grader beside humans", size=TITLE)
    canvas.text((_MARGIN, 80), _headline(whole), ink=Ink.DIM)
    _scatter(canvas, calibration.judged)
    _parts(canvas, calibration.agreements)
    if rows:
        _bars_head(canvas, bars, all_criteria=len(calibration.criteria))
        _bars(canvas, rows)
    return canvas.png()


def worst_criteria(criteria: Sequence[CriterionAgreement]) -> list[CriterionAgreement]:
    """Those with the most mistakes, in the order they came in."""
    chosen = sorted(criteria, key=lambda one: one.mistakes, reverse=True)[:MAX_BARS]
    return [one for one in criteria if one in chosen]


def _headline(whole: Agreement) -> str:
    error = whole.mean_absolute_error
    return (
        f"{whole.answers} answers, r {_with_interval(whole.pearson)}, "
        f"mean absolute error {_with_interval(error)}"
    )


def _with_interval(figure: Estimate) -> str:
    if figure.low is None or figure.high is None:
        return _short(figure)
    return f"{_short(figure)} ({figure.low:.2f} to {figure.high:.2f})"


def _short(figure: Estimate) -> str:
    return "-" if figure.value is None else f"{figure.value:.2f}"


def _scatter(canvas: Canvas, judged: Sequence[Judged]) -> None:
    for step in (0, 0.2, 0.4, 0.6, 0.8, 1):
        (x, y) = _place(step, step)
        canvas.line((x, _PLOT_TOP), (x, _PLOT_BOTTOM), width=1)
        canvas.line((_PLOT_LEFT, y), (_PLOT_LEFT + _PLOT_SIZE, y), width=1)
        canvas.text((x, _PLOT_BOTTOM + 22), f"{step:g}", ink=Ink.DIM, anchor="mm")
        canvas.text((_PLOT_LEFT - 16, y), f"{step:g}", ink=Ink.DIM, anchor="rm")
    canvas.line(_place(0, 0), _place(1, 1), ink=Ink.DIM)
    canvas.text((_PLOT_LEFT + _PLOT_SIZE / 2, _PLOT_BOTTOM + 50), "human", anchor="mm")
    canvas.text((_PLOT_LEFT - 16, _PLOT_TOP - 22), "grader", anchor="lm")
    for one in sorted(judged, key=lambda one: abs(one.off)):
        _mark(canvas, _place(one.answer.score, one.given), one)
    _legend(canvas, held_back=any(one.answer.held_back for one in judged))


def _place(human: float, given: float) -> Point:
    size = _PLOT_SIZE - 2 * _PLOT_INSET
    x, y = _PLOT_LEFT + _PLOT_INSET + human * size, _PLOT_BOTTOM - _PLOT_INSET - given * size
    return round(x), round(y)  # whole pixels: equal marks then make a small file


def _mark(canvas: Canvas, at: Point, one: Judged) -> None:
    if one.off > _NEAR:
        _triangle(canvas, at, up=True, hollow=one.answer.held_back)
    elif one.off < -_NEAR:
        _triangle(canvas, at, up=False, hollow=one.answer.held_back)
    else:
        canvas.disc(at, _DOT, ink=Ink.BLUE, hollow=one.answer.held_back)


def _triangle(canvas: Canvas, at: Point, *, up: bool, hollow: bool = False) -> None:
    (x, y), tip = at, -_DOT - 3 if up else _DOT + 3
    corners = ((x, y + tip), (x - _DOT - 2, y - tip + 2), (x + _DOT + 2, y - tip + 2))
    canvas.shape(corners, ink=Ink.ORANGE if up else Ink.PINK, hollow=hollow)


def _legend(canvas: Canvas, *, held_back: bool) -> None:
    y = _PLOT_BOTTOM + 90
    canvas.disc((_MARGIN + 8, y), _DOT, ink=Ink.BLUE)
    canvas.text((_MARGIN + 24, y), f"within {_NEAR:g}")
    _triangle(canvas, (_MARGIN + 178, y), up=True)
    canvas.text((_MARGIN + 196, y), "grader kinder")
    _triangle(canvas, (_MARGIN + 388, y), up=False)
    canvas.text((_MARGIN + 406, y), "grader harsher")
    if held_back:
        canvas.disc((_MARGIN + 608, y), _DOT, ink=Ink.BLUE, hollow=True)
        canvas.text((_MARGIN + 624, y), "hollow: held back")


def _parts(canvas: Canvas, agreements: Sequence[Agreement]) -> None:
    y = _PLOT_TOP
    for x, name in _COLUMNS:
        canvas.text((x, y), name, ink=Ink.DIM, anchor="rm")
    for one in agreements[:_MAX_PARTS]:
        y += _ROW + 6
        canvas.text((_TABLE_LEFT, y), canvas.fitted(one.name, _COLUMNS[0][0] - 40 - _TABLE_LEFT))
        figures = (str(one.answers), _short(one.pearson), _short(one.mean_absolute_error))
        for (x, _), figure in zip(_COLUMNS, figures, strict=True):
            canvas.text((x, y), figure, anchor="rm")


def _bars_head(
    canvas: Canvas, criteria: Sequence[CriterionAgreement], *, all_criteria: int
) -> None:
    which = f": the {len(criteria)} with most mistakes, of {all_criteria}"
    title = "Criteria" + (which if all_criteria > len(criteria) else "")
    canvas.text((_MARGIN, _BARS_TOP), title, size=HEADING)
    if not all(one.marked for one in criteria):
        at = WIDTH - _MARGIN, _BARS_TOP
        canvas.text(at, "where not marked: by the score", ink=Ink.DIM, anchor="rm")
    y = _BARS_TOP + 40
    canvas.text((_MIDDLE - 8, y), "◀ met, but missed", ink=Ink.DIM, anchor="rm")
    canvas.text((_MIDDLE + 8, y), "given, but not met ▶", ink=Ink.DIM, anchor="lm")


def _bars(canvas: Canvas, rows: Sequence[tuple[int, CriterionAgreement | str]]) -> None:
    top = _BARS_TOP + 40
    for place, one in rows:
        if isinstance(one, str):
            canvas.text((_MARGIN, top + place), one, ink=Ink.DIM)
        else:
            _row(canvas, top + place, one)
    canvas.line((_MIDDLE, top + 20), (_MIDDLE, top + rows[-1][0] + 16), ink=Ink.DIM)


def _rows(
    criteria: Sequence[CriterionAgreement],
) -> Iterator[tuple[int, CriterionAgreement | str]]:
    """Each question's heading and its criteria, with how far down they stand."""
    y = 0
    for question, group in groupby(criteria, key=lambda one: one.question_id):
        y += _GROUP_ROW
        yield y, question
        for one in group:
            y += _ROW
            yield y, one


def _row(canvas: Canvas, y: float, one: CriterionAgreement) -> None:
    label = canvas.fitted(one.criterion, _MIDDLE - _BAR - 90 - _MARGIN, size=TEXT)
    canvas.text((_MARGIN + 16, y), label)
    for wrong, of, side, ink, anchor in (
        (one.missed_positives, one.met, -1, Ink.PINK, "rm"),
        (one.missed_negatives, one.unmet, 1, Ink.ORANGE, "lm"),
    ):
        end = _MIDDLE + side * _BAR * (wrong / of if of else 0)
        if wrong:
            canvas.box((min(end, _MIDDLE), y - 10), (max(end, _MIDDLE), y + 10), ink=ink)
        if of:
            canvas.text((end + side * 8, y), f"{wrong}/{of}", anchor=anchor)
