"""Where patterns match in one answer.

Each node of the program is evaluated at most once, and only if its words are there at all, so every
answer takes linear time.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import accumulate
from operator import or_
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

    Attributes:
        sentences: the bits that the words of each sentence set.
        present: those of all sentences.
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
        self._grouped: dict[int, dict[int, list[Match]]] = {}
        self._content = [0, *accumulate(token.content for token in reading.tokens)]
        self.sentences = [0] * len(reading.sentences)
        self._index()
        self._words = frozenset(self._places)
        self.present = reduce(or_, self.sentences, 0)

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

    def _index(self) -> None:
        """Note where each word of the vocabulary stands, and the bits it sets in its sentence."""
        known, joined = self._program.known, self._program.known_joined
        previous = ""
        for index, token in enumerate(self._reading.tokens):
            if token.sentence in self._ignored:
                continue
            numbers, bits = known(token.word)
            if numbers:
                self._note(numbers, bits, (index,), token.sentence)
            if previous in JOINING:
                numbers, bits = joined(previous, token.word)
                self._note(numbers, bits, (index - 1, index), token.sentence)
            previous = token.word

    def _note(
        self, numbers: tuple[int, ...], bits: int, tokens: tuple[int, ...], sentence: int
    ) -> None:
        self.sentences[sentence] |= bits
        match = Match(tokens[0], tokens[-1], tokens, tokens)
        for number in numbers:
            self._places.setdefault(number, []).append(match)

    def _by_sentence(self, number: int) -> Mapping[int, list[Match]]:
        """The matches of a node by sentence."""
        grouped = self._grouped.get(number)
        if grouped is None:
            grouped = self._grouped[number] = {}
            for match in self.matches(number):
                grouped.setdefault(self._reading.tokens[match.first].sentence, []).append(match)
        return grouped

    def _sentences_with(self, need: int) -> list[int]:
        """The sentences that have all the words of `need`."""
        return [number for number, bits in enumerate(self.sentences) if need & bits == need]

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
        sources: list[Sequence[Match]] = [places[word] for word in entry.words & self._words]
        options = {
            option
            for word in entry.openings.keys() & self._words
            for option in entry.openings[word]
            if entries[option].need & present == entries[option].need
        }
        sources += [self.matches(option) for option in options]
        if len(sources) == 1:
            return list(sources[0])
        return sorted({match for source in sources for match in source})

    def _denied(self, entry: Entry) -> Iterator[Match]:
        for match in self.matches(entry.parts[0]):
            ignoring = frozenset(match.tokens)
            if any(self._polarity.negated(token, ignoring) for token in match.claimed):
                yield match._replace(claimed=())

    def _chain(self, entry: Entry, chain: Chain) -> list[Match]:
        found: list[Match] = []
        for sentence in self._sentences_with(entry.need):
            begun: list[Match | None] = [None]
            for part, optional in zip(entry.parts, chain.optional, strict=True):
                here = self._by_sentence(part).get(sentence, [])
                begun = list(self._grow(begun, here, entry, chain, optional=optional))
                if not begun:
                    break
            found.extend(match for match in begun if match is not None)
        return sorted(set(found)) if len(found) > 1 else found

    def _grow(
        self,
        begun: list[Match | None],
        here: list[Match],
        entry: Entry,
        chain: Chain,
        *,
        optional: bool,
    ) -> Iterator[Match | None]:
        """The beginnings of a chain, each with its next part."""
        for so_far in begun[:_MOST_MATCHES]:
            if so_far is None:
                yield from here
            elif here:
                later = self._next(so_far, here, chain, entry.rivals)
                if later is not None:
                    yield _join(so_far, later)
            if optional:
                yield so_far

    def _next(
        self, so_far: Match, here: Iterable[Match], chain: Chain, rivals: frozenset[int]
    ) -> Match | None:
        """The first later match in the same sentence, if it is near enough."""
        for later in here:
            if later.first > so_far.last:
                break
        else:
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
        by_part = [self._by_sentence(part) for part in entry.parts]
        lacked = [self._by_sentence(one) for one in entry.absent]
        for sentence in self._sentences_with(entry.need):
            if any(sentence in sentences for sentences in lacked):
                continue
            here = [sentences.get(sentence, []) for sentences in by_part]
            chosen = self._choose(here) if all(here) else None
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
