"""A hostile text made plain, with the way back to the text as it was received.

Compatible forms of a character (NFKC), quotes and dashes become one form each, invisible
characters go, and look-alike letters of other alphabets inside Latin words become Latin.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

MAX_CHARS = 6_000
"""Characters kept: one code point can grow to 18 (U+FDFA)."""

_HOMOGLYPHS = str.maketrans(
    "аеорсухіјѕкмтвнАВЕКМНОРСТУХІЈЅαορντικΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijskmtbhABEKMHOPCTYXIJSaopvtikABEZHIKMNOPTYX",
)
_STRAIGHT = {
    **dict.fromkeys(map(ord, "\u2019\u2018\u201b\u2032\u00b4"), "'"),
    **dict.fromkeys(map(ord, "\u201c\u201d\u201e"), '"'),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212\u2043"), "-"),
    **dict.fromkeys(map(ord, "\u2022\u00b7\u25cf\u25aa\u25e6\u2023"), "-"),
    0x2026: ".",
}
"""Typographic quotes, dashes and bullets to the plain ones."""

_INVISIBLE = frozenset({"Cf", "Cc", "Cs", "Co", "Mn", "Me"})
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile("[A-Za-z]")


@dataclass(frozen=True, slots=True)
class PlainText:
    """A text made plain.

    Attributes:
        origin: where each character stood, in code points; empty if all are where they were.
        cut: whether the end was left out.
    """

    text: str
    origin: Sequence[int]
    cut: bool

    @property
    def foreign(self) -> float:
        """Share of the letters that are not Latin, 0..1."""
        if self.text.isascii():
            return 0.0
        others = filter(str.isalpha, _BEYOND_ASCII.findall(self.text))
        letters = sum(map(str.isalpha, self.text))
        return sum(not _is_latin(letter) for letter in others) / max(1, letters)


def make_plain(text: str) -> PlainText:
    """Make a text plain."""
    if text.isascii():
        return PlainText(text[:MAX_CHARS], (), len(text) > MAX_CHARS)
    characters: list[str] = []
    origin: list[int] = []
    read_to = 0
    for match in _BEYOND_ASCII.finditer(text):
        index, raw = match.start(), match.group()
        characters += text[read_to:index]
        origin += range(read_to, index)
        read_to = index + 1
        if unicodedata.category(raw) not in _INVISIBLE:
            forms = unicodedata.normalize("NFKC", raw.translate(_STRAIGHT))
            characters += forms
            origin += [index] * len(forms)
        if len(characters) > MAX_CHARS:
            break
    characters += text[read_to:]
    origin += range(read_to, len(text))
    plain = _fold("".join(characters[:MAX_CHARS]))
    return PlainText(plain, origin[:MAX_CHARS], len(characters) > MAX_CHARS)


def _fold(plain: str) -> str:
    """Look-alike letters inside words that also have Latin letters become Latin."""
    if plain.isascii():
        return plain
    return _WORD.sub(_folded, plain)


def _folded(word: re.Match[str]) -> str:
    return word[0].translate(_HOMOGLYPHS) if _LATIN.search(word[0]) else word[0]


def _is_latin(letter: str) -> bool:
    return letter < "\u0250" or "\u1e00" <= letter <= "\u1eff"
