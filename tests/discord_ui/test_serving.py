import asyncio
from unittest.mock import Mock

import pytest
from aiohttp import ClientError
from discord import ConnectionClosed, LoginFailure

from bot.coach.coach import Coach
from bot.discord_ui import serving
from bot.discord_ui.client import CoachBot
from bot.discord_ui.serving import leave, log_in, serve
from bot.domain.errors import CoachError, SettingError


class Bot(CoachBot):
    """A bot whose Discord answers as told."""

    def __init__(self, *, login: Exception | None = None, connect: Exception | None = None) -> None:
        super().__init__(Mock(spec=Coach), announce=print)
        self._answers = {"login": login, "connect": connect}

    async def login(self, _token: str) -> None:
        self._answer("login")

    async def connect(self, **_: bool) -> None:
        self._answer("connect")

    def _answer(self, call: str) -> None:
        if (error := self._answers[call]) is not None:
            raise error


def closed(code: int) -> ConnectionClosed:
    return ConnectionClosed(Mock(close_code=code), shard_id=0, code=code)


@pytest.mark.parametrize("bot", [{"login": LoginFailure("401")}, {"connect": closed(4004)}])
async def test_a_refused_token_is_a_wrong_setting(bot: dict[str, Exception]) -> None:
    with pytest.raises(SettingError, match="DISCORD_TOKEN: Discord refuses this token"):
        await serve(Bot(**bot), "token")


@pytest.mark.parametrize("error", [ClientError("no route"), OSError("no route")])
async def test_a_discord_that_cannot_be_reached_is_told(error: Exception) -> None:
    with pytest.raises(CoachError, match="Discord cannot be reached: no route"):
        await log_in(Bot(login=error), "token")


async def test_any_other_end_of_the_connection_is_our_fault() -> None:
    with pytest.raises(ConnectionClosed):
        await serve(Bot(connect=closed(4013)), "token")


async def test_leaving_finishes_what_was_begun() -> None:
    finished = []

    async def handle() -> None:
        await asyncio.sleep(0.02)
        finished.append(bot.is_closed())

    bot = Bot()
    await bot._async_setup_hook()
    asyncio.create_task(handle(), name="discord.py: on_interaction")  # noqa: RUF006
    await leave(bot)
    assert finished == [False]
    assert bot.is_closed()


async def test_leaving_does_not_wait_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "_DRAIN_S", 0.01)
    stuck = asyncio.create_task(asyncio.Event().wait(), name="CommandTree-invoker")
    bot = Bot()
    await bot._async_setup_hook()
    await leave(bot)
    assert bot.is_closed()
    stuck.cancel()


async def test_a_goodbye_that_is_not_answered_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Deaf(Bot):
        async def close(self) -> None:
            await asyncio.Event().wait()

    monkeypatch.setattr(serving, "_CLOSE_S", 0.01)
    await leave(Deaf())
