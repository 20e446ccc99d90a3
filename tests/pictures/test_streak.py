import io
from datetime import date, timedelta
from itertools import cycle, islice

import pytest
from PIL import Image, ImageChops

from bot.domain.streak import Streak
from bot.domain.streak_calendar import WEEKS, Calendar, DayKind
from bot.pictures.canvas import WIDTH, Ink
from bot.pictures.streak import draw_streak

LIMIT_BYTES = 30 * 1024
MONDAY = date(2026, 8, 31)


def calendar(*kinds: DayKind, today: int = 80) -> Calendar:
    return Calendar(
        streak=Streak(length=7, best=43),
        today=MONDAY + timedelta(days=today),
        first=MONDAY,
        days=tuple(islice(cycle(kinds), WEEKS * 7)),
    )


def shapes(png: bytes) -> bytes:
    """Where something is drawn among the days, in whatever colour."""
    days = Image.open(io.BytesIO(png)).convert("RGB").crop((100, 176, WIDTH, 576))
    page = Image.new("RGB", days.size, Ink.PAGE)
    return ImageChops.difference(days, page).convert("L").point(lambda off: off and 255).tobytes()


def test_the_whole_calendar_is_a_small_picture() -> None:
    png = draw_streak(calendar(*DayKind))
    image = Image.open(io.BytesIO(png))
    assert (image.format, image.size[0]) == ("PNG", WIDTH)
    assert len(png) < LIMIT_BYTES


def test_every_kind_has_a_shape_of_its_own_without_any_colour() -> None:
    alike = {DayKind.DOWN: DayKind.LEFT_OUT}
    different = [kind for kind in DayKind if kind not in alike]
    drawn = {shapes(draw_streak(calendar(DayKind.ANSWERED, kind))) for kind in different}
    assert len(drawn) == len(different)


def test_the_same_calendar_gives_the_same_bytes() -> None:
    assert draw_streak(calendar(*DayKind)) == draw_streak(calendar(*DayKind))


def test_today_is_framed() -> None:
    pictures = {draw_streak(calendar(DayKind.ANSWERED, today=day)) for day in (70, 76, 83)}
    assert len(pictures) == 3


@pytest.mark.parametrize("first", [date(2026, 8, 31), date(2026, 8, 3), date(2026, 12, 28)])
def test_months_are_named_wherever_they_begin(first: date) -> None:
    shown = calendar(DayKind.ANSWERED).model_copy(update={"first": first})
    assert len(draw_streak(shown)) < LIMIT_BYTES


def test_nothing_but_empty_days_is_a_picture_too() -> None:
    empty = calendar(DayKind.NONE).model_copy(update={"streak": Streak()})
    assert len(draw_streak(empty)) < LIMIT_BYTES
