"""Fixed phrases, found quickly by their first word."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Generic, TypeVar

from .reading import Token

Meaning = TypeVar("Meaning")


class PhraseTable(Generic[Meaning]):
    """Phrases with a meaning each. Their words are words or stems; the longest phrase wins.

    Args:
        phrases: meaning -> phrases, separated by `|`.
    """

    def __init__(self, phrases: Mapping[Meaning, str]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Meaning]]] = {}
        for meaning, text in phrases.items():
            for phrase in text.split("|"):
                words = tuple(phrase.split())
                if words:
                    self._by_first.setdefault(words[0], []).append((words, meaning))
        for known in self._by_first.values():
            known.sort(key=lambda entry: len(entry[0]), reverse=True)

    def all_in(
        self, tokens: Sequence[Token], first: int, last: int
    ) -> Iterator[tuple[int, Meaning, int]]:
        """Each place from `first` up to `last` where a phrase starts; its meaning and length."""
        starts = self._by_first
        for index in range(first, last):
            token = tokens[index]
            if token.word in starts or token.stem in starts:
                found = self.at(tokens, index, last)
                if found is not None:
                    yield index, *found

    def at(self, tokens: Sequence[Token], index: int, last: int) -> tuple[Meaning, int] | None:
        """The meaning and length of the longest phrase from `index` on that ends before `last`."""
        token = tokens[index]
        best: tuple[Meaning, int] | None = None
        for key in (token.word,) if token.word == token.stem else (token.word, token.stem):
            for words, meaning in self._by_first.get(key, ()):
                length = len(words)
                if best is not None and length <= best[1]:
                    break
                if index + length <= last and _continues(words, tokens, index):
                    best = meaning, length
                    break
        return best


def _continues(words: tuple[str, ...], tokens: Sequence[Token], index: int) -> bool:
    for step in range(1, len(words)):
        token = tokens[index + step]
        if words[step] not in (token.word, token.stem):
            return False
    return True
