"""The whole conversation of a mock interview as a Markdown file, while its texts are kept."""

import re
from collections.abc import Iterator, Mapping, Sequence

from .feedback import Correction, Line, give_feedback
from .grade import Status
from .interview import Interview
from .interview_answer import Question, Quote
from .item import Misconception
from .language import tr
from .scorecard import Scorecard
from .scorecard_words import comparison, course, details, headline, skills_named, verdict

_MARKS = {Status.MET: "✓", Status.CLOSE: "◐", Status.MISSED: "○"}
_BACKTICKS = re.compile("`+")


def write_report(
    interview: Interview,
    scorecard: Scorecard,
    questions: Sequence[Question],
    catalogue: Mapping[str, Misconception],
) -> str:
    """The report; what a learner wrote stands in code that it can't end.

    Args:
        catalogue: misconceptions by id.
    """
    parts = [*_summary(interview, scorecard)]
    for number, question in enumerate(questions, start=1):
        if question.turn.card_id is not None:
            parts += _conversation(number, question, catalogue)
    return "\n\n".join(part for part in parts if part) + "\n"


def _summary(interview: Interview, scorecard: Scorecard) -> Iterator[str]:
    yield tr("# Mock interview of {day}").format(day=f"{interview.started_at:%Y-%m-%d}")
    yield f"**{headline(scorecard)}** · {verdict(scorecard)}"
    yield "\n".join(
        f"- {line}"
        for line in (course(scorecard), *details(scorecard), comparison(scorecard))
        if line
    )
    for title, parts in (
        (tr("By topic"), scorecard.topics),
        (tr("By skill"), skills_named(scorecard)),
    ):
        rows = [f"| {part.name} | {round(100 * part.share)} % |" for part in parts]
        if rows:
            yield f"## {title}"
            yield "\n".join(["| | |", "|---|---|", *rows])
    yield _quote(tr("## Your strongest words"), scorecard.strongest)
    yield _quote(tr("## Your weakest words"), scorecard.weakest)
    if scorecard.study:
        yield tr("## Study these")
        yield "\n".join(
            f"{number}. **{one.title}**: {one.say} [{one.source.title}]({one.source.url})"
            + (" " + tr("Demo: `/demo {name}`").format(name=one.demo) if one.demo else "")
            for number, one in enumerate(scorecard.study, start=1)
        )


def _conversation(
    number: int, question: Question, catalogue: Mapping[str, Misconception]
) -> Iterator[str]:
    item = question.item
    yield tr("## Question {number}: {title}").format(number=number, title=item.title)
    yield item.prompt
    if item.code:
        yield f"```python\n{item.code.text.rstrip()}\n```"
    if question.attempt:
        yield from (f"> {hint}" for hint in item.hints[: question.attempt.hints])
        yield _said(question.text)
    elif question.turn.skipped:
        yield tr("*You skipped this one.*")
    else:
        yield tr("*Not answered.*")
    yield _feedback(question, catalogue)
    for reply in question.replies:
        yield tr("**Follow-up:** {ask}").format(ask=reply.ask)
        yield _said(reply.text)
        if reply.score is not None:
            yield tr("{points} / 100").format(points=round(100 * reply.score))
        yield tr("**Good to say:** {text}").format(text=reply.say)
    if question.grade or question.turn.skipped:
        yield tr("**A strong answer:** {text}").format(text=item.model_answer)


def _feedback(question: Question, catalogue: Mapping[str, Misconception]) -> str:
    """The points, what was met and what was missing, and what was wrong."""
    if question.grade is None:
        return ""
    given = give_feedback(question.item, question.grade, question.text, catalogue)
    points = tr("{points} / 100").format(points=given.points)
    marks = map(_mark, given.lines)
    corrections = map(_correction, given.corrections)
    return "\n".join([f"**{points}** · {given.headline}", "", *marks, *corrections])


def _mark(line: Line) -> str:
    word = tr("{word}, a bonus").format(word=line.word) if line.bonus else line.word
    said = f"- {_MARKS.get(line.status, '✗')} {word}: {line.say}"
    return "\n".join([said, *map(_evidence, line.quotes)])


def _correction(correction: Correction) -> str:
    read_on = f"[{correction.source.title}]({correction.source.url})"
    mark = "✗" if correction.costs else "→"
    said = f"- {mark} {correction.word}: {correction.say} {read_on}"
    return "\n".join([said, *map(_evidence, correction.quotes)])


def _evidence(words: str) -> str:
    """A few words as code, below the entry of a list that they belong to."""
    return f"  {_fence(words, least=1)} {words} {_fence(words, least=1)}"


def _said(text: str | None) -> str:
    if text is None:
        return tr("*The text is no longer kept.*")
    if not text:
        return tr("*Nothing was said.*")
    fence = _fence(text, least=3)
    return f"{fence}text\n{text}\n{fence}"


def _fence(text: str, *, least: int) -> str:
    """More backticks than there are in a row in the text."""
    longest = max(map(len, _BACKTICKS.findall(text)), default=0)
    return "`" * max(least, longest + 1)


def _quote(title: str, quote: Quote | None) -> str:
    if quote is None:
        return ""
    return f"{title}\n\n{_said(quote.words)}\n\n{quote.title}: {quote.say}"
