"""The shipped lessons are as docs/authoring.md wants them, and their code does what it says."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.domain.lesson import Lesson
from tests.shipped import shipped_bank

BANK = shipped_bank()
LESSONS = [pytest.param(lesson, id=topic) for topic, lesson in BANK.lessons.items()]
CODE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PROGRAMS = [
    pytest.param(code, id=topic)
    for topic, lesson in BANK.lessons.items()
    for language, code in CODE.findall(lesson.text)
    if language == "python"
]
PAGES = ("https://docs.python.org/3/", "https://peps.python.org/")


def test_every_topic_has_a_lesson() -> None:
    assert [topic.id for topic in BANK.topics if topic.id not in BANK.lessons] == []


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_is_one_screen_with_a_trap_and_a_rule(lesson: Lesson) -> None:
    assert 150 <= len(lesson.text.split()) <= 260
    assert lesson.text.count("**The trap") == 1
    assert lesson.text.count("**Remember:**") == 1
    assert all(source.url.startswith(PAGES) for source in lesson.sources)


@pytest.mark.parametrize("lesson", LESSONS)
def test_code_in_a_lesson_fits_a_narrow_screen(lesson: Lesson) -> None:
    for language, code in CODE.findall(lesson.text):
        assert language in ("python", "text")
        assert max(map(len, code.splitlines())) <= 60


@pytest.mark.parametrize("code", PROGRAMS)
def test_code_in_a_lesson_prints_what_its_comments_say(code: str, tmp_path: Path) -> None:
    script = tmp_path / "lesson.py"
    script.write_text(code, encoding="utf-8")
    command = [sys.executable, "-W", "error", str(script)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    told = re.findall(r"^ *print\(.*\)  # (.+)$", code, re.MULTILINE)
    assert not told or done.stdout.splitlines() == told
