"""Fixed phrases, found quickly by their first word."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from .reading import Token

Meaning = TypeVar("Meaning")


class _Phrase(NamedTuple, Generic[Meaning]):
    """A phrase of two words or more; `size` is less than 0, so that the longest comes first."""

    size: int
    order: int
    words: tuple[str, ...]
    meaning: Meaning


class PhraseTable(Generic[Meaning]):
    """Phrases with a meaning each. Their words are words or stems; the longest phrase wins.

    Args:
        phrases: meaning -> phrases, separated by `|`.
    """

    def __init__(self, phrases: Mapping[Meaning, str]) -> None:
        self._words: dict[str, Meaning] = {}
        self._by_first: dict[str, dict[str, list[_Phrase[Meaning]]]] = {}
        order = 0
        for meaning, text in phrases.items():
            for words in map(str.split, text.split("|")):
                order += 1
                if not words:
                    continue
                followers = self._by_first.setdefault(words[0], {})
                if len(words) == 1:
                    self._words.setdefault(words[0], meaning)
                else:
                    phrase = _Phrase(-len(words), order, tuple(words), meaning)
                    followers.setdefault(words[1], []).append(phrase)

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
            longest = self._longest(key, tokens, index, last)
            if longest is not None and (best is None or -longest.size > best[1]):
                best = longest.meaning, -longest.size
            if best is None and key in self._words:
                best = self._words[key], 1
        return best

    def _longest(
        self, key: str, tokens: Sequence[Token], index: int, last: int
    ) -> "_Phrase[Meaning] | None":
        """The longest phrase of two words or more that begins with a word."""
        followers = self._by_first.get(key)
        if not followers or index + 1 >= last:
            return None
        following = tokens[index + 1]
        found = [
            phrase
            for second in {following.word, following.stem}
            for phrase in followers.get(second, ())
            if index - phrase.size <= last and _continues(phrase.words, tokens, index)
        ]
        return min(found, key=_by_length) if found else None


def _by_length(phrase: "_Phrase[Meaning]") -> tuple[int, int]:
    return phrase.size, phrase.order


def _continues(words: tuple[str, ...], tokens: Sequence[Token], index: int) -> bool:
    for step in range(2, len(words)):
        token = tokens[index + step]
        if words[step] not in (token.word, token.stem):
            return False
    return True
