"""A loopback Discord for tests over the wire; it fails a test whose bot did wrong.

Starting a bot takes a second: tests that need no process of their own share one a module, and
with it the module's event loop.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from .real_bot import serving
from .sample import serving_sample
from .server import LoopbackDiscord

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path


@pytest_asyncio.fixture(loop_scope="module")
async def discord() -> AsyncIterator[LoopbackDiscord]:
    """Serve a loopback Discord for one test."""
    async with LoopbackDiscord() as served:
        yield served


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the bot of a module keeps its data."""
    return tmp_path_factory.mktemp("bot")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def served(folder: Path) -> AsyncIterator[LoopbackDiscord]:
    """Run the real bot once for all tests of a module."""
    async with serving(folder) as discord:
        yield discord


@pytest.fixture
def coached(served: LoopbackDiscord) -> Iterator[LoopbackDiscord]:
    """A Discord in which the bot runs; the test at fault fails, not the last of its module."""
    yield served
    assert_no_problems(served)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def serving_the_sample() -> AsyncIterator[LoopbackDiscord]:
    """Run the sample bot once for all tests of a module."""
    async with serving_sample() as discord:
        yield discord


@pytest.fixture
def sampled(serving_the_sample: LoopbackDiscord) -> Iterator[LoopbackDiscord]:
    """A Discord in which the sample bot runs."""
    yield serving_the_sample
    assert_no_problems(serving_the_sample)


def assert_no_problems(discord: LoopbackDiscord) -> None:
    problems = discord.take_problems()
    assert not problems, "\n".join(map(str, problems))
