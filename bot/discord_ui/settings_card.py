"""A member's settings on one card: what is chosen, and a button for each other choice."""

import re
from collections.abc import Iterable, Sequence

from discord import ButtonStyle, Interaction
from discord.ui import ActionRow, Label, LayoutView, Modal, TextInput

from ..coach.learners import LearnerSettings
from ..domain.learner import Reminder, Visibility
from .buttons import link_button
from .cards import BLUE, GREY, card, small
from .custom_id import Link, ModalId, ModalKind, encode
from .modal import sent_values
from .quote import quoted

ZONE, KEEP, ERASE = "zone", "text-30d", "text-24h"
"""Names of buttons; those of the others are the setting and the choice."""

_FIELD = "zone"
_ZONE_CHARS = 60
_TYPED = 60

_REMINDERS = {
    Reminder.OFF: "Off",
    Reminder.DIRECT: "Direct message",
    Reminder.CHANNEL: "Daily channel",
}
_VISIBILITIES = {
    Visibility.PUBLIC: "Everybody",
    Visibility.SERVER: "Members of my servers",
    Visibility.PRIVATE: "Only me",
}


def settings_card(shown: LearnerSettings) -> LayoutView:
    """All settings with their choices."""
    learner = shown.learner
    own = "" if learner.zone else " (not chosen yet: the server's or mine)"
    reminder = ""
    if learner.reminder_refused:
        reminder = f"\n{small('It stopped because Discord did not let me write to you.')}"
    elif _elsewhere(shown):
        reminder = f"\n{small('Now by the daily channel of another server.')}"
    return card(
        f"{small('Settings')}\n## Yours alone, in all servers",
        f"**Time zone**: `{shown.zone}`{own}\nYour days begin at midnight there. "
        "It can be changed once in 24 hours.",
        _row([(ZONE, "Change time zone", False, True)]),
        f"**Reminder**, some hours before a streak ends{reminder}",
        _row(_reminders(shown)),
        "**Who may see my streak and points**",
        _row(
            (f"visibility-{one}", label, one is learner.visibility, True)
            for one, label in _VISIBILITIES.items()
        ),
        "**The text of my answers** is erased after",
        _row(
            [
                (ERASE, "24 hours", not learner.keep_text, True),
                (KEEP, "30 days", learner.keep_text, True),
            ]
        ),
        colour=BLUE,
    )


def zone_card(typed: str, nearest: Sequence[str]) -> LayoutView:
    """No such time zone; the nearest can be chosen by a button."""
    return card(
        f"There is no time zone {quoted(typed, _TYPED) or 'like that'}. **Did you mean one of "
        "these?**",
        small("The names are a continent and a large city, such as Europe/Vienna."),
        colour=GREY,
        buttons=[
            *(link_button(Link.ZONE, zone_name(zone), zone) for zone in nearest),
            link_button(Link.SETTING, ZONE, "Type again"),
        ],
    )


def zone_modal(shown: LearnerSettings) -> Modal:
    """Asks for a time zone."""
    modal = Modal(
        title="Your time zone", custom_id=encode(ModalId(ModalKind.ZONE, shown.learner.id))
    )
    field: TextInput[Modal] = TextInput(
        custom_id=_FIELD,
        placeholder="Europe/Vienna, or only Vienna",
        default=shown.zone[:_ZONE_CHARS],
        min_length=1,
        max_length=_ZONE_CHARS,
        required=True,
    )
    modal.add_item(
        Label(
            text="Time zone",
            description="Type a large city nearby, and I suggest the names that are like it.",
            component=field,
        )
    )
    return modal


def sent_zone(interaction: Interaction) -> str | None:
    """The time zone that was just sent, or None for anything else."""
    sent = sent_values(interaction, ModalKind.ZONE)
    return sent[1].get(_FIELD, "") if sent else None


def zone_name(zone: str) -> str:
    """The time zone as a button can carry it; no two have the same."""
    return re.sub("[^a-z0-9]", "-", zone.lower().replace("+", "p"))


def _reminders(shown: LearnerSettings) -> Iterable[tuple[str, str, bool, bool]]:
    for one, label in _REMINDERS.items():
        possible = one is not Reminder.CHANNEL or shown.daily_channel_id is not None
        chosen = one is shown.learner.reminder and not _elsewhere(shown)
        yield f"reminder-{one}", label, chosen, possible


def _elsewhere(shown: LearnerSettings) -> bool:
    """Whether the daily channel of another server reminds."""
    learner = shown.learner
    return learner.reminder is Reminder.CHANNEL and learner.reminder_group_id != shown.group_id


def _row(choices: Iterable[tuple[str, str, bool, bool]]) -> ActionRow[LayoutView]:
    """A row of buttons: name, label, whether it is what is chosen, whether it can be."""
    row: ActionRow[LayoutView] = ActionRow()
    for name, label, chosen, possible in choices:
        row.add_item(
            link_button(
                Link.SETTING,
                name,
                f"✓ {label}" if chosen else label,
                style=ButtonStyle.primary if chosen else ButtonStyle.secondary,
                disabled=chosen or not possible,
            )
        )
    return row
