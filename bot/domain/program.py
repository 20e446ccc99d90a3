"""All patterns of a bank as one table of shared nodes.

A node knows which words it needs, as a bit mask, so that an answer without them never looks at it:
this keeps the cost of hundreds of patterns small.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .lexicon import Lexicon
from .pattern import Both, Chain, Denied, Either, Group, Node, Word, groups_in

_REMEMBERED = 50_000


@dataclass(frozen=True, slots=True)
class Entry:
    """A node of the table.

    Attributes:
        words: the number of a word; of alternatives, the numbers of those that are plain words.
        parts: numbers of the nodes it is made of.
        openings: of alternatives that are no plain words: a word they need -> their numbers.
        need: bits that the words of an answer must set together for the node to match.
        rivals: numbers of words that must not stand between the parts.
        absent: numbers of the nodes that must not match in the sentence.
    """

    node: Node
    words: frozenset[int]
    parts: tuple[int, ...]
    openings: Mapping[int, tuple[int, ...]]
    need: int
    rivals: frozenset[int]
    absent: tuple[int, ...]


class Program:
    """All patterns of a bank, compiled.

    Args:
        lexicon: must have learnt every pattern before it is added.

    Attributes:
        entries: the nodes by number, parts before wholes.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.entries: list[Entry] = []
        self._numbers: dict[tuple[Node, frozenset[int]], int] = {}
        self._bits = 0
        self._word_bits: dict[int, int] = {}
        self._known: dict[str, tuple[tuple[int, ...], int]] = {}

    def add(self, node: Node, local: Mapping[str, Node] | None = None) -> int:
        """Take in a pattern; return the number to ask a `Run` for.

        Args:
            local: an item's own synonym groups.

        Raises:
            KeyError: a group that does not exist.
        """
        return self._add(_resolve(node, local or {}, self.lexicon), _rivals(node, self.lexicon))

    def known(self, word: str) -> tuple[tuple[int, ...], int]:
        """The numbers of the pattern words that an answer's word stands for, and their bits."""
        found = self._known.get(word)
        if found is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            numbers = self.lexicon.numbers_of(word)
            found = self._known[word] = numbers, self._mask(numbers)
        return found

    def known_joined(self, first: str, second: str) -> tuple[tuple[int, ...], int]:
        """The same for two neighbours that are one word when written together."""
        numbers = self.lexicon.joined(first, second)
        return numbers, self._mask(numbers)

    def _mask(self, numbers: Iterable[int]) -> int:
        mask = 0
        for number in numbers:
            mask |= self._word_bits.get(number, 0)
        return mask

    def _add(self, node: Node, rivals: frozenset[int]) -> int:
        rivals = rivals if _has_gaps(node) else frozenset()
        key = node, rivals
        if key not in self._numbers:
            parts = tuple(self._add(part, rivals) for part in _parts(node))
            need = self._need(node, parts)
            words = frozenset(self.lexicon.number(word) for word in _plain_words(node))
            openings = self._openings(parts) if isinstance(node, Either) else {}
            lacked = node.absent if isinstance(node, Both) else ()
            absent = tuple(self._add(one, frozenset()) for one in lacked)
            self.entries.append(Entry(node, words, parts, openings, need, rivals, absent))
            self._numbers[key] = len(self.entries) - 1
            self._known.clear()
        return self._numbers[key]

    def _need(self, node: Node, parts: tuple[int, ...]) -> int:
        if isinstance(node, Word):
            word = self.lexicon.number(node)
            if word not in self._word_bits:
                self._word_bits[word] = self._new_bit()
            own = self._word_bits[word]
            return own & -own  # its first bit; later ones belong to alternatives it opens
        if isinstance(node, Either):
            bit = self._new_bit()
            for word in self._keys(node):
                self._word_bits[word] |= bit
            return bit
        need = 0
        for place, part in enumerate(parts):
            if not (isinstance(node, Chain) and node.optional[place]):
                need |= self.entries[part].need
        return need

    def _openings(self, options: tuple[int, ...]) -> dict[int, tuple[int, ...]]:
        """The alternatives that are no plain words, by words of which they need one."""
        openings: dict[int, tuple[int, ...]] = {}
        for option in options:
            node = self.entries[option].node
            if not isinstance(node, Word):
                for word in self._keys(node):
                    openings[word] = (*openings.get(word, ()), option)
        return openings

    def _new_bit(self) -> int:
        self._bits += 1
        return 1 << (self._bits - 1)

    def _keys(self, node: Node) -> frozenset[int]:
        """Words of which at least one stands in every match of the node."""
        if isinstance(node, Word):
            return frozenset({self.lexicon.number(node)})
        parts = [
            self._keys(part)
            for place, part in enumerate(_parts(node))
            if not (isinstance(node, Chain) and node.optional[place])
        ]
        return frozenset().union(*parts) if isinstance(node, Either) else min(parts, key=len)


def _parts(node: Node) -> tuple[Node, ...]:
    if isinstance(node, Either):
        return node.options
    if isinstance(node, Chain | Both):
        return node.parts
    if isinstance(node, Denied):
        return (node.part,)
    return ()


def _has_gaps(node: Node) -> bool:
    """Whether anything can stand between parts of the node."""
    loose = isinstance(node, Chain) and not node.tight
    return loose or any(_has_gaps(part) for part in _parts(node))


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
        absent = tuple(_resolve(part, local, lexicon) for part in node.absent)
        return Both(parts, same_sentence=node.same_sentence, absent=absent)
    if isinstance(node, Denied):
        return Denied(_resolve(node.part, local, lexicon))
    return node


def _rivals(node: Node, lexicon: Lexicon) -> frozenset[int]:
    """The words of the groups that are rivals of a group the pattern names."""
    named = set(groups_in(node))
    words: set[int] = set()
    for one, other in lexicon.rivals:
        for here, there in ((one, other), (other, one)):
            if here in named and there not in named:
                words |= {lexicon.number(word) for word in _plain_words(lexicon.group(there))}
    return frozenset(words)


def _plain_words(node: Node) -> Iterable[Word]:
    return [option for option in _options(node) if isinstance(option, Word)]


def _options(node: Node) -> tuple[Node, ...]:
    return node.options if isinstance(node, Either) else (node,)
