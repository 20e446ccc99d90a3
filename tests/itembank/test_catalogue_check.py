from pathlib import Path

import pytest

from bot.domain.grading import Grader
from bot.itembank.catalogue_check import check_misconception
from bot.itembank.check import check_content
from bot.itembank.finding import Finding, Kind, Severity
from bot.itembank.pack import load_bank
from tests.itembank.examples import write_content

FOUND = ["By now it is gone for good.", "It is gone since last year.", "The old lock is gone."]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return write_content(tmp_path)


def findings(content: Path, *, flagged: list[str], spared: list[str]) -> list[Finding]:
    bank = load_bank(content)
    entry = bank.misconceptions["is-gone"].model_copy(
        update={"flagged": flagged, "not_flagged": spared}
    )
    return [*check_misconception(4, entry, Grader(bank))]


def test_an_entry_that_keeps_its_word_has_no_findings(content: Path) -> None:
    spared = ["It is not gone at all by now."]
    assert findings(content, flagged=FOUND, spared=spared) == []


@pytest.mark.parametrize(
    ("found", "severity"), [(FOUND, Severity.NOTE), (FOUND[:1], Severity.WARNING)]
)
def test_one_flagged_sentence_may_be_missed(
    content: Path, found: list[str], severity: Severity
) -> None:
    (missed,) = findings(content, flagged=["Bananas are yellow fruits.", *found], spared=[])
    assert (missed.severity, missed.path) == (severity, (4, "flagged", 0))
    assert "`is-gone` is not found here" in missed.sentence


def test_a_true_neighbour_that_is_flagged_is_an_error(content: Path) -> None:
    (accused,) = findings(content, flagged=FOUND, spared=["fine as it is", "It is gone by now."])
    assert (accused.severity, accused.path) == (Severity.ERROR, (4, "not_flagged", 1))


def test_the_catalogue_is_checked_with_the_whole_bank_alone(content: Path) -> None:
    catalogue = content / "misconceptions.yaml"
    catalogue.write_text(catalogue.read_text() + "  flagged:\n    - Bananas are yellow fruits.\n")
    report = check_content(content)
    (missed,) = [one for one in report.findings if one.kind is Kind.MISCONCEPTION]
    last = len(catalogue.read_text().splitlines())
    assert report.place(missed) == (str(catalogue), last, 7)
    only = check_content(content, only="what-is-it")
    assert Kind.MISCONCEPTION not in {one.kind for one in only.findings}
