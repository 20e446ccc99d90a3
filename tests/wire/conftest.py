"""A loopback Discord for tests over the wire; it fails a test whose bot did wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from .real_bot import serving
from .server import LoopbackDiscord

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator


@pytest_asyncio.fixture
async def discord() -> AsyncIterator[LoopbackDiscord]:
    """Serve a loopback Discord for one test."""
    async with LoopbackDiscord() as served:
        yield served


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def served(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[LoopbackDiscord]:
    """Run the real bot once for all tests of a module."""
    async with serving(tmp_path_factory.mktemp("bot")) as discord:
        yield discord


@pytest.fixture
def coached(served: LoopbackDiscord) -> Iterator[LoopbackDiscord]:
    """A Discord in which the bot runs; the test at fault fails, not the last of its module."""
    yield served
    problems = served.take_problems()
    assert not problems, "\n".join(map(str, problems))
