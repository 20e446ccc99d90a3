"""The cards of a streak: the calendar, why each day counts, and the reminder before it ends."""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO

from discord import File, MediaGalleryItem
from discord.ui import LayoutView, MediaGallery

from ..coach.streaks import Explained, Explanation, StreakShown
from ..domain.date_words import weekday_date
from ..domain.language import later, tr
from ..domain.streak import Streak
from ..domain.streak_calendar import DayKind, days_in_words, free_day_words, text_twin
from .buttons import CardButton, link_button
from .cards import AMBER, BLUE, GREEN, Section, card, small
from .custom_id import Link
from .limits import ALT_TEXT
from .quote import code_block, cut, one_line

HERE, EVERYWHERE = "here", "everywhere"
"""What a button is about: the streak in this server, or over all of them."""

_PICTURE = "streak.png"
_TITLE = 60
_TWIN = 1_200

RULE = later(
    "Answer one question a day. You may miss one day in any seven, a day on which I was down never "
    "counts against you, and you never lose a streak within 36 hours of your last answer."
)


def streak_card(shown: StreakShown) -> LayoutView:
    """Where a streak stands, with its calendar."""
    title = small(_title(everywhere=shown.group_id is None))
    return card(
        f"{title}\n## {days_in_words(shown.streak.length)}",
        _gallery(shown.alt),
        "\n".join(_told(shown)),
        small(f"{tr(RULE)} {_midnight(shown.zone)}"),
        colour=GREEN if shown.streak.today else BLUE,
        buttons=_buttons(shown),
    )


def streak_files(shown: StreakShown, picture: bytes) -> list[File]:
    """The calendar as a picture."""
    return [File(BytesIO(picture), _PICTURE, description=cut(shown.alt, ALT_TEXT))]


def why_card(why: Explanation, *, place: str) -> LayoutView:
    """Why each of the last days counts, and the calendar as text.

    Args:
        place: `HERE` or `EVERYWHERE`.
    """
    return card(
        f"{small(_title(everywhere=place == EVERYWHERE))}\n## {tr('Why?')}\n{tr(RULE)}",
        "\n".join(map(_reason, why.days)),
        code_block(text_twin(why.calendar), _TWIN, "text"),
        colour=BLUE,
    )


def reminder_card(streak: Streak, who: str) -> LayoutView:
    """A streak is about to end.

    Args:
        who: a mention of the learner.
    """
    end = f"<t:{streak.alive_until.timestamp():.0f}:R>" if streak.alive_until else tr("soon")
    return card(
        tr("{who}, your streak of {days} ends {end}. One graded answer keeps it: `/quiz`").format(
            who=who, days=days_in_words(streak.length), end=end
        ),
        small(tr("You asked for this reminder; `/me settings` ends them.")),
        colour=AMBER,
    )


def _told(shown: StreakShown) -> Iterator[str]:
    streak = shown.streak
    longest = tr("Longest: {days}").format(days=days_in_words(streak.best))
    yield f"{longest} · {free_day_words(streak)}"
    if not streak.length:
        yield tr("One graded answer starts a streak.")
    elif streak.alive_until is not None:
        today = tr("Today is answered") if streak.today else tr("Today is still open")
        yield f"{today} · {runs_out(streak.alive_until)}"
    if shown.group_id is not None:
        everywhere = shown.everywhere
        length, best = days_in_words(everywhere.length), days_in_words(everywhere.best)
        yield tr("Everywhere, direct messages included: {length}, longest {best}").format(
            length=length, best=best
        )
    if shown.reminders_stopped:
        yield tr(
            "**Your reminders have stopped**: Discord did not let me write to you. Allow messages "
            "from this server's members, then choose again in `/me settings`."
        )


def _buttons(shown: StreakShown) -> list[CardButton]:
    if shown.group_id is None:
        return [link_button(Link.WHY, EVERYWHERE, tr("Why?"))]
    return [
        link_button(Link.WHY, HERE, tr("Why?")),
        link_button(Link.STREAK, EVERYWHERE, tr("Everywhere")),
    ]


def _title(*, everywhere: bool) -> str:
    return tr("Streak everywhere") if everywhere else tr("Streak in this server")


def _midnight(zone: str) -> str:
    return tr("Your days begin at midnight in {zone}; /me settings changes that.").format(zone=zone)


def runs_out(at: datetime) -> str:
    """When a streak ends, as Discord shows it."""
    return tr("runs out {at}").format(at=f"<t:{at.timestamp():.0f}:R>")


def _gallery(description: str) -> Section:
    gallery: MediaGallery[LayoutView] = MediaGallery(
        MediaGalleryItem(f"attachment://{_PICTURE}", description=cut(description, ALT_TEXT))
    )
    return gallery


def _reason(explained: Explained) -> str:
    reason = explained.reason
    day = f"**{weekday_date(reason.day)}**"
    if reason.kind is not DayKind.ANSWERED or reason.counted is None:
        return f"{day} · {reason.words}"
    counted = reason.counted
    title = cut(one_line(explained.title or counted.item_id), _TITLE)
    points = f"{round(counted.score * 100)} / 100"
    answered = tr("answered: {title}, {points}, {at}").format(
        title=title, points=points, at=f"<t:{counted.at.timestamp():.0f}:t>"
    )
    return f"{day} · {answered}"
