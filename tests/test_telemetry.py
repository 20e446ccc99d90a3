import io
import json
import logging
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telemetry import set_up_logging

# A token's shape, of no bot.
TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4OQ" + ".GabcdE." + "abcdefghijklmnopqrstuvwxyz0123456789AB"
OURS = logging.getLogger("bot.somewhere")
LIBRARY = logging.getLogger("discord.http")


@pytest.fixture(autouse=True)
def logging_as_it_was() -> Iterator[None]:
    root, package = logging.getLogger(), logging.getLogger("bot")
    before = root.handlers, root.level, package.level
    yield
    root.handlers, root.level = before[0], before[1]
    package.setLevel(before[2])


def written(
    *, level: str = "INFO", as_json: bool = False, secrets: tuple[str, ...] = ()
) -> io.StringIO:
    stream = io.StringIO()
    set_up_logging(level=level, as_json=as_json, secrets=secrets, stream=stream)
    return stream


def test_a_text_line_says_when_where_and_what() -> None:
    stream = written()
    OURS.info("started with %d questions", 5)
    assert " INFO    bot.somewhere: started with 5 questions\n" in stream.getvalue()


def test_a_json_line_is_one_object() -> None:
    stream = written(as_json=True)
    OURS.error("failed\nbadly \ud800", exc_info=ValueError("nö\n"))
    (line,) = stream.getvalue().splitlines()
    entry = json.loads(line)
    assert entry["level"] == "ERROR"
    assert entry["logger"] == "bot.somewhere"
    assert entry["message"] == "failed\nbadly \ud800"
    assert entry["at"].endswith("+00:00")
    assert "ValueError: nö" in entry["error"]
    assert line.isascii()


def test_libraries_never_write_below_info() -> None:
    stream = written(level="DEBUG")
    LIBRARY.debug("a whole interaction")
    logging.getLogger("aiosqlite").debug("a whole row")
    OURS.debug("ours")
    assert "whole" not in stream.getvalue()
    assert "ours" in stream.getvalue()


def test_a_higher_level_holds_for_all() -> None:
    stream = written(level="WARNING")
    LIBRARY.info("no")
    OURS.info("no")
    OURS.warning("yes")
    assert stream.getvalue().count("\n") == 1


@pytest.mark.parametrize("as_json", [True, False])
@pytest.mark.parametrize(
    ("message", "secret"),
    [
        (f"logging in with {TOKEN}", TOKEN),
        ("POST https://discord.com/api/v10/interactions/12/aW50ZXI6/callback failed", "aW50ZXI6"),
        ("PATCH /webhooks/34/aW50ZXI6/messages/@original", "aW50ZXI6"),
        ("the password is hunter2", "hunter2"),
    ],
)
def test_secrets_are_blacked_out_everywhere(message: str, secret: str, *, as_json: bool) -> None:
    stream = written(as_json=as_json, secrets=("hunter2", ""))
    OURS.error(message, exc_info=RuntimeError(message))
    LIBRARY.warning("%s", message)
    assert secret not in stream.getvalue()
    assert stream.getvalue().count("[redacted]") == 3


def test_an_address_keeps_its_ids() -> None:
    stream = written()
    OURS.info("/interactions/12/aW50ZXI6/callback")
    assert "/interactions/12/[redacted]/callback" in stream.getvalue()


@given(st.text())
def test_any_message_becomes_one_json_line(message: str) -> None:
    stream = written(as_json=True)
    OURS.info("%s", message)
    (line,) = stream.getvalue().splitlines()
    assert json.loads(line)["level"] == "INFO"
