import asyncio
import os
import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import SecretStr

from bot.app import OnFailure, _attending, open_coach, run_bot, sync_commands, until_stopped
from bot.coach.retention import KEPT
from bot.coach.uptime import GAP
from bot.domain.errors import SettingError, StorageError
from bot.domain.snowflake import snowflake_at
from bot.settings import Settings
from bot.storage import SqlStore

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(_env_file=None, data_dir=tmp_path)


async def write(settings: Settings, at: datetime) -> int:
    """Send an answer at that time and return its draft."""
    async with open_coach(settings, clock=lambda: at) as coach:
        card = await coach.practice.ask(snowflake_at(at), learner_id=1, group_id=None)
        draft_id = snowflake_at(at, 1)
        await coach.practice.start_writing(draft_id, card_id=card.card.id, learner_id=1)
        await coach.practice.keep(draft_id, learner_id=1, text="One thread at a time.")
        return draft_id


async def test_a_coach_is_closed_so_that_the_next_can_open(settings: Settings) -> None:
    for _ in range(2):
        async with open_coach(settings, lock_wait_s=0) as coach:
            assert coach.practice.bank.items
            await coach.notes.keep_note("a", "b")
            with pytest.raises(StorageError, match="in use by process"):
                async with open_coach(settings, lock_wait_s=0):
                    pass
    assert (settings.data_dir / "coach.db").exists()
    assert len(asyncio.all_tasks()) == 1


async def test_each_face_has_its_own_database(settings: Settings, tmp_path: Path) -> None:
    async with open_coach(settings, database=settings.database_file("chat.db"), lock_wait_s=0):
        assert (tmp_path / "chat.db").exists()
    named = settings.model_copy(update={"database_url": f"sqlite:///{tmp_path}/named.db"})
    async with open_coach(named, lock_wait_s=0):
        assert (tmp_path / "named.db").exists()
    assert not (tmp_path / "coach.db").exists()


@pytest.mark.parametrize(("later", "kept"), [(KEPT / 2, True), (KEPT + timedelta(hours=1), False)])
async def test_old_answers_are_erased_without_being_asked(
    settings: Settings, later: timedelta, *, kept: bool
) -> None:
    draft_id = await write(settings, NOW)
    async with open_coach(settings, clock=lambda: NOW + later) as coach:
        assert isinstance(coach.notes, SqlStore)
        await asyncio.sleep(0.05)
        draft = await coach.notes.draft(draft_id)
    assert draft is not None
    assert (draft.text is not None) == kept


async def test_a_dead_writer_is_reported_and_everything_still_closes(settings: Settings) -> None:
    failed: asyncio.Future[BaseException] = asyncio.get_running_loop().create_future()
    async with open_coach(settings, on_failure=failed.set_result) as coach:
        kill_writer(coach.notes)
        assert isinstance(await failed, StorageError)
    async with open_coach(settings, lock_wait_s=0):
        pass


async def test_a_dead_writer_without_anybody_to_tell_ends_nothing(settings: Settings) -> None:
    async with open_coach(settings) as coach:
        kill_writer(coach.notes)
        await asyncio.sleep(0.01)


def kill_writer(store: object) -> None:
    (writer,) = [task for task in asyncio.all_tasks() if task.get_name() == "storage-writer"]
    writer.cancel()


async def test_work_that_ends_by_itself_ends_well() -> None:
    async def work(_: OnFailure) -> None:
        await asyncio.sleep(0)

    await until_stopped(work)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_the_work_after_its_cleaning_up(number: signal.Signals) -> None:
    cleaned = []

    async def work(_: OnFailure) -> None:
        os.kill(os.getpid(), number)
        try:
            await asyncio.Event().wait()
        finally:
            os.kill(os.getpid(), number)  # a second one, of somebody impatient
            await asyncio.sleep(0.01)
            cleaned.append(1)

    await until_stopped(work)
    assert cleaned


async def test_a_failure_ends_the_work_and_is_raised() -> None:
    async def work(on_failure: OnFailure) -> None:
        on_failure(StorageError("gone"))
        on_failure(StorageError("gone twice"))
        await asyncio.Event().wait()

    with pytest.raises(StorageError, match=r"gone$"):
        await until_stopped(work)


async def test_an_error_of_the_work_is_raised() -> None:
    async def work(_: OnFailure) -> None:
        raise StorageError("broken")

    with pytest.raises(StorageError, match="broken"):
        await until_stopped(work)


@pytest.mark.parametrize("start", [run_bot, lambda one: sync_commands(one, force=False)])
def test_the_bot_does_not_start_without_a_token(settings: Settings, start: object) -> None:
    with pytest.raises(SettingError, match="DISCORD_TOKEN: is missing"):
        start(settings)  # type: ignore[operator]


def test_the_bot_does_not_start_where_its_data_would_be_lost(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DYNO", "worker.1")
    with pytest.raises(SettingError, match="wipes its disk"):
        run_bot(settings.model_copy(update={"discord_token": SecretStr("x")}))


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
            async with _attending(coach, host, None):
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
        async with _attending(coach, host, None):
            await asyncio.sleep(0.05)
    assert "The database can't be used now" in caplog.text
