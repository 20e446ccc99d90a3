"""Everything that can go wrong for a reason a person can mend.

    CoachError
    ├── ContentError             a pack, or a file of marked answers, is not as it should be
    ├── PatternError             a pattern of a rubric cannot be read
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
    ├── NotShownError            something that another member keeps private
    ├── NotHereError             something that only works in a server
    ├── ZoneChangedError         a time zone that was changed less than a day ago
    ├── ScheduleGoneError        a schedule of daily posts that no longer exists
    ├── NotCoachError            something that only coaches or admins of a server may do
    ├── SetupGoneError           a setup of daily posts that is finished or no longer kept
    ├── UnfinishedSetupError     a setup of daily posts in which something is missing
    ├── ChangedMeanwhileError    something that somebody else has changed since it was shown
    ├── RoundClosedError         an answer to a round that takes none any more
    ├── NotAnsweredError         something of a round shown only to those who have answered it
    ├── NotRoundOwnerError       a round that somebody else asked
    ├── AskedAlreadyError        a second round of one member in a channel
    ├── InterviewOverError       something in a mock interview that has ended
    ├── InterviewRunsError       the scorecard of a mock interview that has not ended
    ├── StepOverError            an answer to something that an interview is past
    ├── NothingToAskError        a follow-up where none is left
    ├── DisputedError            a second dispute about one answer
    ├── NoConsentError           a dispute without the consent it needs
    ├── TextErasedError          a dispute about an answer whose text is no longer kept
    ├── JudgedError              a dispute that was judged before
    ├── PostRefusedError         a daily post that can't get out as things are
    ├── PostDelayedError         a daily post of which nobody knows yet whether it got out
    └── StorageError             the database cannot be used

`str(error)` is a sentence fit for the person who caused it: it says what is wrong and what to do.
"""

from collections.abc import Sequence
from datetime import timedelta

from .fault import Fault
from .language import later, tr, tr_count

_SHOWN_CHARS = 60


_NO_SUCH = {
    "question": later("There is no question {name}. Nearest: {nearest}."),
    "topic": later("There is no topic {name}. Nearest: {nearest}."),
    "level": later("There is no level {name}. Nearest: {nearest}."),
    "demo": later("There is no demo {name}. Nearest: {nearest}."),
    "parameter": later("There is no parameter {name}. Nearest: {nearest}."),
    "interpreter": later("There is no interpreter {name}. Nearest: {nearest}."),
    "time zone": later("There is no time zone {name}. Nearest: {nearest}."),
}


class CoachError(Exception):
    """Base of all errors of this package."""


class ContentError(CoachError):
    """What an author wrote cannot be used.

    Attributes:
        faults: all that is wrong with it, in the order to be shown.
    """

    def __init__(self, *faults: Fault) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


class PatternError(CoachError):
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
        kind: what was looked for: "question", "topic", "level", "demo" and so on.
        name: what was given.
        nearest: valid names, the most similar first.
    """

    def __init__(self, kind: str, name: str, nearest: Sequence[str]) -> None:
        self.kind = kind
        self.name = name
        self.nearest = tuple(nearest)
        shown = name if len(name) <= _SHOWN_CHARS else name[:_SHOWN_CHARS] + "…"
        super().__init__(self.sentence(f"“{shown}”"))

    def sentence(self, name: str) -> str:
        """The sentence with the name as it is to be shown."""
        return tr(_NO_SUCH.get(self.kind, _NO_SUCH["question"])).format(
            name=name, nearest=", ".join(self.nearest)
        )


class OutOfBoundsError(CoachError):
    """A value that a parameter can't have.

    Attributes:
        parameter: its name.
        allowed: what it may be, in words.
    """

    def __init__(self, parameter: str, value: object, allowed: str) -> None:
        shown = str(value)
        shown = shown if len(shown) <= _SHOWN_CHARS else shown[:_SHOWN_CHARS] + "…"
        super().__init__(
            tr("“{parameter}” can't be “{value}”. It has to be {allowed}.").format(
                parameter=parameter, value=shown, allowed=allowed
            )
        )
        self.parameter = parameter
        self.allowed = allowed


class DemoRefusedError(CoachError):
    """The demonstration can't be run now; the sentence says when it can."""


class MissingFigureError(CoachError):
    """A figure that a rule or a picture needs was not reported by the script."""

    def __init__(self, figure: str) -> None:
        super().__init__(tr("The script did not report “{figure}”.").format(figure=figure))


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
            tr("Your answer is empty, so nothing was graded. A sentence or two is enough.")
        )


class TooFastError(AnswerRefusedError):
    """More answers in a minute than the limit allows.

    Attributes:
        retry_after_s: seconds until the next answer is accepted.
    """

    def __init__(self, retry_after_s: float) -> None:
        super().__init__(
            tr(
                "That was a lot of answers in a minute. Your text is kept: press Answer again in "
                "{seconds} s and it is still there."
            ).format(seconds=max(1, round(retry_after_s)))
        )
        self.retry_after_s = retry_after_s


class NotKeptError(CoachError):
    """An answer could not be kept, so whoever wrote it has to.

    Attributes:
        text: the answer.
    """

    def __init__(self, cause: CoachError, text: str) -> None:
        said = tr("Your answer could not be kept: copy it, so that it isn't lost.")
        super().__init__(f"{cause} {said}")
        self.text = text


