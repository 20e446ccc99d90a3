"""A lesson: one topic on one screen, for a learner who has just failed a question on it.

The lengths are bounded so that title, text and sources fit one card together.
"""

from typing import Annotated

from pydantic import Field, StringConstraints

from .grade import Frozen
from .item import Slug, Source

MAX_LESSON_CHARS = 2000


class Lesson(Frozen):
    """What to know of a topic: the file `content/<pack>/lessons/<topic>.yaml`.

    Attributes:
        text: Markdown, with code in fenced blocks.
        demo: a demonstration that shows it.
    """

    topic: Slug
    title: Annotated[str, StringConstraints(min_length=1, max_length=60, strip_whitespace=True)]
    text: Annotated[
        str, StringConstraints(min_length=1, max_length=MAX_LESSON_CHARS, strip_whitespace=True)
    ]
    sources: Annotated[tuple[Source, ...], Field(min_length=1, max_length=4)]
    demo: Slug | None = None
