"""The cards of a running mock interview."""

from discord import ButtonStyle
from discord.ui import LayoutView

from ..coach.conversation import Scene
from ..domain.interview import Interview, Stage
from ..domain.interview_plan import Style
from ..domain.interviewer import acknowledgement, clarification, shortage
from ..domain.item import Item
from ..domain.language import tr
from .buttons import CardButton
from .cards import BLUE, GREY, VIOLET, card, small
from .interview_button import Action, interview_button
from .question_card import EXPECTED, headed_prompt
from .quote import cut, one_line, quoted

_TITLE = 60
_QUOTE = 120
_ASK = 400


def asking_card(scene: Scene) -> LayoutView:
    """What the interviewer says and asks now; while it is paused, that it is."""
    if scene.interview.paused:
        return paused_card(scene.interview)
    said = acknowledgement(scene.interview, quote=quoted(scene.quote, _QUOTE))
    few = shortage(scene.interview)
    late = small(tr("That was settled before. This is where we are:")) if scene.late else ""
    if scene.interview.stage is Stage.FOLLOW_UP:
        asked = f"## {cut(one_line(scene.ask), _ASK)}"
        about = small(tr("Still about: {title}").format(title=one_line(scene.item.title)))
        return card(
            "\n".join(part for part in (_head(scene.interview), late, said, asked, about) if part),
            colour=VIOLET,
            buttons=_buttons(scene),
        )
    return card(
        "\n".join(
            part for part in (_head(scene.interview), late, said, few and small(few)) if part
        ),
        headed_prompt(scene.item),
        clarification(scene.item) if scene.interview.turn.clarified else "",
        "\n".join(_hint(number, scene) for number in range(1, len(scene.hints) + 1)),
        small(tr("Answer in {expected}.").format(expected=tr(EXPECTED))),
        colour=BLUE,
        buttons=_buttons(scene),
    )


def paused_card(interview: Interview) -> LayoutView:
    """The interview waits."""
    return card(
        _head(interview),
        tr("**Paused.** Your place is kept for as long as you like."),
        colour=GREY,
        buttons=[
            interview_button(Action.RESUME, interview, tr("Resume"), style=ButtonStyle.primary),
            interview_button(Action.END, interview, tr("End")),
        ],
    )


def running_card(scene: Scene) -> LayoutView:
    """Another interview was asked for, and this one still runs."""
    interview = scene.interview
    where = f" <#{interview.thread_id}>" if interview.thread_id else ""
    return card(
        _head(interview),
        tr("**You are in the middle of an interview.**{where}").format(where=where),
        small(tr("One interview at a time. What you answered counts either way.")),
        colour=BLUE,
        buttons=[
            interview_button(Action.RESUME, interview, tr("Resume"), style=ButtonStyle.primary),
            interview_button(Action.END, interview, tr("End it")),
            interview_button(Action.ANEW, interview, tr("End it and begin anew")),
        ],
    )


def seated_card(interview: Interview, thread: str) -> LayoutView:
    """The interview is held in a thread.

    Args:
        thread: a mention of it.
    """
    begun = tr("Your interview has begun in {thread}. Only you, me and the moderators see it.")
    return card(
        begun.format(thread=thread),
        colour=BLUE,
        buttons=[interview_button(Action.RESUME, interview, tr("Answer here instead"))],
    )


def settled_card(interview: Interview, step: int, item: Item | None) -> LayoutView:
    """What is left of a card that was answered or skipped: one line."""
    number, follow_up, outcome = _find(interview, step)
    parts = [
        tr("Question {number} of {count}").format(number=number, count=len(interview.turns)),
        cut(one_line(item.title), _TITLE) if item else "",
        tr("follow-up") if follow_up else "",
        outcome,
    ]
    return card(small(" · ".join(part for part in parts if part)), colour=GREY)


def closing_card(interview: Interview) -> LayoutView:
    """The interview is over; its scorecard can be seen again."""
    return card(
        _head(interview),
        acknowledgement(interview),
        colour=GREY,
        buttons=[interview_button(Action.RESULT, interview, tr("Scorecard"))],
    )


def turn_of(interview: Interview, step: int) -> int:
    """The index of the turn that a step belongs to; of the one asked now where it is not known."""
    for index, turn in enumerate(interview.turns):
        if step in (turn.card_id, turn.again_id, *(one.reply_id for one in turn.follow_ups)):
            return index
    return interview.at


def _find(interview: Interview, step: int) -> tuple[int, bool, str]:
    """The number of the question, whether the step was a follow-up, and what came of it."""
    index = turn_of(interview, step)
    turn = interview.turns[index]
    follow_up = next((one for one in turn.follow_ups if one.reply_id == step), None)
    if step == turn.card_id and turn.again_id is not None:
        return index + 1, False, tr("not understood")
    skipped = follow_up.skipped if follow_up else turn.skipped
    return index + 1, follow_up is not None, tr("skipped") if skipped else tr("answered")


def _head(interview: Interview) -> str:
    strict = interview.plan.style is Style.STRICT
    parts = [
        tr("Mock interview"),
        tr("strict") if strict else tr("friendly"),
        tr("question {number} of {count}").format(
            number=interview.at + 1, count=len(interview.turns)
        ),
        tr("begun {when}").format(when=f"<t:{interview.started_at.timestamp():.0f}:R>"),
    ]
    return small(" · ".join(parts))


def _hint(number: int, scene: Scene) -> str:
    label = tr("**Hint {number} of {count}**").format(number=number, count=len(scene.item.hints))
    return f"{label} · {cut(one_line(scene.hints[number - 1]), 400)}"


def _buttons(scene: Scene) -> list[CardButton]:
    interview = scene.interview
    answer = interview_button(Action.ANSWER, interview, tr("Answer"), style=ButtonStyle.primary)
    leave = [
        interview_button(Action.SKIP, interview, tr("Skip")),
        interview_button(Action.PAUSE, interview, tr("Pause")),
        interview_button(Action.END, interview, tr("End")),
    ]
    if interview.stage is Stage.FOLLOW_UP:
        return [answer, *leave]
    left = len(scene.item.hints) - len(scene.hints)
    hint = tr("Hint (-10 % of its points)")
    return [
        answer,
        interview_button(
            Action.CLARIFY, interview, tr("Clarify"), disabled=interview.turn.clarified
        ),
        interview_button(
            Action.HINT, interview, hint if left else tr("No hints left"), disabled=not left
        ),
        *leave,
    ]
