"""Where patterns match in one answer.

Each node of the program is evaluated at most once, and only if its extent says that it could match
at all, so every answer takes linear time.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from .extent import MOST_MATCHES, Extents
from .pattern import About, Both, Chain, Denied
from .places import Places
from .polarity import Polarity
from .program import DENIED, Entry, Program
from .reading import MAX_TOKENS, Reading
from .screen import Alternative, Patterns, Screen


class Match(NamedTuple):
    """One place where a node matches.

    Attributes:
        first: index of the first token.
        last: index of the last token.
        tokens: all tokens that took part, in order.
        claimed: those that must be affirmed; the ones under a NOT are left out.
        cues: the tokens that deny those under a NOT, and are not taken to deny more.
    """

    first: int
    last: int
    tokens: tuple[int, ...]
    claimed: tuple[int, ...]
    cues: tuple[int, ...] = ()


_new = tuple.__new__
"""Makes a named tuple in half the time of a call."""


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
        self._entries = program.entries
        self._signed = program.signed
        self._reading = reading
        self._polarity = polarity
        self._places = Places(program.lexicon, reading, ignored)
        self._extents = Extents(program, self._places, polarity)
        self._done: dict[int, tuple[Match, ...]] = {}
        self._grouped: dict[int, dict[int, list[Match]]] = {}
        self._here: dict[tuple[int, int], list[Match]] = {}
        self._rival_places: dict[frozenset[int], int] = {}
        candidates = program.phrases_in(self._places.neighbours(), self._places.present)
        terms = self._extents.find_phrases(candidates)
        if self._extents.denied:
            terms[DENIED] = self._extents.denied
        self._places.note(terms)

    def possible(self, screen: Screen) -> Mapping[Patterns, list[Alternative]]:
        """The patterns of a screen that the words allow, those of each list in order."""
        return screen.possible(self._places.sentences)

    def may_match(self, number: int) -> bool:
        """Whether a node could match, at first sight."""
        entry = self._entries[number]
        if entry.single:
            return not entry.terms.isdisjoint(self._places.present)
        return self._extents.of(number)[1] != 0

    def matches(self, number: int) -> tuple[Match, ...]:
        """Where a node matches, in the order of the text; at most 48 places."""
        found = self._done.get(number)
        if found is None:
            _, possible, _ = self._extents.of(number)
            found = tuple(self._evaluate(number))[:MOST_MATCHES] if possible else ()
            self._done[number] = found
        return found

    def denied(self, match: Match) -> bool:
        """Whether a word of the match is denied by a cue that is not part of it."""
        if not self._polarity.cues:
            return False
        taken_back = not self._polarity.taken_back.isdisjoint(match.claimed)
        return taken_back or self._negated(match)

    def _negated(self, match: Match) -> bool:
        """Whether a cue that is not part of the match negates a word of it."""
        polarity = self._polarity
        if polarity.cues.keys().isdisjoint(match.claimed):
            return False
        ignoring = frozenset(match.tokens + match.cues)
        return any(polarity.negated(token, ignoring) for token in match.claimed)

    def sentence(self, token: int) -> int:
        """The number of a token's sentence."""
        return self._reading.numbers[token]

    def _matches_in(self, sentence: int, number: int) -> list[Match]:
        """The matches of a node in a sentence."""
        here = self._here.get((sentence, number))
        if here is None:
            here = self._here[sentence, number] = self._find_in(sentence, number)
        return here

    def _find_in(self, sentence: int, number: int) -> list[Match]:
        entry = self._entries[number]
        node = entry.node
        starts, _, single = self._extents.of(number)
        if single and not isinstance(node, Denied | About):
            return [*map(_single, self._places.tokens_in(sentence, starts))]
        if isinstance(node, Chain) and self._is_few(entry, node):
            return self._chain(entry, node, (sentence,))
        return self._by_sentence(number).get(sentence, [])

    def _is_few(self, entry: Entry, chain: Chain) -> bool:
        """Whether a chain can't have more matches than are looked at: one a first token."""
        _, _, single = self._extents.of(entry.parts[0])
        return single and not any(chain.optional)

    def _by_sentence(self, number: int) -> Mapping[int, list[Match]]:
        """The matches of a node that lie in one sentence, by sentence."""
        grouped = self._grouped.get(number)
        if grouped is None:
            grouped = self._grouped[number] = {}
            for match in self.matches(number):
                sentence = self.sentence(match.first)
                if sentence == self.sentence(match.last):
                    grouped.setdefault(sentence, []).append(match)
        return grouped

    def _evaluate(self, number: int) -> Iterable[Match]:
        entry = self._entries[number]
        node = entry.node
        starts, ends, single = self._extents.of(number)
        if isinstance(node, Chain):
            return self._chain(entry, node, self._places.sentences_of(ends))
        if isinstance(node, Both):
            return self._together(entry) if node.same_sentence else self._anywhere(entry)
        if isinstance(node, Denied):
            return self._denied(entry)
        if isinstance(node, About):
            return (match._replace(claimed=(), cues=()) for match in self.matches(entry.parts[0]))
        return map(_single, self._places.tokens(starts)) if single else self._any_of(entry)

    def _any_of(self, entry: Entry) -> list[Match]:
        places = self._places
        found = {*map(_single, places.tokens(places.of(entry.terms)))}
        found.update(Match(*pair, pair, pair) for pair in places.pairs_of(entry.terms))
        for option in (*entry.terms & places.phrases, *entry.options_for(places.present)):
            found.update(self.matches(option))
        return sorted(found)

    def _denied(self, entry: Entry) -> Iterator[Match]:
        for match in self.matches(entry.parts[0]):
            if self._negated(match):
                yield match._replace(claimed=(), cues=self._cues(match))

    def _cues(self, match: Match) -> tuple[int, ...]:
        """The tokens that deny a match."""
        over = self._polarity.cues
        return tuple(sorted({cue for token in match.claimed for cue in over.get(token, ())}))

    def _chain(self, entry: Entry, chain: Chain, sentences: Iterable[int]) -> list[Match]:
        found: list[Match] = []
        rivals = self._rivals(entry.rivals)
        for sentence in sentences:
            begun: list[Match | None] = [None]
            for part, optional in zip(entry.parts, chain.optional, strict=True):
                here = self._matches_in(sentence, part)
                begun = self._grow(begun, here, chain, rivals, optional=optional)
                if not begun:
                    break
            found.extend(match for match in begun if match is not None)
        return sorted(set(found)) if len(found) > 1 else found

    def _grow(
        self,
        begun: Sequence[Match | None],
        here: Sequence[Match],
        chain: Chain,
        rivals: int,
        *,
        optional: bool,
    ) -> list[Match | None]:
        """The beginnings of a chain, each with its next part."""
        grown: list[Match | None] = []
        for so_far in begun[:MOST_MATCHES]:
            if so_far is None:
                grown += here
            else:
                first, _, tokens, claimed, cues = so_far
                for later in self._next(so_far, here, chain, rivals):
                    joined = tokens + later.tokens, claimed + later.claimed, cues + later.cues
                    grown.append(_new(Match, (first, later.last, *joined)))
            if optional:
                grown.append(so_far)
        return grown

    def _next(
        self, so_far: Match, here: Iterable[Match], chain: Chain, rivals: int
    ) -> Iterator[Match]:
        """The first later match in the same sentence, if near enough; of a tight chain, all."""
        last = so_far.last
        for later in here:
            if later.first > last:
                between = self._places.between(last, later.first)
                if rivals & between or not self._places.joins(
                    chain, between, self._places.bit(later.first)
                ):
                    return
                yield later
                if not chain.tight:
                    return

    def _rivals(self, words: frozenset[int]) -> int:
        """Where one of some words begins."""
        found = self._rival_places.get(words)
        if found is None:
            found = self._places.of(words)
            for first, _ in self._places.pairs_of(words):
                found |= self._places.bit(first)
            self._rival_places[words] = found
        return found

    def _together(self, entry: Entry) -> Iterator[Match]:
        """One match a sentence that has all parts; affirmed places of a part come first."""
        sentences = self._places.sentences_with(self._extents.of(part)[0] for part in entry.parts)
        for sentence in sentences:
            here = [self._matches_in(sentence, part) for part in entry.parts]
            chosen = self._choose(here) if all(here) else None
            if chosen is not None and not any(self._has(sentence, one) for one in entry.absent):
                yield chosen

    def _has(self, sentence: int, absent: int) -> bool:
        """Whether a sentence has what it should lack: a word denied or not, a scale as claimed."""
        signed = absent in self._signed
        return any(
            self.sentence(match.first) == sentence and not (signed and self.denied(match))
            for match in self.matches(absent)
        )

    def _anywhere(self, entry: Entry) -> Iterator[Match]:
        parts = [list(self.matches(part)) for part in entry.parts]
        chosen = self._choose(parts) if all(parts) else None
        if chosen is not None:
            yield chosen

    def _choose(self, parts: Sequence[list[Match]]) -> Match | None:
        """One match of each part, no word used twice: rare parts first, else the longest first."""
        return self._choose_in(sorted(parts, key=len)) or self._choose_in(
            sorted(parts, key=lambda matches: -max(len(match.tokens) for match in matches))
        )

    def _choose_in(self, parts: Sequence[list[Match]]) -> Match | None:
        chosen: Match | None = None
        for matches in parts:
            used = frozenset(chosen.tokens) if chosen else frozenset()
            free = [match for match in matches if used.isdisjoint(match.tokens)]
            if not free:
                return None
            anchor = chosen.first if chosen else 0
            best = min(free, key=lambda match: (self.denied(match), abs(match.first - anchor)))
            chosen = _join(chosen, best) if chosen else best
        return chosen


@lru_cache(maxsize=MAX_TOKENS)
def _single(token: int) -> Match:
    """A token as a match: the same in every answer."""
    return Match(token, token, (token,), (token,))


def _join(first: Match, second: Match) -> Match:
    return Match(
        min(first.first, second.first),
        max(first.last, second.last),
        tuple(sorted({*first.tokens, *second.tokens})),
        tuple(sorted({*first.claimed, *second.claimed})),
        tuple(sorted({*first.cues, *second.cues})),
    )
