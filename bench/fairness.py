"""Whether grades move where they should, and stay where they should.

    python -m bench.fairness

Pairs that mean the same should be graded alike, one claim turned into its opposite should cost, in
an answer and by itself, terse right answers should earn and attacks should not. See `bench.hands`
for who wrote them, and `bench.turning` for those turned by rule.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import chain

from bench.hands import (
    KINDS,
    Pair,
    Scored,
    Turned,
    answers,
    pairs,
    right_answers,
    shapes,
    turned_claims,
)
from bench.turning import turned
from bot.domain.grading import Grader
from bot.itembank.pack import find_content, load_bank

ALIKE = 0.1
"""Answers that mean the same may differ by so much."""

CLEARLY = 0.15
"""A turned answer should lose at least so much, or stay below `LOW`."""

LOW = 0.3
HALF = 0.5
RIGHT = 0.8


class Tally:
    """How many of some were graded unfairly."""

    def __init__(self) -> None:
        self._all: Counter[str] = Counter()
        self._unfair: Counter[str] = Counter()

    def add(self, name: str, *, unfair: bool) -> None:
        """Count one more."""
        self._all[name] += 1
        self._unfair[name] += unfair

    @property
    def share(self) -> float:
        """How many of all were graded unfairly, 0..1."""
        return self._unfair.total() / max(1, self._all.total())

    def show(self, title: str) -> None:
        """Print the counts by name, and of all."""
        if self._all:
            print(f"\n{title}")
            for name, count in sorted(self._all.items()):
                print(f"  {name:48}{self._unfair[name]:5} of {count}")
            print(f"  {'all':48}{self._unfair.total():5} of {self._all.total()}")


class Judge:
    """Compares grades."""

    def __init__(self, grader: Grader) -> None:
        self._grader = grader

    def score(self, question: str, text: str) -> float:
        """The score of an answer, 0..1."""
        return self._grader.grade(question, text).score or 0.0

    def stays(self, question: str, right: str, turned_round: str) -> bool:
        """Whether turning an answer round costs it next to nothing."""
        before, after = self.score(question, right), self.score(question, turned_round)
        return after > LOW and before - after < CLEARLY

    def of_pairs(self, given: Iterable[Pair]) -> tuple[Tally, Tally]:
        """Pairs that mean the same and are not graded alike; turned ones that stay."""
        moved, stayed = Tally(), Tally()
        for one in given:
            if one.score == one.other_score:
                apart = self.score(one.question, one.text) - self.score(one.question, one.other)
                moved.add(one.change, unfair=abs(apart) > ALIKE)
            else:
                stayed.add(one.change, unfair=self.stays(one.question, one.text, one.other))
        return moved, stayed

    def of_claims(self, given: Iterable[Turned]) -> Tally:
        """Claims that earn as much turned round; those that earn nothing either way are no case."""
        tally = Tally()
        for one in given:
            earned = self.score(one.question, one.true)
            if earned:
                unfair = self.score(one.question, one.false) >= earned
                tally.add(f"{one.question}: {one.part}", unfair=unfair)
        return tally

    def of_shapes(self, given: Iterable[Scored]) -> Tally:
        """Right ones below half the points, attacks above."""
        tally = Tally()
        for one in given:
            low = self.score(one.question, one.text) < HALF
            right = one.score >= HALF
            tally.add("terse below .5" if right else "attacks of .5 and more", unfair=low is right)
        return tally

    def of_turned(self, given: Iterable[Scored]) -> Tally:
        """Right answers that stay though a rule turned them round."""
        tally = Tally()
        for one in given:
            if one.score >= RIGHT and self.score(one.question, one.text) >= RIGHT:
                for name, other in turned(one.text):
                    tally.add(name, unfair=self.stays(one.question, one.text, other))
        return tally


def main() -> None:
    """Run the benchmark."""
    judge = Judge(Grader(load_bank(find_content())))
    for kind in KINDS:
        moved, stayed = judge.of_pairs(chain(*pairs(kind).values()))
        moved.show(f"{kind}: mean the same, and differ by more than {ALIKE}")
        stayed.show(f"{kind}: turned round, and lose less than {CLEARLY}")
        claims = judge.of_claims(chain(*turned_claims(kind).values()))
        claims.show(f"{kind}: single claims turned round, and earn as much")
        judge.of_shapes(chain(*shapes(kind).values())).show(f"{kind}: unusual shapes and attacks")
        written = chain(*answers(kind).values(), *right_answers(kind).values())
        judge.of_turned(written).show(f"{kind}: turned by rule, and lose less than {CLEARLY}")


if __name__ == "__main__":
    main()
