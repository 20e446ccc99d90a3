"""The card that asks a question."""

from collections.abc import Iterator

from discord import ButtonStyle
from discord.ui import LayoutView

from ..coach.practice import Question
from ..domain.item import Item
from ..domain.language import later, tr
from ..domain.pythons import pythons
from .buttons import CardButton, button, link_button
from .cards import BLUE, card, small
from .custom_id import Link, Verb
from .quote import code_block, cut, one_line

EXPECTED = later("2-6 sentences, in your own words")

_HEADLINE = 220
"""The longest prompt that is set in large letters."""


def question_card(question: Question, topic: str, *, lesson: bool = False) -> LayoutView:
    """A question with the hints taken so far.

    Args:
        topic: title of the item's topic.
        lesson: there is one on that topic.
    """
    item = question.item
    return card(
        "\n".join([small(f"{topic} · {item.level.capitalize()}"), headed_prompt(item)]),
        "\n".join(
            tr("**Hint {number} of {hints}** · {hint}").format(
                number=number, hints=len(item.hints), hint=cut(one_line(hint), 400)
            )
            for number, hint in enumerate(question.hints, start=1)
        ),
        "\n".join(map(small, _small_print(question))),
        colour=BLUE,
        buttons=_buttons(question, lesson=lesson),
    )


def _small_print(question: Question) -> Iterator[str]:
    """How to answer, what a hint costs, and where a review stands."""
    yield tr("Answer in {expected}.").format(expected=tr(EXPECTED))
    if len(question.hints) < len(question.item.hints):
        yield tr("A hint costs 10 % of the points for the leaderboard, and nothing of the grade.")
    yield from _review_line(question)


def _review_line(question: Question) -> list[str]:
    """How much of a review is left, this question included."""
    number, total = question.card.review_number, question.card.review_total
    if number is None or total is None:
        return []
    left = total - number + 1
    return [tr("Review: {left} of {total} left").format(left=left, total=total)]


def prompt(item: Item) -> str:
    """What is asked, with the code it is about."""
    code = [code_block(item.code.text.rstrip(), 1200, "python")] if item.code else []
    return "\n".join([cut(item.prompt, 600), *code])


def headed_prompt(item: Item) -> str:
    """The prompt in large letters, or under the item's title where it is too long for that.

    Below it stands in small print which Pythons are meant, where it isn't all of them.
    """
    long = "\n" in item.prompt or len(item.prompt) > _HEADLINE
    head = f"## {one_line(item.title)}\n{prompt(item)}" if long else f"## {prompt(item)}"
    about = pythons(item.applies_to)
    return f"{head}\n{small(about)}" if about else head


def _buttons(question: Question, *, lesson: bool) -> list[CardButton]:
    card_id = question.card.id
    left = len(question.item.hints) - len(question.hints)
    learn = [link_button(Link.LEARN, question.item.topic, tr("Learn"))] if lesson else []
    if question.card.review_number is None:
        other = button(Verb.ANOTHER, card_id, tr("Another"))
    else:
        other = button(Verb.SKIP_DUE, card_id, tr("Later"))
    return [
        button(Verb.ANSWER, card_id, tr("Answer"), style=ButtonStyle.primary),
        button(
            Verb.HINT,
            card_id,
            tr("Hint ({left} left)").format(left=left) if left else tr("No hints left"),
            disabled=not left,
        ),
        other,
        *learn,
        button(Verb.DONT_KNOW, card_id, tr("I don't know")),
    ]
