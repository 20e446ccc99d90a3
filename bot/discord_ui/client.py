"""The bot as its own process."""

from collections.abc import Callable

from discord import AllowedMentions, Intents, VoiceClient
from discord.ext import commands

from ..coach.coach import Coach
from .attach import attach
from .sync import install_link, invite_link, sync_commands
from .translator import CommandTranslator


class CoachBot(commands.AutoShardedBot):
    """Serves one coach.

    Args:
        announce: told the links by which the bot is added, one line each, once they are known.
        sync: whether to send changed commands to Discord at the start.
    """

    def __init__(self, coach: Coach, *, announce: Callable[[str], None], sync: bool = True) -> None:
        VoiceClient.warn_nacl = VoiceClient.warn_dave = False  # the bot has no voice to lose
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=Intents(guilds=True),
            allowed_mentions=AllowedMentions.none(),
        )
        self._coach = coach
        self._announce = announce
        self._sync = sync

    async def setup_hook(self) -> None:
        """Get ready before the first event can arrive."""
        await attach(self, self._coach)
        await self.tree.set_translator(CommandTranslator())
        if self._sync:
            await sync_commands(self.tree, self._coach.notes)
        if self.application_id is not None:
            self._announce(f"Add the bot to a server: {invite_link(self.application_id)}")
            self._announce(f"Or only for yourself: {install_link(self.application_id)}")
