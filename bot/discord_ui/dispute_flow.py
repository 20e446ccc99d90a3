"""Disputes in Discord: a learner sends one, a coach judges it, the verdict reaches the learner."""

import logging
from collections.abc import Awaitable, Mapping

from aiohttp import ClientError
from discord import HTTPException, Interaction, Object
from discord.ext.commands import Cog
from discord.ui import LayoutView

from ..coach.disputes import Disputes, Judged
from ..coach.groups import Groups
from ..coach.practice import Practice
from ..domain.errors import StorageError
from . import reply
from .case_cards import (
    case_card,
    case_files,
    judged_card,
    no_cases_card,
    sent_verdict,
    verdict_modal,
)
from .custom_id import Link, Verb
from .dispute_cards import dispute_modal, sent_dispute, verdict_card
from .doors import AnyBot, Jump, Step
from .errors import answered_errors
from .feedback_card import feedback_card
from .permission import check_coach
from .speech import to_server

_log = logging.getLogger(__name__)


class Disputing(Cog, name="GIL Coach disputes"):
    """The steps of a dispute."""

    def __init__(self, bot: AnyBot, disputes: Disputes, practice: Practice, groups: Groups) -> None:
        self._bot = bot
        self._disputes = disputes
        self._practice = practice
        self._groups = groups
        self.steps: Mapping[Verb, Step] = {
            Verb.DISPUTE: self._open,
            Verb.JUDGE: self._open_verdict,
            Verb.NEXT_CASE: self._show_next,
        }
        self.jumps: Mapping[Link, Jump] = {Link.DISPUTES: self._list}

    async def list_open(self, interaction: Interaction) -> None:
        """Show a coach the oldest open dispute, privately."""
        group_id = await check_coach(interaction, self._groups)
        case = await self._disputes.next_case(group_id)
        if case is None:
            await reply.answer(interaction, no_cases_card())
        else:
            await reply.answer(interaction, case_card(case), case_files(case))

    async def catch_up(self, interaction: Interaction) -> None:
        """Below what was just answered, tell a learner the verdicts that did not reach them.

        The answer is there already: where this fails, it is tried again the next time.
        """
        try:
            await self._disputes.catch_up(interaction.user.id, _Below(interaction))
        except StorageError as error:
            _log.warning("A verdict can't be told now: %s", error)

    @Cog.listener("on_interaction")
    async def take_dispute(self, interaction: Interaction) -> None:
        """Take a dispute that was sent, whichever process opened its modal."""
        sent = sent_dispute(interaction)
        if sent is None:
            return
        async with answered_errors(interaction):
            attempt_id, reason, consent = sent
            learner_id = interaction.user.id
            await self._disputes.dispute(
                interaction.id,
                attempt_id=attempt_id,
                learner_id=learner_id,
                reason=reason,
                consent=consent,
            )
            result = await self._practice.result(attempt_id, learner_id=learner_id)
            await reply.replace(interaction, feedback_card(result))

    @Cog.listener("on_interaction")
    async def take_verdict(self, interaction: Interaction) -> None:
        """Take a verdict that was sent, whichever process opened its modal."""
        sent = sent_verdict(interaction)
        if sent is None:
            return
        async with answered_errors(interaction):
            dispute_id, band, note = sent
            group_id = await check_coach(interaction, self._groups)
            judged = await self._disputes.judge(dispute_id, group_id=group_id, band=band, note=note)
            await interaction.response.defer()
            told = await self._disputes.tell(judged, _ByLetter(self._bot))
            others = await self._disputes.open_count(group_id)
            await reply.replace(
                interaction, judged_card(told=told, after=dispute_id, others=others)
            )

    async def _open(self, interaction: Interaction, attempt_id: int) -> None:
        item = await self._disputes.check(attempt_id, learner_id=interaction.user.id)
        await reply.open_modal(interaction, dispute_modal(attempt_id, item))

    async def _open_verdict(self, interaction: Interaction, dispute_id: int) -> None:
        group_id = await check_coach(interaction, self._groups)
        case = await self._disputes.case(dispute_id, group_id=group_id)
        await reply.open_modal(interaction, verdict_modal(case))

    async def _list(self, interaction: Interaction, _name: str) -> None:
        await self.list_open(interaction)

    async def _show_next(self, interaction: Interaction, dispute_id: int) -> None:
        group_id = await check_coach(interaction, self._groups)
        case = await self._disputes.next_case(group_id, after=dispute_id)
        if case is None:
            await reply.replace(interaction, no_cases_card())
        else:
            await reply.replace(interaction, case_card(case), case_files(case))


class _ByLetter:
    """Implements `coach.disputes.Telling` by direct messages."""

    def __init__(self, bot: AnyBot) -> None:
        self._bot = bot

    async def tell(self, judged: Judged) -> bool:
        with to_server(self._bot, judged.dispute.group_id):
            card = verdict_card(judged)
        return await _arrives(self._send(judged.dispute.learner_id, card))

    async def _send(self, learner_id: int, card: LayoutView) -> None:
        channel = await self._bot.create_dm(Object(learner_id))
        await reply.post(channel, card)


class _Below:
    """Implements `coach.disputes.Telling` by a card below what was just answered."""

    def __init__(self, interaction: Interaction) -> None:
        self._interaction = interaction

    async def tell(self, judged: Judged) -> bool:
        return await _arrives(reply.below(self._interaction, verdict_card(judged)))


async def _arrives(sending: Awaitable[None]) -> bool:
    try:
        await sending
    except (HTTPException, ClientError, OSError) as error:
        _log.info("A verdict waits for its learner's next visit: %s", error)
        return False
    return True
