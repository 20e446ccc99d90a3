"""The card that asks a question."""

from discord import ButtonStyle
from discord.ui import LayoutView

from ..coach.practice import Question
from ..domain.item import Item
from .buttons import CardButton, button, link_button
from .cards import BLUE, card, small
from .custom_id import Link, Verb
from .quote import code_block, cut, one_line

EXPECTED = "2-6 sentences, in your own words"

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
            f"**Hint {number} of {len(item.hints)}** · {cut(one_line(hint), 400)}"
            for number, hint in enumerate(question.hints, start=1)
        ),
        small(f"Answer in {EXPECTED}."),
        colour=BLUE,
        buttons=_buttons(question, lesson=lesson),
    )


def prompt(item: Item) -> str:
    """What is asked, with the code it is about."""
    code = [code_block(item.code.text.rstrip(), 1200, "python")] if item.code else []
    return "\n".join([cut(item.prompt, 600), *code])


def headed_prompt(item: Item) -> str:
    """The prompt in large letters, or under the item's title where it is too long for that."""
    if "\n" in item.prompt or len(item.prompt) > _HEADLINE:
        return f"## {one_line(item.title)}\n{prompt(item)}"
    return f"## {prompt(item)}"


def _buttons(question: Question, *, lesson: bool) -> list[CardButton]:
    card_id = question.card.id
    left = len(question.item.hints) - len(question.hints)
    learn = [link_button(Link.LEARN, question.item.topic, "Learn")] if lesson else []
    return [
        button(Verb.ANSWER, card_id, "Answer", style=ButtonStyle.primary),
        button(
            Verb.HINT,
            card_id,
            f"Hint ({left} left)" if left else "No hints left",
            disabled=not left,
        ),
        button(Verb.ANOTHER, card_id, "Another"),
        *learn,
        button(Verb.DONT_KNOW, card_id, "I don't know"),
    ]
