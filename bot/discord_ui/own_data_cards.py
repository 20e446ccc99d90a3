"""The cards and the modal around a member's own data: export, deletion, receipt."""

import gzip
from collections.abc import Mapping
from io import BytesIO

from discord import ButtonStyle, Interaction
from discord import File as SentFile
from discord.ui import File, Label, LayoutView, Modal, TextDisplay, TextInput
from discord.utils import format_dt

from ..domain.errors import CoachError
from ..domain.personal_data import Erasure, PersonalData, in_words
from ..domain.snowflake import time_of
from .buttons import button
from .cards import BLUE, GREEN, GREY, RED, card, small
from .custom_id import ModalId, ModalKind, Verb, encode
from .limits import FILE_BYTES
from .modal import sent_values

WORD = "DELETE"
"""What has to be typed."""

_TYPED = "word"
_FILE = "gil-coach-data.json"


def export_file(data: PersonalData) -> SentFile:
    """The export as a file, compressed only where it would be too large; takes a while.

    Raises:
        CoachError: it is too large for Discord even so.
    """
    content, name = data.model_dump_json(indent=1).encode(), _FILE
    if len(content) > FILE_BYTES:
        content, name = gzip.compress(content), f"{_FILE}.gz"
    if len(content) > FILE_BYTES:
        raise CoachError(
            "So much is kept about you that Discord would not take the file. Whoever runs me can "
            f"write it for you: python -m bot export {data.learner_id}"
        )
    return SentFile(BytesIO(content), name)


def export_card(data: PersonalData, file: SentFile) -> LayoutView:
    """What the file is that comes along."""
    kept = in_words({table: len(rows) for table, rows in data if isinstance(rows, tuple)})
    return card(
        "## Your data\nThis file has everything that I keep about you; only you see it here.",
        _listed(kept) or "Nothing is kept about you.",
        File(f"attachment://{file.filename}"),
        small("JSON: times are UTC, ids are Discord's. Messages in channels are kept by Discord."),
        colour=BLUE,
    )


def erasure_card(counts: Mapping[str, int], learner_id: int) -> LayoutView:
    """What would be deleted, and the button that leads to it."""
    kept = in_words(counts)
    if not kept:
        return card("Nothing is kept about you, so there is nothing to delete.", colour=GREY)
    return card(
        f"## Delete your data?\nThis goes for good, in all servers:\n{_listed(kept)}",
        "Your cards stop working. Messages that you shared stay in their channels: Discord keeps "
        "them, and a moderator can delete them. I remember only that you had your data deleted, so "
        "that it doesn't come back with an old backup.",
        small("To have a copy first: /me export"),
        colour=RED,
        buttons=[button(Verb.ERASE, learner_id, "Delete …", style=ButtonStyle.danger)],
    )


def erasure_modal(learner_id: int) -> Modal:
    """Asks for the word, so that no slip of a finger deletes anything."""
    modal = Modal(
        title="Delete all my data", custom_id=encode(ModalId(ModalKind.ERASE, learner_id))
    )
    field: TextInput[Modal] = TextInput(custom_id=_TYPED, placeholder=WORD, max_length=20)
    modal.add_item(TextDisplay("This can't be undone."))
    modal.add_item(Label(text=f"Type {WORD}", component=field))
    return modal


def sent_erasure(interaction: Interaction) -> tuple[int, str] | None:
    """The learner and the typed word of the modal that was just sent, or None."""
    sent = sent_values(interaction, ModalKind.ERASE)
    return (sent[0], sent[1].get(_TYPED, "")) if sent else None


def receipt_card(done: Erasure) -> LayoutView:
    """What was deleted and when, with the reference to ask by."""
    return card(
        f"## Deleted\n{_listed(in_words(done.erased)) or 'There was nothing left to delete.'}",
        f"{format_dt(time_of(done.id), 'F')} · Reference `{done.id}`",
        small("If you answer again, I begin afresh."),
        colour=GREEN,
    )


def _listed(lines: list[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
