"""How `content/beliefs.json` was learnt: the words of misconceptions, and of what is true.

    python -m bench.beliefs [--write]        needs scikit-learn

It learns from the statements in the catalogue, from the seen ones of `bench.hands`, from right
claims and what they were turned into, and from each sentence of right answers. Without `--write`
it leaves out a sixth of the hands in turn, and tells how many of their claims have which odds.
"""

import argparse
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize

from bench.hands import (
    Pair,
    Statement,
    answers,
    pairs,
    right_answers,
    statements,
    turned_claims,
)
from bot.domain.bank import Bank
from bot.domain.beliefs import Beliefs, Clue, clues_of
from bot.domain.grading import Grader
from bot.itembank.pack import find_content, load_bank
from bot.itembank.self_test import is_good

RIGHT = 0.85
"""Answers with this score have no sentence worth calling false."""

CLEARLY = 0.25
"""So much less for a turned answer, and what differs in it is false."""

CLUES = 30_000
SCARCE = 2
"""Clues seen less often than this tell nothing."""

SOFTNESS = 20.0
TOPIC_SOFTNESS = 0.3
TOPIC_WORDS = 40

PARTS = 6
FROM = (-4.0, -2.0, -1.0, 0.0, 1.0, 2.0)
"""Odds from which the share of the claims is told."""

Written = TypeVar("Written")


class Example(NamedTuple):
    """What was written, as clues.

    Attributes:
        hand: who wrote it.
        misconception: which one it is about, if that is known.
        false: whether what it claims is false.
    """

    hand: str
    clues: frozenset[Clue]
    stems: tuple[str, ...]
    misconception: str | None
    false: bool


class Reader:
    """Makes examples of texts, read as the grader reads them."""

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
        self._grader = Grader(bank)

    def examples(self) -> Iterator[Example]:
        """All that is learnt from."""
        for hand, said in self._statements():
            yield self._whole(hand, said.sentence, said.misconception, false=said.false)
            for rest in filter(str.strip, said.text.split(said.sentence)):
                yield from self._sentences(hand, rest)
        for hand, claim in _by_hand(turned_claims("seen")):
            yield self._whole(hand, claim.true, false=False)
            yield self._whole(hand, claim.false, false=True)
        for hand, pair in _by_hand(pairs("seen")):
            yield from self._of_pair(hand, pair)
        for hand, text in self._right():
            yield from self._sentences(hand, text)

    def _statements(self) -> Iterator[tuple[str, Statement]]:
        for entry in self._bank.misconceptions.values():
            for false, texts in ((True, entry.flagged), (False, entry.not_flagged)):
                yield from (("catalogue", Statement(entry.id, false, one, one)) for one in texts)
        yield from _by_hand(statements("seen"))

    def _of_pair(self, hand: str, pair: Pair) -> Iterator[Example]:
        """The sentences of a right answer, and those that only the turned one has."""
        right = [*self._sentences(hand, pair.text)]
        yield from right
        if pair.score - pair.other_score >= CLEARLY:
            known = {one.clues for one in right}
            turned = self._sentences(hand, pair.other, false=True)
            yield from (one for one in turned if one.clues not in known)

    def _right(self) -> Iterator[tuple[str, str]]:
        for item in self._bank.items:
            yield "bank", item.model_answer
            for sample in item.samples:
                if is_good(sample) and not sample.held_back:
                    yield "bank", sample.text
        for hand, one in (*_by_hand(answers("seen")), *_by_hand(right_answers("seen"))):
            if one.score >= RIGHT:
                yield hand, one.text

    def _whole(
        self, hand: str, text: str, misconception: str | None = None, *, false: bool
    ) -> Example:
        """One example of all sentences of a text."""
        sentences = [*self._sentences(hand, text)]
        clues = frozenset[Clue]().union(*(one.clues for one in sentences))
        stems = tuple(chain.from_iterable(one.stems for one in sentences))
        return Example(hand, clues, stems, misconception, false)

    def _sentences(self, hand: str, text: str, *, false: bool = False) -> Iterator[Example]:
        """An example a sentence."""
        answer = self._grader.read(text)
        for number, (first, last) in enumerate(answer.reading.sentences):
            clues = clues_of(answer.reading, answer.polarity, number)
            yield Example(hand, clues, tuple(answer.reading.stems[first:last]), None, false)


