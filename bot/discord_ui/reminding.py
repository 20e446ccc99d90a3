"""Reminders that go to members, and whether Discord can be reached to be answered at all."""

import logging
from contextlib import AbstractContextManager

from aiohttp import ClientError
from discord import AllowedMentions, Forbidden, ForumChannel, HTTPException, NotFound, Object
from discord.abc import Messageable
from discord.ext.commands import AutoShardedBot

from ..domain.streak import Streak
from .doors import AnyBot
from .speech import to_server
from .streak_cards import reminder_card

_log = logging.getLogger(__name__)


class DiscordReminding:
    """Implements `coach.ports.Reminding`."""

    def __init__(self, bot: AnyBot) -> None:
        self._bot = bot

    async def remind(self, learner_id: int, streak: Streak, *, channel_id: int | None) -> bool:
        """Send the card, which pings only the learner; a fault of Discord's is not a refusal."""
        with self._speaking(channel_id):
            card = reminder_card(streak, f"<@{learner_id}>")
        card.stop()
        only_them = AllowedMentions(
            everyone=False, roles=False, replied_user=False, users=[Object(learner_id)]
        )
        try:
            channel = await self._channel(learner_id, channel_id)
            if channel is None:
                return False
            await channel.send(view=card, allowed_mentions=only_them)
        except (Forbidden, NotFound):
            return False
        except (HTTPException, ClientError, OSError) as error:
            _log.warning("A reminder got lost: %s", error)
        return True

    def _speaking(self, channel_id: int | None) -> AbstractContextManager[None]:
        """Speak as the server of that channel does."""
        channel = None if channel_id is None else self._bot.get_channel(channel_id)
        guild = getattr(channel, "guild", None)
        return to_server(self._bot, guild.id if guild else 0)

    async def _channel(self, learner_id: int, channel_id: int | None) -> Messageable | None:
        """Where to write; in a forum that is under the newest question, if there is one.

        Raises:
            HTTPException: Discord does not say, or does not allow it.
        """
        if channel_id is None:
            return await self._bot.create_dm(Object(learner_id))
        channel = self._bot.get_channel(channel_id)
        if isinstance(channel, ForumChannel):
            own = [one for one in channel.threads if one.owner_id == channel.guild.me.id]
            return max(own, key=lambda thread: thread.id, default=None)
        return self._bot.get_partial_messageable(channel_id)


def reachable(bot: AnyBot) -> bool:
    """Whether members of every server can reach the bot at this moment."""
    if not bot.is_ready() or bot.is_closed():
        return False
    if isinstance(bot, AutoShardedBot):
        return not any(shard.is_closed() for shard in bot.shards.values())
    return bot.ws.open
