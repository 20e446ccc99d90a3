"""The modal that takes an answer, and how a sent one is read.

A sent modal is read from the raw interaction, so it makes no difference whether the process that
opened it still lives. The library's own way forgets open modals at a restart.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from discord import Interaction, InteractionType, TextStyle
from discord.ui import Label, Modal, TextDisplay, TextInput

from ..coach.practice import Writing
from .custom_id import ModalId, ModalKind, decode_modal, encode
from .limits import INPUT_TEXT, MODAL_TITLE
from .question_card import EXPECTED, prompt
from .quote import cut

_ANSWER = "answer"
"""The custom id of the input."""


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
        placeholder=f"{EXPECTED}. Spelling and grammar don't count.",
        default=writing.text[:INPUT_TEXT] or None,
        min_length=1,
        max_length=INPUT_TEXT,
        required=True,
    )
    modal.add_item(TextDisplay(prompt(item)))
    modal.add_item(Label(text="Your answer", component=field))
    return modal


def sent_answer(interaction: Interaction) -> tuple[int, str] | None:
    """The draft and the text of an answer that was just sent, or None for anything else."""
    sent = sent_values(interaction, ModalKind.ANSWER)
    return (sent[0], sent[1].get(_ANSWER, "")) if sent else None


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
        if "value" in field:
            yield field["custom_id"], field["value"]
