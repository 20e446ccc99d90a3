import io
import sys
from collections.abc import Callable

import pytest

from bot.domain.grading import Grader
from bot.terminal_ui.grade import ask_for_text, show_grade
from tests.discord_ui.examples import BANK, GIL
from tests.terminal_ui.conftest import Screen

Keyboard = Callable[..., Callable[[str], str]]


class Terminal(io.StringIO):
    """A standard input with somebody in front of it."""

    def isatty(self) -> bool:
        return True


def test_what_is_piped_is_the_answer(
    monkeypatch: pytest.MonkeyPatch, screen: Screen, typing: Keyboard
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("one\n\ntwo"))
    assert ask_for_text(GIL, screen.console, typing()) == "one\n\ntwo"
    assert not screen.text


@pytest.mark.parametrize("lines", [("one", "two", "", "three"), ("one", "two")])
def test_what_is_typed_up_to_an_empty_line_is_the_answer(
    monkeypatch: pytest.MonkeyPatch, screen: Screen, typing: Keyboard, lines: tuple[str, ...]
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal())
    assert ask_for_text(GIL, screen.console, typing(*lines)) == "one\ntwo"
    assert GIL.title in screen.text


@pytest.mark.parametrize("explain", [True, False])
def test_a_grade_is_shown_and_explained_on_request(screen: Screen, *, explain: bool) -> None:
    show_grade(
        GIL,
        "Only one thread runs bytecode at a time.",
        grader=Grader(BANK),
        catalogue=BANK.misconceptions,
        console=screen.console,
        explain=explain,
    )
    assert "67 / 100" in screen.text
    assert ("decided by" in screen.text) == explain
