"""The composition root: what each face of the coach is made of, and how it begins and ends.

Everything is opened and closed here, in `async with`; nothing else knows which parts there are.
discord.py is imported only by the faces that need it.
"""

import asyncio
import gc
import logging
import os
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, aclosing, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from .coach.coach import Coach, assemble
from .coach.demo_queue import DemoQueue
from .coach.demonstrations import Demonstrations
from .coach.ports import Clock
from .coach.retention import forget_left_groups, forget_old_runs, forget_old_texts
from .coach.throttle import Throttle
from .demos.runner import Runner, open_runner
from .domain.bank import Bank
from .domain.errors import SettingError, StorageError
from .domain.grading import Grader
from .itembank.pack import find_content, load_bank
from .pictures.drawings import Drawings
from .settings import CoachSettings, LogFormat, Settings
from .storage import SqlStore, open_store
from .supervision import OnFailure, supervised, until_stopped
from .telemetry import set_up_logging

_log = logging.getLogger(__name__)

_FORGET_EVERY_S = 300


def utc_now() -> datetime:
    """The real clock."""
    return datetime.now(UTC)


@asynccontextmanager
async def open_coach(
    settings: CoachSettings,
    *,
    on_failure: OnFailure | None = None,
    database: str | None = None,
    clock: Clock = utc_now,
    lock_wait_s: float = 30,
    spread: bool = False,
) -> AsyncIterator[Coach]:
    """Open a coach: questions, grader, database and the tasks behind them; close them in the end.

    May be left from another task than it was entered from.

    Args:
        on_failure: told what ended what the coach can't go on without; then close it.
        database: its address, if not the one of the settings or the bot's own file.
        lock_wait_s: how long another process may take to let go of the database.
        spread: move each server's daily posts by its own few minutes, so that not all are at once.

    Raises:
        CoachError: a setting, the questions or the database cannot be used.
    """
    bank, grader, zones = await asyncio.to_thread(_load)
    pictures = Drawings()
    throttle = Throttle(
        clock,
        member_per_minute=settings.limit_member_answers_per_minute,
        group_per_minute=settings.limit_group_answers_per_minute,
    )
    address = database or settings.bot_database
    async with (
        open_store(address, clock, lock_wait_s=lock_wait_s) as store,
        open_demo_runner(settings) as runner,
        aclosing(_demonstrations(settings, bank, store, runner, pictures, clock)) as demos,
        supervised(_end_with_writer(store), on_failure),
        supervised(_forget(store, clock), on_failure),
    ):
        yield assemble(
            bank=bank,
            grader=grader,
            store=store,
            demos=demos,
            pictures=pictures,
            throttle=throttle,
            clock=clock,
            zones=zones,
            zone=settings.timezone,
            spread=spread,
        )


def _demonstrations(
    settings: CoachSettings,
    bank: Bank,
    store: SqlStore,
    runner: Runner,
    pictures: Drawings,
    clock: Clock,
) -> Demonstrations:
    return Demonstrations(
        bank=bank,
        store=store,
        clock=clock,
        runner=runner,
        pictures=pictures,
        queue=DemoQueue(
            waiting=settings.limit_demos_waiting,
            group_waiting=settings.limit_group_demos_waiting,
        ),
        every_s=settings.limit_demo_every_s,
    )


def open_demo_runner(settings: CoachSettings) -> AbstractAsyncContextManager[Runner]:
    """Open what runs demonstrations, as the settings want it.

    Raises:
        SettingError: it can't be used.
    """
    pythons = [path for path in settings.pythons.split(os.pathsep) if path]
    return open_runner(
        engine=settings.demo_engine, pythons=pythons, find_pythons=settings.find_pythons
    )


def _load() -> tuple[Bank, Grader, Collection[str]]:
    """Do what takes a while: read and compile the questions, list the time zones."""
    bank = load_bank(find_content())
    return bank, Grader(bank), available_timezones()


async def _end_with_writer(store: SqlStore) -> None:
    raise await store.writer_death()


async def _forget(store: SqlStore, clock: Clock) -> None:
    while True:
        try:
            texts = await forget_old_texts(store, clock)
            runs = await forget_old_runs(store, clock)
            groups = await forget_left_groups(store.groups, clock)
        except StorageError as error:
            _log.warning("What is old could not be erased; I will try again: %s", error)
        else:
            _log.debug("Erased %d old texts, %d old demos, %d left servers", texts, runs, groups)
        await asyncio.sleep(_FORGET_EVERY_S)


