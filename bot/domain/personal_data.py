"""Everything that is kept about one learner: what an export holds and what an erasure erases.

There is one list for each table that has a `learner_id`, under the table's name, and one field for
each other column, under the column's name, so that nothing can be kept and not be shown. A table
stands after those that it refers to. docs/export.md explains the fields to learners.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal, get_args, get_origin

from pydantic import AwareDatetime, ConfigDict, Json, PlainSerializer, computed_field

from .demo import DemoRequest
from .demo_result import DemoOutcome
from .grade import Frozen, Grade
from .learner import Reminder, Visibility
from .snowflake import time_of

Id = Annotated[int, PlainSerializer(str, return_type=str, when_used="json")]
"""An id as Discord writes it: as text, since JavaScript rounds numbers of that size."""


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


class DraftRecord(Event):
    """An answer that was begun; its text is erased after a while."""

    card_id: Id
    text: str | None
    sent_at: AwareDatetime


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


class DemoRunRecord(Event):
    """A demonstration."""

    group_id: Id | None
    request: Json[DemoRequest]
    prediction: str | None
    outcome: Json[DemoOutcome] | None
    measured_at: AwareDatetime | None


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
    demo_run: tuple[DemoRunRecord, ...] = ()
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
    "learner": "Settings",
    "card": "Questions shown",
    "draft": "Answers, with their text where it is still kept",
    "attempt": "Marks and scores, and with them streaks and progress",
    "demo_run": "Demos: guesses and measurements",
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
    return [f"{WORDS[table]}: {counts[table]:,}" for table in ERASED if counts.get(table)]
