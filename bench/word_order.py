"""How the table of `bot.domain.word_order` was made, and how well it tells shuffled answers.

    python -m bench.word_order

Answers of the bank and of `bench.hands` that are worth something are set against the same answers
with their words shuffled. The table comes from all of them; the figures from a table of one half,
tried on the other half and on the answers that nobody learnt from.
"""

import math
import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import chain

from bench.hands import answers, right_answers
from bot.domain.guard import phrases_of
from bot.domain.reading import Reading, read
from bot.domain.word_order import KINDS, Odds, is_scrambled, pairs_of
from bot.itembank.pack import find_content, load_bank

WORTH = 0.4
SMOOTHING = 5
SHUFFLES = 4


def main() -> None:
    """Print the table, and how many shuffled and true answers it takes for shuffled."""
    rng = random.Random(5)  # noqa: S311 - no secret is made of it
    bank = load_bank(find_content())
    samples = (sample for item in bank.items for sample in item.samples)
    texts = [one.text for one in samples if (one.score or 0) >= WORTH and not one.held_back]
    texts += [item.model_answer for item in bank.items]
    known = _readings([*texts, *_written("seen")])
    rng.shuffle(known)
    learnt, tried = known[::2], known[1::2]
    odds = learn(learnt, rng)
    for name, readings in (("other half", tried), ("unseen", _readings(_written("unseen")))):
        shuffled = _shuffled(readings, rng)
        print(f"{name:12}{_share(odds, readings)} true, {_share(odds, shuffled)} shuffled flagged")
    print_table(learn(known, rng))


def _written(kind: str) -> list[str]:
    hands = chain(answers(kind).values(), right_answers(kind).values())
    return [one.text for hand in hands for one in hand if one.score >= WORTH]


def _readings(texts: Iterable[str]) -> list[Reading]:
    return [*map(read, dict.fromkeys(texts))]


def _shuffled(readings: Iterable[Reading], rng: random.Random) -> list[Reading]:
    return [read(" ".join(rng.sample(one.words, len(one.words)))) for one in readings]


def learn(readings: Sequence[Reading], rng: random.Random) -> Odds:
    """The odds of each pair of kinds, in tenths of the natural logarithm."""
    true = _count(readings)
    shuffled = _count(chain.from_iterable(_shuffled(readings, rng) for _ in range(SHUFFLES)))
    return {
        (first, second): round(
            10 * math.log(_rate(shuffled, (first, second)) / _rate(true, (first, second)))
        )
        for first in KINDS
        for second in KINDS
    }


def _count(readings: Iterable[Reading]) -> Counter[tuple[str, str]]:
    return Counter(chain.from_iterable(pairs_of(phrases_of(reading)) for reading in readings))


def _rate(counts: Counter[tuple[str, str]], pair: tuple[str, str]) -> float:
    return (counts[pair] + SMOOTHING) / (counts.total() + SMOOTHING * len(KINDS) ** 2)


def _share(odds: Odds, readings: Sequence[Reading]) -> str:
    flagged = sum(is_scrambled(phrases_of(reading), odds) for reading in readings)
    return f"{flagged:5} of {len(readings)}"


def print_table(odds: Odds, write: Callable[[str], None] = print) -> None:
    """Print the table as it stands in `word_order`."""
    write(f"{'':12}{''.join(f'{kind[:5]:>6}' for kind in KINDS)}")
    for first in KINDS:
        write(f"{first:12}{''.join(f'{odds[first, second]:6}' for second in KINDS)}")


if __name__ == "__main__":
    main()
