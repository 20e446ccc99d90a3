"""The card that asks which question a message answers."""

from discord.ui import LayoutView

from ..coach.message_answers import Choice
from ..domain.language import tr
from .cards import BLUE, card, small
from .custom_id import Link
from .quote import one_line
from .selects import string_select


def choice_card(choice: Choice) -> LayoutView:
    """The questions that the text may answer, the likeliest first."""
    return card(
        tr("## Which question is this an answer to?\nYour text is kept. Choose one: it is graded."),
        string_select(
            Link.GRADE,
            str(choice.draft_id),
            [(item.id, one_line(item.title)) for item in choice.items],
            placeholder=tr("Choose the question"),
        ),
        small(tr("The likeliest come first. For any other question, answer with /quiz question:…")),
        colour=BLUE,
    )
