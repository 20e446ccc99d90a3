from datetime import UTC, datetime

import pytest

from bot.domain.dispute import BAND_NAMES, SCORES, Dispute, Verdict, score_found
from bot.domain.grade import Band, Grade, band_of
from bot.domain.snowflake import snowflake_at

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
GRADE = Grade(item_id="x", score=0.62, band=Band.FAIR)


def test_a_dispute_knows_when_it_was_sent() -> None:
    dispute = Dispute(id=snowflake_at(NOW), attempt_id=1, learner_id=2, group_id=3, item_id="x")
    assert dispute.at == NOW


def test_a_grade_that_stands_gives_its_own_score() -> None:
    assert score_found(Verdict(band=None, at=NOW), GRADE) == 0.62


def test_an_ungraded_answer_that_stays_so_gives_no_score() -> None:
    ungraded = GRADE.model_copy(update={"score": None})
    assert score_found(Verdict(band=None, at=NOW), ungraded) is None


@pytest.mark.parametrize("band", SCORES)
def test_a_band_gives_a_score_inside_it(band: Band) -> None:
    score = score_found(Verdict(band=band, at=NOW), GRADE)
    assert band_of(score) is band


def test_every_band_has_a_name() -> None:
    assert set(BAND_NAMES) == set(Band)
