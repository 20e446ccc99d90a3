"""Everything that can go wrong for a reason a person can mend.

    CoachError
    ├── ContentError             a pack, an item or a pattern is not as it should be
    │   └── PatternError         a pattern of a rubric cannot be read
    ├── UnknownNameError         an item, topic or level that does not exist
    ├── OutOfBoundsError         a parameter of a demonstration that is not allowed
    ├── DemoRefusedError         a demonstration that can't be run now
    ├── MissingFigureError       a figure that the script of a demonstration did not report
    ├── SettingError             a setting is missing or wrong
    ├── AnswerRefusedError       an answer that is kept but not graded now
    │   ├── EmptyAnswerError
    │   └── TooFastError         more answers than the limit allows
    ├── NotKeptError             an answer that could not be kept
    ├── GoneError                a card, draft or attempt that no longer exists
    ├── NotYoursError            somebody else's card, draft or attempt
    ├── NotYetError              something shown only after an attempt
    ├── NotHereError             something that only works in a server
    ├── ZoneChangedError         a time zone that was changed less than a day ago
    ├── ScheduleGoneError        a schedule of daily posts that no longer exists
    ├── PostRefusedError         a daily post that can't get out as things are
    ├── PostDelayedError         a daily post of which nobody knows yet whether it got out
    └── StorageError             the database cannot be used

`str(error)` is a sentence fit for the person who caused it: it says what is wrong and what to do.
"""

from collections.abc import Sequence
from datetime import timedelta

_SHOWN_CHARS = 60


class CoachError(Exception):
    """Base of all errors of this package."""


class ContentError(CoachError):
    """A pack cannot be used; the message starts with `file:line:column`."""


class PatternError(ContentError):
    """A pattern cannot be read.

    Attributes:
        problem: what is wrong, and what to write instead.
        pattern: the pattern as written.
        offset: code points before the place of the fault.
    """

    def __init__(self, problem: str, pattern: str, offset: int) -> None:
        super().__init__(f"{problem}\n    {pattern}\n    {' ' * offset}^")
        self.problem = problem
        self.pattern = pattern
        self.offset = offset


class UnknownNameError(CoachError):
    """No item, topic or level has this name.

    Attributes:
        kind: what was looked for: "question", "topic" or "level".
        name: what was given.
        nearest: valid names, the most similar first.
    """

    def __init__(self, kind: str, name: str, nearest: Sequence[str]) -> None:
        shown = name if len(name) <= _SHOWN_CHARS else name[:_SHOWN_CHARS] + "…"
        super().__init__(f"There is no {kind} “{shown}”. Nearest: {', '.join(nearest)}.")
        self.kind = kind
        self.name = name
        self.nearest = tuple(nearest)


class OutOfBoundsError(CoachError):
    """A value that a parameter can't have.

    Attributes:
        parameter: its name.
        allowed: what it may be, in words.
    """

    def __init__(self, parameter: str, value: object, allowed: str) -> None:
        shown = str(value)
        shown = shown if len(shown) <= _SHOWN_CHARS else shown[:_SHOWN_CHARS] + "…"
        super().__init__(f"“{parameter}” can't be “{shown}”. It has to be {allowed}.")
        self.parameter = parameter
        self.allowed = allowed


class DemoRefusedError(CoachError):
    """The demonstration can't be run now; the sentence says when it can."""


class MissingFigureError(CoachError):
    """A figure that a rule or a picture needs was not reported by the script."""

    def __init__(self, figure: str) -> None:
        super().__init__(f"The script did not report “{figure}”.")


class SettingError(CoachError):
    """A setting stops the start.

    Attributes:
        setting: its name as written in `.env`.
    """

    def __init__(self, setting: str, problem: str) -> None:
        super().__init__(f"{setting}: {problem}")
        self.setting = setting


class AnswerRefusedError(CoachError):
    """The answer was kept but is not graded now."""


class EmptyAnswerError(AnswerRefusedError):
    """Nothing but white space was sent."""

    def __init__(self) -> None:
        super().__init__(
            "Your answer is empty, so nothing was graded. A sentence or two is enough."
        )


class TooFastError(AnswerRefusedError):
    """More answers in a minute than the limit allows.

    Attributes:
        retry_after_s: seconds until the next answer is accepted.
    """

    def __init__(self, retry_after_s: float) -> None:
        super().__init__(
            "That was a lot of answers in a minute. Your text is kept: press Answer again in "
            f"{max(1, round(retry_after_s))} s and it is still there."
        )
        self.retry_after_s = retry_after_s


class NotKeptError(CoachError):
    """An answer could not be kept, so whoever wrote it has to.

    Attributes:
        text: the answer.
    """

    def __init__(self, cause: CoachError, text: str) -> None:
        super().__init__(f"{cause} Your answer could not be kept: copy it, so that it isn't lost.")
        self.text = text


class GoneError(CoachError):
    """The card, draft or attempt no longer exists."""

    def __init__(self) -> None:
        super().__init__("This card is too old to use. /quiz gives you a fresh one.")


class NotYoursError(CoachError):
    """The card, draft or attempt belongs to another member."""

    def __init__(self) -> None:
        super().__init__("This card belongs to another member. /quiz gives you your own.")


class NotYetError(CoachError):
    """The model answer was asked for before any attempt."""

    def __init__(self) -> None:
        super().__init__("The model answer opens after your first try, or with “I don't know”.")


class NotHereError(CoachError):
    """Sharing outside a server the bot is a member of."""

    def __init__(self, what: str = "Sharing") -> None:
        super().__init__(f"{what} works only in a server that I am a member of.")


class ZoneChangedError(CoachError):
    """The time zone was changed less than a day ago.

    Attributes:
        wait: until it can be changed again.
    """

    def __init__(self, wait: timedelta) -> None:
        hours = max(1, -(-wait // timedelta(hours=1)))
        unit = "hour" if hours == 1 else "hours"
        super().__init__(
            "A time zone can be changed once in 24 hours, so that no day counts twice. "
            f"Yours can be changed again in {hours} {unit}."
        )
        self.wait = wait


class ScheduleGoneError(CoachError):
    """The schedule was removed, or never was in this server."""

    def __init__(self) -> None:
        super().__init__("This schedule no longer exists. /coach daily lists those there are.")


class PostRefusedError(CoachError):
    """A daily post can't get out until an admin changes something; the sentence says what."""


class PostDelayedError(CoachError):
    """A daily post met a limit, a fault or silence; it may be in the channel nevertheless."""


class StorageError(CoachError):
    """The database cannot be opened or written."""
