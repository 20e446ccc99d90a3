"""Idea, prediction, result: what `/demo` and the buttons of its cards do.

A run takes seconds and may have to wait for others, so its card says at once that it has begun, and
is replaced by the result in the end.
"""

import logging
from collections.abc import Mapping
from functools import partial

from discord import HTTPException, Interaction

from ..coach.demo_queue import Place
from ..coach.demonstrations import Demonstrations, Introduction
from ..domain.demo import Value
from ..domain.errors import CoachError
from ..domain.language import tr
from . import reply
from .custom_id import Link, Verb
from .demo_cards import (
    OPTION_VERBS,
    code_card,
    demo_files,
    introduction_card,
    result_card,
    shared_result_card,
    waiting_card,
)
from .doors import Jump, Step
from .place import check_sharing, group_of
from .speech import to_channel

_log = logging.getLogger(__name__)


class DemoFlow:
    """Demonstrations in Discord."""

    def __init__(self, demos: Demonstrations) -> None:
        self._demos = demos
        self.steps: Mapping[Verb, Step] = {
            Verb.RUN: self._run,
            Verb.RUN_AGAIN: self._run_again,
            Verb.CODE: self._code,
            Verb.SHARE_RUN: self._share,
            **{verb: partial(self._run, option=number) for number, verb in enumerate(OPTION_VERBS)},
        }
        self.jumps: Mapping[Link, Jump] = {Link.DEMO: self.open}

    async def open(
        self,
        interaction: Interaction,
        demo: str,
        *,
        chosen: Mapping[str, Value | None] | None = None,
        interpreter: str | None = None,
        predict: bool = True,
    ) -> None:
        """Show what a demonstration is about, or run it at once.

        Args:
            predict: ask for a prediction first.
        """
        opened = await self._demos.open(
            interaction.id,
            learner_id=interaction.user.id,
            group_id=group_of(interaction),
            demo=demo,
            chosen=chosen,
            interpreter=interpreter,
        )
        if predict or opened.impossible:
            await reply.answer(interaction, introduction_card(opened))
        else:
            await reply.answer(interaction, waiting_card(opened))
            await self._show_result(interaction, opened, option=None)

    async def _run(
        self, interaction: Interaction, run_id: int, *, option: int | None = None
    ) -> None:
        opened = await self._demos.reopen(run_id, learner_id=interaction.user.id)
        await reply.replace(interaction, waiting_card(opened))
        options = opened.prediction.options if opened.prediction else ()
        chosen = None if option is None else next(iter(options[option:]), None)
        await self._show_result(interaction, opened, option=chosen.key if chosen else None)

    async def _show_result(
        self, interaction: Interaction, opened: Introduction, *, option: str | None
    ) -> None:
        try:
            shown = await self._demos.run(
                opened.run.id,
                learner_id=interaction.user.id,
                option=option,
                told=partial(_tell_place, interaction, opened),
            )
        except CoachError:
            await reply.replace(interaction, introduction_card(opened))
            raise
        await reply.replace(interaction, result_card(shown), demo_files(shown))

    async def _run_again(self, interaction: Interaction, run_id: int) -> None:
        opened = await self._demos.open_again(
            interaction.id, after=run_id, learner_id=interaction.user.id
        )
        await reply.answer(interaction, introduction_card(opened))

    async def _code(self, interaction: Interaction, run_id: int) -> None:
        opened = await self._demos.reopen(run_id, learner_id=interaction.user.id)
        code = self._demos.code(opened.demo.name)
        await reply.answer(interaction, code_card(opened, code))

    async def _share(self, interaction: Interaction, run_id: int) -> None:
        shown = await self._demos.share(run_id, learner_id=interaction.user.id)
        check_sharing(interaction, shown.run.group_id, tr("a demo"))
        with to_channel(interaction):
            card = shared_result_card(shown, interaction.user.mention)
        await reply.show_all(interaction, card, demo_files(shown))
        await reply.replace(interaction, result_card(shown, shared=True), demo_files(shown))


async def _tell_place(interaction: Interaction, opened: Introduction, place: Place) -> None:
    try:
        await reply.replace(interaction, waiting_card(opened, place))
    except HTTPException as error:  # the run goes on; its result will try again
        _log.warning("Could not tell a member of their place in the line: %s", error)
