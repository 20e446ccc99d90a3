"""Everything that is kept about one learner: what an export holds and what an erasure erases.

There is one list for each table that has a `learner_id`, under the table's name, and one field for
each other column, under the column's name, so that nothing can be kept and not be shown. A table
stands after those that it refers to. docs/export.md explains the fields to learners.
"""

from collections.abc import Mapping
from datetime import date
from typing import Literal, get_args, get_origin

from pydantic import AwareDatetime, ConfigDict, Json, computed_field

from .attempt import Certainty
from .demo import DemoRequest
from .demo_result import DemoOutcome
from .grade import Frozen, Grade
from .interview import Interview
from .language import later, tr
from .learner import Reminder, Visibility
from .report import ReportKind
from .review import Rating
from .snowflake import Id, time_of


class Record(Frozen):
    """One row: fields are read from the values that the database holds."""


class LearnerRecord(Record):
    """The learner's settings."""

    zone: str | None
    zone_set_at: AwareDatetime | None
    reminder: Reminder
    reminder_group_id: Id | None
    remind_at: AwareDatetime | None
    reminded_for: AwareDatetime | None
    reminder_refused: bool
    visibility: Visibility
    visibility_chosen: bool
    keep_text: bool
    version: int


class Event(Record):
    """A row named by the snowflake of what made it."""

    id: Id

    @computed_field
    def at(self) -> AwareDatetime:
        """When it was made, in UTC."""
        return time_of(self.id)


class CardRecord(Event):
    """A question that was shown."""

    group_id: Id | None
    item_id: str
    topic: str | None
    level: str | None
    hints_taken: int
    last_hint: Id | None
    review_number: int | None
    review_total: int | None
    round_id: str | None
    interview_id: Id | None


class DraftRecord(Event):
    """An answer that was begun; its text is erased after a while."""

    card_id: Id
    text: str | None
    sent_at: AwareDatetime
    certainty: Certainty | None
    share: bool


class AttemptRecord(Event):
    """A graded answer, or a question given up."""

    draft_id: Id
    card_id: Id
    group_id: Id | None
    item_id: str
    zone: str
    day: date
    hints: int
    gave_up: bool
    score: float | None
    grade: Json[Grade] | None
    certainty: Certainty | None


class ReplyRecord(Event):
    """A follow-up question, and what was replied; its text is erased after a while."""

    attempt_id: Id
    item_id: str
    criterion: str
    text: str | None
    sent_at: AwareDatetime
    grade: Json[Grade] | None


class DisputeRecord(Event):
    """A grade called wrong, and what a coach said of it."""

    attempt_id: Id
    group_id: Id
    item_id: str
    reason: str
    verdict: str | None
    note: str | None
    judged_at: AwareDatetime | None
    told: bool


class InterviewRecord(Event):
    """A mock interview: what was asked, and how far it went."""

    group_id: Id | None
    thread_id: Id | None
    state: Json[Interview]
    ended_at: AwareDatetime | None
    version: int


class ReviewCardRecord(Record):
    """What is known of the learner's memory of a question."""

    item_id: str
    day: date
    due: date
    stability: float
    difficulty: float


class ReviewRecord(Event):
    """An attempt that told something about the learner's memory."""

    item_id: str
    day: date
    rating: Rating
    score: float
    after_days: int | None
    predicted: float | None


class DemoRunRecord(Event):
    """A demonstration."""

    group_id: Id | None
    request: Json[DemoRequest]
    prediction: str | None
    outcome: Json[DemoOutcome] | None
    measured_at: AwareDatetime | None


class ReportRecord(Event):
    """What the learner said about a question."""

    group_id: Id | None
    item_id: str
    kind: ReportKind
    words: str
    rubric_version: str


class RoundOwnerRecord(Record):
    """A question that the learner asked in public."""

    round_id: str


class SharedAnswerRecord(Record):
    """An answer that others of its round may read."""

    attempt_id: Id
    round_id: str


class ErasureRecord(Event):
    """An erasure, the only thing that an erasure leaves: how many rows of each table went."""

    erased: Json[Mapping[str, int]]


class PersonalData(Frozen):
    """An export."""

    # A row that can't be read is an error that gets logged, and learners' words are not.
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    format: Literal["gil-coach-export-1"] = "gil-coach-export-1"
    learner_id: Id
    exported_at: AwareDatetime
    learner: tuple[LearnerRecord, ...] = ()
    card: tuple[CardRecord, ...] = ()
    draft: tuple[DraftRecord, ...] = ()
    attempt: tuple[AttemptRecord, ...] = ()
    reply: tuple[ReplyRecord, ...] = ()
    dispute: tuple[DisputeRecord, ...] = ()
    interview: tuple[InterviewRecord, ...] = ()
    review_card: tuple[ReviewCardRecord, ...] = ()
    review: tuple[ReviewRecord, ...] = ()
    round_owner: tuple[RoundOwnerRecord, ...] = ()
    shared_answer: tuple[SharedAnswerRecord, ...] = ()
    demo_run: tuple[DemoRunRecord, ...] = ()
    report: tuple[ReportRecord, ...] = ()
    erasure: tuple[ErasureRecord, ...] = ()


TABLES: Mapping[str, type[Record]] = {
    name: get_args(field.annotation)[0]
    for name, field in PersonalData.model_fields.items()
    if get_origin(field.annotation) is tuple
}
"""Every table that holds something about a learner, and what one of its rows is in an export."""

ERASED = tuple(name for name in TABLES if name != "erasure")
"""The tables that an erasure clears of a learner."""

WORDS = {
    "learner": later("Settings"),
    "card": later("Questions shown"),
    "draft": later("Answers, with their text where it is still kept"),
    "attempt": later("Marks and scores, and with them streaks and progress"),
    "reply": later("Follow-up questions and what you replied"),
    "dispute": later("Disputes"),
    "interview": later("Mock interviews: what was asked and how far you went"),
    "review_card": later("Questions to be asked again, and when"),
    "review": later("Reviews: how well you remembered"),
    "round_owner": later("Questions you asked in public"),
    "shared_answer": later("Answers you shared"),
    "demo_run": later("Demos: guesses and measurements"),
    "report": later("What you reported about questions"),
}
"""What is erased, in the words of learners."""


class Erasure(Frozen):
    """An erasure that was done.

    Attributes:
        id: snowflake of the request; the reference by which it can be asked about.
        erased: how many rows of each table.
    """

    id: int
    learner_id: int
    erased: Mapping[str, int]


def in_words(counts: Mapping[str, int]) -> list[str]:
    """Return a line for each table of which there is something."""
    return [f"{tr(WORDS[table])}: {counts[table]:,}" for table in ERASED if counts.get(table)]
