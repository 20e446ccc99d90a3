"""*Report this question*: a button opens the modal, the modal makes a report."""

from collections.abc import Mapping

from discord import Interaction
from discord.ext.commands import Cog

from ..coach.reports import Reports
from ..domain.errors import GoneError
from . import reply
from .custom_id import Link, Verb
from .doors import Jump, Step
from .errors import answered_errors
from .report_card import report_modal, reported_card, sent_report


class Reporting(Cog, name="GIL Coach reports"):
    """Takes reports about questions."""

    def __init__(self, reports: Reports) -> None:
        self._reports = reports
        self.steps: Mapping[Verb, Step] = {Verb.REPORT: self._open}
        self.jumps: Mapping[Link, Jump] = {}

    async def _open(self, interaction: Interaction, card_id: int) -> None:
        item = await self._reports.about(card_id, learner_id=interaction.user.id)
        await reply.open_modal(interaction, report_modal(card_id, item))

    @Cog.listener("on_interaction")
    async def take_report(self, interaction: Interaction) -> None:
        """Take a report that was sent, whichever process opened its modal."""
        sent = sent_report(interaction)
        if sent is None:
            return
        async with answered_errors(interaction):
            card_id, kind, words = sent
            if kind is None:
                raise GoneError
            item = await self._reports.report(
                interaction.id,
                card_id=card_id,
                learner_id=interaction.user.id,
                kind=kind,
                words=words,
            )
            await reply.answer(interaction, reported_card(item))
