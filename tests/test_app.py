import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app import open_coach, run_bot, sync_commands
from bot.coach.retention import KEPT
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
