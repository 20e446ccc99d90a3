"""A bar for work of which only the usual time is known."""

import asyncio
import time
from collections.abc import Coroutine
from typing import Any, TypeVar

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

Result = TypeVar("Result")

_STEP_S = 0.1
_MOST = 0.97
"""How far the bar goes before the end, however long it takes."""


async def with_progress(
    work: Coroutine[Any, Any, Result], title: str, *, usual_s: float, console: Console
) -> Result:
    """Do the work; meanwhile, at a terminal, a bar shows how much of the usual time has passed."""
    running = asyncio.create_task(work)
    columns = TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[left]}")
    start = time.monotonic()
    try:
        piped = not console.is_terminal
        with Progress(*columns, console=console, transient=True, disable=piped) as progress:
            bar = progress.add_task(title, total=usual_s, left="")
            while not running.done():
                await asyncio.wait([running], timeout=_STEP_S)
                passed = time.monotonic() - start
                left = f"about {max(1, round(usual_s - passed))} s left"
                progress.update(bar, completed=min(passed, usual_s * _MOST), left=left)
    finally:
        running.cancel()
    return await running
