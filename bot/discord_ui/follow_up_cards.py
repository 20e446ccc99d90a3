"""Follow-ups: the card that asks, the modal that takes the reply, the card that says what it was.

They take the place of the feedback card, which one button brings back.
"""

from collections.abc import Iterator

from discord import ButtonStyle, Interaction, TextStyle
from discord.ui import Label, LayoutView, Modal, TextDisplay, TextInput

from ..coach.replies import MAX_REPLY_CHARS, FollowUp, ReplyResult
from ..domain.language import tr
from ..domain.probing import MAX_DEPTH
from .buttons import CardButton, button
from .cards import BAND_COLOURS, BLUE, card, small
from .custom_id import ModalId, ModalKind, Verb, encode
from .feedback_card import Detail, correction_text, line_text
from .limits import MODAL_TITLE
from .modal import sent_values
from .quote import cut, one_line

_REPLY = "reply"
"""The custom id of the input."""

_DETAIL = Detail(sentence=300, quote=80, quotes=2, corrections=1, links=True)
_NOTES = 3


def follow_up_card(follow_up: FollowUp) -> LayoutView:
    """A follow-up question."""
    return card(
        f"{_head(follow_up)}\n## {cut(one_line(follow_up.ask), 400)}",
        small(tr("A sentence will do. This is for practice: it changes no score and no points.")),
        colour=BLUE,
        buttons=[
            button(Verb.REPLY, follow_up.reply.id, tr("Answer"), style=ButtonStyle.primary),
            _back(follow_up),
        ],
    )


def reply_modal(follow_up: FollowUp) -> Modal:
    """Takes a reply; it starts with the text that was kept."""
    modal = Modal(
        title=cut(one_line(follow_up.item.title), MODAL_TITLE),
        custom_id=encode(ModalId(ModalKind.REPLY, follow_up.reply.id)),
    )
    field: TextInput[Modal] = TextInput(
        style=TextStyle.paragraph,
        custom_id=_REPLY,
        default=follow_up.reply.text or None,
        min_length=1,
        max_length=MAX_REPLY_CHARS,
        required=True,
    )
    modal.add_item(TextDisplay(cut(one_line(follow_up.ask), 400)))
    modal.add_item(Label(text=tr("Your reply"), component=field))
    return modal


def sent_reply(interaction: Interaction) -> tuple[int, str] | None:
    """The id and the text of a reply that was just sent, or None for anything else."""
    sent = sent_values(interaction, ModalKind.REPLY)
    return (sent[0], sent[1].get(_REPLY, "")) if sent else None


def reply_card(result: ReplyResult) -> LayoutView:
    """What a reply was: the idea in any case, as nothing is to be won by hiding it."""
    feedback = result.feedback
    asked = cut(one_line(result.follow_up.ask), 400)
    corrections = feedback.corrections[: _DETAIL.corrections]
    return card(
        f"{_head(result.follow_up)}\n## {feedback.headline}\n{asked}",
        "\n".join(feedback.notes[:_NOTES]),
        [correction_text(one, _DETAIL) for one in corrections],
        [line_text(line, _DETAIL) for line in feedback.lines],
        colour=BAND_COLOURS[feedback.band],
        buttons=_buttons(result),
    )


def _head(follow_up: FollowUp) -> str:
    place = tr("Follow-up {number} of at most {most}").format(
        number=follow_up.number, most=MAX_DEPTH
    )
    return small(f"{one_line(follow_up.item.title)} · {place}")


def _buttons(result: ReplyResult) -> Iterator[CardButton]:
    reply = result.follow_up.reply
    if result.feedback.points is None:
        yield button(Verb.REPLY, reply.id, tr("Answer again"), style=ButtonStyle.primary)
    if result.more:
        label = tr("Next follow-up")
        yield button(Verb.FOLLOW_UP, reply.attempt_id, label, style=ButtonStyle.primary)
    yield _back(result.follow_up)


def _back(follow_up: FollowUp) -> CardButton:
    return button(Verb.RESULT, follow_up.reply.attempt_id, tr("Back to the result"))
