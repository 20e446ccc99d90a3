"""An item's samples: each lands where an interviewer put it, and stays there when typed badly."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice

from ..domain.bank import Bank
from ..domain.charging import WORDING
from ..domain.grade import Band, Grade
from ..domain.grading import Grader
from ..domain.item import Item, Sample
from .finding import Finding, Kind, Severity, outcome
from .self_test import is_good
from .source_text import short

FEWEST_SAMPLES = 12
_FAR_OFF = 0.4
_WRONG_IN_PART = "misconception"
_MOVED = 0.1
_MOVED_SHARE = 0.1
_MOST_DISTURBED = 20
_TYPO_EVERY = 5
_LONG_WORD = 6


@dataclass(frozen=True, slots=True)
class Landing:
    """Where a sample landed."""

    place: int
    sample: Sample
    grade: Grade

    @property
    def off(self) -> float:
        """How far from the expected score, 0..1; 0 for one that landed in its band."""
        if self.sample.score is not None:
            return abs((self.grade.score or 0.0) - self.sample.score)
        return 0.0 if self.in_band else 1.0

    @property
    def in_band(self) -> bool:
        """Whether a sample with a band is in it."""
        return self.sample.band is None or self.sample.band is self.grade.band


def land(item: Item, grader: Grader) -> tuple[Landing, ...]:
    """Grade all samples of an item."""
    return tuple(
        Landing(place, sample, grader.grade(item.id, sample.text))
        for place, sample in enumerate(item.samples)
    )


def check_samples(item: Item, _: Bank, grader: Grader) -> Iterator[Finding]:
    """Samples with a band land in it; those with a score don't end far off."""
    if len(item.samples) < FEWEST_SAMPLES:
        yield _finding(
            item,
            ("samples",),
            Severity.ERROR,
            f"{FEWEST_SAMPLES} samples are the least; here {_are(len(item.samples))}",
        )
    for landing in land(item, grader):
        got = outcome(item, landing.grade)
        path = ("samples", landing.place)
        if not landing.in_band:
            sentence = f"expected {landing.sample.band}, got {got}"
            yield _finding(item, path, Severity.ERROR, sentence)
        elif landing.off > _FAR_OFF and not landing.sample.held_back:
            sentence = f"expected {landing.sample.score}, got {got}"
            yield _finding(item, path, Severity.NOTE, sentence)


def check_charges(item: Item, _: Bank, grader: Grader) -> Iterator[Finding]:
    """No misconception is read in good answers, not even one that their grade would pass over.

    One that is marked as having a misconception, and is good all the same, may be charged with it.
    """
    good: list[tuple[tuple[str | int, ...], str]] = [(("model_answer",), item.model_answer)]
    for place, sample in enumerate(item.samples):
        if is_good(sample) and not sample.held_back and sample.kind != _WRONG_IN_PART:
            good.append((("samples", place), sample.text))
    for path, text in good:
        for found in grader.read_side_remarks(text).misconceptions:
            told = f"a good answer is charged with `{found.id}`"
            if found.pattern == WORDING:
                sentence = (
                    f"{told}, by its words alone; no pattern is at fault, so say it otherwise"
                )
            else:
                sentence = f"{told}, by {short(found.pattern)}; mend the pattern"
            yield _finding(item, path, Severity.WARNING, sentence)


def check_turned(item: Item, _: Bank, grader: Grader) -> Iterator[Finding]:
    """No good answer is taken to turn an idea round."""
    for landing in land(item, grader):
        if not is_good(landing.sample) or landing.sample.held_back:
            continue
        for criterion, mark in zip(item.criteria, landing.grade.marks, strict=False):
            if mark.pattern in criterion.turned:
                sentence = f"a good answer is taken for the opposite of `{criterion.id}`, by "
                sentence += f"{short(mark.pattern)}; mend the pattern"
                yield _finding(item, ("samples", landing.place), Severity.WARNING, sentence)


def check_robustness(item: Item, _: Bank, grader: Grader) -> Iterator[Finding]:
    """Good samples typed with slips, in lower case or without punctuation keep their score."""
    tried = 0
    moved = []
    good = (
        landing
        for landing in land(item, grader)
        if is_good(landing.sample)
        and not landing.sample.held_back
        and landing.grade.band is not Band.UNGRADED
    )
    for landing in islice(good, _MOST_DISTURBED):
        for name, text in disturb(landing.sample.text):
            tried += 1
            grade = grader.grade(item.id, text)
            if abs((grade.score or 0.0) - (landing.grade.score or 0.0)) > _MOVED:
                got = outcome(item, grade)
                moved.append(
                    (landing.place, f"{name} moves it from {landing.grade.score} to {got}")
                )
    severity = Severity.WARNING if len(moved) > _MOVED_SHARE * tried else Severity.NOTE
    for place, sentence in moved:
        yield Finding(Kind.ROBUSTNESS, severity, item.id, ("samples", place), sentence)


def disturb(text: str) -> Iterator[tuple[str, str]]:
    """The text as people type it in haste; the same text gives the same variants."""
    yield "lower case", text.lower()
    yield "no punctuation", re.sub(r"[.,;:!?]+(?=\s|$)", "", text)
    yield "a slip in every fifth word", _with_slips(text)


def _with_slips(text: str) -> str:
    words = re.split(r"(\W+)", text)
    long = [at for at, word in enumerate(words) if len(word) >= _LONG_WORD and word.isalpha()]
    for at in long[:: max(1, _TYPO_EVERY * len(long) // max(1, len(words) // 2))]:
        words[at] = _slip(words[at])
    return "".join(words)


def _slip(word: str) -> str:
    """Two neighbouring letters inside a word change places."""
    digest = blake2b(word.encode(), digest_size=2).digest()
    at = 1 + digest[0] % (len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _are(count: int) -> str:
    return "is 1" if count == 1 else f"are {count}"


def _finding(item: Item, path: tuple[str | int, ...], severity: Severity, sentence: str) -> Finding:
    return Finding(Kind.SAMPLE, severity, item.id, path, sentence)
