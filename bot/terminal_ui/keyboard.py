"""The terminal itself: its keyboard, its width, and Ctrl-C.

Waiting for a key blocks the event loop. That is meant: a single learner sits here, and nothing else
may go on while they think.
"""

import contextlib
import signal
from collections.abc import Iterator
from types import FrameType

from rich.console import Console

with contextlib.suppress(ImportError):
    import readline  # noqa: F401 - `input` then knows the cursor keys

_MAX_WIDTH = 96


def open_console() -> Console:
    """The terminal, no wider than reads well."""
    whole = Console()
    return Console(width=min(whole.width, _MAX_WIDTH), highlight=False)


def read_line(prompt: str) -> str:
    """One line typed behind the prompt.

    Raises:
        EOFError: the input has ended.
    """
    return input(prompt)


@contextlib.contextmanager
def interrupted_by_signals() -> Iterator[None]:
    """Leave the block at SIGINT or SIGTERM, as at a normal end; a second one waits for that."""
    handlers = {one: signal.signal(one, _interrupt) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    except KeyboardInterrupt:
        print()  # noqa: T201 - ends the line in which ^C stands
    finally:
        for one, handler in handlers.items():
            signal.signal(one, handler)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, signal.SIG_IGN)
    raise KeyboardInterrupt
