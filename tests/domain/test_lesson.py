from typing import Any

import pytest
from pydantic import ValidationError

from bot.domain.lesson import MAX_LESSON_CHARS, Lesson

SOURCE = {"title": "Glossary", "url": "https://docs.python.org/3/glossary.html"}


def lesson(**changes: Any) -> Lesson:
    fields = {"topic": "basics", "title": "One", "text": "Text.", "sources": [SOURCE]}
    return Lesson.model_validate({**fields, **changes})


def test_a_lesson_needs_no_demonstration() -> None:
    assert lesson().demo is None
    assert lesson(demo="timeline").demo == "timeline"


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "x" * 61},
        {"title": " "},
        {"text": "x" * (MAX_LESSON_CHARS + 1)},
        {"text": ""},
        {"sources": []},
        {"sources": [SOURCE] * 5},
        {"topic": "The basics"},
        {"teacher": "somebody"},
    ],
)
def test_a_lesson_that_would_not_fit_its_card_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        lesson(**changes)
