"""Reports: a learner says that a question itself is wrong, not the grade of one answer.

A report is about the question as it was; once its file has changed it may be settled.
"""

from enum import StrEnum
from typing import Annotated

from pydantic import StringConstraints

from .grade import Frozen

MAX_WORDS_CHARS = 1_000

Words = Annotated[str, StringConstraints(max_length=MAX_WORDS_CHARS, strip_whitespace=True)]


class ReportKind(StrEnum):
    """What is wrong with the question."""

    WRONG = "wrong"
    OUTDATED = "outdated"
    UNCLEAR = "unclear"


class Report(Frozen):
    """One learner's report on one question; a later one takes its place.

    Attributes:
        id: snowflake of the submit.
        words: what the learner wrote about it, or "".
        rubric_version: the question as it was reported.
    """

    id: int
    learner_id: int
    group_id: int | None
    item_id: str
    kind: ReportKind
    words: Words
    rubric_version: str
