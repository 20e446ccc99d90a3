from datetime import UTC, datetime

import pytest

from bot.coach.disputes import Judged
from bot.discord_ui.dispute_cards import dispute_modal, verdict_card
from bot.domain.dispute import MAX_NOTE_CHARS, Dispute, Verdict
from bot.domain.grade import Band
from tests.discord_ui.examples import GIL, widest
from tests.discord_ui.screens import HOSTILE, problems, text_in

NOW = datetime(2026, 1, 3, tzinfo=UTC)


def judged_as(band: Band | None, note: str = "") -> Judged:
    dispute = Dispute(id=9, attempt_id=8, learner_id=1, group_id=7, item_id=GIL.id)
    verdict = Verdict(band=band, note=note, at=NOW)
    return Judged(dispute=dispute, verdict=verdict, item=GIL, given=Band.FAIR)


@pytest.mark.parametrize(
    ("band", "words"),
    [
        (None, "The grade stands: fair."),
        (Band.FAIR, "found the same: fair."),
        (Band.EXCELLENT, "It got “fair”; they would say **excellent**."),
    ],
)
def test_the_verdict_is_told_beside_the_grade(band: Band | None, words: str) -> None:
    told = text_in(verdict_card(judged_as(band)))
    assert words in told
    assert "Your score stays as it was given" in told
    assert "The coach says" not in told


def test_an_answer_that_stays_ungraded_becomes_no_sample() -> None:
    judged = judged_as(None).model_copy(update={"given": Band.UNGRADED})
    told = text_in(verdict_card(judged))
    assert "The grade stands: not graded." in told
    assert "helps to check the grading" not in told


@pytest.mark.parametrize("note", HOSTILE)
def test_any_note_can_be_shown(note: str) -> None:
    card = verdict_card(judged_as(None, note[:MAX_NOTE_CHARS]))
    assert problems(card) == []
    assert "The coach says:\n```" in text_in(card)


def test_the_modal_says_who_reads_what_before_anything_is_sent() -> None:
    modal = dispute_modal(2**62, GIL)
    assert problems(modal) == []
    text, reason, consent = modal.to_dict()["components"]
    assert "The coaches of this server read the text of your answer" in text["content"]
    assert "without your name" in text["content"]
    assert reason["component"]["required"]
    assert consent["component"]["min_values"] == 1


@pytest.mark.every_language
@pytest.mark.parametrize("char", ["x", "\U0001f512", "`", "\n"])
def test_the_widest_question_fits(char: str) -> None:
    assert problems(dispute_modal(2**62, widest(char))) == []
    widest_judged = judged_as(Band.POOR, char * MAX_NOTE_CHARS)
    assert problems(verdict_card(widest_judged.model_copy(update={"item": widest(char)}))) == []
