"""Saying that a question is wrong: the modal, and the word of thanks."""

from discord import Interaction, RadioGroupOption, TextStyle
from discord.ui import Label, LayoutView, Modal, RadioGroup, TextDisplay, TextInput

from ..domain.item import Item
from ..domain.language import later, tr
from ..domain.report import MAX_WORDS_CHARS, ReportKind
from .cards import BLUE, card, small
from .custom_id import ModalId, ModalKind, encode
from .modal import sent_values
from .quote import cut, one_line

_KIND, _WORDS = "kind", "words"
"""The custom ids of the inputs."""

_KINDS = {
    ReportKind.WRONG: later("Something in it is wrong"),
    ReportKind.OUTDATED: later("It was right once, but not in current Python"),
    ReportKind.UNCLEAR: later("It is unclear what is asked"),
}


def report_modal(card_id: int, item: Item) -> Modal:
    """Asks what is wrong with the question of a card."""
    modal = Modal(
        title=tr("Report this question"), custom_id=encode(ModalId(ModalKind.REPORT, card_id))
    )
    kinds: RadioGroup[Modal] = RadioGroup(
        custom_id=_KIND,
        options=[RadioGroupOption(label=tr(say), value=kind) for kind, say in _KINDS.items()],
    )
    words: TextInput[Modal] = TextInput(
        style=TextStyle.paragraph,
        custom_id=_WORDS,
        placeholder=tr("Which sentence, and what would be right? A link helps."),
        max_length=MAX_WORDS_CHARS,
        required=False,
    )
    title = cut(one_line(item.title), 60)
    modal.add_item(
        TextDisplay(
            tr(
                "You report **{title}** to its authors. It is about the question, not your grade."
            ).format(title=title)
        )
    )
    modal.add_item(Label(text=tr("What is wrong?"), component=kinds))
    modal.add_item(Label(text=tr("In your words, if you like"), component=words))
    return modal


def sent_report(interaction: Interaction) -> tuple[int, ReportKind | None, str] | None:
    """The card, the kind and the words of a report that was just sent; None for anything else."""
    sent = sent_values(interaction, ModalKind.REPORT)
    if sent is None:
        return None
    card_id, values = sent
    kind = next((one for one in ReportKind if one == values.get(_KIND)), None)
    return card_id, kind, values.get(_WORDS, "")


def reported_card(item: Item) -> LayoutView:
    """The report has arrived."""
    return card(
        tr(
            "**Thank you.** Your report on “{title}” is kept for whoever looks after the questions."
        ).format(title=cut(one_line(item.title), 60)),
        small(
            tr(
                "It has your words and your user id. A new report on this question takes its "
                "place; /me delete removes it."
            )
        ),
        colour=BLUE,
    )