class GoneError(CoachError):
    """The card, draft or attempt no longer exists."""

    def __init__(self) -> None:
        super().__init__(tr("This card is too old to use. /quiz gives you a fresh one."))


class NotYoursError(CoachError):
    """The card, draft or attempt belongs to another member."""

    def __init__(self) -> None:
        super().__init__(tr("This card belongs to another member. /quiz gives you your own."))


class NotYetError(CoachError):
    """The model answer was asked for before any attempt."""

    def __init__(self) -> None:
        super().__init__(tr("The model answer opens after your first try, or with “I don't know”."))


class NotShownError(CoachError):
    """The member shows streak and points to fewer people."""

    def __init__(self) -> None:
        super().__init__(tr("This member keeps their study card private."))


class NotHereError(CoachError):
    """Sharing outside a server the bot is a member of."""

    def __init__(self, what: str | None = None) -> None:
        super().__init__(
            tr("{what} works only in a server that I am a member of.").format(
                what=what or tr("Sharing")
            )
        )


class ZoneChangedError(CoachError):
    """The time zone was changed less than a day ago.

    Attributes:
        wait: until it can be changed again.
    """

    def __init__(self, wait: timedelta) -> None:
        hours = max(1, -(-wait // timedelta(hours=1)))
        super().__init__(
            tr_count(
                "A time zone can be changed once in 24 hours, so that no day counts twice. "
                "Yours can be changed again in {hours} hour.",
                "A time zone can be changed once in 24 hours, so that no day counts twice. "
                "Yours can be changed again in {hours} hours.",
                hours,
            ).format(hours=hours)
        )
        self.wait = wait


class ScheduleGoneError(CoachError):
    """The schedule was removed, or never was in this server."""

    def __init__(self) -> None:
        super().__init__(tr("This schedule no longer exists. /coach daily lists those there are."))


class NotCoachError(CoachError):
    """The member may not do that here; the sentence says who may."""


class SetupGoneError(CoachError):
    """The setup was finished, is no longer kept, or is another server's."""

    def __init__(self) -> None:
        super().__init__(
            tr("This setup is closed. /coach daily lists what there is, /coach setup begins anew.")
        )


class UnfinishedSetupError(CoachError):
    """Something is missing in a setup; the sentence says what."""


class ChangedMeanwhileError(CoachError):
    """Somebody else changed it meanwhile; the sentence says what becomes of one's own change."""


class RoundClosedError(CoachError):
    """The round is over."""

    def __init__(self) -> None:
        super().__init__(
            tr("This question is closed; its results are here. /quiz gives you one of your own.")
        )


class NotAnsweredError(CoachError):
    """The member has no graded answer in the round."""

    def __init__(self) -> None:
        super().__init__(tr("You have not answered this question yet. Press Answer first."))


class NotRoundOwnerError(CoachError):
    """The round was asked by another member, or is a daily post."""

    def __init__(self) -> None:
        super().__init__(tr("Only whoever asked this question, or an admin, can close it early."))


class AskedAlreadyError(CoachError):
    """What the member asked in the channel before is still open."""

    def __init__(self) -> None:
        super().__init__(
            tr(
                "The question you asked here before is still open. Press Close now on it, or wait "
                "until it closes by itself; then ask the next."
            )
        )


class InterviewOverError(CoachError):
    """The mock interview has ended."""

    def __init__(self) -> None:
        super().__init__(tr("This interview is over. /interview begins a new one."))


class InterviewRunsError(CoachError):
    """The mock interview has not ended."""

    def __init__(self) -> None:
        super().__init__(tr("The scorecard comes at the end. /interview goes on with it."))


class StepOverError(CoachError):
    """The mock interview is past that question."""

    def __init__(self) -> None:
        super().__init__(
            tr("We are past that question. /interview brings you back to where we are.")
        )


class NothingToAskError(CoachError):
    """There is no follow-up question left on this answer."""

    def __init__(self) -> None:
        super().__init__(tr("I have no further question on this answer. Next gives you a new one."))


class DisputedError(CoachError):
    """The answer was disputed before."""

    def __init__(self) -> None:
        super().__init__(tr("You have disputed this grade already. I will tell you the verdict."))


class NoConsentError(CoachError):
    """A dispute was sent without its box ticked."""

    def __init__(self) -> None:
        super().__init__(
            tr("Nothing was sent: the coaches may read your answer only if you tick the box.")
        )


class TextErasedError(CoachError):
    """The text that somebody would have to read is gone."""

    def __init__(self) -> None:
        super().__init__(
            tr(
                "The text of this answer is no longer kept, so nobody could judge it. "
                "Try again, and dispute that grade."
            )
        )


class JudgedError(CoachError):
    """The dispute was judged before, or withdrawn."""

    def __init__(self) -> None:
        super().__init__(tr("This dispute is settled already. /coach disputes shows what is open."))


class PostRefusedError(CoachError):
    """A daily post can't get out until an admin changes something; the sentence says what."""


class PostDelayedError(CoachError):
    """A daily post met a limit, a fault or silence; it may be in the channel nevertheless."""


class StorageError(CoachError):
    """The database cannot be opened or written."""
