"""A dark page to draw on, and the few things that all pictures are made of.

Shapes are drawn twice as large and then halved, which smooths their edges. Text comes on top, in
its own size, where the font's hints keep it sharp, and is never smaller than `TEXT`, so that it can
be read on a phone. Edges have one shade between an ink and the page: that halves the file, and is
hard to see.
"""

import io
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Final

from PIL import Image, ImageColor, ImageDraw, ImageFont

WIDTH: Final = 1060
TEXT: Final = 20
HEADING: Final = 24
TITLE: Final = 32

_SCALE = 2
_HATCH = 12
_EDGE = [0] * 64 + [128] * 128 + [255] * 64
_FONT = Path(__file__).with_name("fonts") / "DejaVuSans.ttf"

Point = tuple[float, float]


class Ink(StrEnum):
    """Colours that part well on the dark page, for most kinds of colour blindness too."""

    PAGE = "#2b2d31"
    GRID = "#4e5058"
    DIM = "#b5bac1"
    TEXT = "#f2f3f5"
    BLUE = "#5fb4ff"
    ORANGE = "#ffad4d"
    GREEN = "#7ee787"
    PINK = "#ff8fab"


class Canvas:
    """A page of a fixed width; places are pixels from its upper left corner."""

    def __init__(self, height: int) -> None:
        self._image = Image.new("RGB", (WIDTH * _SCALE, height * _SCALE), Ink.PAGE)
        self._draw = ImageDraw.Draw(self._image)
        self._fonts = {size: ImageFont.truetype(_FONT, size) for size in (TEXT, HEADING, TITLE)}
        self._texts: list[tuple[Point, str, int, Ink, str]] = []

    def text(
        self, at: Point, text: str, *, size: int = TEXT, ink: Ink = Ink.TEXT, anchor: str = "lm"
    ) -> None:
        """Write one line. The anchor is Pillow's: l, m or r, then a, m or s."""
        self._texts.append(((round(at[0]), round(at[1])), text, size, ink, anchor))

    def fitted(self, text: str, width: float, *, size: int = TEXT) -> str:
        """The text, cut so that it is not wider than this."""
        shown = text
        while len(shown) > 1 and self._fonts[size].getlength(shown) > width:
            shown = shown.removesuffix("…")[:-1] + "…"
        return shown

    def width(self, text: str, *, size: int = TEXT) -> float:
        """How wide the text gets."""
        return self._fonts[size].getlength(text)

    def line(self, start: Point, end: Point, *, ink: Ink = Ink.GRID, width: int = 2) -> None:
        """Draw a straight line."""
        self._draw.line([_scaled(start), _scaled(end)], fill=ink, width=width * _SCALE)

    def box(self, upper_left: Point, lower_right: Point, *, ink: Ink) -> None:
        """Fill a rectangle."""
        (left, top), (right, bottom) = _scaled(upper_left), _scaled(lower_right)
        self._draw.rectangle((left, top, right - 1, bottom - 1), fill=ink)

    def hatch(self, upper_left: Point, lower_right: Point, *, ink: Ink) -> None:
        """Fill a rectangle with slanted lines, and draw its outline."""
        (left, top), (right, bottom) = upper_left, lower_right
        for both in range(int(left + top), int(right + bottom), _HATCH):  # x + y along a line
            low, high = max(left, both - bottom), min(right, both - top)
            if low < high:
                self.line((low, both - low), (high, both - high), ink=ink)
        if left < right:
            x, y = right - 1, bottom - 1
            for start, end in (((left, top), (x, top)), ((left, y), (x, y)), ((x, top), (x, y))):
                self.line(start, end, ink=ink)

    def shape(self, corners: Sequence[Point], *, ink: Ink, hollow: bool = False) -> None:
        """Draw a polygon, filled or as a line around the page's colour."""
        self._draw.polygon(
            [_scaled(corner) for corner in corners],
            fill=Ink.PAGE if hollow else ink,
            outline=ink if hollow else Ink.PAGE,
            width=2 * _SCALE if hollow else _SCALE,
        )

    def disc(self, at: Point, radius: float, *, ink: Ink, hollow: bool = False) -> None:
        """Draw a disc, filled or as a ring around the page's colour."""
        x, y = at
        self._draw.ellipse(
            [_scaled((x - radius, y - radius)), _scaled((x + radius, y + radius))],
            fill=Ink.PAGE if hollow else ink,
            outline=ink if hollow else Ink.PAGE,
            width=2 * _SCALE if hollow else _SCALE,
        )

    def png(self) -> bytes:
        """The page as a PNG with few colours."""
        page = self._image.reduce(_SCALE)
        for ink in Ink:
            page.paste(ink.value, (0, 0), self._lettering(ink, page.size))
        stream = io.BytesIO()
        few = page.quantize(palette=_palette(), dither=Image.Dither.NONE)
        few.save(stream, "PNG", compress_level=9)
        return stream.getvalue()

    def _lettering(self, ink: Ink, size: tuple[int, int]) -> Image.Image:
        """Where the letters of one ink stand: white, grey on their edges."""
        mask = Image.new("L", size)
        draw = ImageDraw.Draw(mask)
        for at, text, text_size, own_ink, anchor in self._texts:
            if own_ink is ink:
                draw.text(at, text, fill=255, font=self._fonts[text_size], anchor=anchor)
        return mask.point(_EDGE)


def _scaled(at: Point) -> Point:
    return at[0] * _SCALE, at[1] * _SCALE


def _palette() -> Image.Image:
    """Every ink, and halfway from it to the page."""
    page = ImageColor.getrgb(Ink.PAGE)
    inks = [ImageColor.getrgb(ink) for ink in Ink]
    halves = [tuple((a + b) // 2 for a, b in zip(ink, page, strict=True)) for ink in inks]
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in (*inks, *halves) for part in colour])
    return palette
