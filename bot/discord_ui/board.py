"""Rounds in their channels: the count on the post, and the results at the close.

Everything may be repeated: an edit says the same again, and the model answer is looked for in the
thread before it is posted.
"""

from hashlib import blake2b

from discord import ForumChannel
from discord.ui import LayoutView

from ..domain.bank import Bank
from ..domain.errors import PostRefusedError
from ..domain.item import Item
from ..domain.reveal import Reveal
from ..domain.round import Round
from .channel import find_channel, told
from .custom_id import Link, LinkId, encode
from .doors import AnyBot
from .posting import Posting
from .reply import NO_PINGS
from .round_cards import post_card, results_card, revealed_card, withdrawn_card
from .speech import to_server

_NONCE_BYTES = 12


class DiscordBoard:
    """Implements `coach.rounds.Board`."""

    def __init__(self, bot: AnyBot, bank: Bank) -> None:
        self._bot = bot
        self._bank = bank
        self._posting = Posting(bot)

    async def show(self, current: Round, item: Item, answered: int) -> None:
        """Say on the post how many have answered.

        Raises:
            PostRefusedError: the post is gone or closed to the bot.
            PostDelayedError: 429, 5xx, or no answer.
        """
        with to_server(self._bot, current.group_id):
            card = post_card(current, item, self._topic(item), answered=answered)
        await self._edit(current, card)

    async def reveal(self, current: Round, item: Item, reveal: Reveal) -> None:
        """Put the model answer into the thread, once, and the results on the post.

        Raises:
            PostRefusedError: the post is gone or closed to the bot.
            PostDelayedError: 429, 5xx, or no answer.
        """
        if current.threaded and not await self._tell_in_thread(current, item):
            current = current.model_copy(update={"threaded": False})
        with to_server(self._bot, current.group_id):
            card = results_card(current, item, self._topic(item), reveal)
        await self._edit(current, card)

    async def withdraw(self, current: Round) -> None:
        """Say on the post that its question is gone.

        Raises:
            PostRefusedError: the post is gone or closed to the bot.
            PostDelayedError: 429, 5xx, or no answer.
        """
        with to_server(self._bot, current.group_id):
            card = withdrawn_card(current)
        await self._edit(current, card)

    async def _tell_in_thread(self, current: Round, item: Item) -> bool:
        """Post the model answer unless it is there; return False where the thread is closed."""
        thread_id = _message_of(current)
        own = encode(LinkId(Link.OWN_RESULT, current.id))
        try:
            if await self._posting.find(thread_id, own, after=thread_id, title=""):
                return True
            nonce = blake2b(f"{current.id} reveal".encode(), digest_size=_NONCE_BYTES).hexdigest()
            with to_server(self._bot, current.group_id):
                card = revealed_card(current, item)
            await self._posting.post(thread_id, card, title="", nonce=nonce, role_id=None)
        except PostRefusedError:
            return False
        return True

    async def _edit(self, current: Round, card: LayoutView) -> None:
        card.stop()
        message_id = _message_of(current)
        channel = await find_channel(self._bot, current.channel_id)
        place = message_id if isinstance(channel, ForumChannel) else channel.id
        message = self._bot.get_partial_messageable(place).get_partial_message(message_id)
        with told(current.channel_id):
            await message.edit(view=card, allowed_mentions=NO_PINGS)

    def _topic(self, item: Item) -> str:
        return self._bank.topic(item.topic).title


def _message_of(current: Round) -> int:
    if current.message_id is None:
        raise PostRefusedError(f"The post of round {current.id} never was in its channel.")
    return current.message_id
