"""The grader beside keyword overlap and rapidfuzz: how fast, and how near to people's scores.

    python -m bench.grading [--rounds 5]

Speed is measured on the bank's own samples and on friendly and hostile texts of 2,000 and 4,000
characters; all three graders read the same texts in turn, in the same run. Agreement is with the
scores people gave to the samples, those held back from tuning apart, and to the answers of
`bench.hands`. Read the ratios: the figures by themselves tell more about the machine.
"""

import argparse
import gc
import random
import time
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from statistics import quantiles

from rapidfuzz import fuzz

from bench.hands import KINDS, Scored, answers
from bot.domain.agreement import mean_absolute_error, pearson
from bot.domain.bank import Bank
from bot.domain.grading import Grader
from bot.domain.item import Item
from bot.domain.reading import read
from bot.itembank.pack import find_content, load_bank

Score = Callable[[Item, str], float]
WORDS_A_SHORT_ANSWER = 50
LENGTHS = (2_000, 4_000)
REPEATS = 60


def scorers(bank: Bank) -> dict[str, Score]:
    """The three graders; each gives 0..1."""
    grader = Grader(bank)
    stems = {item.id: _content(item.model_answer) for item in bank.items}

    def rubric(item: Item, text: str) -> float:
        return grader.grade(item.id, text).score or 0.0

    def overlap(item: Item, text: str) -> float:
        return len(_content(text) & stems[item.id]) / len(stems[item.id])

    def ratio(item: Item, text: str) -> float:
        return fuzz.ratio(item.model_answer, text) / 100

    return {"rubric": rubric, "keyword overlap": overlap, "rapidfuzz ratio": ratio}


def _content(text: str) -> frozenset[str]:
    return frozenset(token.stem for token in read(text).tokens if token.content)


def answers_a_second(score: Score, answers: Sequence[tuple[Item, str]], rounds: int) -> float:
    """Answers of 50 words a second, the best of some rounds."""
    words = sum(len(text.split()) for _, text in answers)
    best_s = min(_time_s(score, answers) for _ in range(rounds))
    return words / WORDS_A_SHORT_ANSWER / best_s


def _time_s(score: Score, answers: Iterable[tuple[Item, str]]) -> float:
    start = time.perf_counter()
    for item, text in answers:
        score(item, text)
    return time.perf_counter() - start


def long_texts(bank: Bank, length: int) -> dict[str, list[str]]:
    """Friendly texts of samples strung together, and texts made to be slow."""
    chance = random.Random(length)  # noqa: S311 - texts, no secrets
    samples = [sample.text for item in bank.items for sample in item.samples]
    friendly = []
    for _ in range(REPEATS):
        text = ""
        while len(text) < length:
            text += chance.choice(samples) + "\n"
        friendly.append(text[:length])
    letters = "abcdefghijklmnopqrstuvwxyz"
    hostile = [
        "a " * length,
        "thread " * length,
        "not " * length,
        "but not unless " * length,
        "one thread run share memory process lock not " * length,
        "threads share memory, processes do not; " * length,
        "`" * length,
        "a.b.c." * length,
        "a\n" * length,
        "aBcD" * length,
        "\ufdfa" * length,
        "\u0431" * length,
        "-" * length,
        "!" * (length - 1) + "a",
        "a" + " " * (length - 2) + "0",
        "a?" + " " * (length - 3) + "b",
        "a? " * length,
        "thread" + "x" * length,
        "is false is wrong " * length,
        " ".join("thr" + chance.choice(letters) + "ead" for _ in range(length)),
        " ".join("".join(chance.choices(letters, k=7)) for _ in range(length)),
    ]
    return {"friendly": friendly, "hostile": [text[:length] for text in hostile]}


def show_speed(bank: Bank, graders: dict[str, Score], rounds: int) -> None:
    """Print answers a second, and milliseconds on long texts."""
    answers = [(item, sample.text) for item in bank.items for sample in item.samples]
    speeds = {name: answers_a_second(one, answers, rounds) for name, one in graders.items()}
    print(f"{'answers of 50 words a second':34}{'a second':>12}{'rubric is':>12}")
    for name, speed in speeds.items():
        print(f"  {name:32}{speed:12,.0f}{speeds['rubric'] / speed:11.2f}x")
    item = bank.items[0]
    print(f"\n{'milliseconds a text, rubric':34}{'p50':>8}{'p99':>8}{'worst':>8}")
    for length in LENGTHS:
        for kind, texts in long_texts(bank, length).items():
            times = [
                1000 * _time_s(graders["rubric"], [(item, text)])
                for _ in range(rounds)
                for text in texts
            ]
            cuts = quantiles(times, n=100)
            print(
                f"  {f'{kind}, {length:,} characters':32}"
                f"{cuts[49]:8.2f}{cuts[98]:8.2f}{max(times):8.2f}"
            )


def show_agreement(bank: Bank, graders: dict[str, Score]) -> None:
    """Print Pearson's r and the mean absolute error against people's scores."""
    print(f"\n{'agreement with people':36}{'n':>6}{'r':>8}{'MAE':>8}")
    marked = {
        "samples held back": samples(bank, held_back=True),
        "samples tuned on": samples(bank, held_back=False),
        **{f"{kind} hands": [*chain(*answers(kind).values())] for kind in KINDS},
    }
    for title, written in marked.items():
        for name, score in graders.items():
            print(f"  {f'{name}, {title}':34}{_agreement(bank, score, written)}")


def samples(bank: Bank, *, held_back: bool) -> list[Scored]:
    """The samples that have a score."""
    return [
        Scored(item.id, sample.text, sample.score)
        for item in bank.items
        for sample in item.samples
        if sample.score is not None and sample.held_back is held_back
    ]


def _agreement(bank: Bank, score: Score, marked: Sequence[Scored]) -> str:
    people = [one.score for one in marked]
    given = [score(bank.item(one.question), one.text) for one in marked]
    r, error = pearson(people, given), mean_absolute_error(people, given)
    return f"{len(marked):6}" + "".join(
        "       -" if one is None else f"{one:8.3f}" for one in (r, error)
    )


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--rounds", type=int, default=5, help="how often each text is graded")
    rounds = parser.parse_args().rounds
    bank = load_bank(find_content())
    graders = scorers(bank)
    gc.freeze()  # as the running bot does
    show_speed(bank, graders, rounds)
    show_agreement(bank, graders)


if __name__ == "__main__":
    main()
