"""Reviews and progress in the terminal: when there is nothing to ask, and where the learner stands.

Times are those of this machine.
"""

from collections.abc import Iterator
from datetime import datetime

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ..coach.practice import Question
from ..coach.progress import HistoryEntry, HistoryPage, ProgressShown
from ..coach.reviews import NothingDue
from ..domain.certainty import in_words
from ..domain.progress import Progress, point_in_words
from ..domain.recall import SHOWN_FROM

_STEPS = 20


def review_place(asked: Question) -> RenderableType:
    """How much of a review is left, the question shown included."""
    number, total = asked.card.review_number or 0, asked.card.review_total or 0
    return Text(f"Review: {total - number + 1} of {total} left.  /next  /another for later", "dim")


def nothing_due(nothing: NothingDue) -> RenderableType:
    """Why no question follows."""
    return Text("\n".join(_told(nothing)))


def again_line(again_at: datetime) -> RenderableType:
    """When the question comes again."""
    return Text(f"I'll ask this again from {_local(again_at)} on.", "dim")


def progress_page(shown: ProgressShown, history: HistoryPage) -> RenderableType:
    """Mastery by topic, what stays, how sure the learner is, and the last answers."""
    progress = shown.progress
    head = f"Progress: {round(100 * progress.share)} %"
    return Group(
        Text(head, "bold"),
        Text(f"{progress.answered} of {progress.total} questions tried, {shown.due} due now.\n"),
        _topics(progress),
        Text("\n" + "\n".join(_memory(progress))),
        *(Text(in_words(one)) for one in progress.calibration),
        Text("\nYour last answers" if history.entries else "", "bold"),
        *(Text(_entry(entry)) for entry in history.entries),
    )


def _told(nothing: NothingDue) -> Iterator[str]:
    if nothing.asked:
        yield f"Review done: {_questions(nothing.asked)}."
    if nothing.due:
        yield f"Still due: {_questions(nothing.due)}. /review asks them."
    elif nothing.next_at is None:
        yield "Nothing is due: each question you answer comes back after some days."
    else:
        yield f"Due from {_local(nothing.next_at)} on: {_questions(nothing.next_count)}."
        yield "/another asks a weak or new one."


def _questions(count: int) -> str:
    return "1 question" if count == 1 else f"{count} questions"


def _topics(progress: Progress) -> Table:
    table = Table.grid(padding=(0, 2))
    for topic in progress.topics:
        filled = round(_STEPS * topic.share)
        bar = "#" * filled + "." * (_STEPS - filled)
        table.add_row(Text(topic.title), Text(bar, "green"), Text(topic.words))
    return table


def _memory(progress: Progress) -> Iterator[str]:
    if not progress.curve:
        missing = SHOWN_FROM - progress.recalls
        reviews = "1 more review" if missing == 1 else f"{missing} more reviews"
        yield f"What stays in memory is shown after {reviews}."
    for point in progress.curve:
        yield f"After {point_in_words(point)}."


def _entry(entry: HistoryEntry) -> str:
    attempt = entry.attempt
    outcome = "not graded" if attempt.score is None else f"{round(100 * attempt.score)} / 100"
    if attempt.gave_up:
        outcome = "I don't know"
    return f"{_local(attempt.at)}  {entry.title}, {outcome}"


def _local(at: datetime) -> str:
    return f"{at.astimezone():%a %Y-%m-%d %H:%M}"
