"""The result of reading one answer: a grade, its marks and the words of the learner behind them."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

Span = tuple[int, int]
"""Start and end, in code points, of a piece of the text as it was received."""


class Frozen(BaseModel):
    """A value that never changes and knows no unnamed fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Band(StrEnum):
    """A score in a word. Source: docs/grading.md, "What a score means"."""

    EXCELLENT = "excellent"
    GOOD = "good"
    FAIR = "fair"
    PARTIAL = "partial"
    WEAK = "weak"
    POOR = "poor"
    UNGRADED = "ungraded"


_FLOORS = (
    (0.95, Band.EXCELLENT),
    (0.80, Band.GOOD),
    (0.60, Band.FAIR),
    (0.40, Band.PARTIAL),
    (0.20, Band.WEAK),
)


def band_of(score: float | None) -> Band:
    """The band of a score in 0..1; `None` (the grader abstained) is ungraded."""
    if score is None:
        return Band.UNGRADED
    return next((band for floor, band in _FLOORS if score >= floor - 1e-9), Band.POOR)


class Status(StrEnum):
    """What the answer said about one criterion."""

    MET = "met"
    CLOSE = "close"
    MISSED = "missed"
    NEGATED = "negated"
    CONTRADICTED = "contradicted"


class Flag(StrEnum):
    """Why an answer was not graded, or its score was held down, or what the reader should know."""

    EMPTY = "empty"
    TOO_SHORT = "too-short"
    NOT_ENGLISH = "not-english"
    ONLY_CODE = "only-code"
    PROMPT_ECHO = "prompt-echo"
    KEYWORD_LIST = "keyword-list"
    REPETITION = "repetition"
    TO_THE_GRADER = "to-the-grader"
    MODEL_ANSWER = "model-answer"
    CUT = "cut"


class Mark(Frozen):
    """The result of one criterion.

    Attributes:
        criterion: id of the criterion in the item.
        credit: 0..1, the share of the criterion's weight that was earned.
        evidence: the words that decided it, in the order they stand in the text.
        pattern: the pattern that matched, as the author wrote it; "say" for soft coverage.
    """

    criterion: str
    status: Status
    credit: float
    evidence: tuple[Span, ...] = ()
    pattern: str | None = None


class Finding(Frozen):
    """A misconception found in an answer.

    Attributes:
        cap: the score can't be higher than this, or None.
        penalty: taken from the score, or 0.
        attached: whether the item lists it; else it is a side remark and costs nothing.
    """

    id: str
    evidence: tuple[Span, ...]
    pattern: str
    cap: float | None = None
    penalty: float = 0.0
    attached: bool = True


class Grade(Frozen):
    """The result of one answer. The same text, item and engine give the same bytes.

    Attributes:
        score: 0..1 after penalties and caps, or None where the grader abstained.
        marks: one a criterion, required ones first, in the item's order.
        rubric_version: 12 hex digits of the SHA-256 of the item's file and all shared files.
    """

    item_id: str | None
    score: float | None
    band: Band
    marks: tuple[Mark, ...] = ()
    misconceptions: tuple[Finding, ...] = ()
    flags: tuple[Flag, ...] = ()
    rubric_version: str = ""
    engine_version: str = ""
