"""The real bot as its own process, and the check that whatever it sends must pass.

async with LoopbackDiscord(check_payload=check_payload) as discord:
    async with running(discord, folder) as process:
        ...
"""

import sys
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

from bot.discord_ui import limits
from tests.measuring import UNMEASURED

from .exchange import CHOICES, DEFER_REPLY, DEFER_UPDATE
from .faketime import ahead
from .process import BotProcess
from .server import LoopbackDiscord

Json = dict[str, Any]

ROOT = Path(__file__).resolve().parents[2]
NO_MENTIONS: Json = {"parse": []}
OWN_POSTS = ("POST /channels/{channel_id}/messages", "POST /channels/{channel_id}/threads")
"""What the bot posts of its own accord: it may ping the role that was chosen for that."""


def command() -> list[str]:
    """The Procfile's command with this Python."""
    name, _, words = (ROOT / "Procfile").read_text(encoding="utf-8").strip().partition(": ")
    assert name == "worker"
    return [sys.executable, *words.split()[1:]]


def environment(folder: Path) -> dict[str, str]:
    """The variables of a bot that keeps its data in the folder.

    Its temporary files are there as well: the lock among them by which the demonstrations of all
    bots on a machine wait for each other.
    """
    return {
        "PYTHONPATH": str(ROOT),
        "COACH_DATA_DIR": str(folder / "data"),
        "TMPDIR": str(folder),
    }


def running(
    discord: LoopbackDiscord,
    folder: Path,
    *,
    allowed_errors: Sequence[str] = (),
    ready: bool = True,
    measured: bool = False,
    settings: Mapping[str, str] | None = None,
    ahead_s: float = 0,
) -> AbstractAsyncContextManager[BotProcess]:
    """Run the bot in the folder; with another run of the same folder it shares its database.

    Args:
        measured: let its coverage be measured, which makes it slower; others cover the same code.
        ahead_s: how far its clock is ahead of the real one; needs the program faketime.
    """
    return discord.running_bot(
        command(),
        env=environment(folder)
        | ({} if measured else UNMEASURED)
        | ahead(ahead_s)
        | dict(settings or {}),
        cwd=folder,
        allowed_errors=allowed_errors,
        ready=ready,
    )


@asynccontextmanager
async def serving(folder: Path, *, measured: bool = False) -> AsyncIterator[LoopbackDiscord]:
    """A Discord in which the bot runs."""
    async with (
        LoopbackDiscord(check_payload=check_payload) as discord,
        running(discord, folder, measured=measured),
    ):
        yield discord


def check_payload(route: str, body: Json) -> None:
    """Refuse what breaks a limit of ours, and a message that could ping somebody.

    Raises:
        AssertionError: it does.
    """
    if body.get("type") == CHOICES and "callback" in route:
        assert len(body["data"]["choices"]) <= limits.CHOICES
        return
    for shown in _shown(route, body):
        assert not (broken := limits.validate(shown)), "; ".join(broken)
        if "title" not in shown:
            allowed = dict(shown.get("allowed_mentions") or {})
            if route in OWN_POSTS:
                allowed.pop("roles", None)
            assert allowed == NO_MENTIONS, "this message may ping somebody"


def _shown(route: str, body: Json) -> Iterator[Json]:
    """The message or modal in a body."""
    if "callback" in route:
        if body["type"] not in (DEFER_REPLY, DEFER_UPDATE):
            yield body["data"]
    elif "message" in body:  # the first one of a forum's thread
        yield body["message"]
    elif route.endswith(("/messages", "/messages/{message_id}")) or "/webhooks" in route:
        yield body
