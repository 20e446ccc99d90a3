"""The model answer, and a graded answer shown to the server."""

from io import BytesIO

from discord import ButtonStyle, File
from discord.ui import File as FileRow
from discord.ui import LayoutView

from ..coach.practice import ModelAnswer, Result
from .buttons import button, link_button
from .cards import BAND_COLOURS, GREY, VIOLET, Section, card, column, panel, small
from .custom_id import Link, Verb
from .feedback_card import score
from .question_card import headed_prompt
from .quote import cut, fits_block, links, one_line, quoted_block

_ANSWER_FILE = "answer.txt"

_SOURCES = 2000
"""Characters that the sources may take beside a model answer of full length."""

_SHOWN = 1000
"""Characters of a shared answer on the card; a longer one is sent along as a file."""


def model_answer_card(model: ModelAnswer, *, lesson: bool = False) -> LayoutView:
    """The model answer with its sources.

    Args:
        lesson: there is one on the item's topic.
    """
    item = model.item
    card_id = model.card.id
    learn = [link_button(Link.LEARN, item.topic, "Learn")] if lesson else []
    return card(
        f"{small('Model answer')}\n## {one_line(item.title)}\n{cut(item.model_answer, 1800)}",
        f"**Read on**\n{links(item.sources, _SOURCES)}",
        colour=VIOLET,
        buttons=[
            button(Verb.AGAIN, card_id, "Try again"),
            *learn,
            button(Verb.NEXT, card_id, "Next", style=ButtonStyle.primary),
        ],
    )


def shared_card(result: Result, who: str) -> LayoutView:
    """An answer as everybody in the channel sees it, the learner's words covered.

    Args:
        who: a mention of the learner; it pings nobody.
    """
    return column(
        panel(
            f"{small(f'{who} answered')}\n{headed_prompt(result.item)}",
            score(result.feedback),
            small(f"Answer it yourself: `/quiz question:{result.item.id}`"),
            colour=BAND_COLOURS[result.feedback.band],
        ),
        panel(*_words(result.text), colour=GREY, hidden=True),
    )


def shared_files(result: Result) -> list[File]:
    """The whole answer as a file, where the card shows only its beginning."""
    if result.text is None or fits_block(result.text, _SHOWN):
        return []
    return [File(BytesIO(result.text.encode("utf-8", "replace")), _ANSWER_FILE)]


def _words(text: str | None) -> list[Section]:
    if text is None:
        return ["The text of this answer is no longer kept."]
    if fits_block(text, _SHOWN):
        return [quoted_block(text, _SHOWN)]
    return [quoted_block(text, _SHOWN), FileRow(f"attachment://{_ANSWER_FILE}")]
