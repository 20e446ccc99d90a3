"""The modal that takes an answer, and how a sent one is read.

A sent modal is read from the raw interaction, so it makes no difference whether the process that
opened it still lives. The library's own way forgets open modals at a restart.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from discord import Interaction, InteractionType, RadioGroupOption, TextStyle
from discord.ui import Checkbox, Label, Modal, RadioGroup, TextDisplay, TextInput

from ..coach.practice import Writing
from ..domain.attempt import Certainty
from ..domain.language import later, tr
from .custom_id import ModalId, ModalKind, decode_modal, encode
from .limits import INPUT_TEXT, MODAL_TITLE
from .question_card import EXPECTED, prompt
from .quote import cut

_ANSWER, _CERTAINTY, _SHARE = "answer", "certainty", "share"
"""The custom ids of the inputs."""

TICKED = "yes"
"""The value of a box that was ticked."""

_CERTAINTIES = {
    Certainty.GUESS: later("A guess"),
    Certainty.FAIRLY: later("Fairly sure"),
    Certainty.CERTAIN: later("Certain"),
}


class SentAnswer(NamedTuple):
    """An answer as it was sent.

    Attributes:
        share: whether to show it to the server once it is graded.
    """

    draft_id: int
    text: str
    certainty: Certainty | None = None
    share: bool = False


def answer_modal(writing: Writing) -> Modal:
    """The modal for an answer; it starts with the text that was kept."""
    item = writing.item
    modal = Modal(
        title=cut(item.title, MODAL_TITLE),
        custom_id=encode(ModalId(ModalKind.ANSWER, writing.draft.id)),
    )
    field: TextInput[Modal] = TextInput(
        style=TextStyle.paragraph,
        custom_id=_ANSWER,
        placeholder=tr("{expected}. Spelling and grammar don't count.").format(
            expected=tr(EXPECTED)
        ),
        default=writing.text[:INPUT_TEXT] or None,
        min_length=1,
        max_length=INPUT_TEXT,
        required=True,
    )
    modal.add_item(TextDisplay(prompt(item)))
    gone = tr("Your earlier text is no longer kept, so this starts empty.")
    modal.add_item(
        Label(text=tr("Your answer"), description=gone if writing.erased else None, component=field)
    )
    modal.add_item(certainty_field())
    if writing.shareable:
        modal.add_item(_share_field())
    return modal


def certainty_field() -> Label[Modal]:
    """How sure whoever answers is; nobody has to say."""
    group: RadioGroup[Modal] = RadioGroup(
        custom_id=_CERTAINTY,
        options=[
            RadioGroupOption(label=tr(words), value=one) for one, words in _CERTAINTIES.items()
        ],
        required=False,
    )
    hint = tr("If you like. In time you see how often you were right.")
    return Label(text=tr("How sure?"), description=hint, component=group)


def _share_field() -> Label[Modal]:
    box: Checkbox[Modal] = Checkbox(custom_id=_SHARE)
    return Label(
        text=tr("Share after grading"),
        description=tr("Shows your answer and its score to everybody in this channel."),
        component=box,
    )


def sent_answer(interaction: Interaction) -> SentAnswer | None:
    """The answer that was just sent, or None for anything else."""
    sent = sent_values(interaction, ModalKind.ANSWER)
    if sent is None:
        return None
    draft_id, values = sent
    return SentAnswer(
        draft_id,
        values.get(_ANSWER, ""),
        sent_certainty(values),
        ticked(values, _SHARE),
    )


def sent_certainty(values: Mapping[str, str]) -> Certainty | None:
    """How sure the sender said to be, of the fields that were sent."""
    return next((one for one in Certainty if one == values.get(_CERTAINTY)), None)


def ticked(values: Mapping[str, str], custom_id: str) -> bool:
    """Whether the box of that custom id was ticked."""
    return values.get(custom_id) == TICKED


def sent_values(interaction: Interaction, kind: ModalKind) -> tuple[int, Mapping[str, str]] | None:
    """The target and the fields of a modal of that kind that was just sent, or None."""
    if interaction.type is not InteractionType.modal_submit:
        return None
    data: Mapping[str, Any] = interaction.data or {}
    modal = decode_modal(data.get("custom_id", ""))
    if modal is None or modal.kind is not kind:
        return None
    return modal.target, dict(_values(data.get("components", [])))


def _values(rows: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for row in rows:
        field = row.get("component", {})
        value = field.get("value")
        if value is True:
            yield field["custom_id"], TICKED
        elif isinstance(value, str):
            yield field["custom_id"], value
        elif field.get("values"):
            yield field["custom_id"], field["values"][0]
