from typing import Any

import pytest

from bot.domain.item import Item
from bot.itembank.attack import check_attacks
from bot.itembank.finding import Finding, Kind, Severity
from tests.itembank.rubrics import ISOLATION, SHARING, findings, sound_item

BARE = {**ISOLATION, "say": "Memory is private.", "any": ["private"]}


def attacks(**changes: Any) -> list[Finding]:
    return findings(check_attacks, sound_item(**changes))


def elsewhere(**changes: Any) -> Item:
    """An item of another topic."""
    return sound_item(**{"id": "other", "topic": "another-topic", **changes})


def test_a_sound_item_withstands() -> None:
    assert attacks() == []


def test_a_list_of_words_that_passes_is_found() -> None:
    (finding,) = attacks(model_answer="Threads share memory.")
    assert (finding.kind, finding.severity) == (Kind.ATTACK, Severity.ERROR)
    assert finding.path == ("model_answer",)
    assert finding.sentence == (
        "a list of the model answer's words (“threads, share, memory”) scores "
        "0.5455 (partial): `threads-share` met, `processes-apart` missed"
    )


def test_words_without_order_that_pass_are_found() -> None:
    loose = {**SHARING, "any": ["@share & @memory"]}
    (finding,) = attacks(required=[loose, ISOLATION])
    assert finding.path == ("model_answer",)
    assert finding.sentence.startswith("its words without order (“")
    assert "”) scores 0.5455 (partial): `threads-share` met" in finding.sentence
    assert len(finding.sentence) < 240


def test_a_question_that_answers_itself_is_held_down_as_an_echo() -> None:
    prompt = "Why do threads share memory, and why does every process keep what is its own apart?"
    echoes = attacks(
        prompt=prompt, required=[{**SHARING, "any": ["@share @memory"]}], model_answer=prompt
    )
    assert echoes == []


def test_a_denied_model_answer_that_passes_is_found() -> None:
    denied = {**SHARING, "any": ["NOT (@thread ... @share)"]}
    found = attacks(required=[denied])
    assert [one.path for one in found] == [("model_answer",)]
    assert found[0].sentence.startswith("the denied model answer (“It is not true that")


@pytest.mark.parametrize("answer", ["Yes.", "It is.", "Ok, threads."])
def test_a_model_answer_of_few_words_is_attacked_all_the_same(answer: str) -> None:
    assert attacks(model_answer=answer) == []


def test_answers_to_other_topics_that_pass_are_found() -> None:
    (finding,) = findings(check_attacks, sound_item(), elsewhere())
    assert (finding.kind, finding.severity) == (Kind.ATTACK, Severity.WARNING)
    assert finding.path == ("required",)
    assert finding.sentence.startswith("11 of 11 right answers to other questions pass, 1.0 for “")


def test_answers_to_the_same_topic_may_pass() -> None:
    assert findings(check_attacks, sound_item(), sound_item(id="other")) == []


def test_answers_to_related_questions_may_pass() -> None:
    assert findings(check_attacks, sound_item(related=["other"]), elsewhere()) == []


def test_a_few_answers_to_other_topics_may_pass() -> None:
    right = {"text": "Threads share memory.", "score": 0.8, "kind": "terse"}
    foreign = {"text": "The lock is handed over at each switch.", "score": 0.8, "kind": "terse"}
    model = str(foreign["text"])
    one_of_20 = elsewhere(model_answer=model, samples=[right, *[foreign] * 18])
    assert findings(check_attacks, sound_item(), one_of_20) == []
    one_of_19 = elsewhere(model_answer=model, samples=[right, *[foreign] * 17])
    (finding,) = findings(check_attacks, sound_item(), one_of_19)
    assert "1 of 19" in finding.sentence
