"""The vocabulary of a bank's patterns: which of their words an answer's word stands for.

Every distinct word of the patterns and of the synonym groups gets a number. Typos are forgiven
here, so the matcher only compares numbers.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from rapidfuzz import process
from rapidfuzz.distance import OSA, Prefix

from .english import FUNCTION_WORDS
from .item import Scale
from .pattern import About, Both, Chain, Denied, Either, Node, Word, parse, words_in
from .slips import swaps, undoubled
from .spelling import CONFUSABLE, JOINING
from .stem import stem

_SHORTEST_SLIP = 4
_LONGEST_SLIP = 30
"""No English word is longer, and each slip of a word is tried."""

_SHORTEST_HEADLESS = 5
_HEAD = 4
_ONE_EDIT_FROM = 5
_TWO_EDITS_FROM = 9
_SHORTEST_PREFIX = 2
_MOST_NEAR = 12
_REMEMBERED = 50_000


class Lexicon:
    """The words and groups of all patterns.

    Args:
        groups: synonym group -> its words and phrases, as patterns.
        rivals: pairs of groups that stand for opposite roles, e.g. threads and processes.
        scales: pairs of opposites, by name.
        forgiving: the groups whose words are recognised with a slip; all if left out.

    Attributes:
        groups: what each group stands for.
        scales: what each scale stands for, and what its denial.
        rivals: a group -> those it has as rivals.
        words: a word of the patterns for each number; those of one stem have one number.
        numbers_of: the numbers of all pattern words that an answer's word stands for.
    """

    def __init__(
        self,
        groups: Mapping[str, Sequence[str]],
        rivals: Iterable[tuple[str, str]] = (),
        scales: Mapping[str, Scale] = MappingProxyType({}),
        *,
        forgiving: Container[str] | None = None,
    ) -> None:
        self.groups: Mapping[str, Node] = {
            name: either(members) for name, members in groups.items()
        }
        self.scales: Mapping[str, tuple[Node, Node]] = {
            name: (_end(scale.same, scale.opposite), _end(scale.opposite, scale.same))
            for name, scale in scales.items()
        }
        self.rivals: dict[str, set[str]] = {}
        for one, other in rivals:
            self.rivals.setdefault(one, set()).add(other)
            self.rivals.setdefault(other, set()).add(one)
        self.words: list[Word] = []
        self._numbers: dict[Word, int] = {}
        self._stems: dict[str, int] = {}
        self._exact: dict[str, int] = {}
        self._prefixes: dict[str, int] = {}
        self._forgiving: dict[str, int] = {}
        self._headless: dict[str, str] = {}
        self._heads: set[str] = set()
        self._by_letter: dict[str, dict[str, int]] = {}
        self.numbers_of = lru_cache(maxsize=_REMEMBERED)(self._look_up)
        self._frequency: Counter[int] = Counter()
        for name, node in self.groups.items():
            self.learn(node, forgiving=forgiving is None or name in forgiving)
        for node, _ in self.scales.values():
            self.learn(node, forgiving=forgiving is None)

    def learn(self, node: Node, *, forgiving: bool = True) -> None:
        """Take in the words of a pattern.

        Args:
            forgiving: whether they are recognised with a slip. The more words are, the more often
                a right word that no pattern has is taken for one of them.
        """
        self.numbers_of.cache_clear()
        for word in words_in(node):
            number = self._number(word)
            self._frequency[number] += 1
            if forgiving and not (word.exact or word.prefix):
                self._forgive(word.text, number)

    def _forgive(self, text: str, number: int) -> None:
        """Note the forms by which a word with a slip is recognised."""
        self._forgiving[stem(text)] = number
        for form in (stem(text), text):
            self._heads.add(form[:_HEAD])
            self._by_letter.setdefault(form[0], {})[form] = number
        if len(text) > _SHORTEST_HEADLESS:
            self._headless[text[1:]] = text[0]

    def number(self, word: Word) -> int:
        """The number of a word that was taken in."""
        return self._numbers[word]

    def frequency(self, number: int) -> int:
        """How often the patterns and groups have a word."""
        return self._frequency.get(number, 0)

    def joined(self, first: str, second: str) -> tuple[int, ...]:
        """The numbers of pattern words that two neighbours stand for when written as one."""
        if first not in JOINING:
            return ()
        number = self._stems.get(stem(first + second))
        return () if number is None else (number,)

    def _number(self, word: Word) -> int:
        if word in self._numbers:
            return self._numbers[word]
        number = self._numbers[word] = len(self.words)
        if word.prefix:
            self._prefixes[word.text] = number
        elif word.exact:
            self._exact[word.text] = number
        else:
            root = stem(word.text)
            number = self._numbers[word] = self._stems.setdefault(root, number)
        if number == len(self.words):
            self.words.append(word)
        return number

    def _look_up(self, word: str) -> tuple[int, ...]:
        numbers = {*self._as_written(word)}
        stemmed = self._stems.get(stem(word))
        if stemmed is not None:
            numbers.add(stemmed)
        elif word.isalpha() and word not in FUNCTION_WORDS:
            numbers |= self._slip(word)
        return tuple(sorted(numbers))

    def _as_written(self, word: str) -> Iterator[int]:
        """The pattern words that don't look at the stem: exact ones and prefixes."""
        if (number := self._exact.get(word)) is not None:
            yield number
        for length in range(_SHORTEST_PREFIX, len(word) + 1):
            if (number := self._prefixes.get(word[:length])) is not None:
                yield number

    def _slip(self, word: str) -> set[int]:
        """The pattern words that this is a slip of, if any is near enough."""
        numbers = set()
        for meant in self._undone(word):
            number = self._forgiving.get(stem(meant)) if meant[:_HEAD] in self._heads else None
            if number is not None and not _apart(word, meant):
                numbers |= {number, *self._as_written(meant)}
        if not numbers and (number := self._typo(word)) is not None:
            numbers.add(number)
        return numbers

    def _undone(self, word: str) -> Iterator[str]:
        """What a word would be without one slip, where that leaves few words to try."""
        if _SHORTEST_SLIP <= len(word) <= _LONGEST_SLIP:
            yield from swaps(word)
            yield from undoubled(word)
        if word in self._headless:
            yield self._headless[word] + word

    def _typo(self, word: str) -> int | None:
        """The pattern word that this is a slip of, if one is near enough."""
        for form in dict.fromkeys((word, word.removesuffix("s"), stem(word))):
            known = self._nearest(form)
            if known is not None and not _apart(word, known):
                return self._by_letter[form[0]][known]
        return None

    def _nearest(self, form: str) -> str | None:
        edits = _edits(form)
        if not edits:
            return None
        words = self._by_letter.get(form[0], {})
        near = process.extract(
            form, words.keys(), scorer=OSA.distance, score_cutoff=edits, limit=_MOST_NEAR
        )
        letters = sorted(form)
        # Letters that changed places are the commonest slip, and the first ones are rarely wrong.
        ranked = [
            (
                distance,
                sorted(known) != letters,
                len(known) <= len(form),
                -Prefix.similarity(known, form),
                known,
            )
            for known, distance, _ in near
            if distance <= _edits(known)
        ]
        return min(ranked)[-1] if ranked else None


def _edits(form: str) -> int:
    """How many slips a word of this length may hold."""
    return (len(form) >= _ONE_EDIT_FROM) + (len(form) >= _TWO_EDITS_FROM)


def _apart(word: str, known: str) -> bool:
    """Whether two near words are both right and mean different things."""
    return (
        frozenset((word, known)) in CONFUSABLE or frozenset((stem(word), stem(known))) in CONFUSABLE
    )


def either(members: Sequence[str]) -> Node:
    """The words and phrases of a group as one node."""
    options = tuple(tight(parse(member)) for member in members)
    return options[0] if len(options) == 1 else Either(options)


def _end(claimed: Sequence[str], denied: Sequence[str]) -> Node:
    """One end of a scale: it is claimed, or the other is denied."""
    return Either((either(claimed), Denied(either(denied))))


def tight(node: Node) -> Node:
    """The node with the words of its phrases side by side."""
    match node:
        case Chain(parts, optional, near):
            return Chain(tuple(map(tight, parts)), optional, near, tight=near)
        case Either(options):
            return Either(tuple(map(tight, options)))
        case Both(parts):
            return node._replace(parts=tuple(map(tight, parts)))
        case Denied(part) | About(part):
            return node._replace(part=tight(part))
    return node
