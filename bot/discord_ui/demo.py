"""`/demo`: a subcommand for each demonstration, its parameters bounded by Discord itself."""

from inspect import Parameter, Signature
from typing import Any, Literal

from discord import Interaction, app_commands
from discord.app_commands import Choice as NamedChoice
from discord.ext.commands import Cog

from ..coach.demonstrations import Demonstrations
from ..domain.demo import Choice, Demo, Range
from ..domain.demo_catalogue import DEMOS
from ..domain.language import later
from .choices import choices
from .demo_flow import DemoFlow
from .doors import AnyBot
from .errors import answered_errors

_OWN = {
    "predict": (bool, later("Whether to guess the result before it runs; yes if left out")),
    "python": (str, later("The Python to run on; mine if left out")),
}
"""Options that every demonstration has beside its parameters: type and description."""


class Demos(Cog, name="GIL Coach demos"):
    """Runs demonstrations."""

    def __init__(self, bot: AnyBot, flow: DemoFlow, demos: Demonstrations) -> None:
        self._bot = bot
        self._flow = flow
        self._demos = demos

    async def cog_load(self) -> None:
        """Add the commands."""
        group = app_commands.Group(
            name="demo",
            description="See it measured: threads, processes and the GIL on this machine.",
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )
        for demo in DEMOS.values():
            group.add_command(self._command(demo))
        self._bot.tree.add_command(group)

    async def cog_unload(self) -> None:
        """Take them away."""
        self._bot.tree.remove_command("demo")

    def _command(self, demo: Demo) -> app_commands.Command[Any, ..., None]:
        async def run(
            interaction: Interaction,
            *,
            predict: bool | None = None,
            python: str | None = None,
            **chosen: float | str | None,
        ) -> None:
            async with answered_errors(interaction):
                await self._flow.open(
                    interaction,
                    demo.name,
                    chosen=chosen,
                    interpreter=python,
                    predict=predict is not False,
                )

        # The library reads the options off the signature.
        options = {one.name: (_option_type(one), one.what) for one in demo.parameters} | _OWN
        run.__signature__ = Signature(  # type: ignore[attr-defined]
            [
                Parameter("interaction", Parameter.POSITIONAL_OR_KEYWORD, annotation=Interaction),
                *(
                    Parameter(name, Parameter.KEYWORD_ONLY, default=None, annotation=kind | None)
                    for name, (kind, _) in options.items()
                ),
            ]
        )
        described = app_commands.describe(**{name: what for name, (_, what) in options.items()})
        command: app_commands.Command[Any, ..., None] = app_commands.Command(
            name=demo.name, description=demo.summary, callback=described(run)
        )
        command.autocomplete("python")(self._suggest_interpreters)
        return command

    async def _suggest_interpreters(
        self, _interaction: Interaction, typed: str
    ) -> list[NamedChoice[str]]:
        labels = (one.label for one in self._demos.interpreters)
        return choices(typed, ((label, label) for label in labels))


def _option_type(parameter: Range | Choice) -> Any:
    if isinstance(parameter, Choice):
        return Literal[parameter.options]
    kind = int if parameter.whole else float
    return app_commands.Range[kind, parameter.low, parameter.high]
