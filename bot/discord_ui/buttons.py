"""The buttons on cards: one class, because what a button does stands in its custom id.

All are dynamic items: they work on cards sent before the last restart, and no card stays in memory.
"""

import re
from collections.abc import Awaitable, Callable
from typing import Any, Self, cast

from discord import ButtonStyle, Interaction
from discord.ui import Button, DynamicItem, Item, LayoutView

from ..domain.errors import GoneError
from .custom_id import BUTTON_TEMPLATE, ButtonId, Link, LinkId, Verb, decode_button, encode
from .errors import answered_errors

Press = Callable[[Interaction, ButtonId | LinkId], Awaitable[None]]
"""What is done when a button was pressed."""


class CardButton(DynamicItem[Button[LayoutView]], template=BUTTON_TEMPLATE):
    """A button as it is sent; `bind` makes the class that answers when it is pressed."""


def button(
    verb: Verb,
    target: int,
    label: str,
    *,
    style: ButtonStyle = ButtonStyle.secondary,
    disabled: bool = False,
) -> CardButton:
    """A button that does `verb` to what is kept under the id `target`."""
    return _button(ButtonId(verb, target), label, style=style, disabled=disabled)


def link_button(
    link: Link,
    name: str,
    label: str,
    *,
    style: ButtonStyle = ButtonStyle.secondary,
    disabled: bool = False,
) -> CardButton:
    """A button that opens what has that name."""
    return _button(LinkId(link, name), label, style=style, disabled=disabled)


def _button(
    about: ButtonId | LinkId, label: str, *, style: ButtonStyle, disabled: bool
) -> CardButton:
    custom_id = encode(about)
    return CardButton(Button(label=label, style=style, disabled=disabled, custom_id=custom_id))


def bind(press: Press) -> type[CardButton]:
    """The class to register with the bot, so that every press of a button calls `press`."""

    class BoundButton(CardButton, template=BUTTON_TEMPLATE):
        @classmethod
        async def from_custom_id(
            cls,
            _interaction: Interaction,
            item: Item[Any],
            _match: re.Match[str],
            /,
        ) -> Self:
            return cls(cast("Button[LayoutView]", item))

        async def callback(self, interaction: Interaction) -> None:
            async with answered_errors(interaction):
                await press(interaction, _known(self.custom_id))

    return BoundButton


def _known(custom_id: str) -> ButtonId | LinkId:
    """The button of that custom id; one of a version that knew other verbs is gone."""
    button_id = decode_button(custom_id)
    if button_id is None:
        raise GoneError
    return button_id
