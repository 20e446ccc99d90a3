"""All patterns of a bank as one table of shared nodes.

What two patterns have in common is one node, and is looked at once an answer. The first nodes are
the words. The phrases of synonym groups are terms as words are: they are found before any pattern
is tried.
"""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import NamedTuple

from .lexicon import Lexicon
from .pattern import Both, Chain, Denied, Either, Group, Node, Word, groups_in, parts_of

Term = int
"""The number of a node that is a word or a phrase."""

DENIED: Term = -1
"""What stands in the sentences in which something is denied."""

Slot = frozenset[Term]
"""Terms of which an answer needs one."""


class Entry(NamedTuple):
    """A node of the table.

    Attributes:
        terms: itself if it is one, or those of the alternatives that are.
        parts: numbers of the nodes it is made of.
        openings: of the other alternatives: a term they need -> their numbers.
        openers: the terms of the openings.
        needs: what every match has terms of, the most telling first.
        rivals: numbers of words that must not stand between the parts.
        absent: numbers of the nodes that must not match in the sentence.
    """

    node: Node
    terms: frozenset[Term]
    parts: tuple[int, ...]
    openings: Mapping[Term, tuple[int, ...]]
    openers: frozenset[Term]
    needs: tuple[Slot, ...]
    rivals: frozenset[int]
    absent: tuple[int, ...]

    @property
    def single(self) -> bool:
        """Whether it is terms and nothing else."""
        return bool(self.terms) and not self.openings

    def options_for(self, terms: AbstractSet[Term]) -> Iterable[int]:
        """The alternatives that are no terms and that some terms may open."""
        return {option for term in self.openers & terms for option in self.openings[term]}


_Key = tuple[object, ...]


class Groups:
    """Synonym groups by name, and the numbers of those that were compiled."""

    def __init__(self, nodes: Mapping[str, Node]) -> None:
        self.nodes = nodes
        self.numbers: dict[tuple[str, frozenset[int]], int] = {}


