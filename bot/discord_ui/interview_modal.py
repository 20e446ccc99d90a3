"""The modal that takes an answer of a mock interview, or a reply to a follow-up."""

from typing import NamedTuple

from discord import Interaction, TextStyle
from discord.ui import Label, Modal, TextDisplay, TextInput

from ..coach.conversation import Scene
from ..coach.interviews import Sheet
from ..coach.practice import MAX_ANSWER_CHARS
from ..coach.replies import MAX_REPLY_CHARS
from ..domain.attempt import Certainty
from ..domain.interview import Stage
from ..domain.language import tr
from .custom_id import ModalId, ModalKind, encode
from .limits import MODAL_TITLE
from .modal import certainty_field, sent_certainty, sent_values
from .question_card import EXPECTED, prompt
from .quote import cut, one_line

_ANSWER = "answer"
_ASK = 400


class SentStep(NamedTuple):
    """What was sent, and the step it belongs to."""

    step: int
    text: str
    certainty: Certainty | None


def interview_modal(sheet: Sheet) -> Modal:
    """The modal; it starts with what was sent before and not graded."""
    scene = sheet.scene
    follow_up = scene.interview.stage is Stage.FOLLOW_UP
    most = MAX_REPLY_CHARS if follow_up else MAX_ANSWER_CHARS
    modal = Modal(
        title=cut(one_line(scene.item.title), MODAL_TITLE),
        custom_id=encode(ModalId(ModalKind.INTERVIEW, scene.interview.step)),
    )
    field: TextInput[Modal] = TextInput(
        style=TextStyle.paragraph,
        custom_id=_ANSWER,
        placeholder=_placeholder(follow_up=follow_up),
        default=sheet.text[:most] or None,
        min_length=1,
        max_length=most,
        required=True,
    )
    modal.add_item(TextDisplay(_asked(scene)))
    modal.add_item(Label(text=tr("Your answer"), component=field))
    if not follow_up:
        modal.add_item(certainty_field())
    return modal


def sent_step(interaction: Interaction) -> SentStep | None:
    """What was just sent in an interview, or None for anything else."""
    sent = sent_values(interaction, ModalKind.INTERVIEW)
    if sent is None:
        return None
    step, values = sent
    return SentStep(step, values.get(_ANSWER, ""), sent_certainty(values))


def _asked(scene: Scene) -> str:
    return cut(one_line(scene.ask), _ASK) if scene.ask else prompt(scene.item)


def _placeholder(*, follow_up: bool) -> str:
    if follow_up:
        return tr("A sentence is enough.")
    return tr("{expected}. Spelling and grammar don't count.").format(expected=tr(EXPECTED))
