"""A server comes or goes: one welcome card when the bot joins it; none at a reconnect.

Discord says "joined" once, and "available" at every start and after every outage; the library tells
the two apart.
"""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from discord import Guild, HTTPException, TextChannel
from discord.ext.commands import AutoShardedBot, Cog

from ..coach.coach import Notes
from ..coach.groups import Groups
from ..domain.errors import StorageError
from ..domain.language import speaking
from ..languages import language_of
from . import reply
from .doors import AnyBot
from .notices import welcome_card
from .sync import command_mentions

_log = logging.getLogger(__name__)


class Welcome(Cog, name="GIL Coach welcome"):
    """Introduces the bot, and notes where it was removed."""

    def __init__(self, bot: AnyBot, notes: Notes, groups: Groups) -> None:
        self._bot = bot
        self._notes = notes
        self._groups = groups

    @Cog.listener("on_guild_join")
    async def note_joining(self, guild: Guild) -> None:
        """Keep what belongs to the server."""
        with _told():
            await self._groups.joined(guild.id)

    @Cog.listener("on_guild_remove")
    async def note_removal(self, guild: Guild) -> None:
        """Have what belongs to the server erased after a while."""
        with _told():
            await self._groups.left(guild.id)

    @Cog.listener("on_ready")
    async def note_missed(self) -> None:
        """Note which servers came and went while the bot was down."""
        with _told():
            await self._groups.catch_up(self._may_be_in)

    @Cog.listener("on_guild_join")
    async def introduce(self, guild: Guild) -> None:
        """Post the welcome card where the server reads such things, or nowhere."""
        channel = _open_channel(guild)
        if channel is None:
            return
        mentions = await command_mentions(self._notes)
        with speaking(language_of(guild.preferred_locale.value)):
            card = welcome_card(mentions)
        try:
            await reply.post(channel, card)
        except HTTPException as refused:
            _log.warning("Could not welcome guild %s: %s", guild.id, refused)


    def _may_be_in(self, group_id: int) -> bool:
        """Whether the bot is in that server, or it is one that another process looks after."""
        if self._bot.get_guild(group_id) is not None:
            return True
        shard_id = (group_id >> 22) % (self._bot.shard_count or 1)
        if isinstance(self._bot, AutoShardedBot):
            return shard_id not in self._bot.shards
        return self._bot.shard_id not in (None, shard_id)


@contextmanager
def _told() -> Iterator[None]:
    """Log a database that can't be used now."""
    try:
        yield
    except StorageError as error:
        _log.warning("A server that came or went was not noted: %s", error)


def _open_channel(guild: Guild) -> TextChannel | None:
    """The system channel, else the first channel in which the bot may write."""
    return next(filter(_may_write, _candidates(guild)), None)


def _candidates(guild: Guild) -> Iterable[TextChannel]:
    if guild.system_channel is not None:
        yield guild.system_channel
    yield from guild.text_channels


def _may_write(channel: TextChannel) -> bool:
    allowed = channel.permissions_for(channel.guild.me)
    return allowed.view_channel and allowed.send_messages
