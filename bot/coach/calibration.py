"""The use case of whoever tends the grader: grade answers that humans marked, and compare."""

from collections.abc import Iterable, Iterator, Sequence
from random import Random

from ..domain.bank import Bank
from ..domain.calibration import (
    Agreement,
    Calibration,
    Judged,
    MarkedAnswer,
    agreement_on,
    confusion_of,
    criteria_of,
)
from ..domain.grading import Grader

RESAMPLES = 1000


def calibrate(bank: Bank, grader: Grader, answers: Iterable[MarkedAnswer]) -> Calibration:
    """Compare the grader with humans. The same answers and grader give the same figures.

    Raises:
        UnknownNameError: an answer belongs to no question of the bank.
    """
    judged = tuple(
        Judged(answer=answer, grade=grader.grade(answer.question_id, answer.text))
        for answer in answers
    )
    by_question = {
        item.id: [one for one in judged if one.answer.question_id == item.id] for item in bank.items
    }
    return Calibration(
        agreements=tuple(_agreements(judged, by_question)),
        confusion=confusion_of(judged),
        criteria=tuple(
            criterion
            for item in bank.items
            if by_question[item.id]
            for criterion in criteria_of(item, by_question[item.id])
        ),
        judged=judged,
    )


def draw_resamples(size: int, *, seed: int = 0, count: int = RESAMPLES) -> list[list[int]]:
    """Bootstrap samples of `size` positions, the same for the same seed."""
    chance = Random(seed)  # noqa: S311 - statistics, nothing secret
    return [chance.choices(range(size), k=size) for _ in range(count)] if size else []


def _agreements(
    judged: Sequence[Judged], by_question: dict[str, list[Judged]]
) -> Iterator[Agreement]:
    """All answers; those tuned on and those held back, if there are both; each question."""
    held_back = [one for one in judged if one.answer.held_back]
    tuned = [one for one in judged if not one.answer.held_back]
    parts = {"all": judged}
    if held_back and tuned:
        parts |= {"tuned on": tuned, "held back": held_back}
    for name, part in (parts | by_question).items():
        if part:
            yield agreement_on(name, part, draw_resamples(len(part)))
