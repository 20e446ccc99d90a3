"""The model answer, and a graded answer shown to the server."""

from io import BytesIO

from discord import ButtonStyle, File
from discord.ui import File as FileRow
from discord.ui import LayoutView

from ..coach.practice import ModelAnswer, Result
from ..domain.feedback import BAND_WORDS
from ..domain.language import tr
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
    learn = [link_button(Link.LEARN, item.topic, tr("Learn"))] if lesson else []
    following = Verb.NEXT if model.card.review_number is None else Verb.NEXT_DUE
    return card(
        f"{small(tr('Model answer'))}\n## {one_line(item.title)}\n{cut(item.model_answer, 1800)}",
        f"**{tr('Read on')}**\n{links(item.sources, _SOURCES)}",
        colour=VIOLET,
        buttons=[
            button(Verb.AGAIN, card_id, tr("Try again")),
            *learn,
            button(Verb.REPORT, card_id, tr("Report this question")),
            button(following, card_id, tr("Next"), style=ButtonStyle.primary),
        ],
    )


def shared_card(result: Result, who: str) -> LayoutView:
    """An answer as everybody in the channel sees it, the learner's words covered.

    Args:
        who: a mention of the learner; it pings nobody.
    """
    band = result.feedback.band  # its words were chosen for the learner
    return column(
        panel(
            f"{small(tr('{who} answered').format(who=who))}\n{headed_prompt(result.item)}",
            score(result.feedback.model_copy(update={"headline": tr(BAND_WORDS[band])})),
            small(
                tr("Answer it yourself: `/quiz question:{question}`").format(
                    question=result.item.id
                )
            ),
            colour=BAND_COLOURS[band],
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
        return [tr("The text of this answer is no longer kept.")]
    if fits_block(text, _SHOWN):
        return [quoted_block(text, _SHOWN)]
    return [quoted_block(text, _SHOWN), FileRow(f"attachment://{_ANSWER_FILE}")]
