"""Fixed phrases, found quickly by the stems of their first two words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Generic, TypeVar

from .reading import Token
from .stem import stem

Meaning = TypeVar("Meaning")

_Phrases = list[tuple[Sequence[str], Meaning]]
_NO_WORD = ""


class PhraseTable(Generic[Meaning]):
    """Phrases with a meaning each. Their words are words or stems; the longest phrase wins.

    Args:
        phrases: meaning -> phrases, separated by `|`.
    """

    def __init__(self, phrases: Mapping[Meaning, str]) -> None:
        self._starts: dict[str, dict[str, _Phrases[Meaning]]] = {}
        listed = [
            (words, meaning)
            for meaning, text in phrases.items()
            for words in map(str.split, text.split("|"))
            if words
        ]
        for words, meaning in sorted(listed, key=_length, reverse=True):
            second = words[1] if len(words) > 1 else _NO_WORD
            for first in {words[0], stem(words[0])}:
                followers = self._starts.setdefault(first, {})
                for following in {second, stem(second)}:
                    followers.setdefault(following, []).append((words, meaning))
        for followers in self._starts.values():
            alone = followers.setdefault(_NO_WORD, [])
            for following in followers.keys() - {_NO_WORD}:
                followers[following] += alone

    def all_in(
        self, tokens: Sequence[Token], first: int, last: int
    ) -> Iterator[tuple[int, Meaning, int]]:
        """Each place from `first` up to `last` where a phrase starts; its meaning and length."""
        starts = self._starts
        for index, token in enumerate(tokens[first:last], first):
            if token.stem in starts:
                found = self.at(tokens, index, last)
                if found is not None:
                    yield index, *found

    def at(self, tokens: Sequence[Token], index: int, last: int) -> tuple[Meaning, int] | None:
        """The meaning and length of the longest phrase from `index` on that ends before `last`."""
        followers = self._starts.get(tokens[index].stem)
        if followers is None:
            return None
        following = tokens[index + 1].stem if index + 1 < last else _NO_WORD
        for words, meaning in followers.get(following) or followers[_NO_WORD]:
            if _fits(words, tokens[index : min(last, index + len(words))]):
                return meaning, len(words)
        return None


def _length(phrase: tuple[Sequence[str], object]) -> int:
    return len(phrase[0])


def _fits(words: Sequence[str], tokens: Sequence[Token]) -> bool:
    """Whether tokens are the words or stems of a phrase."""
    return len(words) == len(tokens) and all(
        word in token[:2] for word, token in zip(words, tokens, strict=True)
    )
