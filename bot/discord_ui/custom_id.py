"""Custom ids: what a button or a modal is about, in the 100 characters that Discord sends back.

A button reads `gc1:<verb>:<card or attempt id>`, a modal `gc1:<kind>:<draft id>`. Cards live for
years and anybody can send any id, so decoding trusts nothing: what is not exactly ours is None.
`gc1` is raised when an old id must no longer be understood.
"""

import re
from enum import StrEnum
from typing import NamedTuple, TypeVar

BUTTON_TEMPLATE = r"gc1:[a-z]{1,20}:[0-9]{1,20}"
"""Matches every button of ours, old verbs included, and nobody else's."""

_SHAPE = re.compile(r"gc1:([a-z]{1,20}):([1-9][0-9]{0,18})", re.ASCII)
_MAX_ID = 2**63 - 1
"""The largest id that can be stored; Discord's reach it in the year 2084."""


class Verb(StrEnum):
    """What a button does."""

    ANSWER = "answer"
    HINT = "hint"
    ANOTHER = "another"
    DONT_KNOW = "dontknow"
    AGAIN = "again"
    MODEL = "model"
    SHARE = "share"
    NEXT = "next"


class ModalKind(StrEnum):
    """What a modal asks for."""

    ANSWER = "answer"


class ButtonId(NamedTuple):
    """A button.

    Attributes:
        target: id of the attempt for `SHARE`, of the card for all others.
    """

    verb: Verb
    target: int


class ModalId(NamedTuple):
    """A modal.

    Attributes:
        target: id of the draft.
    """

    kind: ModalKind
    target: int


Word = TypeVar("Word", bound=StrEnum)


def encode(what: ButtonId | ModalId) -> str:
    """The custom id of a button or a modal."""
    word, target = what
    return f"gc1:{word}:{target}"


def decode_button(custom_id: str) -> ButtonId | None:
    """The button with that custom id, or None where it is not one of ours."""
    found = _decode(custom_id, Verb)
    return found and ButtonId(*found)


def decode_modal(custom_id: str) -> ModalId | None:
    """The modal with that custom id, or None where it is not one of ours."""
    found = _decode(custom_id, ModalKind)
    return found and ModalId(*found)


def _decode(custom_id: str, words: type[Word]) -> tuple[Word, int] | None:
    match = _SHAPE.fullmatch(custom_id)
    if match is None or match[1] not in [*words]:
        return None
    target = int(match[2])
    return (words(match[1]), target) if target <= _MAX_ID else None
