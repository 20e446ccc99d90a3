"""Where a pattern could match in one answer, before anything is matched.

An extent is a quick look at all places at once. It may promise too much, never too little: only a
node whose extent is empty can be passed over.
"""

from .pattern import Both, Chain, Denied
from .places import Places
from .polarity import Polarity
from .program import Entry, Program

MOST_MATCHES = 48
"""Places of a node that are looked at."""

Extent = tuple[int, int, bool]
"""Where matches may begin, where they may end, and whether each is a single token."""

NOWHERE: Extent = (0, 0, True)


class Extents:
    """The extents of a program's nodes in one answer; each is found once."""

    def __init__(self, program: Program, places: Places, polarity: Polarity) -> None:
        self._entries = program.entries
        self._places = places
        self._polarity = polarity
        self._known: dict[int, Extent] = {}
        self._deniable: int | None = None

    def of(self, number: int) -> Extent:
        """The extent of a node."""
        found = self._known.get(number)
        if found is None:
            entry = self._entries[number]
            node = entry.node
            if isinstance(node, Chain):
                found = self._chain(entry, node)
            elif isinstance(node, Both):
                found = self._all_of(entry, same_sentence=node.same_sentence)
            elif isinstance(node, Denied):
                found = self._denied(entry)
            else:
                found = self._any_of(entry)
            self._known[number] = found
        return found

    def _any_of(self, entry: Entry) -> Extent:
        places = self._places
        present = places.present
        words = places.words
        starts = 0
        others = [*entry.options_for(present)] if entry.openings else []
        for term in entry.terms & present:
            if term in words:
                starts |= words[term]
            elif term < 0:
                others.append(~term)
        ends = starts
        single = not others
        for option in others:
            first, last, _ = self.of(option)
            starts |= first
            ends |= last
        if places.pairs:
            for first, last in places.pairs_of(entry.terms):
                starts |= places.bit(first)
                ends |= places.bit(last)
                single = False
        if single and starts.bit_count() > MOST_MATCHES:
            starts = ends = places.first(MOST_MATCHES, starts)
        return starts, ends, single

    def _chain(self, entry: Entry, chain: Chain) -> Extent:
        starts = ends = 0
        begun = False
        known, reach = self._known, self._places.reach(chain)
        for part, optional in zip(entry.parts, chain.optional, strict=True):
            first, last, single = known.get(part) or self.of(part)
            if not begun:
                starts |= first
                following = first
            else:
                following = first & reach(ends) if first else 0
            if not single:
                following = last if following else 0
            begun |= not optional
            ends = following | ends if optional else following
            if begun and not ends:
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
        if self._deniable is None:
            self._deniable = sum(map(self._places.bit, self._polarity.cues))
        if not self._deniable:
            return NOWHERE
        first, last, single = self.of(entry.parts[0])
        if not single:
            return first, last, False
        denied = first & self._deniable
        return denied, denied, True
