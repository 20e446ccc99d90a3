import os
import signal

import pytest

from bot.terminal_ui.keyboard import interrupted_by_signals, open_console, read_line


def test_a_console_is_no_wider_than_reads_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    assert open_console().width == 96
    monkeypatch.setenv("COLUMNS", "30")
    assert open_console().width == 30


def test_a_line_is_what_was_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builtins.input", lambda prompt: f"{prompt}typed")
    assert read_line("> ") == "> typed"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_leaves_the_block_and_a_second_one_waits(number: signal.Signals) -> None:
    before = signal.getsignal(number)
    cleaned = False
    with interrupted_by_signals():
        try:
            os.kill(os.getpid(), number)
            pytest.fail("not interrupted")
        finally:
            os.kill(os.getpid(), number)
            cleaned = True
    assert cleaned
    assert signal.getsignal(number) is before