def run_bot(settings: Settings) -> None:
    """Run the bot in Discord until it is told to stop.

    Raises:
        CoachError: it cannot start, or cannot go on; for one, because there is no token.
    """
    token = _token(settings)
    settings.refuse_lost_data(os.environ)
    set_up_logging(
        level=settings.log_level,
        as_json=settings.log_format is LogFormat.JSON,
        secrets=[token],
    )

    async def serve_discord(on_failure: OnFailure) -> None:
        from .discord_ui.client import CoachBot
        from .discord_ui.serving import leave, serve
        from .duties import attending

        async with open_coach(settings, on_failure=on_failure, spread=True) as coach:
            # The questions live as long as the process: no collection need look at them again.
            gc.freeze()
            bot = CoachBot(coach, announce=_announce)
            try:
                async with attending(coach, bot, on_failure):
                    await serve(bot, token)
            finally:
                await coach.demos.aclose()  # to finish them would take too long
                await leave(bot)

    asyncio.run(until_stopped(serve_discord))


def sync_commands(settings: Settings, *, force: bool) -> None:
    """Send the bot's commands to Discord if they have changed, or in any case.

    Raises:
        CoachError: there is no token, Discord refuses it, or the bot is running.
    """
    token = _token(settings)

    async def sync(on_failure: OnFailure) -> None:
        from .discord_ui.client import CoachBot
        from .discord_ui.serving import leave, log_in
        from .discord_ui.sync import sync_commands as send_if_changed

        async with open_coach(settings, on_failure=on_failure, lock_wait_s=0) as coach:
            bot = CoachBot(coach, announce=_announce, sync=False)
            try:
                await log_in(bot, token)
                sent = await send_if_changed(bot.tree, coach.notes, force=force)
            finally:
                await leave(bot)
        _announce(
            "The commands were sent." if sent else "Nothing has changed; --force sends anyway."
        )

    asyncio.run(until_stopped(sync))


def run_chat(
    settings: Settings, *, topic: str | None, level: str | None, question: str | None
) -> None:
    """Practise in the terminal until the learner leaves.

    Raises:
        CoachError: it cannot start.
    """
    from .terminal_ui.chat import Chat
    from .terminal_ui.keyboard import interrupted_by_signals, open_console, read_line

    async def practise() -> None:
        database = settings.database_file("chat.db")
        async with open_coach(settings, database=database, lock_wait_s=0) as coach:
            chat = Chat(coach, console=open_console(), read=read_line, clock=utc_now)
            await chat.run(question=question, topic=topic, level=level)

    with interrupted_by_signals():
        asyncio.run(practise())


def run_demos(
    settings: Settings,
    names: Sequence[str],
    *,
    chosen: Mapping[str, str],
    python: str | None,
    picture: Path | None,
    as_json: bool,
) -> None:
    """Run demonstrations in the terminal; without names list what there is.

    Raises:
        CoachError: a name, parameter or interpreter that does not exist, or they can't be run.
    """
    from .terminal_ui.demo import DemoDesk
    from .terminal_ui.keyboard import interrupted_by_signals, open_console

    async def measure_all() -> None:
        async with open_demo_runner(settings) as runner:
            desk = DemoDesk(runner, Drawings(), open_console(), as_json=as_json)
            if not names:
                desk.show_list()
            for name in names:
                await desk.run(name, chosen=chosen, python=python, picture=picture)

    with interrupted_by_signals():
        asyncio.run(measure_all())


async def plug_into(bot: Any) -> None:
    """Add the coach to somebody else's bot; it takes itself out when it can't go on.

    Raises:
        CoachError: it cannot start.
    """
    from .discord_ui.extension import CoachExtension
    from .duties import attending

    settings = await asyncio.to_thread(CoachSettings.load)
    settings.refuse_lost_data(os.environ)
    unloading: list[asyncio.Task[None]] = []

    def unload(error: BaseException) -> None:
        _log.error("GIL Coach has to leave this bot: %s", error)
        unloading.append(asyncio.create_task(bot.unload_extension(__package__)))

    @asynccontextmanager
    async def open_here() -> AsyncIterator[Coach]:
        async with (
            open_coach(settings, on_failure=unload, spread=True) as coach,
            attending(coach, bot, unload),
        ):
            yield coach

    await bot.add_cog(CoachExtension(bot, open_here))


def _token(settings: Settings) -> str:
    if settings.discord_token is None:
        raise SettingError(
            "DISCORD_TOKEN",
            "is missing. Write DISCORD_TOKEN=... with your bot's token into the file .env, "
            "or try the bot without one: python -m bot preview.",
        )
    return settings.discord_token.get_secret_value()


def _announce(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - said to whoever started it
