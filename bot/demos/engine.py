"""Where jobs are done: in a worker process on this machine, or by the workers of a dask cluster."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Protocol

Task = Callable[[str], str]
"""A function of a module that a worker can import; it never raises."""


class Engine(Protocol):
    """Does tasks elsewhere, one after the other on each machine."""

    def start(self) -> None:
        """Be ready to take tasks, anew if it broke; may block.

        Raises:
            OSError: it can't be.
        """
        ...

    def submit(self, task: Task, text: str, *, limit_s: float) -> Future[str]:
        """Have the task done. Cancelling the future ends it where the engine can do that.

        Args:
            limit_s: the longest the task may take.

        Raises:
            RuntimeError: it has not been started, or broke.
        """
        ...

    def close(self) -> None:
        """End all tasks and all that belongs to the engine; may block."""
        ...
