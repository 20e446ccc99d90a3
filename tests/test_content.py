"""The shipped questions reach the goals that docs/grading.md names."""

from collections import Counter
from itertools import chain, islice

import pytest

from bench.fairness import Judge
from bench.grading import long_texts, samples
from bench.hands import Scored, answers, pairs, shapes, statements
from bench.misconceptions import accused, right, tally
from bot.domain.agreement import mean_absolute_error, pearson
from bot.domain.bank import Bank
from bot.domain.grading import Grader
from bot.domain.item import Item, Kind, Level
from bot.itembank.catalogue_check import check_misconception
from tests.shipped import shipped_bank, shipped_grader

pytestmark = pytest.mark.no_cover  # thousands of grades, which measuring would slow fourfold

BANK = shipped_bank()


@pytest.fixture(scope="module")
def bank() -> Bank:
    return BANK


@pytest.fixture(scope="module")
def grader() -> Grader:
    return shipped_grader()


def test_misconceptions_are_found_and_true_neighbours_left_alone(
    bank: Bank, grader: Grader
) -> None:
    catalogue = [*bank.misconceptions.values()]
    found = [
        finding
        for place, entry in enumerate(catalogue)
        for finding in check_misconception(place, entry, grader)
    ]
    missed = [finding for finding in found if finding.path[1] == "flagged"]
    assert len(missed) <= 0.05 * sum(len(entry.flagged) for entry in catalogue)
    assert found == missed


def test_weights_were_learnt_for_the_misconceptions_that_there_are(bank: Bank) -> None:
    assert bank.beliefs.own.keys() == bank.misconceptions.keys()
    assert {one for each in bank.beliefs.topics.values() for one in each} <= {*bank.misconceptions}


@pytest.mark.parametrize(
    ("kind", "step", "caught", "accused"), [("seen", 7, 0.79, 0.03), ("unseen", 1, 0.87, 0.03)]
)
def test_misconceptions_are_recognised_in_the_words_of_others(
    grader: Grader, kind: str, step: int, caught: float, accused: float
) -> None:
    found = tally(grader, islice(chain(*statements(kind).values()), 0, None, step))
    assert found.caught >= caught * found.false
    assert found.accused <= accused * found.true


def test_right_answers_are_hardly_ever_accused(grader: Grader) -> None:
    written = [*chain(*right("unseen").values())]
    assert len(accused(grader, written)) <= 0.08 * len(written)


def test_grades_move_where_the_meaning_does(grader: Grader) -> None:
    moved, stayed = Judge(grader).of_pairs(chain(*pairs("unseen").values()))
    alike, turned = moved.share, stayed.share
    assert alike <= 0.33
    assert turned <= 0.47


def test_unusual_shapes_earn_and_attacks_do_not(grader: Grader) -> None:
    unfair = Judge(grader).of_shapes(chain(*shapes("unseen").values())).share
    assert unfair <= 0.22


@pytest.mark.parametrize(
    ("written", "least", "most"),
    [
        (samples(BANK, held_back=True), 0.90, 0.11),
        ([*chain(*answers("unseen").values())], 0.90, 0.11),
    ],
    ids=["held back", "unseen"],
)
def test_grades_agree_with_people(
    grader: Grader, written: list[Scored], least: float, most: float
) -> None:
    people = [one.score for one in written]
    grades = [grader.grade(one.question, one.text).score or 0.0 for one in written]
    agreement, error = pearson(people, grades), mean_absolute_error(people, grades)
    assert agreement is not None
    assert error is not None
    assert agreement >= least
    assert error <= most


def test_wrong_answers_held_back_rarely_pass(bank: Bank, grader: Grader) -> None:
    wrong = [
        grader.grade(one.question, one.text).score or 0.0
        for one in samples(bank, held_back=True)
        if one.score <= 0.15
    ]
    assert sum(score >= 0.5 for score in wrong) <= len(wrong) / 50


@pytest.mark.parametrize(
    "text", long_texts(BANK, 4_000)["hostile"], ids=lambda text: repr(text[:9])
)
def test_a_text_made_to_be_slow_earns_nothing_and_ends(grader: Grader, text: str) -> None:
    # Whoever makes the time grow faster than the text waits here for hours.
    assert (grader.grade("what-is-the-gil", text).score or 0.0) < 0.2


def test_the_pack_has_questions_of_every_topic_level_and_kind() -> None:
    items = BANK.items
    assert len(items) >= 30
    asked = Counter(item.topic for item in items)
    assert all(asked[topic.id] >= 2 for topic in BANK.topics)
    assert {item.level for item in items} == {*Level}
    assert {item.kind for item in items} == {*Kind}


@pytest.mark.parametrize("item", BANK.items, ids=lambda item: item.id)
def test_a_question_is_whole(item: Item) -> None:
    assert 2 <= len(item.required) <= 6
    assert all(one.follow_up and one.hint for one in item.required)
    assert item.misconceptions
    assert item.sources
    assert len(item.samples) >= 15
    assert sum(sample.held_back for sample in item.samples) >= 5
    assert 40 <= len(item.model_answer.split()) <= 160
