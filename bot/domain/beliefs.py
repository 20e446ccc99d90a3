"""Whether the words of a sentence are those of somebody who holds a misconception.

Patterns find what looks like a claim; hardly any set of them tells "the GIL makes each statement
atomic" from all that is true and sounds alike. How people word their beliefs, and how they word
what is true, is known from thousands of statements: from them each word, each two neighbours and
each two words that stand near each other have a weight, and another for each misconception that
they tell more of. `bench.beliefs` learns the weights.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import pairwise
from math import fsum, sqrt
from typing import Annotated

from pydantic import Field

from .cues import Mood
from .grade import Frozen, Span
from .polarity import Polarity
from .reading import Reading

Clue = str
"""`lock`, or `!lock` where it is denied; `gil_protect` side by side; `gil~safe` near each other."""

Weight = Annotated[float, Field(ge=-100, le=100)]

# In logarithms of odds. Source for all of these: `bench.beliefs`.
_HELD_FROM = -1.0
_LISTED_FROM = -4.0
"""What the question lists is likelier to be meant."""

_SURE_FROM = 1.5
_LEAD = 0.4
"""How far the likeliest misconception is ahead of the next."""

_NEAR = 5
"""Longer words that stand near one, on either side."""

_LONGER = 4
_SHORTEST_SENTENCE = 4

_DISOWNED = Mood.SUPPOSED | Mood.REPORTED | Mood.HEARD | Mood.ASKED | Mood.COUNTERED
"""What nobody claims. What is said of another build the words themselves tell."""


class Beliefs(Frozen):
    """What statements have taught; without any, nothing is known.

    Attributes:
        bias: the logarithm of the odds that a misconception is claimed where no clue is known.
        odds: clue -> what it adds, whichever the misconception is.
        own: id of a misconception -> clue -> what it adds for that one.
        topics: stem of a word -> id of a misconception -> how much it speaks for that one.
    """

    bias: Weight = 0.0
    odds: Mapping[Clue, Weight] = {}
    own: Mapping[str, Mapping[Clue, Weight]] = {}
    topics: Mapping[str, Mapping[str, Weight]] = {}

    def weigh(self, clues: Iterable[Clue], misconception: str) -> float:
        """The logarithm of the odds that a misconception is claimed."""
        tables = self.odds, self.own.get(misconception, {})
        known = [table[clue] for table in tables for clue in clues if clue in table]
        # Clues come in no order, and only an exact sum is the same in any.
        return self.bias + fsum(known) / sqrt(len(known) or 1)

    def topic(self, stems: Iterable[str], *, lead: float = 0.0) -> str | None:
        """The misconception that some words speak for most.

        Args:
            lead: how far it must be ahead of the next, and of none at all.
        """
        spoken_for: dict[str, float] = {}
        for stem in dict.fromkeys(stems):
            for one, weight in self.topics.get(stem, {}).items():
                spoken_for[one] = spoken_for.get(one, 0.0) + weight
        *_, second, first = sorted([*spoken_for.values(), 0.0, 0.0])
        ahead = (one for one, weight in spoken_for.items() if weight == first)
        return next(ahead, None) if first - second >= lead else None


class Wording:
    """How the sentences of a text are worded.

    Args:
        ignored: numbers of sentences that are nobody's belief.
    """

    def __init__(
        self, beliefs: Beliefs, reading: Reading, polarity: Polarity, ignored: Collection[int] = ()
    ) -> None:
        self._beliefs = beliefs
        self._reading = reading
        self._polarity = polarity
        self._ignored = ignored
        self._known: dict[int, frozenset[Clue]] = {}

    def allows(self, misconception: str, sentences: Iterable[int], *, listed: bool) -> bool:
        """Whether a misconception may be meant where a pattern found it.

        Args:
            sentences: the numbers of those that the pattern matched in.
            listed: whether the question lists the misconception.
        """
        if misconception not in self._beliefs.own:
            return True
        clues = frozenset[Clue]().union(*map(self._clues, sentences))
        odds = self._beliefs.weigh(clues, misconception)
        return odds >= (_LISTED_FROM if listed else _HELD_FROM)

    @cached_property
    def beliefs(self) -> Mapping[str, Span]:
        """The misconceptions that sentences are surely worded like, each with the first of them."""
        worded: dict[str, Span] = {}
        for number, (first, last) in enumerate(self._reading.sentences):
            short = last - first < _SHORTEST_SENTENCE
            if short or number in self._ignored or self._is_disowned(first, last):
                continue
            one = self._beliefs.topic(self._reading.stems[first:last], lead=_LEAD)
            if one and self._beliefs.weigh(self._clues(number), one) >= _SURE_FROM:
                worded.setdefault(one, self._reading.span(first, last - 1))
        return worded

    def _is_disowned(self, first: int, last: int) -> bool:
        """Whether the learner does not stand for one of the words from `first` up to `last`."""
        shaded = self._polarity.shades.keys() & range(first, last)
        return any(self._polarity.mood(token) & _DISOWNED for token in shaded)

    def _clues(self, sentence: int) -> frozenset[Clue]:
        if sentence not in self._known:
            self._known[sentence] = clues_of(self._reading, self._polarity, sentence)
        return self._known[sentence]


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
