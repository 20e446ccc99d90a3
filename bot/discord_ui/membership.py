"""Which servers have the bot: noted, so that what belongs to those that removed it can be erased.

Discord tells of a removal only while the bot is connected; what was missed is made up for at the
start. A server that is only away for a moment is not removed: the library tells the two apart.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from discord import Guild
from discord.ext.commands import AutoShardedBot, Cog

from ..coach.groups import Groups
from ..domain.errors import StorageError
from .doors import AnyBot

_log = logging.getLogger(__name__)


class Membership(Cog, name="GIL Coach membership"):
    """Notes the servers that come and go."""

    def __init__(self, bot: AnyBot, groups: Groups) -> None:
        self._bot = bot
        self._groups = groups

    @Cog.listener("on_guild_join")
    async def note_joining(self, guild: Guild) -> None:
        """Keep what belongs to the server."""
        with _logged():
            await self._groups.joined(guild.id)

    @Cog.listener("on_guild_remove")
    async def note_removal(self, guild: Guild) -> None:
        """Have what belongs to the server erased after a while."""
        with _logged():
            await self._groups.left(guild.id)

    @Cog.listener("on_ready")
    async def note_missed(self) -> None:
        """Note what came and went while the bot was down."""
        with _logged():
            await self._groups.catch_up(self._may_be_in)

    def _may_be_in(self, group_id: int) -> bool:
        """Whether the bot is in that server, or it is one that another process looks after."""
        if self._bot.get_guild(group_id) is not None:
            return True
        shard_id = (group_id >> 22) % (self._bot.shard_count or 1)
        if isinstance(self._bot, AutoShardedBot):
            return shard_id not in self._bot.shards
        return self._bot.shard_id not in (None, shard_id)


@contextmanager
def _logged() -> Iterator[None]:
    """Log that the database can't be used now; the next start makes up for it."""
    try:
        yield
    except StorageError as error:
        _log.warning("A server that came or went was not noted: %s", error)
