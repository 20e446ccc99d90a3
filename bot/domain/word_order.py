"""Whether words stand in an order that English has.

Who shuffles the words of a good answer keeps its terms and loses its sense. What gives it away are
neighbours: "the of", "is and", names in long rows. So words are of a few kinds, and each pair of
kinds has the logarithm of the odds that it was shuffled, and not written by a learner.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise

from .english import ARTICLES, AUXILIARIES, CLAIMING_VERBS, DETERMINERS, FUNCTION_WORDS

Odds = Mapping[tuple[str, str], int]
"""By the kinds of two neighbours; in tenths of the natural logarithm."""

# A text that nobody wrote as it stands: so high the mean odds of its pairs, and so much more in all
# since a few odd pairs in a short text tell little. Source: `bench.word_order`.
_SCRAMBLED = 1
_DOUBT = 10
_SHORTEST_SCRAMBLE = 8

# Names strung together: this many words without a claim, two in five of them to string them.
_SHORTEST_STRING = 15
_STRINGING_SHARE = 0.4
_STRINGING = frozenset({"article", "and", "preposition"})
_CLAIMING = frozenset({"verb", "auxiliary"})
_NAMING = _STRINGING | {"determiner"}
"""Kinds after which a verb is the name of something: "the wait", "of waiting"."""

_EDGE = "edge"
_OTHER = "noun"
_AFTER_NAME = frozenset({_EDGE, "and", "auxiliary", "verb"})
"""What no article stands before, so that an "a" there is a name: "thread A and B"."""

_STATEMENTS = frozenset("if while for with else try".split())
"""Words that are names behind an article: "the if must be a while"."""

_WORDS: Mapping[str, Iterable[str]] = {
    "verb": CLAIMING_VERBS,
    "small": FUNCTION_WORDS,
    "clause": (
        "because although though if when while unless until since so than as that which who whom "
        "whose where what why how then therefore thus hence however"
    ).split(),
    "pronoun": "i we they he she it you me us them him there here".split(),
    "auxiliary": AUXILIARIES | {"be", "been", "being"},
    "not": ("not",),
    "and": "and or but nor".split(),
    "preposition": (
        "to of in on at by with from into onto for via per without between during over under about "
        "within through before after up out off down"
    ).split(),
    "determiner": DETERMINERS
    | {*"some no any all same own other such one many most much more".split()},
    "article": ARTICLES,
}
"""The words of each kind; one that stands in several is of the last of them."""

_KIND = {word: kind for kind, words in _WORDS.items() for word in words}
KINDS = (_EDGE, _OTHER, *_WORDS)
"""The start or end of a phrase, nouns (whatever is nothing else), and the other kinds."""

_TABLE = """
    edge        -13 -14 -10 -12 -14 -21  -4  -3  -8 -13 -17 -17
    noun        -18   3   3   1   0   3   0  16  -5  -2   6   7
    verb        -14   4  11   3  -1  -3   9  19   0  -6   1  -4
    small       -11   4  -3  -4   0   6   8  11   8  -2  -8   0
    clause        2   3   1  -1   8 -12  -1  10  25   9  -4  -5
    pronoun     -14   7  -7  -6   4  14 -15  12   5   4  13  21
    auxiliary     5   2  -4  -5   8   8   3 -23  29   7   0  -2
    not          -6   0 -12  -7   8  13   4  15  13  10   9   3
    and          19   1  -1  -4  -3  -5   6  -1  27   7  -4  -5
    preposition  -2   0   1  10   6   2  18  23  13  14  -5 -11
    determiner   -7  -3   2   7   9  17   4  23  14   6   1  15
    article      23  -5   7  17  33  37  34  27  31  34  -2  43
"""
"""A row a kind, a column a kind that follows, in the same order. Source: `bench.word_order`."""

_ODDS: Odds = {
    (first, second): int(odds)
    for first, *row in map(str.split, _TABLE.strip().splitlines())
    for second, odds in zip(KINDS, row, strict=True)
}


def is_scrambled(phrases: Sequence[Sequence[str]], odds: Odds = _ODDS) -> bool:
    """Whether the words were shuffled, rather than written as they stand.

    Args:
        phrases: the kinds of the words between full stops, colons and bullets.
    """
    found = [odds[pair] for pair in pairs_of(phrases)]
    enough = sum(map(len, phrases)) >= _SHORTEST_SCRAMBLE
    return enough and sum(found) > _DOUBT + _SCRAMBLED * len(found)


def is_strung(phrases: Sequence[Sequence[str]]) -> bool:
    """Whether names are strung together: "the lock of the race with the shared data and the".

    Args:
        phrases: as for `is_scrambled`.
    """
    kinds = [*chain.from_iterable(phrases)]
    small = sum(map(_STRINGING.__contains__, kinds))
    if len(kinds) < _SHORTEST_STRING or small < _STRINGING_SHARE * len(kinds):
        return False
    pairs = chain.from_iterable(pairwise((_EDGE, *phrase)) for phrase in phrases)
    return not any(kind in _CLAIMING and before not in _NAMING for before, kind in pairs)


def pairs_of(phrases: Iterable[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """All neighbours; start and end count as such, but not around a single word."""
    for phrase in phrases:
        if len(phrase) > 1:
            yield from pairwise((_EDGE, *phrase, _EDGE))


def kinds_of(words: Sequence[str]) -> list[str]:
    """The kinds of the words of a phrase."""
    kinds = [_KIND.get(word, _OTHER) for word in words]
    for at in [at for at, kind in enumerate(kinds) if kind == "article"]:
        if words[at] == "a" and (*kinds, _EDGE)[at + 1] in _AFTER_NAME:
            kinds[at] = _OTHER
        elif at + 1 < len(words) and words[at + 1] in _STATEMENTS:
            kinds[at + 1] = _OTHER
    return kinds
