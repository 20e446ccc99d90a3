"""What all cards have in common: one framed column, calm colours, buttons below.

A colour only repeats what the words say.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from discord import Colour
from discord.ui import (
    ActionRow,
    Container,
    File,
    Item,
    LayoutView,
    MediaGallery,
    Separator,
    TextDisplay,
)

from ..domain.grade import Band

BLUE = Colour(0x4B8BBE)
VIOLET = Colour(0x8E7CC3)
GREY = Colour(0x80848E)
GREEN = Colour(0x4CAF7D)
AMBER = Colour(0xE0A93B)
RED = Colour(0xD0695C)

BAND_COLOURS = {
    Band.EXCELLENT: GREEN,
    Band.GOOD: GREEN,
    Band.FAIR: AMBER,
    Band.PARTIAL: AMBER,
    Band.WEAK: RED,
    Band.POOR: RED,
    Band.UNGRADED: GREY,
}

Section = str | Sequence[str] | File[LayoutView] | MediaGallery[LayoutView] | ActionRow[LayoutView]
"""A paragraph of Markdown, several of them with room between, what is sent along, or buttons."""

_ROW = 5
"""Buttons in a row. Source: Discord API, "Component Reference", Action Row."""


def card(
    *sections: Section,
    colour: Colour,
    buttons: Iterable[Item[Any]] = (),
    more: Iterable[Item[Any]] = (),
) -> LayoutView:
    """A card of one frame.

    Args:
        more: buttons in rows of their own, below the others.
    """
    return column(panel(*sections, colour=colour, buttons=buttons, more=more))


def panel(
    *sections: Section,
    colour: Colour,
    buttons: Iterable[Item[Any]] = (),
    more: Iterable[Item[Any]] = (),
    hidden: bool = False,
) -> Container[LayoutView]:
    """A frame of sections with a thin line between them; empty sections are left out.

    Args:
        more: buttons in rows of their own, below the others.
        hidden: covered until the reader opens it.
    """
    frame: Container[LayoutView] = Container(accent_colour=colour, spoiler=hidden)
    for index, section in enumerate(section for section in sections if section):
        if index:
            frame.add_item(Separator())
        for part in _parts(section):
            frame.add_item(part)
    for every in ([*buttons], [*more]):
        for start in range(0, len(every), _ROW):
            frame.add_item(ActionRow(*every[start : start + _ROW]))
    return frame


def _parts(section: Section) -> Iterator[Item[Any]]:
    if isinstance(section, File | MediaGallery | ActionRow):
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
