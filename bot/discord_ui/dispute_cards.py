"""What a learner sees of a dispute: the modal that sends it, and the verdict when it comes."""

from discord import CheckboxGroupOption, Interaction, TextStyle
from discord.ui import CheckboxGroup, Label, LayoutView, Modal, TextDisplay, TextInput

from ..coach.disputes import Judged
from ..domain.dispute import BAND_NAMES, MAX_REASON_CHARS
from ..domain.grade import Band
from ..domain.item import Item
from ..domain.language import tr
from .cards import VIOLET, card, small
from .custom_id import ModalId, ModalKind, encode
from .modal import TICKED, sent_values, ticked
from .quote import cut, one_line, quoted_block

_REASON, _CONSENT = "reason", "consent"
"""The custom ids of the inputs."""

_NOTE = 600


def dispute_modal(attempt_id: int, item: Item) -> Modal:
    """Asks what is wrong with a grade, and whether coaches may read the answer."""
    modal = Modal(
        title=tr("Dispute this grade"), custom_id=encode(ModalId(ModalKind.DISPUTE, attempt_id))
    )
    reason: TextInput[Modal] = TextInput(
        style=TextStyle.paragraph,
        custom_id=_REASON,
        placeholder=tr("Which point should have counted, and where did you say it?"),
        min_length=1,
        max_length=MAX_REASON_CHARS,
        required=True,
    )
    consent: CheckboxGroup[Modal] = CheckboxGroup(
        custom_id=_CONSENT,
        options=[CheckboxGroupOption(label=tr("Yes, the coaches may read it"), value=TICKED)],
        min_values=1,
        max_values=1,
        required=True,
    )
    title = cut(one_line(item.title), 60)
    modal.add_item(
        TextDisplay(
            tr(
                "The coaches of this server read the text of your answer to **{title}**, its "
                "marks, and what you write here, without your name. You are told what they find. "
                "Then the answer is kept, with nothing that points to you, as a sample that the "
                "grading is checked with."
            ).format(title=title)
        )
    )
    modal.add_item(Label(text=tr("What is wrong with the grade?"), component=reason))
    modal.add_item(Label(text=tr("May they read your answer?"), component=consent))
    return modal


def sent_dispute(interaction: Interaction) -> tuple[int, str, bool] | None:
    """The attempt, the reason and the consent that were just sent, or None for anything else."""
    sent = sent_values(interaction, ModalKind.DISPUTE)
    if sent is None:
        return None
    attempt_id, values = sent
    return attempt_id, values.get(_REASON, ""), ticked(values, _CONSENT)


def verdict_card(judged: Judged) -> LayoutView:
    """What a coach found, for the learner."""
    note = judged.verdict.note
    return card(
        f"{small(tr('Your dispute'))}\n## {cut(one_line(judged.item.title), 60)}\n"
        f"{_finding(judged)}",
        f"{tr('The coach says:')}\n{quoted_block(note, _NOTE)}" if note else "",
        "" if _stays_ungraded(judged) else small(_thanks()),
        colour=VIOLET,
    )


def _stays_ungraded(judged: Judged) -> bool:
    return judged.verdict.band is None and judged.given is Band.UNGRADED


def _thanks() -> str:
    return tr(
        "Your score stays as it was given, in streak and points too. Your answer, "
        "without your name, now helps to check the grading. Thank you."
    )


def _finding(judged: Judged) -> str:
    given = tr(BAND_NAMES[judged.given])
    if judged.verdict.band is None:
        return tr("A coach read your answer. The grade stands: {band}.").format(band=given)
    found = tr(BAND_NAMES[judged.verdict.band])
    if found == given:
        return tr("A coach read your answer and found the same: {band}.").format(band=given)
    return tr("A coach read your answer. It got “{given}”; they would say **{found}**.").format(
        given=given, found=found
    )
