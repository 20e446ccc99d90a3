"""Daily posts in Discord, and whom to tell when they can't get out."""

import logging
from collections.abc import Iterator
from datetime import timedelta

from discord import Guild, HTTPException, Object, TextChannel
from discord.utils import time_snowflake

from ..domain.bank import Bank
from ..domain.item import Item
from ..domain.language import tr
from ..domain.round import Posted, Round
from ..domain.schedule import Schedule
from . import reply
from .channel import missing_permissions
from .custom_id import Link, LinkId, encode
from .doors import AnyBot
from .posting import Posting
from .round_cards import broken_card, post_card
from .speech import to_server

_log = logging.getLogger(__name__)

_CLOCKS_DIFFER = timedelta(hours=1)
"""No message of a round is older by Discord's clock than the round by ours, but for this much."""


class DiscordPoster:
    """Implements `coach.ports.Poster`."""

    def __init__(self, bot: AnyBot, bank: Bank) -> None:
        self._bot = bot
        self._bank = bank
        self._posting = Posting(bot)

    async def post(self, opened: Round, item: Item, nonce: str) -> Posted:
        """Post the question of that round.

        Raises:
            PostRefusedError: the channel is gone or closed to the bot.
            PostDelayedError: 429, 5xx, or no answer.
        """
        topic = self._bank.topic(item.topic).title
        with to_server(self._bot, opened.group_id):
            return await self._posting.post(
                opened.channel_id,
                post_card(opened, item, topic, answered=0),
                title=item.title,
                nonce=nonce,
                role_id=opened.role_id,
            )

    async def find_own(self, opened: Round) -> Posted | None:
        """The bot's own message of a round, known by its Answer button.

        Raises:
            PostRefusedError: the channel is gone or closed to the bot.
            PostDelayedError: 429, 5xx, or no answer.
        """
        with to_server(self._bot, opened.group_id):
            return await self._posting.find(
                opened.channel_id,
                encode(LinkId(Link.JOIN, opened.id)),
                after=time_snowflake(opened.opened_at - _CLOCKS_DIFFER),
                title=tr("The daily question"),
            )

    async def tell_admin(self, schedule: Schedule, problem: str) -> None:
        """Tell those who look after the server: where they meet, else its owner.

        Raises:
            HTTPException: nobody can be reached.
        """
        with to_server(self._bot, schedule.group_id):
            card = broken_card(schedule, tr(problem))
        guild = self._bot.get_guild(schedule.group_id)
        for channel in _meeting_places(guild) if guild else ():
            try:
                await reply.post(channel, card)
            except HTTPException as refused:
                _log.info("Channel %d takes no notice: %s", channel.id, refused)
            else:
                return
        guild = guild or await self._bot.fetch_guild(schedule.group_id)
        await reply.post(await self._bot.create_dm(Object(guild.owner_id or 0)), card)


def _meeting_places(guild: Guild) -> Iterator[TextChannel]:
    """Where admins read what Discord tells them, then where everybody does."""
    for channel in (guild.public_updates_channel, guild.system_channel):
        if channel is not None and not missing_permissions(channel):
            yield channel
