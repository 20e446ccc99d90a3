"""A member's settings on one card: what is chosen, and a button for each other choice."""

import re
from collections.abc import Iterable, Sequence

from discord import ButtonStyle, Interaction
from discord.ui import ActionRow, Label, LayoutView, Modal, TextInput

from ..coach.learners import LearnerSettings
from ..domain.language import later, tr
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
    Reminder.OFF: later("Off"),
    Reminder.DIRECT: later("Direct message"),
    Reminder.CHANNEL: later("Daily channel"),
}
_VISIBILITIES = {
    Visibility.PUBLIC: later("Everybody"),
    Visibility.SERVER: later("Members of my servers"),
    Visibility.PRIVATE: later("Only me"),
}


def settings_card(shown: LearnerSettings) -> LayoutView:
    """All settings with their choices."""
    learner = shown.learner
    own = "" if learner.zone else " " + tr("(not chosen yet: the server's or mine)")
    reminder = ""
    if learner.reminder_refused:
        reminder = "\n" + small(tr("It stopped because Discord did not let me write to you."))
    elif _elsewhere(shown):
        reminder = "\n" + small(tr("Now by the daily channel of another server."))
    return card(
        f"{small(tr('Settings'))}\n## {tr('Yours alone, in all servers')}",
        tr("**Time zone**: `{zone}`").format(zone=shown.zone)
        + own
        + "\n"
        + tr("Your days begin at midnight there. It can be changed once in 24 hours."),
        _row([(ZONE, tr("Change time zone"), False, True)]),
        f"{tr('**Reminder**, some hours before a streak ends')}: "
        f"{tr(_REMINDERS[learner.reminder])}{reminder}",
        _row(_reminders(shown)),
        f"{tr('**Who may see my streak and points**')}: {tr(_VISIBILITIES[shown.visibility])}"
        f"{_hidden_here(shown)}",
        _row(
            (f"visibility-{one}", tr(label), one is shown.visibility is learner.visibility, True)
            for one, label in _VISIBILITIES.items()
        ),
        f"{tr('**The text of my answers** is erased after')}"
        f" {tr('30 days') if learner.keep_text else tr('24 hours')}",
        _row(
            [
                (ERASE, tr("24 hours"), not learner.keep_text, True),
                (KEEP, tr("30 days"), learner.keep_text, True),
            ]
        ),
        colour=BLUE,
    )


def zone_card(typed: str, nearest: Sequence[str]) -> LayoutView:
    """No such time zone; the nearest can be chosen by a button."""
    return card(
        tr("There is no time zone {name}. **Did you mean one of these?**").format(
            name=quoted(typed, _TYPED) or tr("like that")
        ),
        small(tr("The names are a continent and a large city, such as Europe/Vienna.")),
        colour=GREY,
        buttons=[
            *(link_button(Link.ZONE, zone_name(zone), zone) for zone in nearest),
            link_button(Link.SETTING, ZONE, tr("Type again")),
        ],
    )


def zone_modal(shown: LearnerSettings) -> Modal:
    """Asks for a time zone."""
    modal = Modal(
        title=tr("Your time zone"), custom_id=encode(ModalId(ModalKind.ZONE, shown.learner.id))
    )
    field: TextInput[Modal] = TextInput(
        custom_id=_FIELD,
        placeholder=tr("Europe/Vienna, or only Vienna"),
        default=shown.zone[:_ZONE_CHARS],
        min_length=1,
        max_length=_ZONE_CHARS,
        required=True,
    )
    modal.add_item(
        Label(
            text=tr("Time zone"),
            description=tr("Type a large city nearby, and I suggest the names that are like it."),
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
        yield f"reminder-{one}", tr(label), chosen, possible


def _elsewhere(shown: LearnerSettings) -> bool:
    """Whether the daily channel of another server reminds."""
    learner = shown.learner
    return learner.reminder is Reminder.CHANNEL and learner.reminder_group_id != shown.group_id


def _hidden_here(shown: LearnerSettings) -> str:
    """What is in force where the server decides, because the learner never did."""
    if shown.visibility is shown.learner.visibility:
        return ""
    return "\n" + small(tr("Not chosen yet, and this server hides whoever has not."))


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
