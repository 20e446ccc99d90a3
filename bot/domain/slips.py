"""Slips of the fingers: neighbours that changed places, a letter left out or typed twice.

Small words are few, and they decide what a sentence says, so all slips of them are listed, but for
those that make another word.
"""

from collections.abc import Iterator, Mapping

from .english import DECISIVE, FOREIGN_WORDS, FUNCTION_WORDS, REAL_WORDS
from .spelling import CONTRACTIONS

_LEFT_OUT_FROM = 5
_SHORTEST = 4


def swaps(word: str) -> Iterator[str]:
    """A word with two neighbouring letters in each other's place, in all ways."""
    for at in range(len(word) - 1):
        if word[at] != word[at + 1]:
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def undoubled(word: str) -> Iterator[str]:
    """A word with one of two equal neighbouring letters, in all ways."""
    for at in range(1, len(word)):
        if word[at] == word[at - 1]:
            yield word[:at] + word[at + 1 :]


def _slips(word: str) -> Iterator[str]:
    yield from swaps(word)
    for at in range(1, len(word)):
        yield word[:at] + word[at] + word[at:]
        if len(word) >= _LEFT_OUT_FROM:
            yield word[:at] + word[at + 1 :]


_DENIALS = {word for word, opened in CONTRACTIONS.items() if word.isalpha() and "not" in opened}
_SMALL_WORDS = FUNCTION_WORDS | DECISIVE | _DENIALS
_OTHERS = _SMALL_WORDS | CONTRACTIONS.keys() | REAL_WORDS | FOREIGN_WORDS

MENDED: Mapping[str, str] = {
    slip: word
    for word in sorted(_SMALL_WORDS, key=len)
    if len(word) >= _SHORTEST
    for slip in _slips(word)
    if slip not in _OTHERS
}
"""A slip of a small word -> the word."""
