"""Where patterns match in an answer.

A `Program` holds all patterns of a bank as one table of shared nodes. A `Run` is one answer: each
node is evaluated at most once, and only if a bit mask says that its words are there at all, which
keeps the cost of hundreds of patterns small and every answer linear.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from .english import ARTICLES
from .lexicon import Lexicon
from .pattern import Both, Chain, Denied, Either, Group, Node, Word, groups_in
from .polarity import Polarity
from .reading import Reading

NEAR_CONTENT_WORDS = 3
"""Content words that may stand between near parts. Source: measured on student answers."""

_MOST_MATCHES = 48
_REMEMBERED = 50_000


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


@dataclass(frozen=True, slots=True)
class _Entry:
    """A node of the table with its parts replaced by their numbers.

    Attributes:
        rivals: words that must not stand between its parts.
    """

    node: Node
    parts: tuple[int, ...]
    need: int
    rivals: frozenset[int]


class Program:
    """All patterns of a bank, compiled.

    Args:
        lexicon: must have learnt every pattern before it is added.

    Attributes:
        entries: the nodes by number, parts before wholes.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self.entries: list[_Entry] = []
        self._numbers: dict[Node, int] = {}
        self._bits: dict[int, int] = {}
        self._next_bit = 0
        self._word_bits: dict[int, int] = {}
        self._masks: dict[str, int] = {}

    @property
    def lexicon(self) -> Lexicon:
        """The vocabulary the patterns are written in."""
        return self._lexicon

    def add(self, node: Node, local: Mapping[str, Node] | None = None) -> int:
        """Take in a pattern; return the number to ask a `Run` for.

        Args:
            local: an item's own synonym groups.

        Raises:
            KeyError: a group that does not exist.
        """
        return self._add(_resolve(node, local or {}, self._lexicon), _roles(node, self._lexicon))

    def mask_of(self, word: str) -> int:
        """The bits an answer's word sets."""
        mask = self._masks.get(word)
        if mask is None:
            mask = self._mask(self._lexicon.numbers_of(word))
            if len(self._masks) >= _REMEMBERED:
                self._masks.clear()
            self._masks[word] = mask
        return mask

    def _mask(self, numbers: Iterable[int]) -> int:
        mask = 0
        for number in numbers:
            mask |= self._word_bits.get(number, 0)
        return mask

    def mask_of_joined(self, numbers: tuple[int, ...]) -> int:
        """The bits two neighbours set that are one word."""
        return self._mask(numbers)

    def _add(self, node: Node, rivals: frozenset[int]) -> int:
        if node in self._numbers and not (isinstance(node, Chain) and rivals):
            return self._numbers[node]
        parts = tuple(self._add(part, rivals) for part in _parts(node))
        number = len(self.entries)
        self.entries.append(_Entry(node, parts, self._need(node, parts), rivals))
        if not rivals or not isinstance(node, Chain):
            self._numbers[node] = number
        self._masks.clear()
        return number

    def _need(self, node: Node, parts: tuple[int, ...]) -> int:
        if isinstance(node, Word):
            word = self._lexicon.number(node)
            if word not in self._word_bits:
                self._word_bits[word] = self._bit()
            return self._word_bits[word] & -self._word_bits[word]
        if isinstance(node, Either):
            bit = self._bit()
            for word in self._keys(node):
                self._word_bits[word] |= bit
            return bit
        need = 0
        for place, part in enumerate(parts):
            if not (isinstance(node, Chain) and node.optional[place]):
                need |= self.entries[part].need
        return need

    def _bit(self) -> int:
        self._next_bit += 1
        return 1 << (self._next_bit - 1)

    def _keys(self, node: Node) -> frozenset[int]:
        """Words of which at least one stands in every match of the node."""
        if isinstance(node, Word):
            return frozenset({self._lexicon.number(node)})
        parts = [
            self._keys(part)
            for place, part in enumerate(_parts(node))
            if not (isinstance(node, Chain) and node.optional[place])
        ]
        return frozenset().union(*parts) if isinstance(node, Either) else min(parts, key=len)


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
        self._places: dict[int, list[tuple[int, int]]] = {}
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
        program, lexicon = self._program, self._program.lexicon
        present = 0
        previous = ""
        for index, token in enumerate(self._reading.tokens):
            if token.sentence in self._ignored:
                continue
            present |= program.mask_of(token.word)
            for number in lexicon.numbers_of(token.word):
                self._places.setdefault(number, []).append((index, index))
            if previous and (joined := lexicon.joined(previous, token.word)):
                present |= program.mask_of_joined(joined)
                for number in joined:
                    self._places.setdefault(number, []).append((index - 1, index))
            previous = token.word
        return present

    def _evaluate(self, entry: _Entry) -> Iterable[Match]:
        node = entry.node
        if isinstance(node, Word):
            return self._word(node)
        if isinstance(node, Either):
            return self._either(entry)
        if isinstance(node, Chain):
            return self._chain(entry, node)
        if isinstance(node, Both):
            return self._together(entry) if node.same_sentence else self._anywhere(entry)
        return self._denied(entry)

    def _word(self, word: Word) -> Iterator[Match]:
        for first, last in self._places.get(self._program.lexicon.number(word), ()):
            tokens = tuple(range(first, last + 1))
            yield Match(first, last, tokens, tokens)

    def _either(self, entry: _Entry) -> list[Match]:
        entries, present = self._entries, self.present
        found = [
            match
            for part in entry.parts
            if entries[part].need & present == entries[part].need
            for match in self.matches(part)
        ]
        return sorted(set(found)) if len(found) > 1 else found

    def _denied(self, entry: _Entry) -> Iterator[Match]:
        for match in self.matches(entry.parts[0]):
            ignoring = frozenset(match.tokens)
            if any(self._polarity.negated(token, ignoring) for token in match.claimed):
                yield match._replace(claimed=())

    def _chain(self, entry: _Entry, chain: Chain) -> Iterable[Match]:
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
        end = self._ends[self.sentence(so_far.last)]
        place = bisect_right(following, so_far.last, key=lambda match: match.first)
        if place == len(following) or following[place].first >= end:
            return None
        later = following[place]
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
        for number in rivals:
            places = self._places.get(number)
            if places:
                index = bisect_left(places, (before + 1, 0))
                if index < len(places) and places[index][0] < after:
                    return True
        return False

    def _together(self, entry: _Entry) -> Iterator[Match]:
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

    def _anywhere(self, entry: _Entry) -> Iterator[Match]:
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


