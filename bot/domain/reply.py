"""Follow-up questions and what learners reply: a second chance to show one missed idea.

attempt -> reply (id of the interaction that asked; one a criterion) -> the next reply

A reply is graded as an answer to the follow-up alone. It is never an attempt: it changes no score,
no points, no streak, and opens no model answer.
"""

from collections.abc import Mapping, Sequence

from .feedback import Feedback, give_feedback
from .grade import Frozen, Grade
from .item import Criterion, Item, Misconception
from .language import tr
from .probing import MAX_DEPTH, most_valuable

_HAS_IT = 0.8
_NEARLY = 0.2


class Reply(Frozen):
    """A follow-up question that was asked, and the reply to it.

    Attributes:
        id: snowflake of the interaction that asked.
        criterion: id of the criterion that it asks about.
        text: what was sent last, "" before that, None once it was erased.
        grade: None until a reply could be graded.
    """

    id: int
    attempt_id: int
    learner_id: int
    item_id: str
    criterion: str
    text: str | None = ""
    grade: Grade | None = None


def next_to_ask(item: Item, grade: Grade | None, replies: Sequence[Reply]) -> Criterion | None:
    """The criterion to ask about after an answer and the replies to it, if any is left."""
    if grade is None or len(replies) >= MAX_DEPTH:
        return None
    return most_valuable(item, grade, asked=[reply.criterion for reply in replies])


def give_reply_feedback(
    item: Item,
    criterion_id: str,
    grade: Grade,
    text: str | None,
    catalogue: Mapping[str, Misconception],
) -> Feedback:
    """Put the grade of a reply into words: one line, on what the follow-up wanted to hear.

    Raises:
        KeyError: the item has no such criterion any more.
    """
    criterion = item.criterion(criterion_id)
    wanted = criterion.follow_up.narrow(criterion) if criterion.follow_up else criterion
    alone = item.model_copy(update={"required": (wanted,), "bonus": ()})
    feedback = give_feedback(alone, grade, text, catalogue)
    if grade.score is None:
        return feedback
    return feedback.model_copy(update={"headline": _headline(grade.score)})


def _headline(score: float) -> str:
    if score >= _HAS_IT:
        return tr("Now you have it")
    if score > _NEARLY:
        return tr("Nearly: a part of it is there")
    return tr("Not yet: this is the idea")
