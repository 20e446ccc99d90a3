"""A small bot for the harness's own tests: each feature the loopback must serve, nothing else.

It is run as a script in its own process; only there is discord.py imported.
"""

from __future__ import annotations

import asyncio
import io
import os
import re
import signal
import sys
from typing import Any, Self

import discord
from discord import app_commands, ui
from discord.ext import commands

TOPICS = ("gil", "gilectomy", "threads", "locks")
Interaction = discord.Interaction["SampleBot"]


class AnswerButton(ui.DynamicItem[ui.Button[ui.LayoutView]], template=r"answer:(?P<card>\w+)"):
    """Opens the modal; survives a restart because its id says all."""

    def __init__(self, card: str) -> None:
        """Make the button of a card."""
        super().__init__(ui.Button(label="Answer", custom_id=f"answer:{card}"))
        self.card = card

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], _item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Rebuild the button from its id."""
        return cls(match["card"])

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Open the modal without keeping it."""
        modal = ui.Modal(title="Your answer", custom_id=f"modal:{self.card}")
        modal.add_item(ui.TextDisplay("What is the GIL?"))
        field: ui.TextInput[Any] = ui.TextInput(
            style=discord.TextStyle.paragraph, custom_id="text", max_length=4000
        )
        modal.add_item(ui.Label(text="Your answer", component=field))
        sure: ui.RadioGroup[Any] = ui.RadioGroup(
            custom_id="sure",
            options=[
                discord.RadioGroupOption(label="Guess", value="guess", default=True),
                discord.RadioGroupOption(label="Certain", value="certain"),
            ],
        )
        modal.add_item(ui.Label(text="How sure?", component=sure))
        modal.stop()
        await interaction.response.send_modal(modal)


def card_view(topic: str) -> ui.LayoutView:
    """Return the card of a topic."""
    view = ui.LayoutView(timeout=None)
    row: ui.ActionRow[Any] = ui.ActionRow(AnswerButton(topic))
    view.add_item(ui.Container(ui.TextDisplay(f"# {topic}"), row))
    return view


class SampleBot(commands.AutoShardedBot):
    """Logs in, sets its commands, answers."""

    def __init__(self) -> None:
        """Ask for the guilds intent only."""
        intents = discord.Intents(guilds=True)
        super().__init__(command_prefix=commands.when_mentioned, intents=intents)

    async def setup_hook(self) -> None:
        """Register everything before connecting."""
        self.add_dynamic_items(AnswerButton)
        command: app_commands.Command[Any, ..., Any]
        for command in (quiz, ask, wrong, double, slow, wide, panel):
            self.tree.add_command(command)
        self.tree.add_command(study)
        await self.tree.sync()

    async def on_interaction(self, interaction: Interaction) -> None:
        """Take modal submits without any stored modal."""
        data: Any = interaction.data or {}
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        fields = [part["component"] for part in data["components"] if "component" in part]
        values = {field["custom_id"]: field.get("value") for field in fields}
        await interaction.response.defer(ephemeral=True, thinking=True)
        text = f"{interaction.user.name} {data['custom_id']} {values['sure']}: {values['text']}"
        view = ui.LayoutView(timeout=None)
        view.add_item(ui.TextDisplay(text))
        view.add_item(ui.File("attachment://feedback.txt"))
        file = discord.File(io.BytesIO(values["text"].encode()), "feedback.txt")
        await interaction.edit_original_response(view=view, attachments=[file])


@app_commands.command()
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def quiz(interaction: Interaction, topic: str) -> None:
    """Ask a question."""
    await interaction.response.send_message(view=card_view(topic), ephemeral=True)


