"""The buttons of a mock interview: what to do, in which interview, and on which step."""

import re
from enum import StrEnum
from typing import NamedTuple

from discord import ButtonStyle

from ..domain.errors import GoneError
from ..domain.interview import Interview
from .buttons import CardButton, link_button
from .custom_id import Link, as_id

_NAME = re.compile(r"([a-z]+)-([0-9]+)-([0-9]+)", re.ASCII)


class Action(StrEnum):
    """What can be done in an interview."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    HINT = "hint"
    SKIP = "skip"
    PAUSE = "pause"
    RESUME = "resume"
    END = "end"
    ANEW = "anew"
    RESULT = "result"


class Pressed(NamedTuple):
    """A button that was pressed.

    Attributes:
        step: what was asked when the card was sent.
    """

    action: Action
    interview_id: int
    step: int


def interview_button(
    action: Action,
    interview: Interview,
    label: str,
    *,
    style: ButtonStyle = ButtonStyle.secondary,
    disabled: bool = False,
) -> CardButton:
    """A button that does something at the step where the interview is now."""
    name = f"{action}-{interview.id}-{interview.step}"
    return link_button(Link.INTERVIEW, name, label, style=style, disabled=disabled)


def read_name(name: str) -> Pressed:
    """What a button of that name does.

    Raises:
        GoneError: it is none of this version's.
    """
    found = _NAME.fullmatch(name)
    interview_id, step = (as_id(found[2]), as_id(found[3])) if found else (None, None)
    if found is None or found[1] not in [*Action] or interview_id is None or step is None:
        raise GoneError
    return Pressed(Action(found[1]), interview_id, step)
