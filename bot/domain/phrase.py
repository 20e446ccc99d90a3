"""Fixed phrases, found quickly by the stems of their first two words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Generic, TypeVar

from .reading import Reading
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

    def all_in(self, reading: Reading) -> Iterator[tuple[int, Meaning, int]]:
        """Each token at which a phrase starts that ends in its sentence; meaning and length."""
        starts = self._starts
        for index in [index for index, root in enumerate(reading.stems) if root in starts]:
            _, last = reading.sentences[reading.numbers[index]]
            found = self.at(reading, index, last)
            if found is not None:
                yield index, *found

    def at(self, reading: Reading, index: int, last: int) -> tuple[Meaning, int] | None:
        """The meaning and length of the longest phrase from `index` on that ends before `last`."""
        followers = self._starts.get(reading.stems[index])
        if followers is None:
            return None
        following = reading.stems[index + 1] if index + 1 < last else _NO_WORD
        for phrase, meaning in followers.get(following) or followers[_NO_WORD]:
            if _fits(phrase, reading, index, last):
                return meaning, len(phrase)
        return None


def _length(phrase: tuple[Sequence[str], object]) -> int:
    return len(phrase[0])


def _fits(phrase: Sequence[str], reading: Reading, index: int, last: int) -> bool:
    """Whether the words or stems from `index` on are a phrase that ends before `last`."""
    end = index + len(phrase)
    here = zip(phrase, reading.words[index:end], reading.stems[index:end], strict=False)
    return end <= last and all(one in (word, root) for one, word, root in here)
