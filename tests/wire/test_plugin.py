"""The coach inside somebody else's bot, whose script is called `bot.py` and keeps its own ways.

The package stands as a wheel would install it: under the names that pyproject.toml maps.
"""

import fcntl
import shutil
import sys
import tomllib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from .actor import Actor
from .demo import open_demo, run_demo
from .offer import NotOfferedError
from .quiz import ANSWER, FIELD, answer, ask, ask_and_answer, points, quotes
from .quiz import written as text_in
from .real_bot import ROOT, check_payload
from .server import LoopbackDiscord
from .world import Channel

pytestmark = [pytest.mark.wire, pytest.mark.asyncio(loop_scope="module")]

OWN = {"hello", "broken", "plugin"}
OURS = {
    *("quiz", "review", "interview", "learn", "demo", "progress", "streak", "leaderboard"),
    *("me", "help", "coach", "Grade as my answer", "Study card"),
}


def install(site: Path) -> None:
    """Lay the package out as setuptools does."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    names = tomllib.loads(text)["tool"]["setuptools"]["package-dir"]
    for name, source in names.items():
        package = site.joinpath(*name.split("."))
        package.mkdir()
        for entry in (ROOT / source).iterdir():
            (package / entry.name).symlink_to(entry)


def check_ours(route: str, body: dict[str, Any]) -> None:
    """Check what the plugin sends; the host may ping whom it likes."""
    if (body.get("data") or body).get("content") is None:
        check_payload(route, body)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def served(folder: Path) -> AsyncIterator[LoopbackDiscord]:
    """Run the host instead of our own bot."""
    site = folder / "site-packages"
    site.mkdir()
    install(site)
    shutil.copy(ROOT / "tests" / "wire" / "host_bot.py", folder / "bot.py")
    (folder / ".env").write_text("DATABASE_URL=mysql://the-host\nHOST_KEY=1\n", encoding="utf-8")
    environment = {
        "PYTHONPATH": str(site),
        "COACH_DATA_DIR": str(folder / "coach"),
        "TMPDIR": str(folder),
        "DATABASE_URL": "mysql://the-host",
    }
    async with (
        LoopbackDiscord(check_payload=check_ours) as discord,
        discord.running_bot([sys.executable, "bot.py"], env=environment, cwd=folder) as process,
    ):
        yield discord
        assert await process.stop() == 0


@pytest.fixture
def channel(coached: LoopbackDiscord) -> Channel:
    return coached.add_guild().add_text_channel("gil")


@pytest.fixture
def alice(coached: LoopbackDiscord) -> Actor:
    return coached.add_user("alice", installed=True)


def names(discord: LoopbackDiscord) -> set[str]:
    return {command["name"] for command in discord.commands}


def database_is_free(folder: Path) -> bool:
    """Whether no process holds the lock of the plugin's database."""
    with (folder / "coach" / "coach.db.lock").open() as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


async def test_the_quiz_works_beside_the_hosts_own_commands(
    coached: LoopbackDiscord, alice: Actor, channel: Channel
) -> None:
    assert names(coached) == OWN | OURS
    feedback = await ask_and_answer(alice, channel)
    assert points(feedback) is not None
    assert all(quote in ANSWER for quote in quotes(feedback))
    shared = await alice.click(feedback, "Share")
    await shared.edited()
    assert ANSWER in coached.screens(channel)[0].text
    assert (await alice.slash(channel, "hello")).text == "hello from the host"


async def test_a_question_for_everybody_is_counted(
    coached: LoopbackDiscord, alice: Actor, channel: Channel
) -> None:
    post = await alice.slash(channel, "quiz", {"public": True})
    assert not post.ephemeral
    await answer(alice, post, ANSWER)
    await coached.until(lambda: "1 has answered." in post.text, what="the count", timeout_s=25)


async def test_help_names_commands_without_knowing_the_hosts_ids(
    alice: Actor, channel: Channel
) -> None:
    assert "`/quiz` · a question" in (await alice.slash(channel, "help")).text


async def test_errors_go_to_whom_they_belong(alice: Actor, channel: Channel) -> None:
    heard = await alice.slash(channel, "broken")
    assert heard.text == "the host heard: the host's own mistake"
    ours = await alice.slash(channel, "quiz", {"topic": "gill"})
    assert "There is no topic `gill`" in ours.text


async def test_a_demo_does_not_run_the_hosts_script_again(
    coached: LoopbackDiscord, alice: Actor, channel: Channel
) -> None:
    shown = await run_demo(alice, await open_demo(alice, channel))
    assert "**Shown.**" in shown.text
    assert len(coached.gateway.sessions) == 1, "it would log in a second time"


async def test_cards_and_open_modals_survive_a_reload(
    coached: LoopbackDiscord, alice: Actor, channel: Channel
) -> None:
    card = await ask(alice, channel)
    opened = await alice.click(card, "Answer")
    reloaded = await alice.slash(channel, "plugin", {"action": "reload"})
    assert "GIL Coach" in reloaded.text
    assert names(coached) == OWN | OURS
    feedback = await alice.submit(opened, {FIELD: ANSWER})
    assert points(feedback) is not None
    assert text_in(await alice.click(feedback, "Try again")) == ANSWER
    assert len([call for call in coached.calls("callback") if call.status >= 400]) == 0


async def test_unloaded_it_takes_all_away_and_closes_the_database(
    coached: LoopbackDiscord, alice: Actor, channel: Channel, folder: Path
) -> None:
    card = await ask(alice, channel)
    assert not database_is_free(folder)
    unloaded = await alice.slash(channel, "plugin", {"action": "unload"})
    assert unloaded.text == "unload: Greeter"
    assert names(coached) == OWN
    assert database_is_free(folder)
    with pytest.raises(NotOfferedError):
        await ask(alice, channel)
    assert (await alice.slash(channel, "hello")).text == "hello from the host"
    assert "the host heard" in (await alice.slash(channel, "broken")).text
    await alice.slash(channel, "plugin", {"action": "load"})
    assert not database_is_free(folder)
    assert (await alice.click(card, "Answer")).modal is not None, "cards work again"
