"""Rows of the database as values of the domain, and back.

The columns of each query stand beside the function that reads its rows.
"""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from pydantic import TypeAdapter

from ..domain.attempt import Attempt, Card, Certainty, Draft
from ..domain.demo import DemoRequest
from ..domain.demo_result import DemoOutcome
from ..domain.demo_run import DemoRun
from ..domain.grade import Grade
from .database import Row, Value

SELECT_CARD = (
    "SELECT id, learner_id, group_id, item_id, topic, level, review_number, review_total, round_id,"
    " interview_id"
    " FROM card"
)
INSERT_CARD = (
    "INSERT INTO card (id, learner_id, group_id, item_id, topic, level, review_number,"
    " review_total, round_id, interview_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT DO NOTHING"
)
SELECT_DRAFT = "SELECT id, card_id, learner_id, text, certainty, share FROM draft"
SELECT_ATTEMPT = (
    "SELECT id, draft_id, card_id, learner_id, group_id, item_id, zone, day, hints, gave_up, grade,"
    " certainty FROM attempt"
)
SELECT_RUN = (
    "SELECT id, learner_id, group_id, request, prediction, outcome, measured_at FROM demo_run"
)

_OUTCOME: TypeAdapter[DemoOutcome] = TypeAdapter(DemoOutcome)
_UNIX_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)

# Lone surrogates have no UTF-8, and PostgreSQL keeps no NUL.
_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")


def epoch_ms(at: datetime) -> int:
    """Return the aware time in whole milliseconds since 1970."""
    return (at - _UNIX_EPOCH) // _MILLISECOND


def from_epoch_ms(milliseconds: int) -> datetime:
    """Return the aware UTC time."""
    return _UNIX_EPOCH + milliseconds * _MILLISECOND


def storable(text: str) -> str:
    """Replace what no database can hold by U+FFFD, one for one: spans into the text still fit."""
    return _UNSTORABLE.sub("\ufffd", text)


def to_card(row: Row) -> Card:
    """Read a row of `SELECT_CARD`."""
    card_id, learner_id, group_id, item_id, topic, level, *rest = row
    review_number, review_total, round_id, interview_id = rest
    return Card(
        id=card_id,
        learner_id=learner_id,
        group_id=group_id,
        item_id=item_id,
        topic=topic,
        level=level,
        review_number=review_number,
        review_total=review_total,
        round_id=round_id,
        interview_id=interview_id,
    )


def from_card(card: Card) -> Sequence[Value]:
    """Return the values in the order of `SELECT_CARD`."""
    return (
        card.id,
        card.learner_id,
        card.group_id,
        card.item_id,
        card.topic,
        card.level,
        card.review_number,
        card.review_total,
        card.round_id,
        card.interview_id,
    )


def to_draft(row: Row) -> Draft:
    """Read a row of `SELECT_DRAFT`."""
    draft_id, card_id, learner_id, text, certainty, share = row
    return Draft(
        id=draft_id,
        card_id=card_id,
        learner_id=learner_id,
        text=text,
        certainty=certainty and Certainty(certainty),
        share=bool(share),
    )


def to_attempt(row: Row) -> Attempt:
    """Read a row of `SELECT_ATTEMPT`."""
    attempt_id, draft_id, card_id, learner_id, group_id, item_id, *rest = row
    zone, day, hints, gave_up, grade, certainty = rest
    return Attempt(
        id=attempt_id,
        draft_id=draft_id,
        card_id=card_id,
        learner_id=learner_id,
        group_id=group_id,
        item_id=item_id,
        zone=zone,
        day=date.fromisoformat(day),
        hints=hints,
        gave_up=bool(gave_up),
        grade=None if grade is None else Grade.model_validate_json(grade),
        certainty=certainty and Certainty(certainty),
    )


def from_attempt(attempt: Attempt) -> Sequence[Value]:
    """Return the values in the order of the table's columns."""
    return (
        attempt.id,
        attempt.draft_id,
        attempt.card_id,
        attempt.learner_id,
        attempt.group_id,
        attempt.item_id,
        attempt.zone,
        attempt.day.isoformat(),
        attempt.hints,
        int(attempt.gave_up),
        attempt.score,
        None if attempt.grade is None else attempt.grade.model_dump_json(),
        attempt.certainty,
    )


def to_run(row: Row) -> DemoRun:
    """Read a row of `SELECT_RUN`."""
    run_id, learner_id, group_id, request, prediction, outcome, measured_at = row
    return DemoRun(
        id=run_id,
        learner_id=learner_id,
        group_id=group_id,
        request=DemoRequest.model_validate_json(request),
        prediction=prediction,
        outcome=None if outcome is None else _OUTCOME.validate_json(outcome),
        measured_at=None if measured_at is None else from_epoch_ms(measured_at),
    )
