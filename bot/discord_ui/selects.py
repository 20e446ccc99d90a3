"""Select menus on cards: their custom ids are of the same shape as those of buttons.

They come in through the same door and work on cards sent before the last restart. What was chosen
is read from the raw interaction and trusts nothing: anybody can send any value.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from discord import ChannelType, Interaction, Object, SelectDefaultValue, SelectOption
from discord.ui import (
    ActionRow,
    ChannelSelect,
    DynamicItem,
    LayoutView,
    RoleSelect,
    Select,
)
from discord.ui.select import BaseSelect

from .custom_id import BUTTON_TEMPLATE, Link, LinkId, as_id, encode
from .limits import OPTION_TEXT, SELECT_OPTIONS, SELECT_PLACEHOLDER
from .quote import cut

Row = ActionRow[LayoutView]


class CardSelect(DynamicItem[BaseSelect[LayoutView]], template=BUTTON_TEMPLATE):
    """A menu as it is sent; whoever listens to the buttons hears of it."""


def string_select(
    link: Link,
    name: str,
    options: Iterable[tuple[str, str]],
    *,
    placeholder: str,
    chosen: Iterable[str] = (),
    least: int = 1,
    most: int = 1,
) -> Row:
    """A menu of options (value, label); no more than fit, those that are chosen marked.

    Args:
        most: how many can be chosen, if there are so many.
    """
    marked = set(chosen)
    shown = [
        SelectOption(label=cut(label, OPTION_TEXT), value=value, default=value in marked)
        for value, label in options
    ][:SELECT_OPTIONS]
    return _row(
        Select(
            custom_id=encode(LinkId(link, name)),
            placeholder=cut(placeholder, SELECT_PLACEHOLDER),
            min_values=least,
            max_values=min(most, len(shown)),
            options=shown,
        )
    )


def channel_select(
    link: Link, name: str, kinds: Sequence[ChannelType], *, placeholder: str, chosen: int | None
) -> Row:
    """A menu of the server's channels of those kinds."""
    return _row(
        ChannelSelect(
            custom_id=encode(LinkId(link, name)),
            channel_types=[*kinds],
            placeholder=cut(placeholder, SELECT_PLACEHOLDER),
            min_values=1,
            max_values=1,
            default_values=[]
            if chosen is None
            else [SelectDefaultValue.from_channel(Object(chosen))],
        )
    )


def role_select(link: Link, name: str, *, placeholder: str, chosen: int | None) -> Row:
    """A menu of the server's roles; none may be chosen."""
    return _row(
        RoleSelect(
            custom_id=encode(LinkId(link, name)),
            placeholder=cut(placeholder, SELECT_PLACEHOLDER),
            min_values=0,
            max_values=1,
            default_values=[] if chosen is None else [SelectDefaultValue.from_role(Object(chosen))],
        )
    )


def chosen_values(interaction: Interaction) -> Sequence[str]:
    """What was chosen in the menu; nothing for a button."""
    data: Mapping[str, Any] = interaction.data or {}
    return [str(value) for value in data.get("values", [])]


def chosen_id(interaction: Interaction) -> int | None:
    """The id of the one channel or role that was chosen, or None."""
    return next(map(as_id, chosen_values(interaction)), None)


def _row(select: BaseSelect[Any]) -> Row:
    row: Row = ActionRow()
    row.add_item(CardSelect(select))
    return row
