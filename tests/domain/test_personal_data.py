from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from bot.domain.personal_data import ERASED, TABLES, Erasure, PersonalData, in_words
from bot.domain.snowflake import snowflake_at

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DRAFT = {
    "id": snowflake_at(NOW),
    "card_id": 1,
    "text": "my words",
    "sent_at": 1_795_348_800_000,
    "certainty": None,
    "share": 0,
}


def test_values_are_read_as_the_database_holds_them() -> None:
    data = PersonalData.model_validate({"learner_id": 7, "exported_at": NOW, "draft": [DRAFT]})
    (draft,) = data.draft
    assert draft.sent_at == NOW
    assert draft.at == NOW


def test_ids_are_written_as_text() -> None:
    data = PersonalData.model_validate({"learner_id": 7, "exported_at": NOW, "draft": [DRAFT]})
    assert f'"id":"{DRAFT["id"]}"' in data.model_dump_json()


def test_a_row_that_can_not_be_read_is_refused_without_a_word_of_the_learner() -> None:
    row = DRAFT | {"card_id": "my words", "text": ["my words"]}
    with pytest.raises(ValidationError) as refused:
        PersonalData.model_validate({"learner_id": 7, "exported_at": NOW, "draft": [row]})
    assert "my words" not in str(refused.value)


def test_only_what_there_is_is_put_into_words() -> None:
    assert in_words({"card": 1200, "draft": 0}) == ["Questions shown: 1,200"]
    assert in_words(Erasure(id=1, learner_id=7, erased={}).erased) == []


def test_an_erasure_leaves_only_the_erasures() -> None:
    assert set(TABLES) - set(ERASED) == {"erasure"}
