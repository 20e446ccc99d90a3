"""The cards that tell something: welcome, and what went wrong."""

from collections.abc import Mapping

from discord.ui import LayoutView

from ..domain.language import tr
from .cards import BLUE, GREY, card, small
from .quote import cut, quoted_block

_MESSAGE = 600
_ANSWER = 3000
"""Characters of an answer that is handed back; more may not fit."""


def welcome_card(commands: Mapping[str, str]) -> LayoutView:
    """What a server reads when the bot joins it."""
    return card(
        tr(
            "## Hello, I am GIL Coach\n"
            "I ask interview questions on Python threading and the GIL and grade what you write, "
            "with the reasons quoted from your own words."
        ),
        tr(
            "Start with {quiz}: questions, answers and grades are private until you share them. "
            "{help} tells the rest."
        ).format(quiz=commands["quiz"], help=commands["help"]),
        colour=BLUE,
    )


def refusal_card(sentence: str, answer: str = "") -> LayoutView:
    """Something that could not be done, for a reason the member can mend.

    Args:
        answer: what the member wrote, to be handed back.
    """
    return card(
        cut(sentence, _MESSAGE), quoted_block(answer, _ANSWER) if answer else "", colour=GREY
    )


def failure_card(reference: str) -> LayoutView:
    """Something that went wrong on our side."""
    return card(
        tr("**That went wrong on my side, not yours.**\nPlease try again in a moment."),
        small(
            tr("If it happens again, tell whoever runs me this reference: `{reference}`").format(
                reference=reference
            )
        ),
        colour=GREY,
    )
