"""The questions that come with the bot, and their grader: they never change, so one is enough."""

from functools import cache

from bot.domain.bank import Bank
from bot.domain.grading import Grader
from bot.itembank.pack import find_content, load_bank


@cache
def shipped_bank() -> Bank:
    """The bank, read once a process."""
    return load_bank(find_content())


@cache
def shipped_grader() -> Grader:
    """Its grader, compiled once a process."""
    return Grader(shipped_bank())
