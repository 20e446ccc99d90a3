"""The real bot in a page of the local browser: Discord is simulated, everything else is as it runs.

The simulation has a clock of its own. It is brought to the real time and kept there, and the coach
reads it, so that days and streaks agree with what the page shows.
"""

import asyncio
import contextlib
import webbrowser
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from discord import PermissionOverwrite, Permissions

from .app import open_coach, utc_now
from .discord_ui.client import CoachBot
from .domain.errors import CoachError
from .duties import keeping_channels
from .settings import Settings
from .supervision import OnFailure, until_stopped
from .telemetry import set_up_logging

if TYPE_CHECKING:
    from simcord.actors import MemberActor
    from simcord.builders import ChannelHandle
    from simcord.env import Env
    from simcord.preview import Preview

# Often enough for a clock that shows minutes; a click in the middle of a step would be refused.
_KEEP_TIME_EVERY_S = 20.0
_LOOK_EVERY_S = 2.0
_SETTLE_TIMEOUT_S = 60.0

_WELCOME = """\
GIL Coach, simulated: the real bot in a page that looks like Discord. Nothing leaves this machine.

    {url}

Open this address, all of it. Type /quiz, press Enter, then the arrow that sends it.
What you do here is kept in {database}. Ctrl-C ends it.

To run it in your own server, make an application at https://discord.com/developers/applications,
copy the token of its bot and write DISCORD_TOKEN=... into the file .env; then start it again.
"""


def run_preview(settings: Settings, *, port: int | None, open_page: bool) -> None:
    """Serve the preview until SIGTERM or SIGINT.

    Args:
        port: of the page, on this machine only; any free one if None.
        open_page: whether to open it in the browser.

    Raises:
        CoachError: it cannot start.
    """
    try:
        import simcord  # noqa: F401, PLC0415 - an extra
    except ImportError:
        raise CoachError(
            "The preview needs an extra: pip install 'gil-coach[preview]', "
            "or in a checkout: make run."
        ) from None
    set_up_logging(level="WARNING", as_json=False)

    async def serve_page(on_failure: OnFailure) -> None:
        async with open_preview(settings, on_failure=on_failure, port=port) as url:
            database = settings.data_dir / "preview.db"
            text = _WELCOME.format(url=url, database=database)
            print(text, flush=True)  # noqa: T201 - said to whoever started it
            if open_page:
                await asyncio.to_thread(webbrowser.open, url)
            await asyncio.Event().wait()

    asyncio.run(until_stopped(serve_page))


@contextlib.asynccontextmanager
async def open_preview(
    settings: Settings, *, on_failure: OnFailure | None = None, port: int | None = None
) -> AsyncIterator[str]:
    """Serve the page; gives its address, of which the part after # is the key."""
    import simcord  # noqa: PLC0415 - an extra

    clock = _SimulatedClock()
    async with open_coach(
        settings,
        on_failure=on_failure,
        database=settings.database_file("preview.db"),
        clock=clock,
        lock_wait_s=1,
    ) as coach:
        bot = CoachBot(replace(coach, notes=_ShortNotes()), announce=lambda _: None)
        async with simcord.run(
            bot, shard_count=1, settle_timeout=_SETTLE_TIMEOUT_S, check_errors=False
        ) as env:
            clock.follow(env)
            _install_in_guilds(env)
            try:
                # Made before the clock moves: so they have the same ids, and histories, each time.
                channel, viewers = _furnish(env)
                await _catch_up(env)
                async with (
                    env.preview(channel, viewers=viewers, layout="channel", port=port) as page,
                    _keeping_time(env),
                    keeping_channels(coach, bot, on_failure),
                    _showing_news(env, page),
                ):
                    yield page.url
            finally:
                await bot.close()


class _SimulatedClock:
    """The real time until there is a simulated one to follow."""

    def __init__(self) -> None:
        self._env: Env | None = None

    def follow(self, env: "Env") -> None:
        self._env = env

    def __call__(self) -> datetime:
        return utc_now() if self._env is None else self._env.now()


class _ShortNotes:
    """Notes that end with the simulated Discord they are about, such as which commands it knows."""

    def __init__(self) -> None:
        self._notes: dict[str, str] = {}

    async def note(self, name: str) -> str | None:
        return self._notes.get(name)

    async def keep_note(self, name: str, value: str) -> None:
        self._notes[name] = value


def _furnish(env: "Env") -> tuple["ChannelHandle", list["MemberActor"]]:
    """A server with a channel, an admin and a member."""
    env.backend.bot_user.name = "GIL Coach"
    users = [env.create_user(name.lower(), global_name=name) for name in ("Ada", "Grace")]
    guild = env.create_guild("Study group")
    # The page shows one channel and no threads, so what may be in a private thread is not.
    channel = guild.create_text_channel(
        "gil-quiz",
        topic="Type /quiz to get a question.",
        overwrites={guild.default_role: PermissionOverwrite(create_private_threads=False)},
    )
    admins = guild.create_role("admins", permissions=Permissions(manage_guild=True))
    ada, grace = users
    return channel, [guild.add_member(ada, roles=[admins]), guild.add_member(grace)]


def _install_in_guilds(env: "Env") -> None:
    """Say with every interaction in a server that the bot is installed there, as Discord does."""
    emit = env.backend.emit

    def emit_installed(event: str, payload: Mapping[str, Any]) -> None:
        if event == "INTERACTION_CREATE" and "guild_id" in payload:
            payload = {**payload, "authorizing_integration_owners": {"0": payload["guild_id"]}}
        emit(event, payload)

    env.backend.emit = emit_installed  # type: ignore[method-assign]


async def _catch_up(env: "Env") -> None:
    """Bring the simulated clock to the real time."""
    behind_s = (datetime.now(UTC) - env.now()).total_seconds()
    await env.advance_time(max(0.0, behind_s))


def _keeping_time(env: "Env") -> AbstractAsyncContextManager[None]:
    return _repeating(lambda: _catch_up(env), every_s=_KEEP_TIME_EVERY_S)


def _showing_news(env: "Env", page: "Preview") -> AbstractAsyncContextManager[None]:
    """Show what the bot does of its own accord; the page looks by itself only at what it caused."""
    seen = 0

    async def look() -> None:
        nonlocal seen
        # Answers to members take other paths. A click in the middle of a refresh would be refused.
        done = sum(call.path.startswith("/channels/") for call in env.http_requests)
        if done != seen:
            await page.refresh()
            seen = done

    return _repeating(look, every_s=_LOOK_EVERY_S)


@contextlib.asynccontextmanager
async def _repeating(
    work: Callable[[], Coroutine[Any, Any, None]], *, every_s: float
) -> AsyncIterator[None]:
    """Do the work again and again, and later where the page is doing something."""
    from simcord import SetupError  # noqa: PLC0415 - an extra

    async def repeat() -> None:
        while True:
            await asyncio.sleep(every_s)
            with contextlib.suppress(SetupError):
                await work()

    task = asyncio.create_task(repeat())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])
