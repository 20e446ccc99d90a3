"""What was said to the questions of a mock interview, and which words of it were worth most."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from .attempt import Attempt
from .feedback import MAX_QUOTE_CHARS
from .grade import Frozen, Grade, Mark, Span, Status
from .interview import Turn
from .item import Criterion, Item, Misconception

_BOUNDARIES = (re.compile(r"[.!?:;](?=\s|$)|\n"), re.compile(r"[.!?:;,](?=\s|$)|\n"))
"""Of a sentence, and of a part of one: a quoted word says more among its neighbours."""


class Reply(NamedTuple):
    """What was replied to a follow-up.

    Attributes:
        say: what it wanted to hear.
        text: None once it was erased, or where nothing was replied.
    """

    criterion: str
    ask: str
    say: str
    text: str | None
    score: float | None


class Question(NamedTuple):
    """One turn with everything that is still kept of it.

    Attributes:
        attempt: None where the question was skipped or never reached.
        text: the answer; None once it was erased.
    """

    item: Item
    turn: Turn
    attempt: Attempt | None = None
    text: str | None = None
    replies: tuple[Reply, ...] = ()

    @property
    def grade(self) -> Grade | None:
        """The grade of the answer, where there is one with a score."""
        grade = self.attempt.grade if self.attempt else None
        return grade if grade and grade.score is not None else None

    @property
    def score(self) -> float | None:
        """0..1; a skipped question is worth 0; None where it doesn't count."""
        if self.turn.skipped:
            return 0.0
        return self.grade.score if self.grade else None


class Quote(Frozen):
    """The learner's words that were worth most, or least.

    Attributes:
        words: cut to 120 characters.
        say: the idea they carry, or the correction of what they say.
    """

    item_id: str
    title: str
    words: str
    say: str


def strongest(graded: Iterable[Question]) -> Quote | None:
    """The words that met the weightiest idea, in the best answer that has any."""
    found = [
        (one.score or 0.0, criterion.weight, _quote(one, mark.evidence, criterion.say))
        for one in graded
        for criterion, mark in _marked(one)
        if mark.status is Status.MET and mark.evidence and one.text
    ]
    best = max(found, key=lambda each: each[:2], default=None)
    return best[2] if best else None


def weakest(graded: Sequence[Question], catalogue: Mapping[str, Misconception]) -> Quote | None:
    """The words that cost most: a misconception, else the opposite of a required idea."""
    wrong = [
        (finding.penalty + (0 if finding.cap is None else 1 - finding.cap), one, finding)
        for one in graded
        if one.text and one.grade
        for finding in one.grade.misconceptions
        if finding.id in catalogue and finding.evidence and finding.attached
    ]
    if wrong:
        _, one, finding = max(wrong, key=lambda each: each[0])
        return _quote(one, finding.evidence, catalogue[finding.id].say)
    opposite = [
        (criterion.weight, _quote(one, mark.evidence, criterion.say))
        for one in graded
        for criterion, mark in _marked(one)
        if mark.status in (Status.NEGATED, Status.CONTRADICTED) and mark.evidence and one.text
        if criterion in one.item.required
    ]
    worst = max(opposite, key=lambda each: each[0], default=None)
    return worst[1] if worst else None


def _marked(question: Question) -> Iterator[tuple[Criterion, Mark]]:
    """The marks of an answer with their criteria, without those the item no longer has."""
    criteria = {criterion.id: criterion for criterion in question.item.criteria}
    for mark in question.grade.marks if question.grade else ():
        if mark.criterion in criteria:
            yield criteria[mark.criterion], mark


def _quote(question: Question, evidence: Sequence[Span], say: str) -> Quote:
    start, end = max(evidence, key=lambda span: span[1] - span[0])
    text = question.text or ""
    words = " ".join(text[start:end].split())
    wider = (" ".join(_around(marks, text, start, end).split()) for marks in _BOUNDARIES)
    return Quote(
        item_id=question.item.id,
        title=question.item.title,
        words=next((one for one in wider if len(one) <= MAX_QUOTE_CHARS), _cut(words)),
        say=say,
    )


def _around(marks: re.Pattern[str], text: str, start: int, end: int) -> str:
    """A piece of the text with all that stands around it, up to the nearest marks."""
    before = [found.end() for found in marks.finditer(text, 0, start)]
    after = marks.search(text, end)
    return text[before[-1] if before else 0 : after.start() if after else len(text)]


def _cut(words: str) -> str:
    return words if len(words) <= MAX_QUOTE_CHARS else words[: MAX_QUOTE_CHARS - 1] + "…"
