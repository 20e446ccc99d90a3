"""Where an interaction happened, as far as the coach minds."""

from discord import Interaction, Thread


def group_of(interaction: Interaction) -> int | None:
    """The server, or None in direct messages and where only the member installed the bot."""
    return interaction.guild_id if interaction.is_guild_integration() else None


def may_write(interaction: Interaction) -> bool:
    """Whether the member may write where the interaction happened."""
    allowed = interaction.permissions
    if isinstance(interaction.channel, Thread):
        return allowed.send_messages_in_threads
    return allowed.send_messages
