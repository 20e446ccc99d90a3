"""The door through which the presses of all buttons come in, to be handed to whom they concern."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Protocol

from discord import Interaction
from discord.ext.commands import AutoShardedBot, Bot, Cog

from .buttons import bind
from .custom_id import ButtonId, Link, LinkId, Verb

AnyBot = Bot | AutoShardedBot

Step = Callable[[Interaction, int], Awaitable[None]]
"""What a button does to what is kept under an id."""

Jump = Callable[[Interaction, str], Awaitable[None]]
"""What a button opens by name."""


class Flow(Protocol):
    """Cards that follow one another by buttons."""

    @property
    def steps(self) -> Mapping[Verb, Step]:
        """What its buttons do."""
        ...

    @property
    def jumps(self) -> Mapping[Link, Jump]:
        """What can be opened by name."""
        ...


class Doors(Cog, name="GIL Coach buttons"):
    """Listens to the buttons of all cards, old ones too."""

    def __init__(self, bot: AnyBot, flows: Sequence[Flow]) -> None:
        self._bot = bot
        self._steps = {verb: step for flow in flows for verb, step in flow.steps.items()}
        self._jumps = {link: jump for flow in flows for link, jump in flow.jumps.items()}
        self._button = bind(self._press)

    async def cog_load(self) -> None:
        """Listen."""
        self._bot.add_dynamic_items(self._button)

    async def cog_unload(self) -> None:
        """Stop listening."""
        self._bot.remove_dynamic_items(self._button)

    async def _press(self, interaction: Interaction, pressed: ButtonId | LinkId) -> None:
        if isinstance(pressed, LinkId):
            await self._jumps[pressed.link](interaction, pressed.name)
        else:
            await self._steps[pressed.verb](interaction, pressed.target)
