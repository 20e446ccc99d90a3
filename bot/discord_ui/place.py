"""Where an interaction happened, as far as the coach minds."""

from discord import Interaction, Thread

from ..domain.errors import CoachError, NotHereError
from ..domain.language import tr


def group_of(interaction: Interaction) -> int | None:
    """The server, or None in direct messages and where only the member installed the bot."""
    return interaction.guild_id if interaction.is_guild_integration() else None


def may_write(interaction: Interaction) -> bool:
    """Whether the member may write where the interaction happened."""
    allowed = interaction.permissions
    if isinstance(interaction.channel, Thread):
        return allowed.send_messages_in_threads
    return allowed.send_messages


def check_sharing(interaction: Interaction, group_id: int | None, what: str) -> None:
    """Refuse to share elsewhere than in the server it was made in, and where one may not write.

    Args:
        what: what is shared, as in "I can't share your answer".

    Raises:
        NotHereError: this is another place.
        CoachError: the member may not write here.
    """
    if group_id != group_of(interaction):
        raise NotHereError
    if not may_write(interaction):
        raise CoachError(
            tr("You may not write in this channel, so I can't share {what} in it.").format(
                what=what
            )
        )
