"""Where the words of the patterns stand in one answer, as bits of whole numbers.

A set of tokens is one number: token 7 of sentence 2 is bit 9, so that an empty bit follows each
sentence. Shifting and adding then move all places at once, and never into the next sentence.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from .english import ARTICLES
from .lexicon import Lexicon
from .pattern import Chain
from .reading import Reading
from .spelling import JOINING

NEAR_CONTENT_WORDS = 3
"""Content words that may stand between near parts. Source: measured on student answers."""


class Places:
    """The words of one answer that stand for words of the patterns.

    Args:
        ignored: numbers of sentences that are left out.

    Attributes:
        words: number of a pattern word -> where it stands as a single token.
        pairs: number of a pattern word -> the neighbours that are this word, written in two.
        numbers: for each token the pattern words that it is, or is a part of.
        sentences: for each sentence its words, and its phrases once they are noted.
        phrases: those that were noted.
        present: the words of all sentences, and each phrase once it is found.
    """

    def __init__(self, lexicon: Lexicon, reading: Reading, ignored: frozenset[int]) -> None:
        self._tokens = reading.tokens
        self._bounds = reading.sentences
        self._bits = [1 << at + sentence for at, sentence in enumerate(reading.numbers)]
        self._by_end = {1 << last + number: number for number, (_, last) in enumerate(self._bounds)}
        self._ends = sum(self._by_end)
        self._inside = (1 << len(self._tokens) + len(self._bounds)) - 1 ^ self._ends
        words = [*reading.words]
        for first, last in map(self._bounds.__getitem__, ignored):
            words[first:last] = [""] * (last - first)
        self._article_tokens = [at for at, word in enumerate(words) if word in ARTICLES]
        self._articles = sum([self._bits[at] for at in self._article_tokens])
        self._resumed = sum([self._bits[at] for at in _behind_commas(reading)])
        self.numbers = [*map(lexicon.numbers_of, words)]
        self.words: dict[int, int] = {}
        self._index()
        self.pairs: dict[int, list[tuple[int, int]]] = {}
        for at in [at for at, word in enumerate(words[:-1]) if word in JOINING]:
            self._join(lexicon.joined(words[at], words[at + 1]), at)
        self.sentences: list[set[int]] = [
            set().union(*self.numbers[first:last]) for first, last in self._bounds
        ]
        self.phrases: frozenset[int] = frozenset()
        self.present = {*self.words, *self.pairs}

    def _index(self) -> None:
        words = self.words
        for bit, numbers in zip(self._bits, self.numbers, strict=True):
            for number in numbers:
                words[number] = words.get(number, 0) | bit

    def _join(self, numbers: Iterable[int], at: int) -> None:
        """Note the words that a token is together with the one behind it."""
        for number in numbers:
            self.pairs.setdefault(number, []).append((at, at + 1))
            for half in (at, at + 1):
                self.numbers[half] = (*self.numbers[half], number)

    @cached_property
    def _content(self) -> int:
        pairs = zip(self._bits, self._tokens, strict=True)
        return sum([bit for bit, token in pairs if token.content])

    def note(self, terms: Mapping[int, int]) -> None:
        """Take in the terms that were found and are no words: number -> places."""
        for term, places in terms.items():
            for sentence in self.sentences_of(places):
                self.sentences[sentence].add(term)
        self.phrases = frozenset(terms)
        self.present.update(terms)

    def neighbours(self) -> Iterable[tuple[tuple[int, ...], tuple[int, ...], int]]:
        """The words of tokens side by side, or with an article between; the place of the later."""
        numbers, bits = self.numbers, self._bits
        for first, last in self._bounds:
            later = slice(first + 1, last)
            yield from zip(numbers[first : last - 1], numbers[later], bits[later], strict=True)
        for at in self._article_tokens:
            if bits[at] << 1 & self._inside and bits[at] >> 1 & self._inside:
                yield numbers[at - 1], numbers[at + 1], bits[at + 1]

    def crowded(self, most: int) -> list[int]:
        """The words that stand in more places than some."""
        if len(self._tokens) <= most:
            return []
        return [number for number, places in self.words.items() if places.bit_count() > most]

    def of(self, words: frozenset[int]) -> int:
        """Where one of some words stands as a single token."""
        places = 0
        for word in words & self.present:
            places |= self.words.get(word, 0)
        return places

    def pairs_of(self, words: frozenset[int]) -> Iterable[tuple[int, int]]:
        """The neighbours that are one of some words, written in two."""
        if not self.pairs:
            return ()
        return [pair for word in words & self.pairs.keys() for pair in self.pairs[word]]

    def bit(self, token: int) -> int:
        """The place of a token."""
        return self._bits[token]

    def between(self, token: int, later: int) -> int:
        """The places between two tokens of a sentence."""
        return self._bits[later] - (self._bits[token] << 1)

    def joins(self, chain: Chain, between: int, later: int) -> bool:
        """Whether parts of a chain may have some places between them, and a later one behind."""
        if chain.tight:
            apart = between & ~self._articles | (between | later) & self._resumed
            return not apart and between.bit_count() <= 1
        return not chain.near or (between & self._content).bit_count() <= NEAR_CONTENT_WORDS

    def first(self, count: int, places: int) -> int:
        """The first of some places."""
        rest = places
        for _ in range(count):
            rest &= rest - 1
        return places ^ rest

    def tokens(self, places: int) -> list[int]:
        """The tokens at some places, in order."""
        return [
            token
            for sentence in self.sentences_of(places)
            for token in self.tokens_in(sentence, places)
        ]

    def tokens_in(self, sentence: int, places: int) -> list[int]:
        """The tokens of a sentence at some places, in order."""
        first, last = self._bounds[sentence]
        here = places >> first + sentence & (1 << last - first) - 1
        tokens = []
        while here:
            lowest = here & -here
            here ^= lowest
            tokens.append(first + lowest.bit_length() - 1)
        return tokens

    def sentences_of(self, places: int) -> list[int]:
        """The numbers of the sentences that hold a place, in order."""
        return self.sentences_with((places,))

    def sentences_with(self, parts: Iterable[int]) -> list[int]:
        """The numbers of the sentences that hold a place of each part, in order."""
        heads = self._ends
        for places in parts:
            heads &= self.heads(places)
        sentences = []
        while heads:
            lowest = heads & -heads
            heads ^= lowest
            sentences.append(self._by_end[lowest])
        return sentences

    def heads(self, places: int) -> int:
        """The empty bits behind the sentences that hold a place."""
        return places + self._inside & self._ends

    def reach(self, chain: Chain) -> Callable[[int], int]:
        """What tells where the next part of a chain may begin if one ended at some places."""
        if chain.tight:
            return self._beside
        return self._near if chain.near else self._after

    def before(self, places: int) -> int:
        """What stands right before some places, or before an article there."""
        preceding = places >> 1
        return (preceding | (preceding & self._articles) >> 1) & self._inside

    def _beside(self, places: int) -> int:
        """What stands right behind some places, or behind an article there."""
        following = places << 1
        return following | (following & self._articles) << 1

    def _after(self, places: int) -> int:
        """All that comes later in a sentence than the first place in it."""
        return (self._ends - places ^ places) & self._inside

    def _near(self, places: int) -> int:
        """What can be reached from some places without passing too many content words.

        Adding the places to the small words carries each through them to the next content word.
        """
        content = self._content
        small = self._inside & ~content
        following, reached = places << 1, 0
        for _ in range(NEAR_CONTENT_WORDS + 1):
            reached |= following | (small + (following & small) ^ small)
            following = (reached & content) << 1
        return reached & self._inside


def _behind_commas(reading: Reading) -> list[int]:
    """The tokens right behind a comma."""
    inner = [at for at in reading.breaks if 0 < at < len(reading.tokens)]
    return [at for at in inner if "," in reading.gap(at)]
