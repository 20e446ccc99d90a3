import asyncio
import io

import pytest
from rich.console import Console

from bot.terminal_ui.progress import with_progress
from tests.terminal_ui.conftest import Screen


async def test_the_result_of_the_work_comes_back(screen: Screen) -> None:
    async def work() -> int:
        await asyncio.sleep(0.15)
        return 7

    assert await with_progress(work(), "Working", usual_s=0.1, console=screen.console) == 7


async def test_a_bar_is_shown_at_a_terminal_only() -> None:
    async def work() -> None:
        await asyncio.sleep(0.15)

    for terminal in (True, False):
        stream = io.StringIO()
        console = Console(file=stream, force_terminal=terminal, width=80)
        await with_progress(work(), "Working", usual_s=5, console=console)
        assert ("about 5 s left" in stream.getvalue()) == terminal


async def test_an_error_of_the_work_comes_through(screen: Screen) -> None:
    async def work() -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await with_progress(work(), "Working", usual_s=1, console=screen.console)


async def test_cancelling_ends_the_work(screen: Screen) -> None:
    ended = asyncio.Event()

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    waiting = asyncio.create_task(
        with_progress(work(), "Working", usual_s=1, console=screen.console)
    )
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert ended.is_set()
