from typing import Any

import pytest

from bot.itembank.finding import Kind, Severity
from bot.itembank.self_test import (
    check_hints,
    check_looseness,
    check_overlap,
    check_own_sentences,
    check_related,
    criteria_of,
    good_answers,
)
from tests.domain.examples import make_item
from tests.itembank.rubrics import ISOLATION, RIGHT, SAMPLES, SHARING, findings, sound_item

PICKLING = {
    "id": "pickling",
    "weight": 1,
    "skill": "nuance",
    "say": "Whatever goes from one to another is pickled on the way.",
    "any": ["be pickle"],
}


def sharing(**changes: Any) -> dict[str, Any]:
    """The required criteria, the first one changed."""
    return {"required": [{**SHARING, **changes}, ISOLATION]}


@pytest.mark.parametrize(
    "check", [check_own_sentences, check_related, check_overlap, check_looseness, check_hints]
)
def test_a_sound_item_passes(check: Any) -> None:
    assert findings(check, sound_item()) == []


def test_a_sentence_that_does_not_earn_its_criterion_is_found() -> None:
    (finding,) = findings(check_own_sentences, sound_item(**sharing(say="Threads do share it.")))
    assert (finding.kind, finding.severity) == (Kind.SELF_TEST, Severity.ERROR)
    assert finding.path == ("required", 0, "say")
    assert finding.sentence == "no pattern here matches this sentence"


def test_a_bonus_is_tested_like_the_rest() -> None:
    item = sound_item(bonus=[PICKLING | {"any": ["marshal it"]}])
    (finding,) = findings(check_own_sentences, item)
    assert finding.path == ("bonus", 0, "say")


def test_a_denial_that_earns_the_criterion_is_found() -> None:
    loose = [*SHARING["any"], "NOT (@thread ... @share)"]
    (finding,) = findings(check_own_sentences, sound_item(**sharing(any=loose)))
    assert finding.path == ("required", 0, "say")
    assert finding.sentence == (
        "“It is not true that” before this still earns it, by `NOT (@thread ... @share)`"
    )


@pytest.mark.parametrize(
    ("answer", "got"),
    [
        (
            "Threads share memory, and that is all.",
            "0.5455 (partial): `threads-share` met, `processes-apart` missed",
        ),
        ("Yes.", "no grade (too-short)"),
    ],
)
def test_a_model_answer_that_lacks_something_is_found(answer: str, got: str) -> None:
    (finding,) = findings(check_own_sentences, sound_item(model_answer=answer))
    assert finding.path == ("model_answer",)
    assert finding.sentence == f"the model answer should score 1.0, got {got}"


def test_a_sentence_that_meets_two_criteria_is_found() -> None:
    both = "Threads share memory, and processes keep apart."
    (finding,) = findings(check_overlap, sound_item(**sharing(say=both)))
    assert (finding.kind, finding.severity) == (Kind.OVERLAP, Severity.WARNING)
    assert finding.path == ("required", 0, "say")
    assert finding.sentence.startswith(
        "this sentence meets `processes-apart` as well, by `@process ... apart`;"
    )


def test_a_sentence_that_meets_a_lighter_criterion_as_well_is_only_noted() -> None:
    said = "Threads share memory, and what processes send is pickled."
    sample = {"text": "Between processes it is pickled.", "band": "poor", "kind": "terse"}
    item = sound_item(**sharing(say=said), bonus=[PICKLING], samples=[*SAMPLES, sample])
    (finding,) = findings(check_overlap, item)
    assert finding.severity is Severity.NOTE


@pytest.mark.parametrize(
    ("patterns", "place", "told"),
    [
        ([*SHARING["any"], "@thread & kernel"], 1, "no sample matches `@thread & kernel`"),
        (
            ["@thread ... @share", *SHARING["any"]],
            1,
            "no sample needs `@thread ... @share ... @memory`: "
            "patterns above it match the same ones",
        ),
        (["kernel", *SHARING["any"]], 0, "no sample matches `kernel`"),
    ],
)
def test_a_pattern_that_nothing_needs_is_noted(patterns: list[str], place: int, told: str) -> None:
    (finding,) = findings(check_overlap, sound_item(**sharing(any=patterns)))
    assert (finding.kind, finding.severity) == (Kind.OVERLAP, Severity.NOTE)
    assert finding.path == ("required", 0, "any", place)
    assert finding.sentence == told


