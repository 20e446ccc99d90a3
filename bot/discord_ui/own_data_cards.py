"""The cards and the modal around a member's own data: export, deletion, receipt."""

import gzip
from collections.abc import Iterator, Mapping
from io import BytesIO

from discord import ButtonStyle, Interaction
from discord import File as SentFile
from discord.ui import File, Label, LayoutView, Modal, TextDisplay, TextInput
from discord.utils import format_dt

from ..domain.errors import CoachError
from ..domain.language import tr
from ..domain.personal_data import Erasure, PersonalData, in_words
from ..domain.snowflake import time_of
from .buttons import button
from .cards import BLUE, GREEN, GREY, RED, Section, card, small
from .custom_id import ModalId, ModalKind, Verb, encode
from .limits import FILE_BYTES
from .modal import sent_values

WORD = "DELETE"
"""What has to be typed."""

_TYPED = "word"
_FILE = "gil-coach-data.json"
_DECK = "gil-coach-anki.txt"


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
            tr(
                "So much is kept about you that Discord would not take the file. Whoever runs me "
                "can write it for you: python -m bot export {learner_id}"
            ).format(learner_id=data.learner_id)
        )
    return SentFile(BytesIO(content), name)


def deck_file(deck: str) -> SentFile:
    """The questions as a file for Anki."""
    return SentFile(BytesIO(deck.encode()), _DECK)


def export_card(data: PersonalData, file: SentFile, deck: SentFile | None = None) -> LayoutView:
    """What the files are that come along."""
    kept = in_words({table: len(rows) for table, rows in data if isinstance(rows, tuple)})
    return card(
        tr("## Your data\nThis file has everything that I keep about you; only you see it here."),
        _listed(kept) or tr("Nothing is kept about you."),
        File(f"attachment://{file.filename}"),
        small(
            tr("JSON: times are UTC, ids are Discord's. Messages in channels are kept by Discord.")
        ),
        *_deck_sections(deck),
        colour=BLUE,
    )


def erasure_card(counts: Mapping[str, int], learner_id: int) -> LayoutView:
    """What would be deleted, and the button that leads to it."""
    kept = in_words(counts)
    if not kept:
        return card(tr("Nothing is kept about you, so there is nothing to delete."), colour=GREY)
    return card(
        tr("## Delete your data?\nThis goes for good, in all servers:") + f"\n{_listed(kept)}",
        tr(
            "Your cards stop working. Messages that you shared stay in their channels: Discord "
            "keeps them, and a moderator can delete them. I remember only that you had your data "
            "deleted, so that it doesn't come back with an old backup."
        ),
        small(tr("To have a copy first: /me export")),
        colour=RED,
        buttons=[button(Verb.ERASE, learner_id, tr("Delete …"), style=ButtonStyle.danger)],
    )


def erasure_modal(learner_id: int) -> Modal:
    """Asks for the word, so that no slip of a finger deletes anything."""
    modal = Modal(
        title=tr("Delete all my data"), custom_id=encode(ModalId(ModalKind.ERASE, learner_id))
    )
    field: TextInput[Modal] = TextInput(custom_id=_TYPED, placeholder=WORD, max_length=20)
    modal.add_item(TextDisplay(tr("This can't be undone.")))
    modal.add_item(Label(text=tr("Type {word}").format(word=WORD), component=field))
    return modal


def sent_erasure(interaction: Interaction) -> tuple[int, str] | None:
    """The learner and the typed word of the modal that was just sent, or None."""
    sent = sent_values(interaction, ModalKind.ERASE)
    return (sent[0], sent[1].get(_TYPED, "")) if sent else None


def receipt_card(done: Erasure) -> LayoutView:
    """What was deleted and when, with the reference to ask by."""
    return card(
        f"## {tr('Deleted')}\n"
        + (_listed(in_words(done.erased)) or tr("There was nothing left to delete.")),
        f"{format_dt(time_of(done.id), 'F')} · "
        + tr("Reference `{reference}`").format(reference=done.id),
        small(tr("If you answer again, I begin afresh.")),
        colour=GREEN,
    )


def _deck_sections(deck: SentFile | None) -> Iterator[Section]:
    if deck is not None:
        yield tr(
            "The questions you tried, with their model answers, for Anki: there, choose *File*, "
            "then *Import*."
        )
        yield File(f"attachment://{deck.filename}")


def _listed(lines: list[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
