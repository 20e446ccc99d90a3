"""What `/me export` and `/me delete` do.

Deleting takes three steps: a card that says what goes, a modal that asks for a word, the receipt.
"""

import asyncio
from collections.abc import Mapping

from discord import Interaction

from ..coach.own_data import OwnData
from ..domain.errors import CoachError, NotYoursError
from ..domain.language import tr
from . import reply
from .custom_id import Link, Verb
from .doors import Jump, Step
from .own_data_cards import (
    WORD,
    deck_file,
    erasure_card,
    erasure_modal,
    export_card,
    export_file,
    receipt_card,
)


class OwnDataFlow:
    """A member's own data in Discord."""

    def __init__(self, own_data: OwnData) -> None:
        self._own_data = own_data
        self.steps: Mapping[Verb, Step] = {Verb.ERASE: self._confirm}
        self.jumps: Mapping[Link, Jump] = {}

    async def export(self, interaction: Interaction) -> None:
        """Send everything as a file, and the questions as a deck for Anki, privately."""
        await reply.acknowledge(interaction)
        data = await self._own_data.export(interaction.user.id)
        file = await asyncio.to_thread(export_file, data)
        written = await asyncio.to_thread(self._own_data.deck, data)
        deck = deck_file(written) if written else None
        files = [file, deck] if deck else [file]
        await reply.answer(interaction, export_card(data, file, deck), files)

    async def show_erasure(self, interaction: Interaction) -> None:
        """Say what would be deleted."""
        learner_id = interaction.user.id
        counts = await self._own_data.kept(learner_id)
        await reply.answer(interaction, erasure_card(counts, learner_id))

    async def erase(self, interaction: Interaction, learner_id: int, typed: str) -> None:
        """Delete everything, if the word was typed, and hand out the receipt."""
        _refuse_others(interaction, learner_id)
        if typed.strip().upper() != WORD:
            raise CoachError(
                tr("Nothing was deleted: that takes the word {word}.").format(word=WORD)
            )
        await reply.acknowledge(interaction)
        done = await self._own_data.erase(interaction.id, learner_id=learner_id)
        await reply.answer(interaction, receipt_card(done))

    async def _confirm(self, interaction: Interaction, learner_id: int) -> None:
        _refuse_others(interaction, learner_id)
        await reply.open_modal(interaction, erasure_modal(learner_id))


def _refuse_others(interaction: Interaction, learner_id: int) -> None:
    if interaction.user.id != learner_id:
        raise NotYoursError
