"""The words that part good answers from poor ones, for authors who look for missing synonyms.

A word is counted once an answer, by its stem. Words of the question and words without an idea of
their own are left out.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from itertools import chain
from math import log, sqrt
from typing import Final

from .grade import Frozen
from .item import Item
from .lexicon import Lexicon
from .pattern import groups_in, parse
from .reading import read

FEWEST_ANSWERS: Final = 2
"""A word in fewer answers is chance."""

_PRIOR = 0.5


class Suggestion(Frozen):
    """One word that stands more often on one side than on the other.

    Attributes:
        word: the commonest form of its stem.
        good: how many good answers have it.
        poor: how many poor answers have it.
        weight: log-odds of standing in a good answer, in standard deviations; below 0 for a poor.
        known: whether a pattern of some criterion has the word.
    """

    word: str
    good: int
    poor: int
    weight: float
    known: bool


def suggest(
    item: Item,
    groups: Mapping[str, tuple[str, ...]],
    good: Collection[str],
    poor: Collection[str],
) -> tuple[Suggestion, ...]:
    """The words of good and poor answers, those that speak most for a good one first.

    Args:
        groups: the shared synonym groups, and the scales with the members of both ends.

    Source: Monroe, Colaresi and Quinn 2008, "Fightin' Words", section 3.4: log-odds with a prior,
    here Jeffreys' half an answer.
    """
    forms: dict[str, Counter[str]] = {}
    asked = {token.stem for token in read(item.prompt).tokens}
    counts = [_count(texts, forms) for texts in (good, poor)]
    lexicon = _lexicon(item, groups)
    words = [
        Suggestion(
            word=word,
            good=counts[0][stem],
            poor=counts[1][stem],
            weight=_weight(counts[0][stem], len(good), counts[1][stem], len(poor)),
            known=bool(lexicon.numbers_of(word)),
        )
        for stem, word in ((stem, _commonest(seen)) for stem, seen in forms.items())
        if stem not in asked and counts[0][stem] + counts[1][stem] >= FEWEST_ANSWERS
    ]
    return tuple(sorted(words, key=lambda one: (-one.weight, one.word)))


def _count(texts: Iterable[str], forms: dict[str, Counter[str]]) -> Counter[str]:
    """In how many texts each stem stands; the forms of each are added to `forms`."""
    counts = Counter[str]()
    for text in texts:
        tokens = [token for token in read(text).tokens if token.content]
        counts.update({token.stem for token in tokens})
        for token in tokens:
            forms.setdefault(token.stem, Counter())[token.word] += 1
    return counts


def _commonest(seen: Counter[str]) -> str:
    return min(seen, key=lambda word: (-seen[word], word))


def _weight(good: int, all_good: int, poor: int, all_poor: int) -> float:
    cells = [one + _PRIOR for one in (good, all_good - good, poor, all_poor - poor)]
    odds = log(cells[0] / cells[1]) - log(cells[2] / cells[3])
    return odds / sqrt(sum(1 / cell for cell in cells))


def _lexicon(item: Item, shared: Mapping[str, tuple[str, ...]]) -> Lexicon:
    """The words of the criteria's patterns and of the groups that they use."""
    patterns = [
        parse(pattern)
        for criterion in item.criteria
        for pattern in (*criterion.any, *criterion.close)
    ]
    used = set(chain.from_iterable(groups_in(node) for node in patterns))
    groups = {**shared, **item.synonyms}
    lexicon = Lexicon({name: groups[name] for name in sorted(used)})
    for node in patterns:
        lexicon.learn(node)
    return lexicon
