"""Whether the words of a sentence are those of somebody who holds a misconception.

Patterns find what looks like a claim; hardly any set of them tells "the GIL makes each statement
atomic" from all that is true and sounds alike. How people word their beliefs, and how they word
what is true, is known from thousands of statements: from them each word, each two neighbours and
each two words that stand near each other have a weight. `bench.beliefs` learns the weights.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import pairwise
from math import sqrt

from .grade import Frozen, Span
from .polarity import Polarity
from .reading import Reading

Clue = str
"""`lock`, or `!lock` where it is denied; `gil_protect` side by side; `gil~safe` near each other."""

# In logarithms of odds. Source for all of these: `bench.beliefs`.
_HELD_FROM = -2.0
_LISTED_FROM = -4.0
"""What the question lists is likelier to be meant."""

_SURE_FROM = 2.0
_LEAD = 0.4
"""How far the likeliest misconception is ahead of the next."""

_NEAR = 5
"""Longer words that stand near one, on either side."""

_LONGER = 4
_SHORTEST_SENTENCE = 4


class Beliefs(Frozen):
    """What statements have taught; without any, nothing is known.

    Attributes:
        bias: the logarithm of the odds that a misconception is claimed where no clue is known.
        odds: clue -> what it adds.
        topics: id of a misconception -> stem of a word -> how much it speaks for that one.
    """

    bias: float = 0.0
    odds: Mapping[Clue, float] = {}
    topics: Mapping[str, Mapping[str, float]] = {}

    def weigh(self, clues: Iterable[Clue]) -> float:
        """The logarithm of the odds that one of the misconceptions is claimed."""
        known = [self.odds[clue] for clue in clues if clue in self.odds]
        return self.bias + sum(known) / sqrt(len(known) or 1)

    def likeliest(self, stems: Collection[str]) -> str | None:
        """The misconception that some words speak for most; None where two are nearly level.

        Raises:
            ValueError: none is known.
        """
        spoken_for = {one: _sum_of(weights, stems) for one, weights in self.topics.items()}
        first, *others = sorted(spoken_for, key=spoken_for.__getitem__, reverse=True)
        level = others and spoken_for[first] - spoken_for[others[0]] < _LEAD
        return None if level else first


class Wording:
    """How the sentences of a text are worded."""

    def __init__(self, beliefs: Beliefs, reading: Reading, polarity: Polarity) -> None:
        self._beliefs = beliefs
        self._reading = reading
        self._polarity = polarity

    def allows(self, misconception: str, sentences: Iterable[int], *, listed: bool) -> bool:
        """Whether a misconception may be meant where a pattern found it.

        Args:
            sentences: the numbers of those that the pattern matched in.
            listed: whether the question lists the misconception.
        """
        if misconception not in self._beliefs.topics:
            return True
        clues = frozenset[Clue]().union(*map(self._clues, sentences))
        return self._beliefs.weigh(clues) >= (_LISTED_FROM if listed else _HELD_FROM)

    def beliefs(self, ignored: Collection[int]) -> Mapping[str, Span]:
        """The misconceptions that sentences are surely worded like, each with the first of them.

        Args:
            ignored: numbers of sentences that are left out, as those are that claim nothing.
        """
        worded: dict[str, Span] = {}
        for number, (first, last) in enumerate(self._reading.sentences):
            claims = self._polarity.shades.keys().isdisjoint(range(first, last))
            if not claims or last - first < _SHORTEST_SENTENCE or number in ignored:
                continue
            if self._beliefs.weigh(self._clues(number)) >= _SURE_FROM:
                one = self._beliefs.likeliest({*self._reading.stems[first:last]})
                if one is not None:
                    worded.setdefault(one, self._reading.span(first, last - 1))
        return worded

    def _clues(self, sentence: int) -> frozenset[Clue]:
        return clues_of(self._reading, self._polarity, sentence)


def clues_of(reading: Reading, polarity: Polarity, sentence: int) -> frozenset[Clue]:
    """All clues of a sentence."""
    first, last = reading.sentences[sentence]
    stems = reading.stems
    words = [f"!{stems[at]}" if polarity.negated(at) else stems[at] for at in range(first, last)]
    return frozenset(_clues(words))


def _clues(words: list[str]) -> Iterator[Clue]:
    yield from words
    yield from map("_".join, pairwise(words))
    longer = [word for word in words if len(word) >= _LONGER]
    for at, word in enumerate(longer, start=1):
        for later in longer[at : at + _NEAR]:
            yield f"{word}~{later}"


def _sum_of(weights: Mapping[str, float], words: Collection[str]) -> float:
    return sum(weight for word, weight in weights.items() if word in words)
