from pathlib import Path

import pytest

from bot.domain.errors import UnknownNameError
from bot.domain.fault import Fault
from bot.itembank.check import Report, check_content
from bot.itembank.finding import Finding, Kind, Severity
from tests.itembank.examples import ITEM, write_content

EVERYTHING = frozenset(Severity)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return write_content(tmp_path)


def of(report: Report, kind: Kind) -> list[Finding]:
    return [finding for finding in report.findings if finding.kind is kind]


def line_of(text: str) -> int:
    """The line of the example in which a text stands."""
    (line,) = [number for number, one in enumerate(ITEM.splitlines(), 1) if text in one]
    return line


def test_a_bank_that_cannot_be_read_is_a_fault_and_nothing_else(content: Path) -> None:
    (content / "small" / "pack.yaml").write_text("id: small\ntitel: Small\n")
    report = check_content(content)
    assert not report.passed
    assert [(one.line, one.column) for one in report.faults] == [(1, 1), (2, 1)]
    assert report.bank is None
    assert not report.findings
    assert not report.landings
    assert list(report.lines(EVERYTHING)) == []


def test_every_finding_has_its_place_in_the_file(content: Path) -> None:
    report = check_content(content)
    assert not report.faults
    assert not report.passed
    name = str(content / "small" / "items" / "what-is-it.yaml")
    about_items = [one for one in report.findings if one.kind is not Kind.LESSON]
    assert {report.place(finding)[0] for finding in about_items} == {name}
    (few,) = [one for one in of(report, Kind.SAMPLE) if one.path == ("samples",)]
    assert report.place(few)[1] == line_of("samples:") + 1
    unreached = of(report, Kind.OVERLAP)[0]
    assert unreached.path == ("required", 0, "any", 1)
    assert report.place(unreached) == (name, line_of("take turns"), 9)


def test_a_missing_lesson_has_its_place_in_the_head_of_the_pack(content: Path) -> None:
    report = check_content(content)
    (missing,) = of(report, Kind.LESSON)
    assert report.place(missing) == (str(content / "small" / "pack.yaml"), 10, 9)


def test_lines_show_the_severities_that_are_asked_for(content: Path) -> None:
    report = check_content(content)
    assert len(list(report.lines(EVERYTHING))) == len(report.findings)
    for severity in Severity:
        lines = list(report.lines(frozenset({severity})))
        assert len(lines) == report.count(severity)
        assert all(f": {severity}: " in line for line in lines)
    (line,) = [one for one in report.lines(EVERYTHING) if "are the least" in one]
    assert line.splitlines()[0].endswith("error: 12 samples are the least; here are 2 [sample]")
    assert line.splitlines()[-1].strip() == "^"


def test_the_report_tells_where_each_sample_landed(content: Path) -> None:
    report = check_content(content)
    (landings,) = report.landings.values()
    assert [one.sample.text for one in landings] == ["One thread at a time runs.", "Don't know."]


def test_only_errors_fail() -> None:
    def report(severity: Severity, *faults: Fault) -> Report:
        finding = Finding(Kind.SAMPLE, severity, "x", ("samples",), "…")
        return Report(faults, None, (finding,), {}, {})

    assert report(Severity.NOTE).passed
    assert report(Severity.WARNING).passed
    assert not report(Severity.ERROR).passed
    assert not report(Severity.NOTE, Fault("file", "…")).passed


def test_one_question_alone_is_checked_as_among_all(content: Path) -> None:
    item = content / "small" / "items" / "what-is-it.yaml"
    other = item.with_name("another.yaml")
    other.write_text(item.read_text().replace("what-is-it", "another"))
    everything, alone = check_content(content), check_content(content, only="another")
    assert alone.landings == {"another": everything.landings["another"]}
    assert alone.findings == tuple(f for f in everything.findings if f.subject == "another")
    with pytest.raises(UnknownNameError, match="“anther”"):
        check_content(content, only="anther")


def test_processes_and_forgotten_texts_change_nothing(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = content / "small" / "items" / "what-is-it.yaml"
    other = item.with_name("another.yaml")
    other.write_text(item.read_text().replace("what-is-it", "another"))
    alone = check_content(content)
    monkeypatch.setattr("bot.itembank.check._REMEMBERED", 1)
    shared = check_content(content, processes=2)
    assert shared.bank is not None
    assert len(shared.bank.items) == 2
    assert shared.findings == alone.findings
    assert shared.landings == alone.landings
    assert check_content(content).landings == alone.landings