@pytest.mark.parametrize(
    ("met", "unmet", "severity"),
    [(1, 9, None), (2, 8, Severity.NOTE), (7, 3, Severity.NOTE), (8, 2, Severity.WARNING)],
)
def test_a_criterion_that_other_answers_meet_is_loose(
    met: int, unmet: int, severity: Severity | None
) -> None:
    sharing_ = {"text": "Threads share memory and that is why it races.", "band": "good"}
    apart = {"text": "The lock is handed over at every switch.", "score": 0.8}
    other = sound_item(
        id="other",
        model_answer=str(sharing_["text"] if met else apart["text"]),
        samples=[
            *({**sharing_, "kind": "terse"} for _ in range(met - 1)),
            *({**apart, "kind": "terse"} for _ in range(unmet)),
        ],
    )
    found = findings(check_looseness, sound_item(), other)
    assert [(one.path, one.severity) for one in found] == (
        [] if severity is None else [(("required", 0), severity)]
    )
    told = (
        "right answers to other questions meet this too, mostly by `@thread ... @share ... @memory`"
    )
    assert all(one.sentence == f"{met} of 10 {told}" for one in found)


def test_other_answers_that_are_not_graded_meet_nothing() -> None:
    other = make_item(id="other", model_answer="Ja.")
    assert findings(check_looseness, sound_item(), other) == []


@pytest.mark.parametrize("word", ["memory", "=heap", "mem*"])
def test_a_pattern_of_one_word_is_loose(word: str) -> None:
    (finding,) = findings(check_looseness, sound_item(**sharing(any=[*SHARING["any"], word])))
    assert (finding.kind, finding.severity) == (Kind.LOOSENESS, Severity.WARNING)
    assert finding.path == ("required", 0, "any", 1)
    assert finding.sentence.startswith("one word proves no understanding")


def test_a_hint_that_earns_a_required_criterion_is_found() -> None:
    told = "Remember that threads share the heap."
    item = sound_item(
        hints=["Who owns the data?", told],
        **sharing(hint="All threads see common memory."),
    )
    loose, telling = sorted(findings(check_hints, item), key=lambda one: len(one.path))
    assert (loose.kind, loose.severity) == (Kind.LOOSENESS, Severity.WARNING)
    assert (loose.path, telling.path) == (("hints", 1), ("required", 0, "hint"))
    assert loose.sentence == (
        "this hint meets `threads-share`, by `@thread ... @share ... @memory`: "
        "it tells too much, or the pattern is loose"
    )


def test_a_hint_may_earn_a_bonus() -> None:
    item = sound_item(bonus=[PICKLING], hints=["Think of what must be pickled on the way."])
    assert findings(check_hints, item) == []


def test_criteria_are_told_with_their_paths() -> None:
    item = sound_item(bonus=[PICKLING])
    assert [(path, one.id) for path, one in criteria_of(item)] == [
        (("required", 0), "threads-share"),
        (("required", 1), "processes-apart"),
        (("bonus", 0), "pickling"),
    ]


def test_good_answers_are_the_model_answer_and_the_good_samples() -> None:
    samples = [
        {"text": "good", "band": "good", "kind": "terse"},
        {"text": "excellent", "band": "excellent", "kind": "terse"},
        {"text": "fair", "band": "fair", "kind": "terse"},
        {"text": "scored", "score": 0.8, "kind": "terse"},
        {"text": "less", "score": 0.79, "kind": "terse"},
    ]
    item = sound_item(samples=samples, model_answer=RIGHT)
    assert good_answers([item]) == [RIGHT, "good", "excellent", "scored"]


def test_of_many_questions_fewer_good_answers_are_taken_each() -> None:
    items = [sound_item(id=f"item-{number}") for number in range(40)]
    assert len(good_answers(items)) == 40 + 40 * 4
    assert good_answers([]) == []


def test_a_related_question_has_to_be_another_one() -> None:
    item = sound_item(related=["other", "gone", sound_item().id])
    found = findings(check_related, item, sound_item(id="other"))
    assert [one.path for one in found] == [("related", 1), ("related", 2)]
    assert found[0].sentence == "there is no other question `gone`"
    assert found[0].severity is Severity.ERROR
