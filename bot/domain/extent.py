"""Where a pattern could match in one answer, before anything is matched.

An extent is a quick look at all places at once. It may promise too much, never too little: only a
node whose extent is empty can be passed over.
"""

from collections.abc import Mapping

from .pattern import About, Both, Chain, Denied, Either
from .places import Places
from .polarity import Polarity
from .program import Entry, Program

MOST_MATCHES = 48
"""Places of a node that are looked at."""

_NEIGHBOURS = 2

Extent = tuple[int, int, bool]
"""Where matches may begin, where they may end, and whether each is a single token."""

NOWHERE: Extent = (0, 0, True)


class Extents:
    """The extents of a program's nodes in one answer; each is found once.

    Attributes:
        denied: where something is denied.
    """

    def __init__(self, program: Program, places: Places, polarity: Polarity) -> None:
        self._entries = program.entries
        self._places = places
        self.denied = sum(map(places.bit, polarity.cues))
        self._known: dict[int, Extent] = {
            number: (at, at, True) for number, at in places.words.items()
        }
        for number in (*places.pairs, *places.crowded(MOST_MATCHES)):
            self._known[number] = self._word(number)

    def of(self, number: int) -> Extent:
        """The extent of a node."""
        found = self._known.get(number)
        if found is None:
            entry = self._entries[number]
            found = self._known[number] = self._find(entry) if entry.parts else NOWHERE
        return found

    def find_phrases(self, candidates: Mapping[int, int]) -> dict[int, int]:
        """Where the phrases that are there end.

        Args:
            candidates: phrase -> the later of two neighbours that it always has.
        """
        found: dict[int, int] = {}
        for number in sorted(candidates):  # a phrase in a phrase comes first
            entry, ends = self._entries[number], candidates[number]
            sure = len(entry.parts) == _NEIGHBOURS and not self._places.pairs
            if isinstance(entry.node, Chain) and not sure:
                _, ends, _ = self._known[number] = self._chain(entry, entry.node)
            else:
                self._known[number] = self._places.before(ends), ends, False
            if ends:
                found[number] = ends
                self._places.present.add(number)
        return found

    def _find(self, entry: Entry) -> Extent:
        node = entry.node
        if isinstance(node, Either):
            return self._any_of(entry)
        if isinstance(node, Chain):
            return self._chain(entry, node) if self._has_all(entry) else NOWHERE
        if isinstance(node, Both):
            return self._all_of(entry, same_sentence=node.same_sentence)
        if isinstance(node, About):
            return self.of(entry.parts[0])
        return self._denied(entry) if isinstance(node, Denied) else NOWHERE

    def _has_all(self, entry: Entry) -> bool:
        """Whether a term of each need is there."""
        present = self._places.present
        return not any(map(present.isdisjoint, entry.needs))

    def _word(self, number: int) -> Extent:
        places = self._places
        starts = ends = places.words.get(number, 0)
        if number in places.pairs:
            for first, last in places.pairs[number]:
                starts |= places.bit(first)
                ends |= places.bit(last)
            return starts, ends, False
        return self._first(starts)

    def _first(self, places: int) -> Extent:
        """Single tokens, as many as are looked at."""
        if places.bit_count() > MOST_MATCHES:
            places = self._places.first(MOST_MATCHES, places)
        return places, places, True

    def _any_of(self, entry: Entry) -> Extent:
        present = self._places.present
        starts = ends = 0
        single = True
        known = self._known
        for option in entry.terms & present:
            first, last, alone = known.get(option) or self.of(option)
            starts |= first
            ends |= last
            single = single and alone
        for option in entry.options_for(present) if entry.openers else ():
            first, last, _ = known.get(option) or self.of(option)
            if last:
                starts |= first
                ends |= last
                single = False
        return self._first(starts) if single else (starts, ends, False)

    def _chain(self, entry: Entry, chain: Chain) -> Extent:
        starts = ends = 0
        begun = False
        known, reach = self._known.get, self._places.reach(chain)
        for part, optional in zip(entry.parts, chain.optional, strict=True):
            first, last, single = known(part) or self.of(part)
            if begun:
                following = first and first & reach(ends)
            else:
                following = first
                starts |= first
            if following and not single:
                following = last
            if optional:
                ends |= following
            elif following:
                begun, ends = True, following
            else:
                return NOWHERE
        return starts, ends, False

    def _all_of(self, entry: Entry, *, same_sentence: bool) -> Extent:
        starts = ends = 0
        heads = -1
        for part in entry.parts:
            first, last, _ = self.of(part)
            if not last:
                return NOWHERE
            if same_sentence:
                heads &= self._places.heads(first) & self._places.heads(last)
                if not heads:
                    return NOWHERE
            starts |= first
            ends |= last
        return starts, ends, False

    def _denied(self, entry: Entry) -> Extent:
        first, last, single = self.of(entry.parts[0])
        if not single:
            return (first, last, False) if self.denied else NOWHERE
        denied = first & self.denied
        return denied, denied, True
