"""Mock interviews in Discord: one card a step, in a private thread or for the member's eyes only.

Whatever quotes the member is private even in the thread, which would keep it longer than we do.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol

from discord import Interaction, TextChannel

from ..coach.conversation import Closed, Scene
from ..coach.interviews import Interviews
from ..coach.scorecards import Scorecards
from ..domain.bank import Bank
from ..domain.errors import CoachError, InterviewOverError, NotKeptError
from ..domain.interview import Interview
from ..domain.interview_plan import Plan
from ..domain.item import Item
from . import reply
from .custom_id import Link, Verb
from .doors import Jump, Step
from .interview_button import Action, Pressed, read_name
from .interview_cards import (
    asking_card,
    closing_card,
    running_card,
    seated_card,
    settled_card,
    turn_of,
)
from .interview_modal import SentStep, interview_modal
from .interview_thread import open_thread, thread_parent
from .place import group_of
from .scorecard_card import scorecard_card, scorecard_files

Do = Callable[[Interaction, Pressed], Awaitable[None]]
"""What a press of a button leads to."""


class Use(Protocol):
    """A use case about one step."""

    async def __call__(
        self, event_id: int, *, interview_id: int, step: int, learner_id: int
    ) -> Scene | Closed:
        """Do it and return what the learner sees then."""
        ...


class InterviewFlow:
    """What the command, the buttons and the modal of interviews do."""

    def __init__(self, interviews: Interviews, scorecards: Scorecards, bank: Bank) -> None:
        self._interviews = interviews
        self._scorecards = scorecards
        self._bank = bank
        self.steps: Mapping[Verb, Step] = {}
        self.jumps: Mapping[Link, Jump] = {Link.INTERVIEW: self._press}
        self._changes: Mapping[Action, Use] = {
            Action.CLARIFY: interviews.clarify,
            Action.HINT: interviews.take_hint,
            Action.PAUSE: interviews.pause,
        }
        self._settling: Mapping[Action, Use] = {
            Action.SKIP: interviews.skip,
            Action.END: interviews.end,
        }
        self._actions: Mapping[Action, Do] = {
            Action.ANSWER: self._write,
            **dict.fromkeys(self._changes, self._change),
            **dict.fromkeys(self._settling, self._settle),
            Action.RESUME: self._resume,
            Action.ANEW: self._begin_anew,
            Action.RESULT: self._show_result,
        }

    async def begin(self, interaction: Interaction, plan: Plan) -> None:
        """Begin an interview, or offer what can be done with the one that runs."""
        shown = await self._interviews.begin(
            interaction.id,
            learner_id=interaction.user.id,
            group_id=group_of(interaction),
            plan=plan,
        )
        await self._seat(interaction, shown)

    async def submit(self, interaction: Interaction, sent: SentStep) -> None:
        """Keep what was sent, acknowledge it, grade it and go on.

        Raises:
            NotKeptError: it could not be kept.
        """
        learner_id = interaction.user.id
        try:
            await self._interviews.keep(
                interaction.id,
                step=sent.step,
                learner_id=learner_id,
                text=sent.text,
                certainty=sent.certainty,
            )
        except CoachError as error:
            raise NotKeptError(error, sent.text) from error
        await reply.acknowledge(interaction, in_place=True)
        shown = await self._interviews.answer(interaction.id, step=sent.step, learner_id=learner_id)
        await self._go_on(interaction, shown, sent.step)

    async def _press(self, interaction: Interaction, name: str) -> None:
        pressed = read_name(name)
        try:
            await self._actions[pressed.action](interaction, pressed)
        except InterviewOverError:
            ended = await self._interviews.ended(
                pressed.interview_id, learner_id=interaction.user.id
            )
            await reply.replace(interaction, closing_card(ended))
            raise

    async def _write(self, interaction: Interaction, pressed: Pressed) -> None:
        sheet = await self._interviews.start_writing(
            interaction.id,
            interview_id=pressed.interview_id,
            step=pressed.step,
            learner_id=interaction.user.id,
        )
        if isinstance(sheet, Scene | Closed):
            await self._redraw(interaction, sheet)
        else:
            await reply.open_modal(interaction, interview_modal(sheet))

    async def _change(self, interaction: Interaction, pressed: Pressed) -> None:
        """Do what only changes the card; what came too late is shown beside it."""
        shown = await self._changes[pressed.action](
            interaction.id,
            interview_id=pressed.interview_id,
            step=pressed.step,
            learner_id=interaction.user.id,
        )
        await self._redraw(interaction, shown)

    async def _settle(self, interaction: Interaction, pressed: Pressed) -> None:
        """Do what brings the next card."""
        shown = await self._settling[pressed.action](
            interaction.id,
            interview_id=pressed.interview_id,
            step=pressed.step,
            learner_id=interaction.user.id,
        )
        await self._go_on(interaction, shown, pressed.step)

    async def _resume(self, interaction: Interaction, pressed: Pressed) -> None:
        shown = await self._interviews.resume(
            interaction.id, interview_id=pressed.interview_id, learner_id=interaction.user.id
        )
        await self._redraw(interaction, shown)

    async def _begin_anew(self, interaction: Interaction, pressed: Pressed) -> None:
        shown = await self._interviews.begin_anew(
            interaction.id,
            interview_id=pressed.interview_id,
            step=pressed.step,
            learner_id=interaction.user.id,
            group_id=group_of(interaction),
        )
        await self._seat(interaction, shown)

    async def _show_result(self, interaction: Interaction, pressed: Pressed) -> None:
        await self._answer_with_result(interaction, pressed.interview_id)

    async def _seat(self, interaction: Interaction, shown: Scene | Closed) -> None:
        """Show the first question, in a thread where there may be one."""
        parent = thread_parent(interaction)
        if isinstance(shown, Closed):
            await self._answer_with_result(interaction, shown.interview.id)
        elif shown.late:
            await reply.answer(interaction, asking_card(shown))
        elif shown.interview.id != interaction.id:
            await reply.answer(interaction, running_card(shown))
        elif parent is None:
            await reply.answer(interaction, asking_card(shown))
        else:
            await self._seat_in_thread(interaction, shown, parent)

    async def _seat_in_thread(
        self, interaction: Interaction, scene: Scene, parent: TextChannel
    ) -> None:
        # Not `acknowledge`: of an interaction delivered twice only one may open a thread.
        await interaction.response.defer(ephemeral=True, thinking=True)
        thread = await open_thread(parent, interaction.user)
        if thread is None:
            await reply.answer(interaction, asking_card(scene))
            return
        await self._interviews.place(
            scene.interview.id, learner_id=interaction.user.id, thread_id=thread.id
        )
        await reply.post(thread, asking_card(scene))
        await reply.answer(interaction, seated_card(scene.interview, thread.mention))

    async def _go_on(self, interaction: Interaction, shown: Scene | Closed, step: int) -> None:
        """Leave a line of the card that was settled, and show what comes next below it."""
        if isinstance(shown, Closed) or shown.late:
            await self._redraw(interaction, shown)
            return
        interview = shown.interview
        before = settled_card(interview, step, self._item(interview, step))
        in_thread = interview.thread_id == interaction.channel_id
        await reply.move_on(interaction, before, asking_card(shown), private=not in_thread)

    async def _redraw(self, interaction: Interaction, shown: Scene | Closed) -> None:
        """Show where the interview is: on its card, or beside one that came too late."""
        if isinstance(shown, Closed):
            await self._close(interaction, shown)
        elif shown.late:
            await reply.answer(interaction, asking_card(shown))
        else:
            await reply.replace(interaction, asking_card(shown))

    async def _close(self, interaction: Interaction, closed: Closed) -> None:
        """Leave nothing on a card that can't be done any more, and show the scorecard below it."""
        await reply.acknowledge(interaction, in_place=True)
        await self._answer_with_result(interaction, closed.interview.id)
        await reply.replace(interaction, closing_card(closed.interview))

    async def _answer_with_result(self, interaction: Interaction, interview_id: int) -> None:
        await reply.acknowledge(interaction)
        result = await self._scorecards.result(interview_id, learner_id=interaction.user.id)
        picture = await self._scorecards.picture(result)
        await reply.answer(interaction, scorecard_card(result), scorecard_files(result, picture))

    def _item(self, interview: Interview, step: int) -> Item | None:
        """The question of a step, if the pack still has it."""
        item_id = interview.turns[turn_of(interview, step)].item_id
        return next((item for item in self._bank.items if item.id == item_id), None)
