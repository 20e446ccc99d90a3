"""The card at the end of a review, or in its place when nothing is due."""

from collections.abc import Iterator
from datetime import datetime

from discord import ButtonStyle
from discord.ui import LayoutView

from ..coach.reviews import NothingDue
from ..domain.language import tr, tr_count
from .buttons import CardButton, link_button
from .cards import BLUE, GREEN, card, small
from .custom_id import Link


def nothing_due_card(nothing: NothingDue) -> LayoutView:
    """Nothing is left to review, or nothing at all: when to come back, and what to do meanwhile."""
    return card(
        f"## {_headline(nothing)}\n" + "\n".join(_told(nothing)),
        small(tr("Leaving a review loses nothing: what was not asked stays due."))
        if nothing.due
        else "",
        colour=GREEN if nothing.asked else BLUE,
        buttons=_buttons(nothing),
    )


def review_button(due: int) -> CardButton:
    """Begins a review of all that is due."""
    label = tr("Review ({due} due)").format(due=due)
    return link_button(Link.REVIEW, "due", label, style=ButtonStyle.primary)


def next_words(next_at: datetime, count: int) -> str:
    """When which number of questions is due next."""
    at = f"<t:{next_at.timestamp():.0f}:R>"
    return tr_count(
        "The next question is due {at}.", "The next {count} questions are due {at}.", count
    ).format(at=at, count=count)


def _headline(nothing: NothingDue) -> str:
    if nothing.asked:
        return tr_count(
            "Review done: {count} question", "Review done: {count} questions", nothing.asked
        ).format(count=nothing.asked)
    return tr("Nothing else is due") if nothing.due else tr("Nothing is due")


def _told(nothing: NothingDue) -> Iterator[str]:
    if nothing.due:
        yield tr_count(
            "{count} question is still due.", "{count} questions are still due.", nothing.due
        ).format(count=nothing.due)
    elif nothing.next_at is not None:
        yield next_words(nothing.next_at, nothing.next_count)
    else:
        yield tr(
            "Each question you answer comes back after some days: later if you knew it well, "
            "sooner if not."
        )


def _buttons(nothing: NothingDue) -> Iterator[CardButton]:
    if nothing.due:
        yield review_button(nothing.due)
    else:
        label = tr("Ask me a weak or new one")
        yield link_button(Link.QUIZ, "next", label, style=ButtonStyle.primary)
    yield link_button(Link.PROGRESS, "all", tr("Progress"))