class Program:
    """All patterns of a bank, compiled.

    Args:
        lexicon: must have learnt every pattern.

    Attributes:
        entries: the nodes by number, parts before wholes; the words have their lexicon's numbers.
        signed: numbers of the ends of scales, which a sentence lacks unless it claims them.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.entries = [_word(number, word) for number, word in enumerate(lexicon.words)]
        self.signed: set[int] = set()
        self._numbers: dict[_Key, int] = {}
        self._ends = {name: same for name, (same, _) in lexicon.scales.items()} | {
            _opposite(name): other for name, (_, other) in lexicon.scales.items()
        }
        self._shared = Groups({**lexicon.groups, **self._ends})
        self._commonness: dict[Slot, int] = {}
        self._gaps: set[int] = set()
        self._phrases: dict[int, dict[int, list[tuple[int, Slot]]]] = {}

    def add(self, node: Node, local: Groups | None = None) -> int:
        """Take in a pattern; return the number to ask a `Run` for.

        Args:
            local: an item's own synonym groups.

        Raises:
            KeyError: a group that does not exist.
        """
        return self._add(node, local or self._shared, self._rivals(node))

    def phrases_in(
        self,
        neighbours: Iterable[tuple[tuple[int, ...], tuple[int, ...], int]],
        present: AbstractSet[int],
    ) -> Mapping[int, int]:
        """The phrases that may hold some neighbouring words: number -> places of the later one.

        Args:
            neighbours: the words of one token, of a later one, and the place of that.
            present: all words.
        """
        found: dict[int, int] = {}
        openers = self._phrases
        for firsts, seconds, place in neighbours:
            for first in firsts:
                if first in openers:
                    followers = openers[first]
                    for second in seconds:
                        if second in followers:
                            for phrase, words in followers[second]:
                                if words <= present:
                                    found[phrase] = found.get(phrase, 0) | place
        return found

    def _add(self, node: Node, local: Groups, rivals: frozenset[int]) -> int:
        if isinstance(node, Word):
            return self.lexicon.number(node)
        if isinstance(node, Group):
            return self._add_group(node.name, local, rivals)
        if isinstance(node, Denied) and isinstance(node.part, Group):
            opposite = _opposite(node.part.name)
            own = local is not self._shared and node.part.name in local.nodes
            if opposite in self._ends and not own:
                return self._add_group(opposite, local, rivals)
        parts = tuple(self._add(part, local, rivals) for part in parts_of(node))
        lacked = node.absent if isinstance(node, Both) else ()
        absent = tuple(self._add(one, local, frozenset()) for one in lacked)
        gaps = (isinstance(node, Chain) and not node.tight) or not self._gaps.isdisjoint(parts)
        rivals = rivals if gaps else frozenset()
        key = (type(node), *_traits(node), parts, absent, rivals)
        return self._note(key, node, parts, absent=absent, rivals=rivals, gaps=gaps)

    def _add_group(self, name: str, local: Groups, rivals: frozenset[int]) -> int:
        groups = local if name in local.nodes else self._shared
        key = name, rivals
        if key not in groups.numbers:
            groups.numbers[key] = self._add(groups.nodes[name], self._shared, rivals)
            if groups is self._shared and name in self._ends:
                self.signed.add(groups.numbers[key])
        return groups.numbers[key]

    def _note(
        self,
        key: _Key,
        node: Node,
        parts: tuple[int, ...],
        *,
        absent: tuple[int, ...],
        rivals: frozenset[int],
        gaps: bool,
    ) -> int:
        """The number of a node that may be there already."""
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self.entries)
            if gaps:
                self._gaps.add(number)
            terms, openings = self._options(node, parts)
            needs = self._needs(node, parts) if openings or not terms else (terms,)
            if isinstance(node, Chain) and not gaps and self._note_phrase(number, node, parts):
                terms = frozenset({number})
                needs = (terms,)
            openers = frozenset(openings)
            self.entries.append(Entry(node, terms, parts, openings, openers, needs, rivals, absent))
        return number

    def _note_phrase(self, number: int, chain: Chain, parts: tuple[int, ...]) -> bool:
        """Note by which two neighbours, the rarest, a phrase is found, and its other words.

        Returns:
            False if it has no such neighbours.
        """
        always = [
            frozenset() if optional else self._words(part)
            for part, optional in zip(parts, chain.optional, strict=True)
        ]
        pairs = [pair for pair in pairwise(always) if all(pair)]
        if not pairs:
            return False
        firsts, seconds = min(pairs, key=lambda pair: min(map(self._how_common, pair)))
        sure = frozenset().union(*[slot for slot in always if len(slot) == 1]) - firsts - seconds
        for first in firsts:
            followers = self._phrases.setdefault(first, {})
            for second in seconds:
                followers.setdefault(second, []).append((number, sure))
        return True

    def _words(self, part: int) -> Slot:
        """The words of which a node is one; none if it can be anything else."""
        entry = self.entries[part]
        phrase = entry.openings or max(entry.terms, default=0) >= len(self.lexicon.words)
        return frozenset() if phrase else entry.terms

    def _options(
        self, node: Node, parts: tuple[int, ...]
    ) -> tuple[frozenset[Term], Mapping[Term, tuple[int, ...]]]:
        """The terms among alternatives; the others by terms of which they need one."""
        if not isinstance(node, Either):
            return frozenset(), {}
        words = len(self.lexicon.words)
        terms = {option for option in parts if option < words}
        openings: dict[Term, tuple[int, ...]] = {}
        for entry, option in ((self.entries[each], each) for each in parts if each >= words):
            if entry.single:
                terms |= entry.terms
            else:
                for term in entry.needs[0]:
                    openings[term] = (*openings.get(term, ()), option)
        return frozenset(terms), openings

    def _needs(self, node: Node, parts: tuple[int, ...]) -> tuple[Slot, ...]:
        needs = [self.entries[part].needs for part in parts]
        if isinstance(node, Either):
            # One word of the first needs, one of the second ...: true whichever alternative it is.
            most = max(map(len, needs))
            padded = [each + each[-1:] * (most - len(each)) for each in needs]
            slots = [frozenset().union(*nth) for nth in zip(*padded, strict=True)]
        else:
            optional = node.optional if isinstance(node, Chain) else (False,) * len(parts)
            sure = [each for each, missing in zip(needs, optional, strict=True) if not missing]
            slots = [slot for each in sure for slot in each]
            slots += [frozenset({DENIED})] if isinstance(node, Denied) else []
        distinct = dict.fromkeys(slots)
        return tuple(sorted(distinct, key=self._how_common) if len(distinct) > 1 else distinct)

    def _how_common(self, slot: Slot) -> int:
        """How often the bank's patterns have a word that fills a slot."""
        if slot not in self._commonness:
            self._commonness[slot] = sum(map(self.lexicon.frequency, slot))
        return self._commonness[slot]

    def _rivals(self, node: Node) -> frozenset[int]:
        """The words of the groups that are rivals of a group the pattern names."""
        named = frozenset(groups_in(node, lacked=False))
        rivals = {rival for name in named for rival in self.lexicon.rivals.get(name, ())}
        return frozenset().union(*map(self._plain_words, sorted(rivals - named)))

    def _plain_words(self, group: str) -> frozenset[int]:
        terms = self.entries[self._add_group(group, self._shared, frozenset())].terms
        return frozenset(term for term in terms if term < len(self.lexicon.words))


def _opposite(scale: str) -> str:
    """The name of the other end of a scale."""
    return f"NOT {scale}"


def _word(number: int, word: Word) -> Entry:
    terms = frozenset({number})
    return Entry(word, terms, (), {}, frozenset(), (terms,), frozenset(), ())


def _traits(node: Node) -> tuple[object, ...]:
    """What tells nodes of one kind and the same parts apart."""
    if isinstance(node, Chain):
        return node.optional, node.near, node.tight
    return (node.same_sentence,) if isinstance(node, Both) else ()