def _by_hand(hands: Mapping[str, Sequence[Written]]) -> Iterator[tuple[str, Written]]:
    return ((hand, one) for hand, given in hands.items() for one in given)


def learn(given: Sequence[Example]) -> Beliefs:
    """The weights of the clues that tell most, and the words that tell the misconceptions apart."""
    told = [one for one in given if one.misconception]
    topics = _topics(told)
    apart = Beliefs(topics=topics)
    names, present = _table(_features(one, apart) for one in given)
    false = np.array([one.false for one in given])
    first = LogisticRegression(C=SOFTNESS, max_iter=1000).fit(normalize(present), false)
    telling = np.abs(first.coef_[0]) * np.sqrt(np.asarray(present.sum(axis=0)).ravel())
    kept = np.sort(np.argsort(-telling)[:CLUES])
    model = LogisticRegression(C=SOFTNESS, max_iter=1000)
    model.fit(normalize(present[:, kept]), false)
    odds: dict[str, dict[Clue, float]] = {
        name: {} for name in ("", *sorted({str(one.misconception) for one in told}))
    }
    for at, weight in zip(kept, model.coef_[0], strict=True):
        name, clue = names[at].split(" ", maxsplit=1)
        odds[name][clue] = round(float(weight), 2)
    return Beliefs(
        bias=round(float(model.intercept_[0]), 2),
        odds=odds.pop(""),
        own=odds,
        topics=topics,
    )


def _features(one: Example, beliefs: Beliefs) -> list[str]:
    """Its clues by themselves, and again for the misconception that it is about."""
    about = one.misconception or beliefs.topic(one.stems)
    return [f"{name} {clue}" for clue in one.clues for name in {"", about or ""}]


def _topics(given: Sequence[Example]) -> Mapping[str, Mapping[str, float]]:
    """The words that speak for each misconception most: word -> misconception -> how much."""
    names = np.array([one.misconception for one in given])
    words, present = _table([one.stems for one in given])
    model = LogisticRegression(C=TOPIC_SOFTNESS, max_iter=1000).fit(present, names)
    topics: dict[str, dict[str, float]] = {}
    for name, row in zip(model.classes_, model.coef_, strict=True):
        for at in np.argsort(-row)[:TOPIC_WORDS]:
            topics.setdefault(words[at], {})[str(name)] = round(float(row[at]), 2)
    return topics


def _table(rows: Iterable[Iterable[str]]) -> tuple[Sequence[str], csr_matrix]:
    """The names of the columns, and which row has which."""
    counter = CountVectorizer(analyzer=lambda row: row, min_df=SCARCE, binary=True)
    present = counter.fit_transform(rows)
    return [str(name) for name in counter.get_feature_names_out()], present


def main() -> None:
    """Learn, and write what was learnt or tell how well it does."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--write", action="store_true", help="write content/beliefs.json")
    given = [*Reader(load_bank(find_content())).examples()]
    if parser.parse_args().write:
        write(learn(given), find_content() / "beliefs.json")
        return
    print(f"{'':6}{'claims':>8}" + "".join(f"{at:>8}" for at in FROM))
    odds: dict[bool, list[float]] = {True: [], False: []}
    for hands in _parts(sorted(statements("seen"))):
        beliefs = learn([one for one in given if one.hand not in hands])
        for one in given:
            if one.hand in hands and one.misconception:
                about = beliefs.topic(one.stems) or one.misconception
                odds[one.false].append(beliefs.weigh(one.clues, about))
    for name, false in (("false", True), ("true", False)):
        shares = (sum(one >= at for one in odds[false]) / len(odds[false]) for at in FROM)
        print(f"{name:6}{len(odds[false]):8}" + "".join(f"{share:8.1%}" for share in shares))


def _parts(hands: Sequence[str]) -> Iterator[Collection[str]]:
    """The hands in parts, each of which is left out once."""
    return (hands[first::PARTS] for first in range(PARTS))


def write(beliefs: Beliefs, path: Path) -> None:
    """Write the weights, one a line."""
    path.write_text(json.dumps(beliefs.model_dump(), indent=0, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
