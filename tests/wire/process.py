"""The bot as its own process: started, read, stopped or killed.

Only processes started here are signalled. The bot gets a session of its own, so what it leaves
behind (workers of a pool) can be ended with it and told apart from everything else.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

STOP_TIMEOUT_S = 20.0
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
ERROR_LINE = re.compile(r"\b(?:ERROR|CRITICAL)\b|^Traceback \(most recent call last\)")


class BotProcessError(Exception):
    """The bot's process ended, hung or logged an error where it must not."""


class BotProcess:
    """A running bot."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        """Take a started process whose output is piped."""
        self._process = process
        self._text = {"stdout": "", "stderr": ""}
        self._grew = asyncio.Condition()
        self._readers = [
            asyncio.create_task(self._read("stdout", process.stdout)),
            asyncio.create_task(self._read("stderr", process.stderr)),
        ]

    @classmethod
    async def start(
        cls, command: Sequence[str], *, env: Mapping[str, str], cwd: Path | None
    ) -> BotProcess:
        """Start a command in a session of its own."""
        process = await asyncio.create_subprocess_exec(
            *command,
            env=dict(env),
            cwd=cwd,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            start_new_session=True,
        )
        return cls(process)

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        """The exit status, negative for a signal; None while it runs."""
        return self._process.returncode

    @property
    def stdout(self) -> str:
        """All it wrote to stdout so far."""
        return self._text["stdout"]

    @property
    def stderr(self) -> str:
        """All it wrote to stderr so far."""
        return self._text["stderr"]

    def errors(self, allowed: Sequence[str] = ()) -> list[str]:
        """Return the lines that report an error and match none of the allowed patterns."""
        lines = (self.stdout + "\n" + self.stderr).splitlines()
        found = [line for line in lines if ERROR_LINE.search(line)]
        return [line for line in found if not any(re.search(p, line) for p in allowed)]

    async def line(self, pattern: str, timeout_s: float = 20) -> str:
        """Wait for a line of output that matches and return it.

        Raises:
            TimeoutError: it did not come; the message ends with the last output.
        """
        try:
            async with asyncio.timeout(timeout_s), self._grew:
                while not (found := re.search(f"(?m)^.*(?:{pattern}).*$", self._all())):
                    await self._grew.wait()
        except TimeoutError:
            message = f"no line {pattern!r} in {timeout_s} s; last output:\n{self.tail()}"
            raise TimeoutError(message) from None
        return found.group()

    def tail(self, characters: int = 4000) -> str:
        """Return the end of the output, for failure reports."""
        return self._all()[-characters:]

    async def stop(self, timeout_s: float = STOP_TIMEOUT_S) -> int:
        """Send SIGTERM, wait for the end and return the exit status.

        Raises:
            BotProcessError: it did not end in time; it is then killed.
        """
        if self.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.terminate()
        try:
            return await self.wait(timeout_s)
        except TimeoutError:
            await self.kill()
            message = f"still running {timeout_s} s after SIGTERM; last output:\n{self.tail()}"
            raise BotProcessError(message) from None

    async def kill(self) -> int:
        """Send SIGKILL to the bot alone, as `kill -9` does, and wait for the end."""
        if self.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
        return await self.wait(STOP_TIMEOUT_S)

    async def wait(self, timeout_s: float) -> int:
        """Wait for the end and return the exit status.

        Raises:
            TimeoutError: it still runs.
        """
        async with asyncio.timeout(timeout_s):
            return await self._process.wait()

    async def finish(self) -> None:
        """End whatever of the bot's own session is left, and read its last output."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        await asyncio.gather(*self._readers)

    def _all(self) -> str:
        return self.stdout + self.stderr

    async def _read(self, name: str, stream: asyncio.StreamReader | None) -> None:
        assert stream is not None
        while chunk := await stream.read(65536):
            async with self._grew:
                self._text[name] += COLOUR.sub("", chunk.decode(errors="replace"))
                self._grew.notify_all()
