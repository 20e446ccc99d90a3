"""What happens when a learner practises: a card is opened, drafts are written, attempts are graded.

card (id of the interaction that showed it)
  -> draft (id of the Answer click, or of the modal it opened)
       -> attempt (id of the submit; one a draft)
"""

from datetime import date, datetime
from enum import StrEnum

from .grade import Frozen, Grade
from .snowflake import time_of


class Certainty(StrEnum):
    """How sure learners say they are of an answer, before they see its grade."""

    GUESS = "guess"
    FAIRLY = "fairly"
    CERTAIN = "certain"


class Card(Frozen):
    """A question shown to a learner.

    Attributes:
        id: snowflake of the interaction that showed it.
        group_id: the server it was asked in, or None in direct messages and user installs.
        topic: the choice that led to it, kept for *Another* and *Next*; None is any.
        level: the same.
        review_number: its place in a review, from 1; None outside of one.
        review_total: how many cards that review has.
        round_id: the round it belongs to; None outside of one.
        interview_id: the mock interview it belongs to; None outside of one.
    """

    id: int
    learner_id: int
    group_id: int | None
    item_id: str
    topic: str | None = None
    level: str | None = None
    review_number: int | None = None
    review_total: int | None = None
    round_id: str | None = None
    interview_id: int | None = None


class Draft(Frozen):
    """An answer being written.

    Attributes:
        id: snowflake of the Answer click; stands in the modal's custom id.
        text: what was sent last, "" before the first submit, None once it was erased.
        certainty: what was said with it, if anything.
        share: whether it is to be shown to the server as soon as it is graded.
    """

    id: int
    card_id: int
    learner_id: int
    text: str | None = ""
    certainty: Certainty | None = None
    share: bool = False


class Attempt(Frozen):
    """A graded answer, or a question given up: an event that never changes.

    Attributes:
        id: snowflake of the submit.
        draft_id: the draft it graded; its own id where the learner gave up without writing.
        zone: IANA name of the learner's zone at that time.
        day: the local date in that zone, fixed when stored.
        gave_up: *I don't know*: no grade, the model answer opens.
        certainty: how sure the learner was, where they said so.
    """

    id: int
    draft_id: int
    card_id: int
    learner_id: int
    group_id: int | None
    item_id: str
    zone: str
    day: date
    hints: int = 0
    gave_up: bool = False
    grade: Grade | None = None
    certainty: Certainty | None = None

    @property
    def at(self) -> datetime:
        """The UTC time of the submit."""
        return time_of(self.id)

    @property
    def score(self) -> float | None:
        """0..1, or None where nothing was graded."""
        return self.grade.score if self.grade else None
