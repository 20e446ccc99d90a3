"""The loopback Discord as tests use it.

    async with LoopbackDiscord() as discord:
        alice, guild = discord.add_user("alice"), discord.add_guild()
        channel = guild.add_text_channel("general")
        async with discord.running_bot([sys.executable, "-m", "bot", "run"]) as process:
            card = await alice.slash(channel, "quiz", {"topic": "gil"})
            modal = await alice.click(card, "Answer")
            feedback = await alice.submit(modal, {"Your answer": "..."})

Leaving the block raises if the bot did anything Discord would refuse; a test that expects that
takes it with `take_problems`.
"""

from __future__ import annotations

import asyncio
import os
import time
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from aiohttp import web

from tests.measuring import measuring_less

from . import channel_routes, payload, routes
from .actor import Actor
from .gateway import Gateway
from .process import BotProcess, BotProcessError
from .record import Fault, Problem, Request
from .rest import API, PayloadCheck, Rest, Router
from .schema import Schema
from .screen import Screen
from .world import Channel, Guild, World

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence
    from types import TracebackType

Json = dict[str, Any]

REDIRECT = Path(__file__).resolve().parent / "redirect"
PRIVATE_SETTINGS = ("DISCORD_", "COACH_", "DATABASE_URL", "PYTHONPATH", "PYTHONSTARTUP")
LOOPBACK_TOKEN = "loopback.token.x"  # noqa: S105 (opens nothing)
UPLOAD_LIMIT = 64 * 1024 * 1024
START_TIMEOUT_S = 30.0


