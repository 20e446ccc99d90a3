"""What a member reads when something goes wrong, wherever in Discord it did.

A `CoachError` is told as it is. Anything else is logged under a reference, and the member gets the
reference: as an error of ours, or as a warning where Discord or the network failed. All is private.
"""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from secrets import token_hex

from aiohttp import ClientError
from discord import DiscordServerError, HTTPException, Interaction

from ..domain.errors import CoachError, NotKeptError, UnknownNameError
from ..domain.language import tr
from . import reply
from .notices import failure_card, refusal_card
from .quote import quoted
from .speech import to_member

_log = logging.getLogger(__name__)

_OVER = {
    10008: "dismissed by the member",
    10062: "expired",
    10015: "expired",
    50027: "expired",
    reply.ANSWERED_ALREADY: "answered already",
    reply.ARCHIVED: "in a thread that a moderator has locked",
}
"""Codes of interactions past answering. Source: Discord API, "JSON Error Codes"."""


@asynccontextmanager
async def answered_errors(interaction: Interaction) -> AsyncIterator[None]:
    """Answer every error of the block; the outer edge around all that a member can start.

    In the block, and in its errors, the member's own language is spoken.
    """
    with to_member(interaction):
        try:
            yield
        except Exception as error:  # noqa: BLE001 - the outer edge
            await answer_error(interaction, error)


async def answer_error(interaction: Interaction, error: BaseException) -> None:
    """Tell the member what went wrong; the last thing done with an interaction, never raises."""
    if isinstance(error, HTTPException) and error.code in _OVER:
        _log.warning("Could not answer interaction %s: %s", interaction.id, _OVER[error.code])
        return
    if isinstance(error, CoachError):
        card = refusal_card(_sentence(error), error.text if isinstance(error, NotKeptError) else "")
    else:
        card = failure_card(_logged(error))
    try:
        await reply.answer(interaction, card)
    except Exception as second:  # noqa: BLE001 - the outer edge
        _log.warning("Could not tell a member of an error: %s", second)


def _logged(error: BaseException) -> str:
    """Log the error and return its reference."""
    reference = token_hex(4)
    if isinstance(error, ClientError | DiscordServerError):
        _log.warning("Discord could not be reached, reference %s: %s", reference, error)
    else:
        _log.error("Interaction failed, reference %s", reference, exc_info=error)
    return reference


def _sentence(error: CoachError) -> str:
    """The error's own words; what the member typed is shown as code."""
    if isinstance(error, UnknownNameError):
        return error.sentence(quoted(error.name, 60) or tr("like that"))
    return str(error)
