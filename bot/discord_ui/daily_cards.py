"""What `/coach daily` shows: all daily questions of a server, one of them, and what is asked twice.

A button reads `gc1:daily:<what>` or `gc1:daily:<schedule id>-<what>`.
"""

from collections.abc import Callable, Sequence
from datetime import date

from discord import ButtonStyle
from discord.ui import LayoutView

from ..domain.bank import Bank
from ..domain.daily_post import DailyPost, PostState
from ..domain.language import tr
from ..domain.schedule import Due, Schedule, ScheduleState
from .buttons import CardButton, link_button
from .cards import AMBER, BLUE, GREY, Section, card, small
from .custom_id import Link
from .quote import cut
from .schedule_text import dates_text, questions_text, role_text, time_text, when_text
from .selects import string_select

LIST, ADD, OPEN = "list", "add", "open"
"""What is done to no schedule in particular."""

SHOW, EDIT, PAUSE, RESUME, SKIP, PREVIEW, REMOVE, REMOVE_NOW = (
    "show",
    "edit",
    "pause",
    "resume",
    "skip",
    "preview",
    "remove",
    "erase",
)
"""What is done to one; a date follows on `SKIP`."""

_SUMMARY = 300
"""Characters of one of ten."""

ChannelName = Callable[[int], str]
"""The name of a channel, for where it can't be mentioned."""


def list_card(
    schedules: Sequence[tuple[Schedule, Sequence[Due]]],
    bank: Bank,
    channel_name: ChannelName,
    *,
    room: bool,
) -> LayoutView:
    """All of a server with their next dates.

    Args:
        room: whether there may be one more.
    """
    if not schedules:
        return card(
            tr("## Daily questions\nNone yet. A few steps set them up; nothing is posted before."),
            colour=BLUE,
            buttons=[_plain(ADD, tr("Set up"), style=ButtonStyle.primary)],
        )
    options = [
        (
            str(schedule.id),
            f"#{channel_name(schedule.channel_id)}, {time_text(schedule.post_minute)}",
        )
        for schedule, _ in schedules
    ]
    return card(
        tr("## Daily questions"),
        [_summary(schedule, dues, bank) for schedule, dues in schedules],
        string_select(Link.DAILY, OPEN, options, placeholder=tr("Choose one to change it")),
        colour=BLUE,
        buttons=[_plain(ADD, tr("Add another"), disabled=not room)],
    )


def schedule_card(
    schedule: Schedule, dues: Sequence[Due], bank: Bank, *, said: str = ""
) -> LayoutView:
    """One of them, with all that can be done to it.

    Args:
        said: what was just done.
    """
    paused = schedule.state is ScheduleState.PAUSED
    sections: list[Section] = [
        f"**{said}**" if said else "",
        "\n".join(
            [
                tr("## Daily questions in <#{channel}>").format(channel=schedule.channel_id),
                _state(schedule),
                tr("**When**: {when}").format(when=when_text(schedule)),
                tr("**What**: {questions}").format(
                    questions=questions_text(schedule.topics, schedule.levels, bank)
                ),
                tr("**Pings**: {role}").format(role=role_text(schedule.role_id)),
            ]
        ),
        (tr("**If resumed, the next posts**") if paused else tr("**The next posts**"))
        + "\n"
        + dates_text(schedule, dues),
    ]
    buttons = [
        _button(schedule, EDIT, tr("Edit")),
        _button(schedule, RESUME, tr("Resume"), style=ButtonStyle.success)
        if paused
        else _button(schedule, PAUSE, tr("Pause")),
        _button(schedule, f"{SKIP}-{dues[0].day}", tr("Skip the next"), disabled=paused),
        _button(schedule, PREVIEW, tr("Preview the next")),
        _button(schedule, REMOVE, tr("Remove"), style=ButtonStyle.danger),
        _plain(LIST, tr("All daily questions")),
    ]
    return card(*sections, colour=GREY if paused else BLUE, buttons=buttons)


def removal_card(schedule: Schedule) -> LayoutView:
    """Asks before daily questions are removed."""
    return card(
        tr(
            "## Remove the daily questions in <#{channel}>?\n"
            "Nothing is posted there any more. What was posted stays, and so do all answers and "
            "points. *Pause* would keep the settings."
        ).format(channel=schedule.channel_id),
        colour=AMBER,
        buttons=[
            _button(schedule, REMOVE_NOW, tr("Remove"), style=ButtonStyle.danger),
            _button(schedule, SHOW, tr("Keep them")),
        ],
    )


def _summary(schedule: Schedule, dues: Sequence[Due], bank: Bank) -> str:
    lines = [
        tr("**<#{channel}>**, {when}").format(
            channel=schedule.channel_id, when=when_text(schedule)
        ),
        _state(schedule),
        tr("Questions: {questions}").format(
            questions=questions_text(schedule.topics, schedule.levels, bank)
        ),
    ]
    dates = " · ".join(f"<t:{due.at.timestamp():.0f}:F>" for due in dues)
    return "\n".join([cut("\n".join(lines), _SUMMARY), small(dates)])


def _state(schedule: Schedule) -> str:
    if schedule.state is ScheduleState.PAUSED:
        if schedule.failures:
            return tr("**Paused, because posts failed.** `/coach doctor` shows why.")
        return tr("**Paused.**")
    if schedule.failures:
        return tr("Posting, but the last post failed. `/coach doctor` shows why.")
    return tr("Posting.")


def _plain(
    action: str,
    label: str,
    *,
    style: ButtonStyle = ButtonStyle.secondary,
    disabled: bool = False,
) -> CardButton:
    return link_button(Link.DAILY, action, label, style=style, disabled=disabled)


def _button(
    schedule: Schedule,
    action: str,
    label: str,
    *,
    style: ButtonStyle = ButtonStyle.secondary,
    disabled: bool = False,
) -> CardButton:
    return _plain(f"{schedule.id}-{action}", label, style=style, disabled=disabled)


def skipped_words(day: date, post: DailyPost | None) -> str:
    """What became of a date that was to be left out."""
    if post is not None and post.state is PostState.SKIPPED:
        return tr("The question of {day} is left out.").format(day=day)
    return tr("The question of {day} is not left out: it was posted already.").format(day=day)
