"""The check authors run: everything that can be said about a bank without asking a learner.

schema       files, shapes, names and patterns          (the loader; nothing else is checked then)
self-test    sentences earn their own criterion, denials don't, the model answer earns 1.0
overlap      criteria that can't be told apart, alternatives that nothing reaches
looseness    criteria that hints or right answers to other questions meet, patterns of one word
attack       generated cheating stays in the lowest band
sample       samples land in their band, good ones are charged with no misconception
robustness   good samples keep their score when typed badly
misconception  its own sentences are found, their true neighbours left alone
lesson       a pack with lessons has one on each topic
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from ..domain.answer import Answer
from ..domain.bank import Bank
from ..domain.collector import collector_paused
from ..domain.errors import ContentError
from ..domain.fault import Fault
from ..domain.grade import Grade
from ..domain.grading import Grader
from ..domain.item import Item, Misconception
from .attack import check_attacks
from .catalogue_check import check_misconception
from .finding import Check, Finding, Severity
from .follow_up_check import check_follow_ups
from .forking import map_forked
from .lesson_check import check_lessons
from .pack import load_bank, source_of
from .sampling import (
    Landing,
    check_charges,
    check_robustness,
    check_samples,
    check_turned,
    land,
)
from .self_test import (
    check_hints,
    check_looseness,
    check_overlap,
    check_own_sentences,
    check_related,
)
from .source_text import Problem
from .yaml_source import YamlSource

CHECKS: tuple[Check, ...] = (
    check_own_sentences,
    check_related,
    check_overlap,
    check_looseness,
    check_hints,
    check_follow_ups,
    check_attacks,
    check_samples,
    check_charges,
    check_turned,
    check_robustness,
)

_REMEMBERED = 1_000
"""Texts kept as they were read, the last ones used."""


@dataclass(frozen=True)
class Report:
    """What the check found.

    Attributes:
        faults: why the bank can't be read; none if it could be.
        bank: the bank, if it could be read.
        sources: subject of a finding -> its file, for the places of the findings.
        landings: id of each item that was checked -> where its samples landed.
    """

    faults: tuple[Fault, ...]
    bank: Bank | None
    findings: tuple[Finding, ...]
    sources: Mapping[str, YamlSource]
    landings: Mapping[str, tuple[Landing, ...]]

    @property
    def passed(self) -> bool:
        """Whether nothing is an error."""
        return not self.faults and not self.count(Severity.ERROR)

    def count(self, severity: Severity) -> int:
        """How many findings are of that severity."""
        return sum(finding.severity is severity for finding in self.findings)

    def place(self, finding: Finding) -> tuple[str, int, int]:
        """File, line and column of a finding."""
        source = self.sources[finding.subject]
        return source.text.name, *source.text.place(source.index(finding.path))

    def lines(self, severities: frozenset[Severity]) -> Iterator[str]:
        """The findings of some severities as text, each with its line of the file."""
        for finding in self.findings:
            if finding.severity in severities:
                source = self.sources[finding.subject]
                sentence = f"{finding.severity}: {finding.sentence} [{finding.kind}]"
                yield str(source.text.fault(Problem(source.index(finding.path), sentence)))


class _Remembering(Grader):
    """Reads a text once and grades it once an item: many checks look at the same samples."""

    def __init__(self, bank: Bank) -> None:
        super().__init__(bank)
        self._grades: dict[tuple[str, str, bool], Grade] = {}
        self._answers: dict[str, Answer] = {}

    def grade(self, item_id: str, text: str, *, model_answer_seen: bool = False) -> Grade:
        key = item_id, text, model_answer_seen
        if key not in self._grades:
            self._grades[key] = super().grade(item_id, text, model_answer_seen=model_answer_seen)
        return self._grades[key]

    def read(self, text: str) -> Answer:
        answer = self._answers.pop(text, None) or super().read(text)
        self._answers[text] = answer
        if len(self._answers) > _REMEMBERED:
            del self._answers[next(iter(self._answers))]
        return answer


@collector_paused()
def check_content(content: Path, *, only: str | None = None, processes: int = 1) -> Report:
    """Check all packs of a content directory.

    Args:
        only: the id of a question whose rubric and samples alone are looked at.
        processes: how many share the work; the report is the same.

    Raises:
        UnknownNameError: there is no question of that id.
    """
    try:
        bank = load_bank(content)
    except ContentError as error:
        return Report(error.faults, None, (), {}, {})
    items = bank.items if only is None else (bank.item(only),)
    grader = _Remembering(bank)

    def check(item: Item) -> tuple[list[Finding], tuple[Landing, ...]]:
        return [found for one in CHECKS for found in one(item, bank, grader)], land(item, grader)

    checked = [*map_forked(check, items, processes=processes)]
    findings = [one for found, _ in checked for one in found]
    if only is None:
        findings += _check_shared(bank, grader, processes)
    sources = {subject: source_of(content, subject) for subject in {f.subject for f in findings}}
    landings = {item.id: landed for item, (_, landed) in zip(items, checked, strict=True)}
    return Report((), bank, tuple(findings), sources, landings)


def _check_shared(bank: Bank, grader: Grader, processes: int) -> Iterator[Finding]:
    """What is wrong with the catalogue and the lessons."""

    def check(numbered: tuple[int, Misconception]) -> list[Finding]:
        return [*check_misconception(*numbered, grader)]

    catalogue = [*enumerate(bank.misconceptions.values())]
    yield from chain.from_iterable(map_forked(check, catalogue, processes=processes))
    yield from check_lessons(bank)
