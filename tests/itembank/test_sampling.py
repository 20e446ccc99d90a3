from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.beliefs import Beliefs
from bot.domain.grading import Grader
from bot.itembank.finding import Kind, Severity
from bot.itembank.sampling import (
    FEWEST_SAMPLES,
    check_charges,
    check_robustness,
    check_samples,
    check_turned,
    disturb,
    land,
)
from tests.domain.examples import make_bank
from tests.itembank.rubrics import ISOLATION, RIGHT, SAMPLES, SHARING, findings, sound_item


def sample(text: str, **expected: Any) -> dict[str, Any]:
    return {"text": text, "kind": "terse", **expected}


def test_samples_that_land_where_they_should_pass() -> None:
    assert findings(check_samples, sound_item()) == []
    assert findings(check_charges, sound_item()) == []
    assert findings(check_turned, sound_item()) == []
    assert findings(check_robustness, sound_item()) == []


def test_too_few_samples_are_found() -> None:
    (finding,) = findings(check_samples, sound_item(samples=SAMPLES[: FEWEST_SAMPLES - 1]))
    assert (finding.kind, finding.severity) == (Kind.SAMPLE, Severity.ERROR)
    assert finding.path == ("samples",)
    assert finding.sentence == "12 samples are the least; here are 11"


def test_a_single_sample_is_counted_in_the_singular() -> None:
    (finding,) = findings(check_samples, sound_item(samples=SAMPLES[:1]))
    assert finding.sentence == "12 samples are the least; here is 1"


def test_a_sample_outside_its_band_is_found() -> None:
    item = sound_item(samples=[*SAMPLES, sample("Processes keep apart.", band="good")])
    (finding,) = findings(check_samples, item)
    assert (finding.severity, finding.path) == (Severity.ERROR, ("samples", 12))
    assert finding.sentence == (
        "expected good, got 0.4545 (partial): `threads-share` missed, `processes-apart` met"
    )


def test_a_sample_far_from_its_score_is_noted() -> None:
    item = sound_item(samples=[*SAMPLES, sample("They differ in how fast they run.", score=0.9)])
    (finding,) = findings(check_samples, item)
    assert (finding.severity, finding.path) == (Severity.NOTE, ("samples", 12))
    assert finding.sentence == (
        "expected 0.9, got 0.0 (poor): `threads-share` missed, `processes-apart` missed"
    )


def test_nothing_is_told_of_the_score_of_a_sample_held_back() -> None:
    hidden = sample("They differ in how fast they run.", score=0.9, held_back=True)
    assert findings(check_samples, sound_item(samples=[*SAMPLES, hidden])) == []


def test_how_far_a_sample_is_off_follows_from_what_it_expects() -> None:
    expected: list[dict[str, Any]] = [{"score": 0.9}, {"band": "partial"}, {"band": "poor"}]
    item = sound_item(samples=[sample("Processes keep apart.", **one) for one in expected])
    landings = land(item, Grader(make_bank(item)))
    assert [one.place for one in landings] == [0, 1, 2]
    assert [one.off for one in landings] == [pytest.approx(0.4455, abs=1e-4), 0.0, 1.0]
    assert [one.in_band for one in landings] == [True, True, False]


def test_a_good_answer_that_is_charged_with_a_misconception_is_found() -> None:
    charged = f"{RIGHT} Threads are useless."
    samples = [
        sample(charged, score=0.8),
        sample(charged, score=0.8, held_back=True),
        sample(charged, score=0.8, kind="misconception"),
        sample("Threads are useless.", score=0.0),
    ]
    model, own = findings(check_charges, sound_item(samples=samples, model_answer=charged))
    assert (own.kind, own.severity) == (Kind.SAMPLE, Severity.WARNING)
    assert (model.path, own.path) == (("model_answer",), ("samples", 0))
    assert own.sentence == (
        "a good answer is charged with `threads-useless`, by `@thread be useless`; mend the pattern"
    )


def test_a_good_answer_that_is_taken_for_the_opposite_is_found() -> None:
    taken = f"{RIGHT} Threads own memory on the stack."
    samples = [sample(taken, score=0.8), sample(taken, score=0.8, held_back=True)]
    samples.append(sample("Threads own memory, as processes do.", score=0.2))
    sharing = {**SHARING, "turned": ["@thread own @memory"]}
    item = sound_item(required=[sharing, ISOLATION], samples=samples)
    (found,) = findings(check_turned, item)
    assert (found.kind, found.severity, found.path) == (
        Kind.SAMPLE,
        Severity.WARNING,
        ("samples", 0),
    )
    assert found.sentence == (
        "a good answer is taken for the opposite of `threads-share`, by `@thread own @memory`; "
        "mend the pattern"
    )


def test_a_charge_by_the_words_alone_blames_no_pattern() -> None:
    learnt = Beliefs(odds={"vanish": 9.0}, topics={"vanish": {"gil-removed": 1.0}})
    item = sound_item(model_answer=f"{RIGHT} By now the thing has vanished.")
    bank = replace(make_bank(item), beliefs=learnt)
    (found,) = check_charges(item, bank, Grader(bank))
    assert "charged with `gil-removed`, by its words alone" in found.sentence


PUNCTUATED = "No private copies, threads share memory."


def test_a_good_sample_that_moves_when_typed_badly_is_found() -> None:
    told = {
        "id": "told",
        "skill": "definition",
        "say": "Threads share memory.",
        "any": ["threads share memory"],
    }
    item = sound_item(required=[told], samples=[sample(PUNCTUATED, score=1.0)])
    (finding,) = findings(check_robustness, item)
    assert (finding.kind, finding.severity) == (Kind.ROBUSTNESS, Severity.WARNING)
    assert finding.path == ("samples", 0)
    assert finding.sentence == ("no punctuation moves it from 1.0 to 0.0 (poor): `told` negated")


def test_a_few_samples_that_move_are_only_noted() -> None:
    told = {
        "id": "told",
        "skill": "definition",
        "say": "Threads share memory.",
        "any": ["threads share memory", "all see it"],
    }
    steady = [
        sample("Whatever one changes, they all see it right away.", score=1.0) for _ in range(9)
    ]
    item = sound_item(required=[told], samples=[*steady, sample(PUNCTUATED, score=1.0)])
    (finding,) = findings(check_robustness, item)
    assert (finding.severity, finding.path) == (Severity.NOTE, ("samples", 9))


def test_poor_and_ungraded_samples_are_left_as_they_are() -> None:
    samples = [sample("Hm, no idea.", score=0.0), sample("Ja!", score=1.0)]
    assert findings(check_robustness, sound_item(samples=samples)) == []


def test_haste_is_the_same_each_time() -> None:
    assert dict(disturb(RIGHT)) == {
        "lower case": "threads share memory. processes keep their objects apart.",
        "no punctuation": "Threads share memory Processes keep their objects apart",
        "a slip in every fifth word": "Thredas share memory. Prcoesses keep their objects apart.",
    }


@given(st.text(max_size=200))
def test_haste_keeps_the_letters(text: str) -> None:
    variants = dict(disturb(text))
    assert len(variants) == 3
    assert sorted(variants["a slip in every fifth word"]) == sorted(text)
    assert len(variants["no punctuation"]) <= len(text)
