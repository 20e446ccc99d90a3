"""Where patterns match in one answer.

Each node of the program is evaluated at most once, and only if its words are there at all, so every
answer takes linear time.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from .english import ARTICLES, JOINING
from .pattern import Both, Chain, Either, Word
from .polarity import Polarity
from .program import Entry, Program
from .reading import Reading

NEAR_CONTENT_WORDS = 3
"""Content words that may stand between near parts. Source: measured on student answers."""

_MOST_MATCHES = 48


class Match(NamedTuple):
    """One place where a node matches.

    Attributes:
        first: index of the first token.
        last: index of the last token.
        tokens: all tokens that took part, in order.
        claimed: those that must be affirmed; the ones under a NOT are left out.
    """

    first: int
    last: int
    tokens: tuple[int, ...]
    claimed: tuple[int, ...]


class Run:
    """One answer, matched against a program.

    Args:
        ignored: numbers of sentences that are not matched.
    """

    def __init__(
        self,
        program: Program,
        reading: Reading,
        polarity: Polarity,
        *,
        ignored: frozenset[int] = frozenset(),
    ) -> None:
        self._program = program
        self._entries = program.entries
        self._ignored = ignored
        self._reading = reading
        self._polarity = polarity
        self._places: dict[int, list[Match]] = {}
        self._done: dict[int, tuple[Match, ...]] = {}
        self._content = [0, *accumulate(token.content for token in reading.tokens)]
        self._ends = [last for _, last in reading.sentences]
        self.present = self._index()

    def may_match(self, number: int) -> bool:
        """Whether the words a node needs are there at all."""
        need = self._entries[number].need
        return need & self.present == need

    def matches(self, number: int) -> tuple[Match, ...]:
        """Where a node matches, in the order of the text; at most 48 places."""
        found = self._done.get(number)
        if found is None:
            entry = self._entries[number]
            if entry.need & self.present == entry.need:
                found = tuple(self._evaluate(entry))[:_MOST_MATCHES]
            else:
                found = ()
            self._done[number] = found
        return found

    def denied(self, match: Match) -> bool:
        """Whether a word of the match is denied by a cue that is not part of it."""
        ignoring = frozenset(match.tokens)
        return any(self._polarity.denied(token, ignoring) for token in match.claimed)

    def sentence(self, token: int) -> int:
        """The number of a token's sentence."""
        return self._reading.tokens[token].sentence

    def _index(self) -> int:
        """Note where each word of the vocabulary stands; return the bits they set."""
        program, places = self._program, self._places
        present = 0
        previous = ""
        for index, token in enumerate(self._reading.tokens):
            if token.sentence in self._ignored:
                continue
            word = token.word
            numbers, bits = program.known(word)
            if numbers:
                present |= bits
                here = Match(index, index, (index,), (index,))
                for number in numbers:
                    places.setdefault(number, []).append(here)
            if previous in JOINING:
                numbers, bits = program.known_joined(previous, word)
                present |= bits
                both = (index - 1, index)
                for number in numbers:
                    places.setdefault(number, []).append(Match(index - 1, index, both, both))
            previous = word
        return present

    def _evaluate(self, entry: Entry) -> Iterable[Match]:
        node = entry.node
        if isinstance(node, Word | Either):
            return self._any_of(entry)
        if isinstance(node, Chain):
            return self._chain(entry, node)
        if isinstance(node, Both):
            return self._together(entry) if node.same_sentence else self._anywhere(entry)
        return self._denied(entry)

    def _any_of(self, entry: Entry) -> list[Match]:
        places, entries, present = self._places, self._entries, self.present
        sources: list[Sequence[Match]] = [places[word] for word in entry.words if word in places]
        sources += [
            self.matches(part)
            for part in entry.parts
            if entries[part].need & present == entries[part].need
        ]
        if len(sources) == 1:
            return list(sources[0])
        return sorted({match for source in sources for match in source})

    def _denied(self, entry: Entry) -> Iterator[Match]:
        for match in self.matches(entry.parts[0]):
            ignoring = frozenset(match.tokens)
            if any(self._polarity.negated(token, ignoring) for token in match.claimed):
                yield match._replace(claimed=())

    def _chain(self, entry: Entry, chain: Chain) -> Iterable[Match]:
        begun: list[Match | None] = [None]
        for part, optional in zip(entry.parts, chain.optional, strict=True):
            following = self.matches(part)
            grown: list[Match | None] = []
            for so_far in begun:
                if so_far is None:
                    grown.extend(following)
                    if optional:
                        grown.append(None)
                    continue
                later = self._next(so_far, following, chain, entry.rivals)
                if later is not None:
                    grown.append(_join(so_far, later))
                if optional:
                    grown.append(so_far)
            begun = grown[:_MOST_MATCHES]
            if not begun:
                break
        return sorted({match for match in begun if match is not None})

    def _next(
        self, so_far: Match, following: tuple[Match, ...], chain: Chain, rivals: frozenset[int]
    ) -> Match | None:
        """The first later match in the same sentence that is near enough."""
        later = next((match for match in following if match.first > so_far.last), None)
        if later is None or later.first >= self._ends[self.sentence(so_far.last)]:
            return None
        if chain.tight:
            between = self._reading.tokens[so_far.last + 1 : later.first]
            fits = len(between) <= 1 and all(token.word in ARTICLES for token in between)
        elif chain.near:
            words = self._content[later.first] - self._content[so_far.last + 1]
            fits = words <= NEAR_CONTENT_WORDS
        else:
            fits = True
        if fits and not self._rival_between(so_far.last, later.first, rivals):
            return later
        return None

    def _rival_between(self, before: int, after: int, rivals: frozenset[int]) -> bool:
        return any(
            before < match.first < after
            for number in rivals & self._places.keys()
            for match in self._places[number]
        )

    def _together(self, entry: Entry) -> Iterator[Match]:
        """One match a sentence that has all parts; affirmed places of a part come first."""
        by_part: list[dict[int, list[Match]]] = []
        for part in entry.parts:
            sentences: dict[int, list[Match]] = {}
            for match in self.matches(part):
                sentences.setdefault(self.sentence(match.first), []).append(match)
            by_part.append(sentences)
        common = sorted(set(by_part[0]).intersection(*by_part[1:]))
        for sentence in common:
            chosen = self._choose([sentences[sentence] for sentences in by_part])
            if chosen is not None:
                yield chosen

    def _anywhere(self, entry: Entry) -> Iterator[Match]:
        parts = [list(self.matches(part)) for part in entry.parts]
        chosen = self._choose(parts) if all(parts) else None
        if chosen is not None:
            yield chosen

    def _choose(self, parts: list[list[Match]]) -> Match | None:
        """One match of each part, no word used twice."""
        chosen: Match | None = None
        for matches in sorted(parts, key=len):
            used = frozenset(chosen.tokens) if chosen else frozenset()
            free = [match for match in matches if used.isdisjoint(match.tokens)]
            if not free:
                return None
            anchor = chosen.first if chosen else 0
            best = min(free, key=lambda match: (self.denied(match), abs(match.first - anchor)))
            chosen = _join(chosen, best) if chosen else best
        return chosen


def _join(first: Match, second: Match) -> Match:
    return Match(
        min(first.first, second.first),
        max(first.last, second.last),
        tuple(sorted({*first.tokens, *second.tokens})),
        tuple(sorted({*first.claimed, *second.claimed})),
    )
