"""One text, read and ready to be matched: where it affirms, denies or plainly claims what."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property, reduce
from itertools import pairwise
from operator import or_
from typing import NamedTuple

from .beliefs import Beliefs, Wording
from .cues import Mood
from .grade import Span
from .guard import Guards, abstain, addressed_to_grader
from .matching import Match, Run
from .polarity import Polarity, find_polarity
from .program import Program
from .pronouns import LINKS, resolve
from .reading import Reading, read
from .replies import with_replies
from .screen import Alternative, Patterns, Screen
from .tables import with_heads

CLAIM_GAP = 10
"""Words that may stand between two of a misconception.

Source: measured; a seventh of all false accusations lay further apart, and hardly a belief.
"""

_LONGEST_QUOTE = 22
_QUOTE_GAP = 10


class Sighting(NamedTuple):
    """Where a pattern was seen."""

    pattern: str
    affirmed: Match | None
    denied: Match | None


class Claim(NamedTuple):
    """Where something was plainly claimed."""

    pattern: str
    match: Match


def understand(typed: Reading) -> Reading:
    """The reading with what its tables and pronouns speak of in words."""
    return resolve(with_heads(with_replies(typed)))


class Answer:
    """One text, ready to be matched.

    Args:
        beliefs: how misconceptions are worded.

    Attributes:
        abstains: why it can't be graded at all, if so.
    """

    def __init__(self, program: Program, beliefs: Beliefs, text: str) -> None:
        self._typed = read(text)
        self.abstains = abstain(self._typed)
        self.reading = understand(self._typed)
        self._program = program
        self._beliefs = beliefs
        self._possible: dict[Patterns, list[Alternative]] = {}
        self._sifted: set[Screen] = set()

    @cached_property
    def polarity(self) -> Polarity:
        """What its words stand under."""
        return find_polarity(self.reading)

    @cached_property
    def guards(self) -> Guards:
        """What holds its scores down."""
        return Guards(self._typed)

    @cached_property
    def to_grader(self) -> frozenset[int]:
        """Its sentences that speak to whoever marks it."""
        return addressed_to_grader(self._typed)

    @cached_property
    def _links(self) -> list[int]:
        """The pronouns: they carry on what a sentence speaks of."""
        return [at for at, word in enumerate(self.reading.words) if word in LINKS]

    @cached_property
    def run(self) -> Run:
        """Where patterns match it."""
        return Run(self._program, self.reading, self.polarity, ignored=self.to_grader)

    @cached_property
    def wording(self) -> Wording:
        """How its sentences are worded."""
        return Wording(self._beliefs, self.reading, self.polarity, self.to_grader)

    def sift(self, screen: Screen) -> None:
        """Note which patterns of a screen are possible; the others are taken not to match."""
        if screen not in self._sifted:
            self._sifted.add(screen)
            self._possible.update(self.run.possible(screen))

    def possible(self, patterns: Patterns) -> Sequence[Alternative]:
        """Those of some patterns that a screen found possible."""
        return self._possible.get(patterns, ())

    def look(self, alternative: Alternative, without: AbstractSet[int] = frozenset()) -> Sighting:
        """Where a pattern is first affirmed, and where denied; reports of others are neither.

        Args:
            without: sentences in which nothing counts.
        """
        affirmed = denied = None
        for match in self.run.matches(alternative.number):
            if without and not without.isdisjoint(self.sentences(match)):
                continue
            mood = self.mood(match)
            if Mood.REPORTED in mood:
                continue
            # "Without it refcounts would not be safe" says what it does.
            if Mood.SUPPOSED in mood or not self.run.denied(match):
                affirmed = affirmed or match
            else:
                denied = denied or match
        return Sighting(alternative.text, affirmed, denied)

    def sentences(self, match: Match) -> frozenset[int]:
        """Those that a match stands in."""
        return frozenset(map(self.run.sentence, match.tokens))

    def claims(self, alternatives: Iterable[Alternative]) -> Iterator[Claim]:
        """Each place where one of some patterns is plainly claimed, pattern by pattern."""
        for alternative in alternatives:
            for match in filter(self._is_claim, self.run.matches(alternative.number)):
                yield Claim(alternative.text, match)

    def _is_claim(self, match: Match) -> bool:
        """Whether a match is plainly claimed, as one thing."""
        return (
            self.mood(match) is Mood.CLAIMED
            and not self.run.denied(match)
            and self._is_one_claim(match)
        )

    def _is_one_claim(self, match: Match) -> bool:
        """Whether the words of each sentence stand close enough, or a pronoun links them."""
        sentence = self.run.sentence
        return all(
            self._is_bridged(token, later)
            for token, later in pairwise(match.tokens)
            if sentence(token) == sentence(later)
        )

    def _is_bridged(self, token: int, later: int) -> bool:
        """Whether no gap between two tokens, and the pronouns between them, is too wide."""
        steps = [token, *(at for at in self._links if token < at < later), later]
        return all(after - before <= CLAIM_GAP + 1 for before, after in pairwise(steps))

    def mood(self, match: Match) -> Mood:
        """How the match is meant; a phrase that the pattern itself names does not count."""
        if self.polarity.shades.keys().isdisjoint(match.tokens):
            return Mood.CLAIMED
        ignoring = frozenset(match.tokens)
        moods = [self.polarity.mood(token, ignoring) for token in match.tokens]
        mood = reduce(or_, moods)
        # What a "but" takes back lies before it; a claim that goes on behind it stands.
        return mood if all(Mood.COUNTERED in one for one in moods) else mood & ~Mood.COUNTERED

    def quote(self, tokens: Sequence[int]) -> tuple[Span, ...]:
        """Words as quotes: whole where they stand close together, else piece by piece."""
        pieces: list[list[int]] = []
        for token in tokens:
            if (
                pieces
                and token - pieces[-1][-1] <= _QUOTE_GAP
                and token - pieces[-1][0] < _LONGEST_QUOTE
                and self.run.sentence(token) == self.run.sentence(pieces[-1][-1])
            ):
                pieces[-1].append(token)
            else:
                pieces.append([token])
        return tuple(self.reading.span(piece[0], piece[-1]) for piece in pieces)
