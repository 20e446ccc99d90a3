"""Which of many patterns an answer's words allow, found for all of them at once.

Every pattern needs a few words, or one of some words each. Such a need is a slot, the n-th slots of
all patterns are a column, and a column is one whole number with a bit a pattern. A word of the
answer fills all its slots with one `or`; a pattern is possible where all its slots are filled.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from .program import Program

_COLUMNS = 5
"""Slots looked at a pattern; the rest hardly ever decides."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """One pattern.

    Attributes:
        number: of its node in the program.
        anywhere: whether its parts may stand in different sentences.
    """

    text: str
    number: int
    anywhere: bool


@dataclass(frozen=True, slots=True, eq=False)
class Patterns:
    """The patterns of one criterion or misconception, in the order in which they are tried."""

    alternatives: tuple[Alternative, ...]


class Screen:
    """Some lists of patterns, to be asked which an answer may match."""

    def __init__(self, program: Program, lists: Iterable[Patterns]) -> None:
        self._patterns = [(one, each) for one in lists for each in one.alternatives]
        self._size = len(self._patterns)
        self._fills: dict[int, int] = {}
        self._filled = 0
        self._anywhere = 0
        for at, (_, alternative) in enumerate(self._patterns):
            self._anywhere |= alternative.anywhere << at
            slots = program.entries[alternative.number].needs[:_COLUMNS]
            for column in range(_COLUMNS):
                bit = 1 << column * self._size + at
                if column >= len(slots):
                    self._filled |= bit
                else:
                    for word in slots[column]:
                        self._fills[word] = self._fills.get(word, 0) | bit

    def possible(self, sentences: Sequence[Iterable[int]]) -> Mapping[Patterns, list[Alternative]]:
        """The patterns that may match, those of each list in order.

        Args:
            sentences: the numbers of the pattern words in each sentence.
        """
        fills = self._fills.get
        filled = []
        for words in sentences:
            columns = self._filled
            for word in words:
                fill = fills(word)
                if fill is not None:
                    columns |= fill
            filled.append(columns)
        together = reduce(or_, filled, self._filled)
        allowed = self._all_filled(together) & self._anywhere
        within = ~self._anywhere
        for columns in filled:
            allowed |= self._all_filled(columns) & within
        possible: dict[Patterns, list[Alternative]] = {}
        while allowed:
            lowest = allowed & -allowed
            allowed ^= lowest
            patterns, alternative = self._patterns[lowest.bit_length() - 1]
            possible.setdefault(patterns, []).append(alternative)
        return possible

    def _all_filled(self, columns: int) -> int:
        """The patterns all of whose slots are filled."""
        allowed = (1 << self._size) - 1
        for _ in range(_COLUMNS):
            allowed &= columns
            if not allowed:
                break
            columns >>= self._size
        return allowed
