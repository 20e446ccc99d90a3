"""Whose language is spoken: a member's to that member, the server's to all of it.

A member's is that of their Discord client, which comes with each interaction. Outside of one nobody
knows it, so a direct message of the bot's own accord is in that of the server it is about; about
none it is in English.
"""

from contextlib import AbstractContextManager

from discord import Client, Interaction, Locale

from ..domain.language import speaking
from ..languages import language_of


def to_member(interaction: Interaction) -> AbstractContextManager[None]:
    """Speak the member's language."""
    return speaking(language_of(interaction.locale.value))


def to_channel(interaction: Interaction) -> AbstractContextManager[None]:
    """Speak the language of the server; where there is none, the member's."""
    return speaking(language_of((interaction.guild_locale or interaction.locale).value))


def to_server(bot: Client, group_id: int) -> AbstractContextManager[None]:
    """Speak the language that the server's admins chose in Discord."""
    guild = bot.get_guild(group_id)
    locale = guild.preferred_locale if guild else Locale.british_english
    return speaking(language_of(locale.value))
