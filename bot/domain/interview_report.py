"""The whole conversation of a mock interview as a Markdown file, while its texts are kept."""

import re
from collections.abc import Iterator, Sequence

from .feedback import STATUS_WORDS
from .grade import Status
from .interview import Interview
from .interview_answer import Question, Quote
from .language import tr
from .scorecard import Scorecard
from .scorecard_words import comparison, course, details, headline, skills_named, verdict

_MARKS = {Status.MET: "✓", Status.CLOSE: "◐", Status.MISSED: "○"}
_FENCES = re.compile("`{3,}")


def write_report(interview: Interview, scorecard: Scorecard, questions: Sequence[Question]) -> str:
    """The report; what a learner wrote stands in code blocks that it can't end."""
    parts = [*_summary(interview, scorecard)]
    for number, question in enumerate(questions, start=1):
        if question.turn.card_id is not None:
            parts += _conversation(number, question)
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


def _conversation(number: int, question: Question) -> Iterator[str]:
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
    yield _marks(question)
    for reply in question.replies:
        yield tr("**Follow-up:** {ask}").format(ask=reply.ask)
        yield _said(reply.text)
        if reply.score is not None:
            yield tr("{points} / 100").format(points=round(100 * reply.score))
    if question.grade:
        yield tr("**A strong answer:** {text}").format(text=item.model_answer)


def _marks(question: Question) -> str:
    """The marks of the answer."""
    grade = question.grade
    if grade is None or grade.score is None:
        return ""
    says = {criterion.id: criterion.say for criterion in question.item.criteria}
    required = {criterion.id for criterion in question.item.required}
    lines = [
        f"- {_MARKS.get(mark.status, '✗')} {tr(STATUS_WORDS[mark.status])}: {says[mark.criterion]}"
        for mark in grade.marks
        if mark.criterion in required or (mark.criterion in says and mark.credit)
    ]
    points = tr("{points} / 100").format(points=round(100 * grade.score))
    return "\n".join([f"**{points}**", "", *lines])


def _said(text: str | None) -> str:
    if text is None:
        return tr("*The text is no longer kept.*")
    if not text:
        return tr("*Nothing was said.*")
    longest = max((len(fence) for fence in _FENCES.findall(text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}text\n{text}\n{fence}"


def _quote(title: str, quote: Quote | None) -> str:
    if quote is None:
        return ""
    return f"{title}\n\n{_said(quote.words)}\n\n{quote.title}: {quote.say}"
