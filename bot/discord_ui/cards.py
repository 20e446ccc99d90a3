"""What all cards have in common: one framed column, calm colours, one row of buttons.

A colour only repeats what the words say.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from discord import Colour
from discord.ui import ActionRow, Container, File, Item, LayoutView, Separator, TextDisplay

from ..domain.grade import Band

BLUE = Colour(0x4B8BBE)
VIOLET = Colour(0x8E7CC3)
GREY = Colour(0x80848E)
_GREEN = Colour(0x4CAF7D)
_AMBER = Colour(0xE0A93B)
_RED = Colour(0xD0695C)

BAND_COLOURS = {
    Band.EXCELLENT: _GREEN,
    Band.GOOD: _GREEN,
    Band.FAIR: _AMBER,
    Band.PARTIAL: _AMBER,
    Band.WEAK: _RED,
    Band.POOR: _RED,
    Band.UNGRADED: GREY,
}

Section = str | Sequence[str] | File[LayoutView]
"""A paragraph of Markdown, several of them with room between, or a file that is sent along."""


def card(*sections: Section, colour: Colour, buttons: Iterable[Item[Any]] = ()) -> LayoutView:
    """A card of one frame."""
    return column(panel(*sections, colour=colour, buttons=buttons))


def panel(
    *sections: Section,
    colour: Colour,
    buttons: Iterable[Item[Any]] = (),
    hidden: bool = False,
) -> Container[LayoutView]:
    """A frame of sections with a thin line between them; empty sections are left out.

    Args:
        hidden: covered until the reader opens it.
    """
    frame: Container[LayoutView] = Container(accent_colour=colour, spoiler=hidden)
    for index, section in enumerate(section for section in sections if section):
        if index:
            frame.add_item(Separator())
        for part in _parts(section):
            frame.add_item(part)
    row = [*buttons]
    if row:
        frame.add_item(ActionRow(*row))
    return frame


def _parts(section: Section) -> Iterator[Item[Any]]:
    if isinstance(section, File):
        yield section
        return
    for index, paragraph in enumerate([section] if isinstance(section, str) else section):
        if index:
            yield Separator(visible=False)
        yield TextDisplay(paragraph)


def column(*panels: Container[LayoutView]) -> LayoutView:
    """A card of several frames."""
    view = LayoutView(timeout=None)
    for one in panels:
        view.add_item(one)
    return view


def small(text: str) -> str:
    """A line in small grey letters."""
    return f"-# {text}"
