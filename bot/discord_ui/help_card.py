"""The card that tells what the bot does: what the reader may use of it, and how it grades."""

from collections.abc import Collection, Iterator, Mapping
from enum import IntEnum
from typing import NamedTuple

from discord.ui import LayoutView

from ..domain.language import later, tr
from .buttons import CardButton, link_button
from .cards import BLUE, card, small
from .custom_id import Link
from .items_card import FIRST


class Standing(IntEnum):
    """What a member may do, here; each may do all that those before may."""

    ALONE = 0
    """In direct messages, or in a server that has not got the bot."""
    MEMBER = 1
    COACH = 2
    ADMIN = 3


class _Line(NamedTuple):
    command: str
    say: str
    least: Standing = Standing.ALONE


_SECTIONS: Mapping[str, tuple[_Line, ...]] = {
    later("Practise"): (
        _Line("quiz", later("a question: what is due first, then weak ones, then new ones")),
        _Line("review", later("the questions that are due today, one after the other")),
        _Line("interview", later("a mock interview with follow-ups and a scorecard")),
        _Line("learn", later("a lesson of one screen on a topic")),
        _Line("demo race", later("guess, then see measured what threads do; twelve more demos")),
    ),
    later("Progress"): (
        _Line("progress", later("what you have mastered, what stays, and all your answers")),
        _Line("streak", later("your days in a row, and why each counts")),
    ),
    later("Together"): (
        _Line("quiz", later("with `public:True` asks the whole channel"), Standing.MEMBER),
        _Line(
            "leaderboard",
            later("this server by points, streak or improvement; you can hide there"),
            Standing.MEMBER,
        ),
    ),
    later("Yours"): (
        _Line("me settings", later("time zone, reminder, who may see you")),
        _Line("me export", later("all that I keep about you, as a file")),
        _Line("me delete", later("delete all of it")),
        _Line("help", later("this card")),
    ),
    later("For coaches"): (
        _Line("coach setup", later("a question a day in a channel, step by step"), Standing.ADMIN),
        _Line("coach daily", later("change, pause or skip daily questions"), Standing.ADMIN),
        _Line("coach doctor", later("check that they can get out"), Standing.ADMIN),
        _Line("coach items", later("how each question does here"), Standing.COACH),
        _Line("coach disputes", later("grades that members call wrong"), Standing.COACH),
    ),
}


def help_card(
    mentions: Mapping[str, str], known: Collection[str], standing: Standing
) -> LayoutView:
    """What the bot does for this reader.

    Args:
        mentions: command -> what to show for it: a mention that can be pressed, or plain text.
        known: the commands there are.
    """
    return card(
        "## GIL Coach\n"
        + tr(
            "Interview questions on Python threading and the GIL. You answer in your own words; "
            "the answer is graded at once, and every point is explained by a quote from it."
        ),
        [*_sections(mentions, known, standing)],
        tr(
            "**How grading works**\n"
            "Each question has a list of ideas that a good answer carries. Your sentences are "
            "searched for them: met, partly, missing, or the opposite. Common misconceptions lower "
            "the score and are corrected. Spelling, grammar, length and tone don't count. No "
            "language model is asked: the same answer always gets the same score."
        ),
        "\n".join(map(small, _notes())),
        colour=BLUE,
        buttons=_buttons(known, standing),
    )


def _sections(
    mentions: Mapping[str, str], known: Collection[str], standing: Standing
) -> Iterator[str]:
    for title, lines in _SECTIONS.items():
        shown = [
            f"{mentions[line.command]} · {tr(line.say)}"
            for line in lines
            if line.command in known and line.least <= standing
        ]
        if shown:
            yield "\n".join([f"**{tr(title)}**", *shown])


def _notes() -> Iterator[str]:
    yield tr(
        "In the menu of a message of yours (right click or long press, Apps): “Grade as my "
        "answer”. In that of a member: “Study card”."
    )
    yield tr(
        "Your answers are private unless you press Share. Their text is kept for 24 hours, "
        "or 30 days if you choose so; the marks stay until you delete them."
    )
    yield tr("Questions, lessons, demos and answers are in English.")


def _buttons(known: Collection[str], standing: Standing) -> Iterator[CardButton]:
    """What coaches by role reach only from here: Discord shows them no command for it."""
    if standing is Standing.COACH:
        if "coach items" in known:
            yield link_button(Link.ITEMS, FIRST, tr("How the questions do"))
        if "coach disputes" in known:
            yield link_button(Link.DISPUTES, FIRST, tr("Disputes"))
