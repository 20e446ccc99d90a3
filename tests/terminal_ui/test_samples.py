from typing import Any

from bot.domain.grading import Grader
from bot.terminal_ui.samples import show_samples
from tests.domain.examples import make_bank, make_item
from tests.terminal_ui.conftest import Screen

SAMPLES: list[dict[str, Any]] = [
    {
        "text": "Threads share memory. Processes have own memory \x1b[1m.",
        "score": 0.9,
        "kind": "long",
    },
    {"text": "Threads and some memory of the program.", "score": 0.6, "kind": "terse"},
    {"text": "Threads don't share any memory at all.", "band": "fair", "kind": "reversed"},
    {
        "text": "Nobody may ever read this hidden sample.",
        "score": 0.0,
        "kind": "terse",
        "held_back": True,
    },
    {"text": "Hm.", "band": "ungraded", "kind": "terse"},
    {"text": "Ja.", "score": 0.0, "kind": "terse"},
]


def shown(screen: Screen, samples: list[dict[str, Any]]) -> list[str]:
    item = make_item(samples=samples)
    grader = Grader(make_bank(item))
    grades = [grader.grade(item.id, sample.text) for sample in item.samples]
    show_samples(item, grades, screen.console)
    return screen.take().splitlines()


def cells(line: str) -> list[str]:
    return line.split()


def test_each_sample_is_shown_as_expected_and_as_given(screen: Screen) -> None:
    lines = shown(screen, SAMPLES)
    assert cells(lines[1])[:5] == ["1", "0.90", "1.00", "+0.10", "long"]
    assert cells(lines[2])[:5] == ["2", "0.60", "0.30", "-0.30", "terse"]
    assert cells(lines[3])[:5] == ["3", "fair", "poor", "other", "reversed"]
    assert cells(lines[5])[:4] == ["5", "ungraded", "ungraded", "terse"]
    assert cells(lines[6])[:4] == ["6", "0.00", "ungraded", "+0.00"]
    assert max(map(len, lines)) <= screen.console.width


def test_the_text_of_a_sample_held_back_is_not_shown(screen: Screen) -> None:
    lines = shown(screen, SAMPLES)
    assert cells(lines[4]) == ["4", "0.00", "0.00", "+0.00", "terse", "yes"]
    assert "Nobody" not in "".join(lines)
    assert "Threads share" in lines[1]
    assert "\x1b" not in "".join(lines)


def test_criteria_are_shown_sample_by_sample(screen: Screen) -> None:
    lines = shown(screen, SAMPLES)
    threads, processes, pickling = lines[-3:]
    assert threads.split() == ["threads-share", "Mcx.--", "1"]
    assert processes.split() == ["processes-apart", "M...--", "1"]
    assert pickling.split() == ["pickling", "....--", "0"]


def test_many_samples_are_shown_in_blocks_of_ten(screen: Screen) -> None:
    lines = shown(screen, SAMPLES[:1] * 23)
    assert lines[-4].split() == ["1", "11", "21", "met"]
    assert lines[-3].split() == ["threads-share", "M" * 10, "M" * 10, "MMM", "23"]
