import pytest
from hypothesis import given

from bot.domain.demo_catalogue import DEMOS
from bot.domain.demo_result import DemoResult
from bot.domain.demo_truth import TRUTHS
from bot.domain.prediction import PREDICTIONS
from tests.domain.any_results import any_results
from tests.domain.demo_results import (
    MAKERS,
    changed,
    cpu,
    every_result,
    facts,
    race,
    without,
)


def truth(result: DemoResult) -> str | None:
    return PREDICTIONS[result.demo].truth(result)


@pytest.mark.parametrize("name", DEMOS)
def test_every_demonstration_asks_a_question_with_buttons(name: str) -> None:
    prediction = PREDICTIONS[name]
    assert prediction.question.endswith("?")
    assert 2 <= len(prediction.options) <= 4
    assert len({option.key for option in prediction.options}) == len(prediction.options)
    assert all(0 < len(option.label) <= 80 for option in prediction.options)


EXPECTED = {
    "timeline with": "turns",
    "timeline without": "together",
    "cpu with": "one",
    "cpu without": "all",
    "executors with": "computing",
    "executors without": "same",
    "io with": "all",
    "io without": "all",
    "race with": "none",
    "race without": "some",
    "deadlock with": "none",
    "deadlock without": "none",
    "deadlock ordered": "both",
    "convoy with": "interval",
    "convoy without": "once",
    "loop with": "few",
    "loop without": "hardly",
    "release with": "big",
    "release without": "all",
    "pickling with": "little",
    "pickling without": "little",
    "startup with": "hundreds",
    "startup without": "hundreds",
    "builds timeline": "different",
    "builds cpu": "different",
    "builds race": "different",
    "builds convoy": "different",
    "versions": "some",
}


@pytest.mark.parametrize("name", every_result())
def test_the_truth_is_what_is_usually_measured(name: str) -> None:
    assert truth(every_result()[name]) == EXPECTED[name]


def test_what_did_not_show_proves_nobody_right() -> None:
    busy = changed(MAKERS["release"](), "big", "cores", 0.5)
    assert TRUTHS["release"](busy) == "none"
    assert truth(busy) is None
    assert truth(race(plain=3_000_000)) is None


def test_what_was_predicted_stands_beside_what_was_measured() -> None:
    prediction = PREDICTIONS["cpu"]
    assert prediction.compare("one", cpu()) == (
        "You predicted “About one”, measured was 1.00 cores: right."
    )
    assert prediction.compare("all", cpu()) == (
        "You predicted “One each”, measured was 1.00 cores: “About one” this time."
    )
    assert prediction.compare("all", cpu(threads=1.2)) == (
        "You predicted “One each”, measured was 1.20 cores: not clearly any of the answers."
    )
    assert prediction.compare("all", without(cpu(), "threads")) == (
        "You predicted “One each”; that could not be measured this time."
    )


@pytest.mark.parametrize("name", every_result())
def test_the_measured_figure_is_in_the_sentence(name: str) -> None:
    result = every_result()[name]
    prediction = PREDICTIONS[result.demo]
    said = prediction.compare(str(truth(result)), result)
    assert said.endswith(": right.")
    assert ", measured was " in said


def test_what_was_not_measured_proves_nobody_right() -> None:
    bare = without(race(facts(python="3.9.18")), "plain")
    assert truth(bare) is None
    assert "could not be measured" in PREDICTIONS["race"].compare("none", bare)


@given(any_results())
def test_any_result_can_be_compared(result: DemoResult) -> None:
    prediction = PREDICTIONS[result.demo]
    key = prediction.truth(result)
    assert key is None or key in dict(prediction.options)
    assert prediction.compare("no such key", result).startswith("You predicted “no such key”")
