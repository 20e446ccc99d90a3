from pathlib import Path

import pytest

from bot.itembank.finding import Severity
from bot.itembank.lesson_check import check_lessons
from bot.itembank.pack import load_bank
from tests.itembank.examples import LESSON, write_content


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return write_content(tmp_path)


def test_a_topic_without_a_lesson_is_warned_of(content: Path) -> None:
    (missing,) = check_lessons(load_bank(content))
    assert missing.severity is Severity.WARNING
    assert (missing.subject, missing.path) == ("small/pack", ("topics", 1, "id"))
    assert missing.sentence == "no lesson teaches this topic; add lessons/beyond.yaml"


def test_a_pack_with_all_lessons_is_complete(content: Path) -> None:
    beyond = LESSON.replace("topic: basics", "topic: beyond")
    (content / "small" / "lessons" / "beyond.yaml").write_text(beyond)
    assert list(check_lessons(load_bank(content))) == []


def test_a_pack_may_do_without_lessons(content: Path) -> None:
    (content / "small" / "lessons" / "basics.yaml").unlink()
    assert list(check_lessons(load_bank(content))) == []
