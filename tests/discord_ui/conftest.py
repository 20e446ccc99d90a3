"""Fixtures of the tests in a simulated Discord."""

from collections.abc import AsyncIterator

import pytest

from tests.discord_ui.examples import BANK
from tests.discord_ui.world import World, open_world


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with open_world(BANK) as opened:
        yield opened
