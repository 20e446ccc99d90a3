"""A daily post as it will be, shown privately before it is posted; only its buttons are off."""

from collections.abc import Sequence
from typing import Any

from discord.ui import Button, DynamicItem, LayoutView

from ..domain.bank import Bank
from ..domain.item import Item
from ..domain.round import Round, daily_close, daily_round_id
from ..domain.schedule import Due, Schedule
from .round_cards import post_card


def preview_card(schedule: Schedule, dues: Sequence[Due], item: Item, bank: Bank) -> LayoutView:
    """The post of the first date.

    Args:
        dues: it and the one after it.
    """
    first, following, *_ = dues
    question = Round(
        id=daily_round_id(schedule.id, first.day),
        group_id=schedule.group_id,
        channel_id=schedule.channel_id,
        item_id=item.id,
        role_id=schedule.role_id,
        opened_at=first.at,
        closes_at=daily_close(first.at, following=following.at),
    )
    topic = bank.topic(item.topic).title
    return _switched_off(post_card(question, item, topic, answered=0))


def _switched_off(card: LayoutView) -> LayoutView:
    for child in card.walk_children():
        item: Any = child.item if isinstance(child, DynamicItem) else child
        if isinstance(item, Button) and item.url is None:
            item.disabled = True
    return card