class LoopbackDiscord:
    """A Discord of one application on 127.0.0.1."""

    def __init__(
        self,
        token: str = LOOPBACK_TOKEN,
        *,
        check_payload: PayloadCheck | None = None,
        clock: Callable[[], float] = time.time,
        shard_count: int = 1,
        schema: Schema | None = None,
    ) -> None:
        """Prepare; the server listens inside `async with`.

        Args:
            token: The only token that may log in.
            check_payload: Called with route and JSON body of each call; a ValueError or
                AssertionError refuses the call and is reported as a problem.
            clock: Seconds since 1970, the time in ids and timestamps.
            shard_count: What `GET /gateway/bot` recommends.
            schema: The validator of bodies, by default of the document beside the repository.
        """
        self.token = token
        self.world = World(token=token, clock=clock)
        self.world.shard_count = shard_count
        self.world.users[self.world.application_id] = payload.user(
            self.world.application_id, "gil-coach", bot=True
        )
        self.gateway = Gateway(self.world)
        self.schema = schema or Schema()
        router = Router()
        routes.add_routes(router)
        channel_routes.add_routes(router)
        self._rest = Rest(self.world, router, self.schema, check_payload)
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        """Listen on a free port of 127.0.0.1."""
        app = web.Application(client_max_size=UPLOAD_LIMIT)
        app.router.add_get("/gateway", self.gateway.handle)
        app.router.add_get("/gateway/", self.gateway.handle)
        app.router.add_get("/cdn/attachments/{channel}/{id}/{name}", self._attachment)
        app.router.add_route("*", API + "/{path:.*}", self._rest.handle)
        app.router.add_route("*", "/{path:.*}", self._rest.handle)
        runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.5)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        self.world.base_url = f"http://{host}:{port}"
        self._runner = runner
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the server; raise for problems nobody took, unless the test fails anyway."""
        for fault in self.world.faults:
            fault.release.set()
        for connection in list(self.gateway.connections):
            await connection.close(1001)
        if self._runner is not None:
            await self._runner.cleanup()
        report = "\n".join(map(str, self.world.problems))
        if error is not None and report:
            error.add_note(f"Problems the loopback Discord saw:\n{report}")
        elif report:
            message = f"the bot did what Discord would refuse:\n{report}"
            raise AssertionError(message)

    @property
    def url(self) -> str:
        """The server's address."""
        return self.world.base_url

    @property
    def schema_checked(self) -> bool:
        """Whether bodies are validated against Discord's OpenAPI document."""
        return self.schema.checked

    @property
    def requests(self) -> list[Request]:
        """Every REST call so far."""
        return self.world.requests

    @property
    def problems(self) -> list[Problem]:
        """What Discord would have refused so far."""
        return self.world.problems

    @property
    def commands(self) -> list[Json]:
        """The registered global commands."""
        return self.world.commands or []

    def calls(self, fragment: str) -> list[Request]:
        """Return the calls whose route contains the fragment, such as `callback`."""
        return [call for call in self.world.requests if fragment in call.route]

    def take_problems(self, fragment: str = "") -> list[Problem]:
        """Remove and return the problems whose report contains the fragment."""
        return self.world.take_problems(fragment)

    def fail(
        self,
        fragment: str,
        *,
        times: int = 1,
        status: int = 500,
        code: int = 0,
        retry_after_s: float = 0.2,
        applied: bool = False,
    ) -> Fault:
        """Plan errors for the next calls whose route contains the fragment.

        Args:
            fragment: Part of a route's name, such as `callback` or `POST /channels/`.
            times: How many calls are hit.
            status: 429 answers as the rate limiter does.
            code: Discord's error code in the body.
            retry_after_s: For 429.
            applied: Carry the call out and lose only the answer.
        """
        fault = Fault(fragment, times, status, code, retry_after_s, applied=applied)
        self.world.faults.append(fault)
        return fault

    def hang(self, fragment: str, *, times: int = 1) -> Fault:
        """Plan calls without an answer until `release` of the returned fault is set."""
        return self.fail(fragment, times=times, status=0)

    async def until(
        self, predicate: Callable[[], bool], *, what: str = "it", timeout_s: float = 10
    ) -> None:
        """Wait for a condition on calls, messages or the gateway.

        Raises:
            TimeoutError: it did not hold in time.
        """
        await self.world.pulse.until(predicate, what=what, timeout_s=timeout_s)

    def add_user(self, name: str, *, locale: str = "en-US", installed: bool = False) -> Actor:
        """Add a person; they are a member of every guild."""
        user_id = self.world.snowflake()
        self.world.users[user_id] = payload.user(user_id, name)
        return Actor(self.world, user_id, name, locale, installed)

    def add_guild(self, name: str = "Study group", *, installed: bool = True) -> Guild:
        """Add a server, with or without the bot in it; a running bot is told."""
        world = self.world
        guild = Guild(
            world, world.snowflake(), name, world.snowflake(), world.snowflake(), installed
        )
        world.guilds[guild.id] = guild
        if installed:
            world.dispatch("GUILD_CREATE", payload.guild_create(guild), guild.id)
        return guild

    def remove_guild(self, guild: Guild) -> None:
        """Remove the bot from a server."""
        guild.installed = False
        self.world.dispatch("GUILD_DELETE", {"id": guild.id}, guild.id)

    def screens(self, where: Channel) -> list[Screen]:
        """Return the public messages of a channel, oldest first."""
        return [Screen(self.world, where, shown) for shown in where.messages.values()]

    @asynccontextmanager
    async def running_bot(
        self,
        command: Sequence[str],
        *,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        start_timeout_s: float = START_TIMEOUT_S,
        allowed_errors: Sequence[str] = (),
        ready: bool = True,
    ) -> AsyncIterator[BotProcess]:
        """Run a bot until it has consumed READY and set its commands; stop it with SIGTERM.

        Args:
            command: Arguments of the process.
            env: Variables on top of this process's own; settings of a bot are not inherited.
            cwd: Its working directory.
            start_timeout_s: How long the start may take.
            allowed_errors: Patterns of error lines in its output that do not fail the test.
            ready: False returns at once, for tests of the start itself.

        Raises:
            BotProcessError: it ended or hung at start, ignored SIGTERM, or logged an error.
        """
        since = len(self.gateway.sessions)
        process = await BotProcess.start(command, env=self._environment(env or {}), cwd=cwd)
        try:
            if ready:
                await self._until_ready(process, since, start_timeout_s)
            yield process
            if process.returncode is None:
                await process.stop()
        except BaseException as error:
            await process.kill()
            await process.finish()
            error.add_note(f"The bot's last output:\n{process.tail()}")
            raise
        await process.finish()
        if errors := process.errors(allowed_errors):
            message = "the bot logged errors:\n" + "\n".join(errors) + "\n" + process.tail()
            raise BotProcessError(message)

    async def _until_ready(self, process: BotProcess, since: int, timeout_s: float) -> None:
        started = asyncio.create_task(
            self.until(
                lambda: self.gateway.ready(since) and self.world.commands is not None,
                what="the bot to log in and set its commands",
                timeout_s=timeout_s,
            )
        )
        ended = asyncio.create_task(process.wait(timeout_s + 1))
        done, pending = await asyncio.wait({started, ended}, return_when="FIRST_COMPLETED")
        for task in pending:
            task.cancel()
        await asyncio.gather(*pending, return_exceptions=True)
        if started in done:
            started.result()
            return
        message = f"the bot ended with {process.returncode} before it was ready"
        raise BotProcessError(message)

    def _environment(self, extra: Mapping[str, str]) -> dict[str, str]:
        inherited = {k: v for k, v in os.environ.items() if not k.startswith(PRIVATE_SETTINGS)}
        path = [str(REDIRECT), os.environ.get("PYTHONPATH", "")]
        if "PYTHONPATH" in extra:
            path.insert(1, extra["PYTHONPATH"])
        return {
            **inherited,
            **measuring_less(),
            "DISCORD_TOKEN": self.token,
            **extra,
            "PYTHONUNBUFFERED": "1",
            "PYTHONPATH": os.pathsep.join(entry for entry in path if entry),
            "LOOPBACK_DISCORD_URL": self.url,
        }

    async def _attachment(self, http: web.Request) -> web.Response:
        found = self.world.files.get(http.match_info["id"])
        if found is None:
            raise web.HTTPNotFound
        return web.Response(body=found, content_type="application/octet-stream")
