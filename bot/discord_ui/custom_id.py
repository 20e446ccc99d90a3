"""Custom ids: what a button or a modal is about, in the 100 characters that Discord sends back.

A button about something kept reads `gc1:<verb>:<its id>`, one about something that has a name
`gc1:<link>:<name>`, a modal `gc1:<kind>:<draft id>`. Cards live for years and anybody can send any
id, so decoding trusts nothing: what is not exactly ours is None. `gc1` is raised when an old id
must no longer be understood.
"""

import re
from enum import StrEnum
from typing import NamedTuple

BUTTON_TEMPLATE = r"gc1:[a-z]{1,20}:[a-z0-9-]{1,60}"
"""Matches every button of ours, old verbs included, and nobody else's."""

_SHAPE = re.compile(r"gc1:([a-z]{1,20}):([a-z0-9-]{1,60})", re.ASCII)
_ID = re.compile(r"[1-9][0-9]{0,18}", re.ASCII)
_MAX_ID = 2**63 - 1
"""The largest id that can be stored; Discord's reach it in the year 2084."""


class Verb(StrEnum):
    """What a button does to something kept."""

    ANSWER = "answer"
    HINT = "hint"
    ANOTHER = "another"
    DONT_KNOW = "dontknow"
    AGAIN = "again"
    MODEL = "model"
    SHARE = "share"
    NEXT = "next"
    RUN = "run"
    OPTION_A = "optiona"
    OPTION_B = "optionb"
    OPTION_C = "optionc"
    OPTION_D = "optiond"
    RUN_AGAIN = "runagain"
    CODE = "code"
    SHARE_RUN = "sharerun"
    ERASE = "erase"
    REPORT = "report"
    SHARE_IN_ROUND = "shareround"
    NEXT_DUE = "nextdue"
    SKIP_DUE = "skipdue"
    FOLLOW_UP = "followup"
    REPLY = "reply"
    RESULT = "result"
    SCORING = "scoring"
    DISPUTE = "dispute"
    JUDGE = "judge"
    NEXT_CASE = "nextcase"


class Link(StrEnum):
    """What a button opens by name."""

    QUESTION = "question"
    TOPIC = "topic"
    DEMO = "demo"
    LEARN = "learn"
    STREAK = "streak"
    WHY = "why"
    SETTING = "setting"
    ZONE = "zone"
    BOARD = "board"
    HIDE = "hide"
    UNHIDE = "unhide"
    ITEMS = "items"
    GRADE = "grade"
    JOIN = "join"
    OWN_RESULT = "ownresult"
    OTHERS = "others"
    CLOSE = "close"
    SETUP = "setup"
    DAILY = "daily"
    DOCTOR = "doctor"
    QUIZ = "quiz"
    REVIEW = "review"
    PROGRESS = "progress"
    HISTORY = "history"
    PAGE = "page"
    REOPEN = "reopen"
    INTERVIEW = "interview"
    DISPUTES = "disputes"


class ModalKind(StrEnum):
    """What a modal asks for."""

    ANSWER = "answer"
    ZONE = "zone"
    ERASE = "erase"
    REPORT = "report"
    SETUP = "setup"
    REPLY = "reply"
    DISPUTE = "dispute"
    VERDICT = "verdict"
    INTERVIEW = "interview"


class ButtonId(NamedTuple):
    """A button about something kept.

    Attributes:
        target: id of the attempt for `SHARE`, `SHARE_IN_ROUND`, `FOLLOW_UP`, `RESULT`, `SCORING`
            and `DISPUTE`; of the reply for `REPLY`; of the dispute for `JUDGE` and `NEXT_CASE`; of
            the run from `RUN` to `SHARE_RUN`; of the learner for `ERASE`; of the card for all
            others.
    """

    verb: Verb
    target: int


class LinkId(NamedTuple):
    """A button about something that has a name.

    Attributes:
        name: lower-case letters, digits and hyphens; that it still exists is not known.
    """

    link: Link
    name: str


class ModalId(NamedTuple):
    """A modal.

    Attributes:
        target: id of the draft for `ANSWER`; of the reply for `REPLY`; of the attempt for
            `DISPUTE`; of the dispute for `VERDICT`; of the card for `REPORT`; of the learner for
            `ZONE` and `ERASE`; of the step for `INTERVIEW`.
    """

    kind: ModalKind
    target: int


def encode(what: ButtonId | LinkId | ModalId) -> str:
    """The custom id of a button or a modal."""
    word, target = what
    return f"gc1:{word}:{target}"


def decode_button(custom_id: str) -> ButtonId | LinkId | None:
    """The button with that custom id, or None where it is not one of ours."""
    word, target = _parts(custom_id)
    if word in [*Link]:
        return LinkId(Link(word), target)
    number = as_id(target)
    return ButtonId(Verb(word), number) if number and word in [*Verb] else None


def decode_modal(custom_id: str) -> ModalId | None:
    """The modal with that custom id, or None where it is not one of ours."""
    word, target = _parts(custom_id)
    number = as_id(target)
    return ModalId(ModalKind(word), number) if number and word in [*ModalKind] else None


def _parts(custom_id: str) -> tuple[str, str]:
    match = _SHAPE.fullmatch(custom_id)
    return (match[1], match[2]) if match else ("", "")


def as_id(target: str) -> int | None:
    """The id that a text is, or None."""
    number = int(target) if _ID.fullmatch(target) else None
    return number if number and number <= _MAX_ID else None
