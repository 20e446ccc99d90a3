"""How many statements of a misconception are flagged, and how much that is true is accused.

    python -m bench.misconceptions [--misses]

Short statements of all sixty beliefs stand beside true ones that look alike; long right answers to
all questions must be accused of nothing. See `bench.hands` for what is seen and unseen.
"""

import argparse
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from bench.hands import KINDS, Scored, Statement, answers, right_answers, statements
from bot.domain.grading import Grader
from bot.itembank.pack import find_content, load_bank

RIGHT = 0.9
"""Scored so, an answer holds no misconception worth speaking of: a false side remark costs .1."""


class Tally(NamedTuple):
    """How many statements of each sort there are, and how many were flagged."""

    false: int = 0
    caught: int = 0
    true: int = 0
    accused: int = 0

    def __str__(self) -> str:
        caught, accused = self.caught / max(1, self.false), self.accused / max(1, self.true)
        return f"{self.false:6}{caught:9.1%}{self.true:8}{accused:9.1%}"


def flagged(grader: Grader, statement: Statement) -> bool:
    """Whether a true statement is accused of anything, or a false one of what it says."""
    found = {finding.id for finding in grader.read_side_remarks(statement.text).misconceptions}
    return statement.misconception in found if statement.false else bool(found)


def tally(grader: Grader, given: Iterable[Statement]) -> Tally:
    """Count what is flagged."""
    counts = Counter((one.false, flagged(grader, one)) for one in given)
    caught, accused = counts[True, True], counts[False, True]
    return Tally(caught + counts[True, False], caught, accused + counts[False, False], accused)


def right(kind: str) -> dict[str, list[Scored]]:
    """The right answers of each hand."""
    hands = {**answers(kind), **right_answers(kind)}
    return {hand: [one for one in given if one.score >= RIGHT] for hand, given in hands.items()}


def accused(grader: Grader, given: Iterable[Scored]) -> list[Scored]:
    """The answers that are accused of anything."""
    return [one for one in given if grader.grade(one.question, one.text).misconceptions]


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--misses", action="store_true", help="list the seen ones judged wrongly")
    misses = parser.parse_args().misses
    grader = Grader(load_bank(find_content()))
    print(f"{'statements':26}{'false':>6}{'caught':>9}{'true':>8}{'accused':>9}")
    for kind in KINDS:
        by_hand = statements(kind)
        for hand, given in by_hand.items():
            print(f"{kind + ', ' + hand:26}{tally(grader, given)}")
        together = [one for given in by_hand.values() for one in given]
        print(f"{kind + ', all':26}{tally(grader, together)}\n")
        if misses and kind == "seen":
            for one in together:
                if flagged(grader, one) is not one.false:
                    print(f"{'+' if one.false else '-'} {one.misconception}: {one.text}")
    print(f"{'right answers':26}{'':15}{'true':>8}{'accused':>9}")
    for kind in KINDS:
        for hand, written in right(kind).items():
            wronged = accused(grader, written)
            share = len(wronged) / len(written)
            print(f"{kind + ', ' + hand:26}{'':15}{len(written):8}{share:9.1%}")
            if misses and kind == "seen":
                for each in wronged:
                    print(f"- {each.question}: {each.text}")


if __name__ == "__main__":
    main()
