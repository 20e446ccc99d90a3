import pytest

from bot.discord_ui.lesson_card import lesson_card
from bot.domain.item import Topic
from bot.domain.lesson import MAX_LESSON_CHARS, Lesson
from tests.discord_ui.examples import LESSON
from tests.discord_ui.screens import labels_in, problems, text_in

TOPIC = Topic(id="gil", title="The GIL")


def test_a_lesson_stands_under_its_topic_with_its_sources() -> None:
    shown = text_in(lesson_card(LESSON, TOPIC, asked=True))
    assert shown.startswith("-# Lesson · The GIL\n## One key, many hands\n")
    assert "One thread at a time runs Python code.\n\n```python\nprint(1)  # 1\n```" in shown
    assert "**Read on**\n- [Glossary: GIL](https://docs.python.org/3/glossary.html)" in shown


def test_what_follows_a_lesson_is_offered_where_there_is_some() -> None:
    without = LESSON.model_copy(update={"demo": None})
    assert labels_in(lesson_card(LESSON, TOPIC, asked=True)) == ["Quiz me", "See it run"]
    assert labels_in(lesson_card(without, TOPIC, asked=True)) == ["Quiz me"]
    assert labels_in(lesson_card(without, TOPIC, asked=False)) == []


@pytest.mark.every_language
def test_the_widest_lesson_fits() -> None:
    for char in ("x", "\U0001f512", "`", "\n", "(", "[", "- \n"):
        lesson = Lesson.model_validate(
            {
                "topic": "x" * 60,
                "title": f"x{char * (58 // len(char))}x",
                "text": f"x{char * ((MAX_LESSON_CHARS - 2) // len(char))}x",
                "sources": [{"title": f"x{char * 99}x", "url": "https://" + "(" * 292}] * 4,
                "demo": "x" * 60,
            }
        )
        assert (
            problems(lesson_card(lesson, Topic(id="x", title=char * (60 // len(char))), asked=True))
            == []
        )
