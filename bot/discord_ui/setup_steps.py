"""The five steps of a setup: what each says, and the menus in which something is chosen.

A menu or button reads `gc1:setup:<form id>-<what it does>`.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from discord import ChannelType

from ..coach.setups import Draft
from ..domain.bank import Bank
from ..domain.item import Level
from ..domain.language import tr
from ..domain.learner import Visibility
from ..domain.schedule import EVERY_DAY
from ..domain.setup_form import SetupForm
from .badges import Badge, badge_lines
from .cards import Section
from .custom_id import Link
from .quote import quoted
from .schedule_text import (
    dates_text,
    level_names,
    questions_text,
    role_text,
    time_text,
    weekday_names,
    when_text,
)
from .selects import channel_select, role_select, string_select

CHANNEL, DAYS, TOPICS, LEVELS, ROLE, COACH, VISIBILITY, ZONE = (
    "channel",
    "days",
    "topics",
    "levels",
    "role",
    "coach",
    "visibility",
    "zone",
)
"""What menus choose."""

_KINDS = (ChannelType.text, ChannelType.news, ChannelType.forum)
_TYPED = 60


class Shown(NamedTuple):
    """What a step shows besides the form.

    Attributes:
        problem: what could not be done just now.
        badges: what I may do in the channel; None where it can't be found.
        zones: suggested instead of a zone that was typed wrong.
        draft: what would be posted, once enough is chosen.
        roles: ids of the server's roles.
    """

    problem: str = ""
    badges: Sequence[Badge] | None = ()
    zones: Sequence[str] = ()
    draft: Draft | None = None
    roles: Collection[int] = ()


def control_name(form: SetupForm, action: str) -> str:
    """The name of a button or menu that does this to the form."""
    return f"{form.id}-{action}"


def where(form: SetupForm, shown: Shown) -> list[Section]:
    """In which channel, and what the bot may do there."""
    sections: list[Section] = [
        tr(
            "## Where?\nOne question at a time is posted in a text channel, an announcement "
            "channel or a forum. Answers are private; only the question and its results are public."
        ),
        channel_select(
            Link.SETUP,
            control_name(form, CHANNEL),
            _KINDS,
            placeholder=tr("Choose a channel"),
            chosen=None if shown.badges is None else form.channel_id,
        ),
    ]
    if form.channel_id is not None:
        sections.append(_permissions(form.channel_id, shown.badges))
    return sections


def _permissions(channel_id: int, badges: Sequence[Badge] | None) -> str:
    if badges is None:
        return tr(
            "I can't see <#{channel}>. Give me **View Channel** in its settings, under "
            "“Permissions”, or choose another one."
        ).format(channel=channel_id)
    if not badges:
        return ""
    lines = [tr("**My permissions in <#{channel}>**").format(channel=channel_id)]
    lines.append(badge_lines(badges))
    if not all(badge.given for badge in badges):
        lines.append(
            tr("Change them in the channel's settings, under “Permissions”; then *Look again*.")
        )
    return "\n".join(lines)


def when(form: SetupForm, shown: Shown) -> list[Section]:
    """Time, zone and days; what was typed wrong, and what may have been meant."""
    lines = [
        tr("## When?"),
        tr("At **{time}** in `{zone}`, in summer and in winter.").format(
            time=time_text(form.post_minute), zone=form.zone
        ),
    ]
    if form.typed_time is not None:
        lines.append(
            tr("**{typed} is no time of day.** Type one such as 9:30, 21h or 9:30 pm.").format(
                typed=quoted(form.typed_time, _TYPED) or "…"
            )
        )
    sections: list[Section] = []
    if form.typed_zone is not None:
        lines.append(
            tr("**There is no time zone {typed}.** Did you mean one of these?").format(
                typed=quoted(form.typed_zone, _TYPED) or "…"
            )
        )
    if shown.zones:
        sections.append(
            string_select(
                Link.SETUP,
                control_name(form, ZONE),
                [(zone, zone) for zone in shown.zones],
                placeholder=tr("Choose the time zone"),
            )
        )
    days = [(str(day), name) for day, name in enumerate(weekday_names())]
    sections.append(
        string_select(
            Link.SETUP,
            control_name(form, DAYS),
            days,
            placeholder=tr("Choose the days"),
            chosen=map(str, form.weekdays),
            most=len(EVERY_DAY),
        )
    )
    return ["\n".join(lines), *sections]


def what(form: SetupForm, bank: Bank) -> list[Section]:
    """Topics and levels."""
    return [
        tr(
            "## What?\nNothing chosen means anything. No question comes twice before all have come."
        ),
        string_select(
            Link.SETUP,
            control_name(form, TOPICS),
            [(topic.id, topic.title) for topic in bank.topics],
            placeholder=tr("All topics"),
            chosen=form.topics,
            least=0,
            most=len(bank.topics),
        ),
        string_select(
            Link.SETUP,
            control_name(form, LEVELS),
            [(level.value, name) for level, name in level_names().items()],
            placeholder=tr("All levels"),
            chosen=form.levels,
            least=0,
            most=len(Level),
        ),
    ]


def who(form: SetupForm, shown: Shown) -> list[Section]:
    """Who is pinged; who coaches and who is shown, in the whole server."""
    visible = {
        Visibility.SERVER: tr("shown, until they hide themselves"),
        Visibility.PRIVATE: tr("hidden, until they show themselves"),
    }
    return [
        tr("## Who?\n**Ping** at each post: a role that members chose to have, or nobody."),
        role_select(
            Link.SETUP,
            control_name(form, ROLE),
            placeholder=tr("Nobody is pinged"),
            chosen=_existing(form.role_id, shown),
        ),
        tr("**Coaches**, in the whole server: they see how questions do and what members dispute."),
        role_select(
            Link.SETUP,
            control_name(form, COACH),
            placeholder=tr("Only members with “Manage Server”"),
            chosen=_existing(form.settings.coach_role_id, shown),
        ),
        tr("**Leaderboard**, in the whole server: members who have not decided themselves are"),
        string_select(
            Link.SETUP,
            control_name(form, VISIBILITY),
            [(one.value, label) for one, label in visible.items()],
            placeholder=tr("Shown or hidden"),
            chosen=[form.settings.visibility],
        ),
    ]


def review(form: SetupForm, bank: Bank, shown: Shown) -> list[Section]:
    """All of it, the next dates, and what I may not do in the channel."""
    channel = tr("not chosen yet") if form.channel_id is None else f"<#{form.channel_id}>"
    hidden = form.settings.visibility is Visibility.PRIVATE
    lines = [
        tr("## Look it over"),
        tr("**Where**: {channel}").format(channel=channel),
        tr("**When**: {when}").format(when=when_text(form)),
        tr("**What**: {questions}").format(
            questions=questions_text(form.topics, form.levels, bank)
        ),
        tr("**Pings**: {role}").format(role=role_text(form.role_id)),
        tr("**Coaches**: {role}").format(
            role=tr("members with “Manage Server”")
            if form.settings.coach_role_id is None
            else role_text(form.settings.coach_role_id)
        ),
        tr("**Leaderboard**: members who have not decided are {shown}").format(
            shown=tr("hidden") if hidden else tr("shown")
        ),
    ]
    sections: list[Section] = ["\n".join(lines)]
    if shown.draft is not None:
        sections.append(
            tr("**The next posts would be**")
            + "\n"
            + dates_text(shown.draft.schedule, shown.draft.dues)
        )
    if form.channel_id is not None:
        sections.append(_permissions(form.channel_id, _missing(shown.badges)))
    return sections


def _missing(badges: Sequence[Badge] | None) -> Sequence[Badge] | None:
    return None if badges is None else [badge for badge in badges if not badge.given]


def _existing(role_id: int | None, shown: Shown) -> int | None:
    """The role, unless it was deleted: Discord marks none in a menu that is not there."""
    return role_id if role_id in shown.roles else None