@quiz.autocomplete("topic")
async def topics(_interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
    """Offer the topics that begin like this."""
    return [app_commands.Choice(name=t, value=t) for t in TOPICS if t.startswith(current)]


@app_commands.command()
@app_commands.guild_only()
async def ask(interaction: Interaction) -> None:
    """Post a card in the channel and start a thread under it."""
    await interaction.response.defer(ephemeral=True)
    assert isinstance(interaction.channel, discord.TextChannel)
    file = discord.File(io.BytesIO(b"\x89PNG"), "card.png", description="a card")
    view = card_view("daily")
    gallery: ui.MediaGallery[Any] = ui.MediaGallery(
        discord.MediaGalleryItem("attachment://card.png", description="a card")
    )
    view.add_item(gallery)
    sent = await interaction.channel.send(view=view, file=file, nonce="daily-1")
    await sent.create_thread(name="Daily")
    await interaction.followup.send("posted", ephemeral=True)


@app_commands.command()
async def wrong(interaction: Interaction) -> None:
    """Send a button whose label is too long for Discord."""
    view = ui.View(timeout=None)
    view.add_item(ui.Button(label="x" * 81, custom_id="wrong"))
    try:
        await interaction.response.send_message("wrong", view=view)
    except discord.HTTPException as error:
        print(f"refused {error.status} {error.code}")  # noqa: T201 (read by the test)
        await interaction.response.send_message("sorry")


@app_commands.command()
async def double(interaction: Interaction) -> None:
    """Acknowledge twice, past discord.py's own guard."""
    await interaction.response.send_message("first")
    try:
        await interaction.client.http.request(
            discord.http.Route(
                "POST",
                "/interactions/{interaction_id}/{token}/callback",
                interaction_id=interaction.id,
                token=interaction.token,
            ),
            json={"type": 4, "data": {"content": "second"}},
        )
    except discord.HTTPException as error:
        print(f"refused {error.status} {error.code}")  # noqa: T201 (read by the test)


@app_commands.command()
async def slow(interaction: Interaction) -> None:
    """Answer after Discord has given up."""
    await asyncio.sleep(3.2)
    try:
        await interaction.response.send_message("too late")
    except discord.NotFound as error:
        print(f"refused {error.status} {error.code}")  # noqa: T201 (read by the test)


@app_commands.command()
async def wide(interaction: Interaction, who: discord.Member, count: int = 1) -> None:
    """Show that resolved members and integers arrive."""
    await interaction.response.send_message(f"{who.name} {count} {interaction.permissions.value}")


class Panel(ui.View):
    """A classic panel: a menu that updates its message, a button that does so later."""

    @ui.select(placeholder="Topic", options=[discord.SelectOption(label=t) for t in TOPICS])
    async def pick(self, interaction: Interaction, menu: ui.Select[Self]) -> None:
        """Update the message in the callback."""
        await interaction.response.edit_message(content=f"picked {menu.values[0]}")

    @ui.select(cls=ui.UserSelect, placeholder="Partner")
    async def partner(self, interaction: Interaction, menu: ui.UserSelect[Self]) -> None:
        """Name the chosen member in a follow-up."""
        await interaction.response.defer()
        await interaction.followup.send(f"with {menu.values[0].name}")

    @ui.button(label="Later")
    async def later(self, interaction: Interaction, _button: ui.Button[Self]) -> None:
        """Acknowledge first, then edit."""
        await interaction.response.defer()
        await interaction.edit_original_response(content="later")


@app_commands.command()
async def panel(interaction: Interaction) -> None:
    """Show the panel."""
    await interaction.response.send_message("panel", view=Panel(timeout=60))


@app_commands.context_menu(name="Study")
async def study(interaction: Interaction, shown: discord.Message) -> None:
    """Show that a message arrives by context menu."""
    await interaction.response.send_message(f"read {shown.content}")


async def main() -> None:
    """Run until SIGTERM, then close."""
    discord.utils.setup_logging()
    async with SampleBot() as bot:
        loop = asyncio.get_running_loop()
        stopped = asyncio.Event()
        loop.add_signal_handler(signal.SIGTERM, stopped.set)
        running = asyncio.create_task(bot.start(os.environ["DISCORD_TOKEN"]))
        ending = asyncio.create_task(stopped.wait())
        await asyncio.wait({running, ending}, return_when=asyncio.FIRST_COMPLETED)
        await bot.close()
        await asyncio.gather(running, return_exceptions=True)
        ending.cancel()


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
