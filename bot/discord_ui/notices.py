"""The cards that tell something: help, welcome, and what went wrong."""

from collections.abc import Mapping

from discord.ui import LayoutView

from .cards import BLUE, GREY, card, small
from .quote import cut, quoted_block

_MESSAGE = 600
_ANSWER = 3000
"""Characters of an answer that is handed back; more may not fit."""


def help_card(commands: Mapping[str, str]) -> LayoutView:
    """What the bot does.

    Args:
        commands: name -> what to show for it: a mention that can be pressed, or plain text.
    """
    return card(
        "## GIL Coach\n"
        "Interview questions on Python threading and the GIL. You answer in your own words; the "
        "answer is graded at once, and every point is explained by a quote from it.",
        f"{commands['quiz']} asks a question. Choose a topic, a level or one question, or leave "
        "it to me: weak ones come first, then new ones.\n"
        f"{commands['learn']} opens a lesson of one screen on a topic.\n"
        f"{commands['demo race']} measures on my machine what threads do to a shared number; guess "
        "first. Twelve more demos are there.\n"
        f"{commands['streak']} shows your days in a row and why each counts; "
        f"{commands['me settings']} has your time zone and a reminder.\n"
        f"{commands['leaderboard']} ranks this server by points, streak or improvement; you can "
        "hide there.\n"
        f"{commands['me export']} gives you all that I keep about you, {commands['me delete']} "
        "deletes it.\n"
        f"{commands['help']} shows this card.",
        "**How grading works**\n"
        "Each question has a list of ideas that a good answer carries. Your sentences are searched "
        "for them: met, partly, missing, or the opposite. Common misconceptions lower the score "
        "and are corrected. Spelling, grammar, length and tone don't count. No language model is "
        "asked: the same answer always gets the same score.",
        small(
            "Your answers are private unless you press Share. Their text is kept for 24 hours, "
            "or 30 days if you choose so; the marks stay until you delete them."
        ),
        colour=BLUE,
    )


def welcome_card(commands: Mapping[str, str]) -> LayoutView:
    """What a server reads when the bot joins it."""
    return card(
        "## Hello, I am GIL Coach\n"
        "I ask interview questions on Python threading and the GIL and grade what you write, with "
        "the reasons quoted from your own words.",
        f"Start with {commands['quiz']}: questions, answers and grades are private until you "
        f"share them. {commands['help']} tells the rest.",
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
        "**That went wrong on my side, not yours.**\nPlease try again in a moment.",
        small(f"If it happens again, tell whoever runs me this reference: `{reference}`"),
        colour=GREY,
    )
