"""The modal that takes the time and the zone of a setup, and how a sent one is read."""

from discord import Interaction
from discord.ui import Label, Modal, TextInput

from ..domain.language import tr
from ..domain.setup_form import SetupForm
from .custom_id import ModalId, ModalKind, encode
from .modal import sent_values
from .schedule_text import time_text

_TIME, _ZONE = "time", "zone"
"""The custom ids of the inputs."""

_TIME_CHARS, _ZONE_CHARS = 20, 60


def time_modal(form: SetupForm) -> Modal:
    """Asks for the time and the zone; begins with what was typed last."""
    modal = Modal(
        title=tr("When should I post?"),
        custom_id=encode(ModalId(ModalKind.SETUP, form.id)),
    )
    time: TextInput[Modal] = TextInput(
        custom_id=_TIME,
        placeholder="9:30",
        default=(form.typed_time or time_text(form.post_minute))[:_TIME_CHARS],
        min_length=1,
        max_length=_TIME_CHARS,
        required=True,
    )
    zone: TextInput[Modal] = TextInput(
        custom_id=_ZONE,
        placeholder="Europe/Vienna",
        default=(form.typed_zone or form.zone)[:_ZONE_CHARS],
        min_length=1,
        max_length=_ZONE_CHARS,
        required=True,
    )
    modal.add_item(
        Label(
            text=tr("Time of day"),
            description=tr("As you write it: 9:30, 21h, 9:30 pm"),
            component=time,
        )
    )
    modal.add_item(
        Label(
            text=tr("Time zone"),
            description=tr("Continent and city; a city alone gets suggestions."),
            component=zone,
        )
    )
    return modal


def sent_time(interaction: Interaction) -> tuple[int, str, str] | None:
    """The form, the time and the zone that were just sent, or None for anything else."""
    sent = sent_values(interaction, ModalKind.SETUP)
    if sent is None:
        return None
    form_id, fields = sent
    return form_id, fields.get(_TIME, ""), fields.get(_ZONE, "")
