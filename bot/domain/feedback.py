"""A grade in words: what the learner reads after an answer.

Nothing is decided here. Each line says what the grade says, with the learner's own words as they
stand in the text; once the text has been erased the lines stay and the quotes are gone.
"""

from collections.abc import Iterable, Mapping

from .grade import Band, Flag, Frozen, Grade, Mark, Span, Status
from .item import Criterion, Item, Misconception, Source
from .language import later, tr

MAX_QUOTE_CHARS = 120
_MAX_QUOTES = 3

STATUS_WORDS: Mapping[Status, str] = {
    Status.MET: later("met"),
    Status.CLOSE: later("partly"),
    Status.MISSED: later("missing"),
    Status.NEGATED: later("you wrote the opposite"),
    Status.CONTRADICTED: later("you said both"),
}

BAND_WORDS: Mapping[Band, str] = {
    Band.EXCELLENT: later("Excellent: all there, and right"),
    Band.GOOD: later("Good: the core is there"),
    Band.FAIR: later("Fair: the main idea, with a gap"),
    Band.PARTIAL: later("Partial: about half of it"),
    Band.WEAK: later("Weak: a first piece of it"),
    Band.POOR: later("Not there yet"),
    Band.UNGRADED: later("Not graded"),
}

NOTES: Mapping[Flag, str] = {
    Flag.EMPTY: later("There was nothing to read. Write a sentence or two in your own words."),
    Flag.TOO_SHORT: later(
        "That is too short to grade. A sentence or two is enough. It did not count."
    ),
    Flag.NOT_ENGLISH: later(
        "I can only read English so far. Nothing is lost: try again in English."
    ),
    Flag.ONLY_CODE: later(
        "I can't grade code alone. Say in a sentence or two what it shows and why."
    ),
    Flag.PROMPT_ECHO: later("Most of this repeats the question. Say what you would answer."),
    Flag.KEYWORD_LIST: later("This reads as a list of keywords. Say how they belong together."),
    Flag.REPETITION: later(
        "The same words came again and again. Say it once; a good sentence is enough."
    ),
    Flag.TO_THE_GRADER: later("Words addressed to the grader were left out."),
    Flag.MODEL_ANSWER: later("This is the model answer, word for word. Put it in your own words."),
    Flag.CUT: later("The answer was very long; only its first part was read."),
}


class Line(Frozen):
    """One criterion as the learner sees it.

    Attributes:
        word: "met", "partly", "missing", "you wrote the opposite" or "you said both".
        say: the idea of the criterion, as a sentence.
        quotes: the learner's own words, each cut to 120 characters.
        bonus: whether it only lifts the score.
    """

    criterion: str
    status: Status
    word: str
    say: str
    quotes: tuple[str, ...]
    bonus: bool


class Correction(Frozen):
    """A misconception as the learner sees it.

    Attributes:
        costs: whether it lowered the score; else it is a side remark.
        demo: the demonstration that proves the correction, if there is one.
    """

    id: str
    say: str
    quotes: tuple[str, ...]
    source: Source
    costs: bool
    demo: str | None = None

    @property
    def word(self) -> str:
        """What it is called; one that costs nothing is no more than a hint."""
        return tr("A misconception") if self.costs else tr("Worth checking, at no cost here")


class Feedback(Frozen):
    """What the learner reads after an answer.

    Attributes:
        points: 0..100, or None where nothing was graded.
        headline: the band in words.
        lines: required criteria first; bonus criteria only where the answer touched them.
        notes: whole sentences on how the answer was read.
    """

    item_id: str
    points: int | None
    band: Band
    headline: str
    lines: tuple[Line, ...]
    corrections: tuple[Correction, ...]
    notes: tuple[str, ...]


def give_feedback(
    item: Item, grade: Grade, text: str | None, catalogue: Mapping[str, Misconception]
) -> Feedback:
    """Put a grade into words.

    Args:
        text: the answer as received, or None once it was erased.
        catalogue: misconceptions by id.
    """
    required = {criterion.id for criterion in item.required}
    criteria = {criterion.id: criterion for criterion in item.criteria}
    return Feedback(
        item_id=item.id,
        points=None if grade.score is None else round(100 * grade.score),
        band=grade.band,
        headline=tr(BAND_WORDS[grade.band]),
        lines=tuple(
            _line(criteria[mark.criterion], mark, text, bonus=mark.criterion not in required)
            for mark in grade.marks
            if mark.criterion in criteria  # an older grade may know criteria that have gone
            and (mark.criterion in required or mark.status is not Status.MISSED)
        ),
        corrections=tuple(
            Correction(
                id=finding.id,
                say=catalogue[finding.id].say,
                quotes=_quotes(text, finding.evidence),
                source=catalogue[finding.id].source,
                costs=finding.attached,
                demo=catalogue[finding.id].demo,
            )
            for finding in grade.misconceptions
            if finding.id in catalogue
        ),
        notes=tuple(tr(NOTES[flag]) for flag in grade.flags),
    )


def _line(criterion: Criterion, mark: Mark, text: str | None, *, bonus: bool) -> Line:
    return Line(
        criterion=criterion.id,
        status=mark.status,
        word=tr(STATUS_WORDS[mark.status]),
        say=criterion.say,
        quotes=_quotes(text, mark.evidence),
        bonus=bonus,
    )


def _quotes(text: str | None, spans: Iterable[Span]) -> tuple[str, ...]:
    if text is None:
        return ()
    quotes = (" ".join(text[start:end].split()) for start, end in spans)
    return tuple(dict.fromkeys(_cut(quote) for quote in quotes if quote))[:_MAX_QUOTES]


def _cut(quote: str) -> str:
    return quote if len(quote) <= MAX_QUOTE_CHARS else quote[: MAX_QUOTE_CHARS - 1] + "…"
