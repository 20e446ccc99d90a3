"""Sending cards: without pings, and without a trace in memory.

A view that is stopped before it is sent never enters the library's view store. Nothing is lost by
that: buttons are dynamic items, which need no store.
"""

from collections.abc import Sequence

from discord import AllowedMentions, File, HTTPException, Interaction, InteractionResponseType
from discord.abc import Messageable
from discord.ui import LayoutView, Modal

NO_PINGS = AllowedMentions.none()

ANSWERED_ALREADY = 40060
"""Discord took an answer before: of this interaction delivered twice, or of this very call, which
the library repeats when Discord's reply to it got lost. Source: Discord API, "JSON Error Codes"."""


ARCHIVED = 50083
"""A thread nobody wrote in for long: no message in it can be changed. Writing opens it again,
unless it is locked. Source: Discord API, "JSON Error Codes"."""


async def acknowledge(interaction: Interaction, *, in_place: bool = False) -> None:
    """Promise a private card, unless something was answered before; `answer` sends it.

    Args:
        in_place: promise only that the pressed card will change, or nothing at all.
    """
    if interaction.response.is_done():
        return
    try:
        await interaction.response.defer(ephemeral=True, thinking=not in_place)
    except HTTPException as refused:
        if refused.code != ANSWERED_ALREADY:
            raise


async def answer(interaction: Interaction, card: LayoutView, files: Sequence[File] = ()) -> None:
    """Answer with a private card, whether or not the interaction was acknowledged before."""
    card.stop()
    if not interaction.response.is_done():
        await _send(interaction, card, files)
    elif interaction.response.type is InteractionResponseType.deferred_channel_message:
        await interaction.edit_original_response(
            view=card, attachments=files, allowed_mentions=NO_PINGS
        )
    else:
        await interaction.followup.send(
            view=card, files=files, ephemeral=True, allowed_mentions=NO_PINGS
        )


async def _send(interaction: Interaction, card: LayoutView, files: Sequence[File]) -> None:
    try:
        await interaction.response.send_message(
            view=card, files=files, ephemeral=True, allowed_mentions=NO_PINGS
        )
    except HTTPException as refused:
        if refused.code != ANSWERED_ALREADY:
            raise
        for file in files:
            file.reset()  # it was read once
        await interaction.edit_original_response(
            view=card, attachments=files, allowed_mentions=NO_PINGS
        )


async def replace(interaction: Interaction, card: LayoutView, files: Sequence[File] = ()) -> None:
    """Put a card in the place of the one whose button was pressed, or of the one sent before.

    Where that one can't be changed any more, the card is shown to the member alone.
    """
    card.stop()
    try:
        await _put(interaction, card, files)
    except HTTPException as refused:
        if refused.code != ARCHIVED:
            raise
        for file in files:
            file.reset()  # it was read once
        await answer(interaction, card, files)


async def _put(interaction: Interaction, card: LayoutView, files: Sequence[File]) -> None:
    if interaction.response.is_done():
        await interaction.edit_original_response(
            view=card, attachments=files, allowed_mentions=NO_PINGS
        )
    else:
        await interaction.response.edit_message(
            view=card, attachments=files, allowed_mentions=NO_PINGS
        )


async def below(interaction: Interaction, card: LayoutView) -> None:
    """Send one more private card, below what the interaction was answered with."""
    card.stop()
    await interaction.followup.send(view=card, ephemeral=True, allowed_mentions=NO_PINGS)


async def move_on(
    interaction: Interaction, before: LayoutView, following: LayoutView, *, private: bool
) -> None:
    """Send the card that follows, and put `before` in the place of the one that was pressed."""
    await acknowledge(interaction, in_place=True)
    following.stop()
    await interaction.followup.send(view=following, ephemeral=private, allowed_mentions=NO_PINGS)
    await replace(interaction, before)


async def show_all(interaction: Interaction, card: LayoutView, files: Sequence[File]) -> None:
    """Show a card to everybody in the channel; the pressed button's own card stays as it is."""
    card.stop()
    if not interaction.response.is_done():
        await interaction.response.defer()
    await interaction.followup.send(view=card, files=files, allowed_mentions=NO_PINGS)


async def answer_all(interaction: Interaction, card: LayoutView) -> int:
    """Answer with a card that everybody in the channel sees; return the id of its message."""
    card.stop()
    try:
        sent = await interaction.response.send_message(view=card, allowed_mentions=NO_PINGS)
    except HTTPException as refused:
        if refused.code != ANSWERED_ALREADY:
            raise
        return (await interaction.original_response()).id
    return sent.message_id or (await interaction.original_response()).id


async def post(channel: Messageable, card: LayoutView) -> None:
    """Post a card of the bot's own accord."""
    card.stop()
    await channel.send(view=card, allowed_mentions=NO_PINGS)


async def open_modal(interaction: Interaction, modal: Modal) -> None:
    """Open a modal; only possible as the first answer to an interaction."""
    modal.stop()  # or a copy would wait in memory for ever, once the modal is dismissed
    await interaction.response.send_modal(modal)
