"""One welcome card when the bot joins a server; none at a reconnect.

Discord says "joined" once, and "available" at every start and after every outage; the library tells
the two apart.
"""

import logging
from collections.abc import Iterable

from discord import Guild, HTTPException, TextChannel
from discord.ext.commands import Cog

from ..coach.coach import Notes
from ..domain.language import speaking
from ..languages import language_of
from . import reply
from .notices import welcome_card
from .sync import command_mentions

_log = logging.getLogger(__name__)


class Welcome(Cog, name="GIL Coach welcome"):
    """Introduces the bot."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes

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
