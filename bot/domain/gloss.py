"""How a text was read, word by word: for authors who ask why."""

from typing import NamedTuple

from .answer import understand
from .cues import Mood
from .grade import Span
from .polarity import find_polarity
from .reading import read


class Gloss(NamedTuple):
    """One word as it was read.

    Attributes:
        sentence: number of its sentence, from 0.
        denied: whether it is negated where it stands.
        mood: how its sentence is meant, if not simply claimed.
    """

    word: str
    stem: str
    span: Span
    sentence: int
    content: bool
    denied: bool
    mood: Mood


def gloss(text: str) -> tuple[Gloss, ...]:
    """Read a text and say of each word what the grader knows before any pattern is tried."""
    reading = understand(read(text))
    polarity = find_polarity(reading)
    return tuple(
        Gloss(
            word=token.word,
            stem=token.stem,
            span=reading.spans[at],
            sentence=reading.numbers[at],
            content=token.content,
            denied=polarity.denied(at),
            mood=polarity.mood(at),
        )
        for at, token in enumerate(reading.tokens)
    )
