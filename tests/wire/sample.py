"""How the sample bot is started."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from .server import LoopbackDiscord

SAMPLE = [sys.executable, str(Path(__file__).with_name("sample_bot.py"))]


@asynccontextmanager
async def serving_sample() -> AsyncIterator[LoopbackDiscord]:
    """A Discord in which the sample bot runs."""
    async with LoopbackDiscord() as discord, discord.running_bot(SAMPLE):
        yield discord
