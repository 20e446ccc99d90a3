"""The descriptions of commands, and the entries in menus, in the languages there are.

The names of commands stay as they are: they are what help, cards and members call them by.
"""

from discord import Locale
from discord.app_commands import TranslationContextTypes, Translator, locale_str

from ..languages import language_of


class CommandTranslator(Translator):
    """Asked by the library for every text of a command and every language of Discord's."""

    async def translate(
        self,
        string: locale_str,
        locale: Locale,
        context: TranslationContextTypes,  # noqa: ARG002 - the library's signature
    ) -> str | None:
        """The text in that language, or None where it stays English."""
        said = language_of(locale.value).gettext(string.message)
        return None if said == string.message else said
