"""What the check found, as one line and as one object for JSON."""

from collections.abc import Iterator
from typing import Any

from ..domain.agreement import Estimate
from ..domain.calibration import Agreement, Judged, MarkedAnswer, agreement_on
from .check import Report
from .finding import Kind, Severity
from .sampling import Landing

_PARTS = {"tuned on": False, "held back": True}


def summarise(report: Report) -> str:
    """Counts and agreement in a sentence that ends in "ok" if nothing is an error."""
    found = ", ".join(_number(report.count(one), one) for one in Severity)
    questions = _number(len(report.landings), "question")
    size = f"{questions}, {_number(len(_samples(report)), 'sample')}"
    told = [f"{size}: {found}", *(_agreement(one) for one in agreements(report))]
    return "; ".join([*told, "ok" if report.passed else "not ok"])


def agreements(report: Report) -> Iterator[Agreement]:
    """How well grades agree with the scores of samples: those tuned on, and those held back."""
    for name, held_back in _PARTS.items():
        judged = [
            _judged(question_id, one)
            for question_id, one in _samples(report)
            if one.sample.score is not None and one.sample.held_back is held_back
        ]
        if judged:
            yield agreement_on(name, judged)


def facts(report: Report) -> dict[str, Any]:
    """Everything, with the place of every finding. The texts of samples are in their files."""
    faults = list(_faults(report))
    return {
        "ok": report.passed,
        "questions": len(report.landings),
        "samples": len(_samples(report)),
        "report": "\n".join(str(fault) for fault in report.faults),
        "counts": {severity: report.count(severity) for severity in Severity}
        | ({Severity.ERROR: len(faults)} if faults else {}),
        "agreement": {
            one.name: {
                "answers": one.answers,
                "pearson": one.pearson.value,
                "mean_absolute_error": one.mean_absolute_error.value,
            }
            for one in agreements(report)
        },
        "findings": faults or list(_findings(report)),
        "landings": [_landing(question_id, one) for question_id, one in _samples(report)],
    }


def _samples(report: Report) -> list[tuple[str, Landing]]:
    return [
        (question_id, landing)
        for question_id, landings in report.landings.items()
        for landing in landings
    ]


def _judged(question_id: str, landing: Landing) -> Judged:
    sample = landing.sample
    answer = MarkedAnswer(question_id=question_id, text=sample.text, score=sample.score or 0.0)
    return Judged(answer=answer, grade=landing.grade)


def _agreement(one: Agreement) -> str:
    error = _figure(one.mean_absolute_error)
    return f"{_number(one.answers, 'sample')} {one.name}: r {_figure(one.pearson)}, off by {error}"


def _figure(figure: Estimate) -> str:
    return "-" if figure.value is None else f"{figure.value:.3f}"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" + ("" if count == 1 else "s")


def _faults(report: Report) -> Iterator[dict[str, Any]]:
    """What the loader says, in the form of findings."""
    for fault in report.faults:
        yield {
            "kind": Kind.SCHEMA,
            "severity": Severity.ERROR,
            "question": None,
            "file": fault.file,
            "line": fault.line,
            "column": fault.column,
            "path": (),
            "sentence": fault.sentence,
        }


def _findings(report: Report) -> Iterator[dict[str, Any]]:
    for finding in report.findings:
        file, line, column = report.place(finding)
        yield {
            "kind": finding.kind,
            "severity": finding.severity,
            "question": finding.subject if finding.subject in report.landings else None,
            "file": file,
            "line": line,
            "column": column,
            "path": finding.path,
            "sentence": finding.sentence,
        }


def _landing(question_id: str, landing: Landing) -> dict[str, Any]:
    sample, grade = landing.sample, landing.grade
    return {
        "question": question_id,
        "place": landing.place,
        "kind": sample.kind,
        "held_back": sample.held_back,
        "expected": sample.score if sample.score is not None else sample.band,
        "score": grade.score,
        "band": grade.band,
        "off": landing.off,
        "criteria": {mark.criterion: mark.status for mark in grade.marks},
    }
