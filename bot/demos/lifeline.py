"""Whether a worker should still go on with its task.

Everything that waits in a worker asks this every `SLICE_S` seconds. Python runs signal handlers
between two instructions only, and nothing tells a process that its parent has died, so the handler
just takes a note and the parent is looked at.
"""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SLICE_S = 0.1
"""The longest a worker may wait without asking."""


class Lifeline:
    """Knows the parent as it was at the start, and whether SIGTERM has come."""

    def __init__(self) -> None:
        self._parent = os.getppid()
        self.stopped = False

    @property
    def cut(self) -> bool:
        """Whether to end everything and give up."""
        return self.stopped or os.getppid() != self._parent

    def stop(self, _signal: int, _frame: FrameType | None) -> None:
        """Take note of SIGTERM."""
        self.stopped = True


@contextmanager
def hold_lifeline() -> Iterator[Lifeline]:
    """Keep SIGTERM back until what was started has been ended; then let it do its work.

    Only the main thread may handle signals; in any other one the parent alone is looked at.
    """
    lifeline = Lifeline()
    if threading.current_thread() is not threading.main_thread():
        yield lifeline
        return
    before = signal.signal(signal.SIGTERM, lifeline.stop)
    try:
        yield lifeline
    finally:
        signal.signal(signal.SIGTERM, before)
        if lifeline.stopped:
            signal.raise_signal(signal.SIGTERM)
