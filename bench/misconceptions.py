"""How many statements of a misconception are flagged, and how many true ones wrongly.

    python -m bench.misconceptions [--misses]

Several people wrote statements of all sixty beliefs, and true sentences that look alike, without
sight of the patterns (`bench/phrasings`, one file a hand). The patterns were written with the
`seen` ones at hand; the `unseen` ones tell what to expect of learners.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from bot.domain.grading import Grader
from bot.itembank.pack import find_content, load_bank

PHRASINGS = Path(__file__).parent / "phrasings"
KINDS = ("seen", "unseen")


class Statement(NamedTuple):
    """A statement about a misconception.

    Attributes:
        false: whether it carries the misconception; else it is true and looks alike.
    """

    misconception: str
    false: bool
    text: str


class Tally(NamedTuple):
    """How many statements of each sort there are, and how many were flagged."""

    false: int = 0
    caught: int = 0
    true: int = 0
    accused: int = 0

    def __str__(self) -> str:
        caught, accused = self.caught / self.false, self.accused / self.true
        return f"{self.false:6}{caught:9.1%}{self.true:8}{accused:9.1%}"


def statements(kind: str) -> dict[str, list[Statement]]:
    """The statements of each hand."""
    return {
        path.stem: [*_read(path.read_text(encoding="utf-8").splitlines())]
        for path in sorted((PHRASINGS / kind).glob("*.jsonl"))
    }


def _read(lines: Iterable[str]) -> Iterator[Statement]:
    for line in lines:
        fields = json.loads(line)
        yield Statement(fields["id"], fields["kind"] == "+", fields["text"])


def flagged(grader: Grader, statement: Statement) -> bool:
    """Whether a true statement is accused of anything, or a false one of what it says."""
    found = {finding.id for finding in grader.read_side_remarks(statement.text).misconceptions}
    return statement.misconception in found if statement.false else bool(found)


def tally(grader: Grader, given: Iterable[Statement]) -> Tally:
    """Count what is flagged."""
    counts = Counter((one.false, flagged(grader, one)) for one in given)
    caught, accused = counts[True, True], counts[False, True]
    return Tally(caught + counts[True, False], caught, accused + counts[False, False], accused)


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--misses", action="store_true", help="list the seen ones judged wrongly")
    misses = parser.parse_args().misses
    grader = Grader(load_bank(find_content()))
    print(f"{'':26}{'false':>6}{'caught':>9}{'true':>8}{'accused':>9}")
    for kind in KINDS:
        hands = statements(kind)
        for hand, given in hands.items():
            print(f"{kind + ', ' + hand:26}{tally(grader, given)}")
        together = [one for given in hands.values() for one in given]
        print(f"{kind + ', all':26}{tally(grader, together)}\n")
        if misses and kind == "seen":
            for one in together:
                if flagged(grader, one) is not one.false:
                    print(f"{'+' if one.false else '-'} {one.misconception}: {one.text}")


if __name__ == "__main__":
    main()
