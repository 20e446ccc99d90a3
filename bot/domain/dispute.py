"""Disputes: a learner calls a grade wrong, a coach of the server judges it.

attempt -> dispute (id of the submit; one an attempt) -> verdict -> marked sample

A verdict never changes an attempt. It tells the learner what a human thinks, and the answer with
the score that the coach found right becomes a sample by which the grader is measured.
"""

from collections.abc import Mapping
from datetime import datetime

from pydantic import AwareDatetime

from .grade import Band, Frozen, Grade
from .language import later
from .snowflake import time_of

MAX_REASON_CHARS = 500
MAX_NOTE_CHARS = 500

SCORES: Mapping[Band, float] = {
    Band.EXCELLENT: 1.0,
    Band.GOOD: 0.85,
    Band.FAIR: 0.7,
    Band.PARTIAL: 0.5,
    Band.WEAK: 0.3,
    Band.POOR: 0.1,
}
"""The score of a sample whose judge named a band: about the middle of it."""


BAND_NAMES: Mapping[Band, str] = {
    Band.EXCELLENT: later("excellent"),
    Band.GOOD: later("good"),
    Band.FAIR: later("fair"),
    Band.PARTIAL: later("partial"),
    Band.WEAK: later("weak"),
    Band.POOR: later("poor"),
    Band.UNGRADED: later("not graded"),
}
"""The bands as one says them in a sentence."""


class Verdict(Frozen):
    """What a coach found.

    Attributes:
        band: what the answer should have got, or None: the grade stands.
        note: a word to the learner, or "".
    """

    band: Band | None
    note: str = ""
    at: AwareDatetime


class Dispute(Frozen):
    """A grade that its learner calls wrong.

    Attributes:
        id: snowflake of the submit.
        group_id: the server whose coaches judge it.
        verdict: None while nobody has judged it.
    """

    id: int
    attempt_id: int
    learner_id: int
    group_id: int
    item_id: str
    reason: str = ""
    verdict: Verdict | None = None

    @property
    def at(self) -> datetime:
        """The UTC time of the submit."""
        return time_of(self.id)


def score_found(verdict: Verdict, grade: Grade) -> float | None:
    """The score that the coach found right; None where an ungraded answer stays so."""
    return grade.score if verdict.band is None else SCORES[verdict.band]
