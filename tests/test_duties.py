import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.app import open_coach
from bot.coach.uptime import GAP
from bot.duties import attending
from bot.settings import Settings
from bot.storage import SqlStore
from tests.test_app import kill_writer

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(_env_file=None, data_dir=tmp_path)


class Host:
    """As much of a bot as says whether Discord can be reached."""

    def __init__(self) -> None:
        self.ready = False

    def is_ready(self) -> bool:
        return self.ready

    def is_closed(self) -> bool:
        return False

    @property
    def ws(self) -> Any:
        return SimpleNamespace(open=True)


async def test_the_heart_beats_only_while_discord_can_be_reached(settings: Settings) -> None:
    host = Host()
    async with open_coach(settings, clock=lambda: NOW) as coach:
        assert isinstance(coach.notes, SqlStore)

        async def beating() -> bool:
            async with attending(coach, host, None):
                await asyncio.sleep(0.05)
            later = NOW + timedelta(hours=1)
            return bool(await coach.notes.learners.outages(NOW, now=later, gap=GAP))  # type: ignore[attr-defined]

        assert not await beating()
        host.ready = True
        assert await beating()


async def test_a_coach_that_only_practises_has_no_heartbeat(settings: Settings) -> None:
    """Else the time between two visits to the terminal would be an outage."""
    async with open_coach(settings, clock=lambda: NOW) as coach:
        assert isinstance(coach.notes, SqlStore)
        await asyncio.sleep(0.05)
        later = NOW + timedelta(hours=1)
        assert await coach.notes.learners.outages(NOW, now=later, gap=GAP) == []


async def test_a_database_that_cannot_be_written_beats_no_heart_and_ends_nothing(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    host = Host()
    host.ready = True
    async with open_coach(settings, clock=lambda: NOW) as coach:
        kill_writer(coach.notes)
        await asyncio.sleep(0.01)
        async with attending(coach, host, None):
            await asyncio.sleep(0.05)
    assert "The database can't be used now" in caplog.text
