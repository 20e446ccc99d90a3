"""The card that teaches a topic."""

from collections.abc import Iterator

from discord import ButtonStyle
from discord.ui import LayoutView

from ..domain.item import Topic
from ..domain.language import tr
from ..domain.lesson import MAX_LESSON_CHARS, Lesson
from .buttons import CardButton, link_button
from .cards import VIOLET, card, small
from .custom_id import Link
from .quote import cut, links, one_line, unwrapped

_SOURCES = 1500
"""Characters that the sources may take beside a lesson of full length."""


def lesson_card(lesson: Lesson, topic: Topic, *, asked: bool) -> LayoutView:
    """A lesson with where to read on and what to do next.

    Args:
        asked: there are questions on the topic.
    """
    return card(
        f"{small(' · '.join([tr('Lesson'), one_line(topic.title)]))}\n"
        f"## {one_line(lesson.title)}\n{cut(unwrapped(lesson.text), MAX_LESSON_CHARS)}",
        f"**{tr('Read on')}**\n{links(lesson.sources, _SOURCES)}",
        colour=VIOLET,
        buttons=_buttons(lesson, asked=asked),
    )


def _buttons(lesson: Lesson, *, asked: bool) -> Iterator[CardButton]:
    if asked:
        yield link_button(Link.TOPIC, lesson.topic, tr("Quiz me"), style=ButtonStyle.primary)
    if lesson.demo:
        yield link_button(Link.DEMO, lesson.demo, tr("See it run"))