def _parts(node: Node) -> tuple[Node, ...]:
    if isinstance(node, Either):
        return node.options
    if isinstance(node, Chain | Both):
        return node.parts
    if isinstance(node, Denied):
        return (node.part,)
    return ()


def _resolve(node: Node, local: Mapping[str, Node], lexicon: Lexicon) -> Node:
    """Replace groups by what they stand for."""
    if isinstance(node, Group):
        return local[node.name] if node.name in local else lexicon.group(node.name)
    if isinstance(node, Either):
        return Either(tuple(_resolve(option, local, lexicon) for option in node.options))
    if isinstance(node, Chain):
        parts = tuple(_resolve(part, local, lexicon) for part in node.parts)
        return Chain(parts, node.optional, near=node.near, tight=node.tight)
    if isinstance(node, Both):
        parts = tuple(_resolve(part, local, lexicon) for part in node.parts)
        return Both(parts, same_sentence=node.same_sentence)
    if isinstance(node, Denied):
        return Denied(_resolve(node.part, local, lexicon))
    return node


def _roles(node: Node, lexicon: Lexicon) -> frozenset[int]:
    """The words of the groups that are rivals of a group the pattern names."""
    named = set(groups_in(node))
    words: set[int] = set()
    for one, other in lexicon.rivals:
        for here, there in ((one, other), (other, one)):
            if here in named and there not in named:
                words |= {
                    lexicon.number(option)
                    for option in _options(lexicon.group(there))
                    if isinstance(option, Word)
                }
    return frozenset(words)


def _options(node: Node) -> tuple[Node, ...]:
    return node.options if isinstance(node, Either) else (node,)
