"""The private thread a mock interview is held in, where the bot may open one."""

from typing import Final

from discord import ChannelType, HTTPException, Interaction, TextChannel, Thread
from discord.abc import Snowflake

from ..domain.language import tr
from .place import group_of

_KEPT_OPEN_MIN: Final = 1440


def thread_parent(interaction: Interaction) -> TextChannel | None:
    """The channel in which a private thread can be opened for whoever acts; None for nowhere."""
    channel, allowed = interaction.channel, interaction.app_permissions
    if group_of(interaction) is None or not isinstance(channel, TextChannel):
        return None
    may = allowed.create_private_threads and allowed.send_messages_in_threads
    return channel if may and allowed.view_channel else None


async def open_thread(parent: TextChannel, member: Snowflake) -> Thread | None:
    """A private thread with the member in it; None where Discord refuses."""
    try:
        thread = await parent.create_thread(
            name=tr("Mock interview"),
            type=ChannelType.private_thread,
            invitable=False,
            auto_archive_duration=_KEPT_OPEN_MIN,
        )
        await thread.add_user(member)
    except HTTPException:
        return None
    return thread
