"""The shipped questions reach the goals that docs/grading.md names."""

import pytest

from bot.domain.agreement import mean_absolute_error, pearson
from bot.domain.bank import Bank
from bot.domain.grading import Grader
from bot.itembank.pack import find_content, load_bank


@pytest.fixture(scope="module")
def bank() -> Bank:
    return load_bank(find_content())


@pytest.fixture(scope="module")
def grader(bank: Bank) -> Grader:
    return Grader(bank)


def fires(grader: Grader, misconception: str, text: str) -> bool:
    found = grader.read_side_remarks(text).misconceptions
    return any(finding.id == misconception for finding in found)


def test_misconceptions_are_found_and_true_neighbours_left_alone(
    bank: Bank, grader: Grader
) -> None:
    entries = bank.misconceptions.values()
    flagged = [fires(grader, entry.id, text) for entry in entries for text in entry.flagged]
    spared = [not fires(grader, entry.id, text) for entry in entries for text in entry.not_flagged]
    assert sum(flagged) >= 0.95 * len(flagged)
    assert sum(spared) >= 0.97 * len(spared)


def test_grades_agree_with_people_on_answers_held_back(bank: Bank, grader: Grader) -> None:
    people, grades = [], []
    for item in bank.items:
        for sample in item.samples:
            if sample.held_back and sample.score is not None:
                people.append(sample.score)
                grades.append(grader.grade(item.id, sample.text).score or 0.0)
    agreement, error = pearson(people, grades), mean_absolute_error(people, grades)
    assert agreement is not None
    assert error is not None
    assert agreement >= 0.90
    assert error <= 0.11


def test_wrong_answers_held_back_rarely_pass(bank: Bank, grader: Grader) -> None:
    wrong = [
        grader.grade(item.id, sample.text).score or 0.0
        for item in bank.items
        for sample in item.samples
        if sample.held_back and sample.score is not None and sample.score <= 0.15
    ]
    assert sum(score >= 0.5 for score in wrong) <= len(wrong) / 50
