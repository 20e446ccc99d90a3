import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.domain.fault import Fault
from bot.domain.grading import Grader
from bot.domain.item import Item
from bot.itembank.check import Report
from bot.itembank.finding import Finding, Kind, Severity
from bot.itembank.sampling import land
from bot.itembank.summary import agreements, facts, summarise
from bot.itembank.yaml_source import read_yaml
from tests.domain.examples import make_bank
from tests.itembank.rubrics import RIGHT, sound_item

PARTLY = "Processes keep their objects apart."
SAMPLES: list[dict[str, Any]] = [
    {"text": RIGHT, "score": 0.9, "kind": "long"},
    {"text": PARTLY, "score": 0.5, "kind": "terse"},
    {"text": RIGHT, "score": 1.0, "kind": "long", "held_back": True},
    {"text": "Ja.", "band": "ungraded", "kind": "terse"},
]
SOURCE = read_yaml("who-shares.yaml", b"id: who-shares\nsamples:\n  - text: One\n")


def make_report(samples: Sequence[dict[str, Any]] = SAMPLES, *findings: Finding) -> Report:
    item: Item = sound_item(samples=samples)
    bank = make_bank(item)
    landings = {item.id: land(item, Grader(bank))}
    return Report((), bank, findings, {item.id: SOURCE}, landings)


def finding(severity: Severity) -> Finding:
    return Finding(Kind.SAMPLE, severity, "who-shares", ("samples", 0, "text"), "it is so")


def test_the_summary_tells_both_agreements() -> None:
    assert summarise(make_report()) == (
        "1 question, 4 samples: 0 errors, 0 warnings, 0 notes; "
        "2 samples tuned on: r 1.000, off by 0.073; 1 sample held back: r -, off by 0.000; ok"
    )


def test_the_summary_counts_what_was_found() -> None:
    told = summarise(make_report((), finding(Severity.ERROR), finding(Severity.NOTE)))
    assert told == "1 question, 0 samples: 1 error, 0 warnings, 1 note; not ok"


def test_samples_without_a_score_don_t_count_for_agreement() -> None:
    assert [(one.name, one.answers) for one in agreements(make_report())] == [
        ("tuned on", 2),
        ("held back", 1),
    ]
    assert list(agreements(make_report(SAMPLES[3:]))) == []


def test_the_facts_have_the_place_of_every_finding() -> None:
    told = json.loads(json.dumps(facts(make_report(SAMPLES, finding(Severity.WARNING)))))
    assert told["findings"] == [
        {
            "kind": "sample",
            "severity": "warning",
            "question": "who-shares",
            "file": "who-shares.yaml",
            "line": 3,
            "column": 11,
            "path": ["samples", 0, "text"],
            "sentence": "it is so",
        }
    ]
    assert told["ok"]
    assert (told["questions"], told["samples"], told["report"]) == (1, 4, "")
    assert told["counts"] == {"error": 0, "warning": 1, "note": 0}
    assert told["agreement"]["held back"]["pearson"] is None


def test_a_finding_in_the_head_of_a_pack_is_about_no_question() -> None:
    head = Finding(Kind.LESSON, Severity.WARNING, "small/pack", ("id",), "it is so")
    report = make_report(SAMPLES, head)
    (told,) = facts(replace(report, sources={"small/pack": SOURCE}))["findings"]
    assert (told["question"], told["file"]) == (None, "who-shares.yaml")


def test_the_facts_tell_where_samples_landed_but_not_their_text() -> None:
    told = facts(make_report())["landings"]
    assert told[1] == {
        "question": "who-shares",
        "place": 1,
        "kind": "terse",
        "held_back": False,
        "expected": 0.5,
        "score": 0.4545,
        "band": "partial",
        "off": told[1]["off"],
        "criteria": {"threads-share": "missed", "processes-apart": "met"},
    }
    assert told[3]["expected"] == told[3]["band"] == "ungraded"
    assert told[3]["criteria"] == {}
    assert "Processes" not in json.dumps(told)


def test_a_bank_that_cannot_be_read_has_facts_too() -> None:
    told = facts(Report((Fault("file", "wrong", 1, 1),), None, (), {}, {}))
    assert not told["ok"]
    assert told["report"] == "file:1:1: wrong"
    assert told["questions"] == 0
    assert told["counts"]["error"] == 1
    assert [(one["kind"], one["file"], one["line"], one["column"]) for one in told["findings"]] == [
        ("schema", "file", 1, 1)
    ]


def test_each_fault_of_a_file_is_a_finding_of_its_own() -> None:
    shape = Fault("a.yaml", "`x: y` is wrong", 3, 8, "    level: x\n           ^")
    told = facts(Report((shape, Fault("draft", "no pack is here")), None, (), {}, {}))["findings"]
    assert [(one["file"], one["line"], one["column"], one["sentence"]) for one in told] == [
        ("a.yaml", 3, 8, "`x: y` is wrong"),
        ("draft", None, None, "no pack is here"),
    ]
