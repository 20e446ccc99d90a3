"""What a written word stands for: one or more words, as they are compared.

Contractions are opened, CamelCase is split, slips of small words are mended. A token is the same
wherever its word stands, so it is made once.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from .english import FUNCTION_WORDS
from .slips import MENDED
from .spelling import CONTRACTIONS, SUFFIXES, UNSPLIT
from .stem import stem

CACHED_WORDS = 50_000

_HUMPS = re.compile(r"[A-Z]+(?![a-z])s?|[A-Z]?[a-z]+|[A-Z]+")


class Token(NamedTuple):
    """A word, wherever it stands.

    Attributes:
        word: lower case, contractions opened.
        stem: see `stem`.
        content: whether it carries an idea of its own.
    """

    word: str
    stem: str
    content: bool


@lru_cache(maxsize=CACHED_WORDS)
def forms_of(raw: str) -> tuple[tuple[Token, int, int], ...]:
    """What a written word stands for: tokens, each with its first and last-plus-one letter."""
    return tuple(
        (token_of(word), offset, offset + len(piece))
        for offset, piece in _pieces(raw)
        for word in _open(piece.lower())
    )


@lru_cache(maxsize=CACHED_WORDS)
def token_of(word: str) -> Token:
    """The token of a word in lower case."""
    return Token(word, stem(word), word not in FUNCTION_WORDS)


def _pieces(raw: str) -> list[tuple[int, str]]:
    """Split CamelCase; keep everything else whole."""
    if "/" in raw and raw[0] in "iI":
        return [(0, raw)]
    if (
        raw.lower() in UNSPLIT
        or raw.islower()
        or raw.removesuffix("s").isupper()
        or not raw.isascii()
        or "'" in raw
    ):
        return [(0, raw)]
    humps = [(hump.start(), hump.group()) for hump in _HUMPS.finditer(raw)]
    if sum(len(piece) for _, piece in humps) != len(raw) or any(
        len(piece) == 1 for _, piece in humps
    ):
        return [(0, raw)]
    return humps


def _open(word: str) -> tuple[str, ...]:
    """Open contractions and drop possessives."""
    if "/" in word and word[0] == "i":
        return ("io",)
    if word.startswith("non-"):
        return (word.replace("-", ""),)
    word = MENDED.get(word, word)
    opened = CONTRACTIONS.get(word)
    if opened is not None:
        return opened
    if "'" in word:
        for suffix, stands_for in SUFFIXES.items():
            if word.endswith(suffix) and len(word) > len(suffix):
                root = word.removesuffix(suffix)
                return (root,) if stands_for is None else (root, stands_for)
        return _open(word.replace("'", ""))
    return (word,)
