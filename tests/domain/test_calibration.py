from collections.abc import Mapping

import pytest

from bot.domain.calibration import (
    Calibration,
    Judged,
    MarkedAnswer,
    agreement_on,
    confusion_of,
    criteria_of,
)
from bot.domain.grade import Band, Grade, Mark, Status, band_of
from tests.domain.examples import make_item

ITEM = make_item()


def judged(
    human: float,
    given: float | None,
    *,
    credits_: Mapping[str, float] | None = None,
    criteria: Mapping[str, bool] | None = None,
    held_back: bool = False,
) -> Judged:
    """An answer with a grade as the grader would give it."""
    return Judged(
        answer=MarkedAnswer(
            question_id=ITEM.id,
            text="Threads share.",
            score=human,
            criteria=criteria or {},
            held_back=held_back,
        ),
        grade=Grade(
            item_id=ITEM.id,
            score=given,
            band=band_of(given),
            marks=tuple(
                Mark(criterion=name, status=Status.MET, credit=credit)
                for name, credit in (credits_ or {}).items()
            ),
        ),
    )


def test_an_ungraded_answer_counts_as_nothing_and_apart() -> None:
    agreement = agreement_on("all", [judged(0.6, None), judged(0.4, 0.2), judged(1, 1)])
    assert agreement.answers == 3
    assert agreement.ungraded == 1
    assert agreement.mean_absolute_error.value == pytest.approx(0.8 / 3)


def test_resamples_give_intervals() -> None:
    answers = [judged(0.0, 0.1), judged(1.0, 0.8)]
    agreement = agreement_on("all", answers, [[0, 0], [0, 1], [1, 1]])
    error = agreement.mean_absolute_error
    assert error.low == pytest.approx(0.1025)
    assert error.high == pytest.approx(0.1975)
    assert agreement.pearson.value == pytest.approx(1.0)


def test_bands_are_counted_by_human_and_grader() -> None:
    table = confusion_of([judged(0.96, 0.9), judged(1, 0.85), judged(0.1, None), judged(0.1, 0.1)])
    assert table[Band.EXCELLENT][Band.GOOD] == 2
    assert table[Band.POOR] == {
        **dict.fromkeys(Band, 0),
        Band.UNGRADED: 1,
        Band.POOR: 1,
    }
    assert Band.UNGRADED not in table


def test_marked_criteria_are_compared_answer_by_answer() -> None:
    answers = [
        judged(1, 1, credits_={"pickling": 0.4}, criteria={"pickling": True}),
        judged(1, 1, credits_={"pickling": 1.0}, criteria={"pickling": True}),
        judged(1, 1, credits_={"pickling": 0.5}, criteria={"pickling": False}),
        judged(1, 1, criteria={"pickling": False}),
        judged(1, 1),
    ]
    (*_, pickling) = criteria_of(ITEM, answers)
    assert pickling.criterion == "pickling"
    assert pickling.marked
    assert (pickling.met, pickling.missed_positives) == (2, 1)
    assert (pickling.unmet, pickling.missed_negatives) == (2, 1)
    assert pickling.mistakes == 2


def test_unmarked_criteria_follow_from_scores_where_these_are_clear() -> None:
    shared = {"threads-share": 1.0}
    answers = [
        judged(0.8, 0.8, credits_=shared),
        judged(0.9, 0.2),
        judged(0.5, 0.5, credits_=shared),
        judged(0.2, 0.5, credits_=shared),
        judged(0.1, 0.5, credits_=shared),
        judged(0.0, 0.0),
    ]
    threads, processes = criteria_of(ITEM, answers)
    assert not threads.marked
    assert (threads.met, threads.missed_positives) == (2, 1)
    assert (threads.unmet, threads.missed_negatives) == (2, 1)
    assert (processes.missed_positives, processes.missed_negatives) == (2, 0)


def test_the_worst_are_those_furthest_apart_and_never_held_back() -> None:
    near, kind, harsh = judged(0.5, 0.6), judged(0.2, 0.5), judged(0.9, 0.4)
    hidden = judged(0.9, 0.0, held_back=True)
    calibration = Calibration(
        agreements=(), confusion={}, criteria=(), judged=(near, hidden, kind, harsh)
    )
    assert calibration.worst(2) == (harsh, kind)
    assert calibration.worst(9) == (harsh, kind, near)
    assert calibration.worst(0) == ()
    assert harsh.off == pytest.approx(-0.5)
