"""What the process writes about itself: log lines, as text or as JSON, without secrets.

Answers are never logged, by anybody. What the library might let slip, tokens of the bot and of
interactions, is blacked out here, whatever logger it comes from.
"""

import json
import logging
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TextIO

_BLACKED_OUT = "[redacted]"

_SECRETS = re.compile(
    # A bot token: its user id, a time stamp and a signature. Source: Discord API, "Authentication".
    r"[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}"
    # An interaction's or webhook's token follows two ids in the address.
    r"|(?P<place>/(?:interactions|webhooks)/\d+/)[^/\s?\"']+"
)

_TEXT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"


def set_up_logging(
    *, level: str, as_json: bool, secrets: Iterable[str] = (), stream: TextIO | None = None
) -> None:
    """Send the log of the whole process to one stream, standard error unless given.

    Args:
        level: the least level that is written. Libraries never write below INFO: there, discord.py
            writes whole interactions and aiosqlite whole rows, tokens and answers in them.
        as_json: one JSON object a line instead of text.
        secrets: words that never appear.
        stream: where the lines go.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    formatter = JsonFormatter() if as_json else logging.Formatter(_TEXT)
    handler.setFormatter(Redacting(formatter, secrets))
    root = logging.getLogger()
    root.handlers = [handler]
    logging.getLogger(__package__).setLevel(level)
    root.setLevel(max(logging.INFO, logging.getLogger(__package__).level))


class JsonFormatter(logging.Formatter):
    """Writes one JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line; `at` is UTC, `error` the traceback where there is one."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line)


class Redacting(logging.Formatter):
    """Blacks out secrets in whatever another formatter wrote, tracebacks included.

    Args:
        secrets: known ones; tokens are recognised by their shape too.
    """

    def __init__(self, inner: logging.Formatter, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        self._inner = inner
        self._known = tuple(secret for secret in secrets if secret)

    def format(self, record: logging.LogRecord) -> str:
        """The record without secrets."""
        line = self._inner.format(record)
        for secret in self._known:
            line = line.replace(secret, _BLACKED_OUT)
        return _SECRETS.sub(_black_out, line)


def _black_out(match: re.Match[str]) -> str:
    return (match["place"] or "") + _BLACKED_OUT
