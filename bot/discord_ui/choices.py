"""What is suggested while a member fills in an option of a command."""

from collections.abc import Iterable

from discord.app_commands import Choice

from .limits import CHOICE_NAME, CHOICES
from .quote import cut


def choices(typed: str, named: Iterable[tuple[str, str]]) -> list[Choice[str]]:
    """The choices (name, value) that contain what was typed."""
    wanted = typed.casefold().strip()
    return [
        Choice(name=cut(name, CHOICE_NAME), value=value)
        for name, value in named
        if wanted in f"{name} {value}".casefold()
    ][:CHOICES]
