"""A store to test with: each test runs on a file and in memory."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.coach.ports import Store
from bot.storage import open_store
from tests.storage.examples import Hands


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture(params=["a file", "memory"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/coach.db" if request.param == "a file" else "sqlite://"


@pytest.fixture
async def store(url: str, clock: Hands) -> AsyncIterator[Store]:
    async with open_store(url, clock) as opened:
        yield opened
