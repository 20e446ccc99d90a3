"""The daily question through the real process, whose clock is moved to the times that matter."""

import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import available_timezones

import pytest
import pytest_asyncio

from bot.coach.schedules import Schedules
from bot.domain.schedule import DailySetup, Schedule
from bot.storage import open_store
from tests.shipped import shipped_bank

from . import faketime
from .quiz import ANSWER, BETTER, answer
from .real_bot import check_payload, running
from .record import Request
from .screen import Screen
from .server import LoopbackDiscord
from .world import CREATE_PUBLIC_THREADS, FORUM, SEND_MESSAGES, Channel

pytestmark = [
    pytest.mark.wire,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(faketime.MISSING, reason="faketime is not installed"),
]

BANK = shipped_bank()
ZONES = available_timezones()
POST, THREAD = "POST /channels/{channel_id}/messages", "POST /channels/{channel_id}/threads"
TAKEN_OVER_S = 130
"""After that a claim of which nothing was heard is taken over."""
DAY_S = 24 * 3600


@dataclass
class Clock:
    """The time in the simulated Discord and, at its start, in the bot."""

    ahead_s: float = 0

    def __call__(self) -> float:
        return time.time() + self.ahead_s

    def now(self) -> datetime:
        return datetime.fromtimestamp(self(), UTC)

    def go_to(self, moment: datetime) -> None:
        """Go on to a second after that moment."""
        self.ahead_s += (moment - self.now()).total_seconds() + 1


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest_asyncio.fixture(loop_scope="module")
async def discord(clock: Clock) -> AsyncIterator[LoopbackDiscord]:
    async with LoopbackDiscord(check_payload=check_payload, clock=clock) as served:
        yield served


async def schedule(folder: Path, clock: Clock, channel: Channel, **changes: object) -> Schedule:
    """Put a schedule into the database of a bot that never ran."""
    assert channel.guild is not None
    (folder / "data").mkdir()
    setup = {"channel_id": channel.id, "zone": "Asia/Tokyo", "post_minute": 540, **changes}
    async with open_store(f"sqlite:///{folder / 'data' / 'coach.db'}", clock.now) as store:
        schedules = Schedules(
            bank=BANK,
            store=store.daily,
            clock=clock.now,
            zones=ZONES,
            spread=True,
        )
        wanted = DailySetup.model_validate(setup)
        return await schedules.add(int(channel.id), wanted, group_id=int(channel.guild.id))


def posts(discord: LoopbackDiscord, channel: Channel) -> list[Screen]:
    """The bot's cards in a channel, of a forum those that begin a thread."""
    assert channel.guild is not None
    places = [channel]
    if channel.type == FORUM:
        places = [one for one in channel.guild.channels.values() if one.parent is channel]
    return [one for place in places for one in discord.screens(place) if one.components]


def sent(discord: LoopbackDiscord, route: str) -> list[Request]:
    """The calls of exactly that route."""
    return [call for call in discord.requests if call.route == route]


def has(shown: Screen, text: str) -> Callable[[], bool]:
    return lambda: text in shown.text


async def test_a_daily_question_from_its_time_to_its_results(
    discord: LoopbackDiscord, tmp_path: Path, clock: Clock
) -> None:
    guild = discord.add_guild()
    channel, role = guild.add_text_channel("daily"), guild.add_role("learners")
    alice, bob, carol = (discord.add_user(name) for name in ("alice", "bob", "carol"))
    due = await schedule(
        tmp_path,
        clock,
        channel,
        topics=["gil-fundamentals"],
        levels=["junior"],
        role_id=int(role["id"]),
    )
    async with running(discord, tmp_path):
        await alice.slash(channel, "help")
        assert not posts(discord, channel), "it is not time yet"
    clock.go_to(due.next_due)
    async with running(discord, tmp_path, ahead_s=clock.ahead_s) as process:
        await discord.until(lambda: bool(posts(discord, channel)), what="the post")
        (post,) = posts(discord, channel)
        (call,) = sent(discord, POST)
        assert [*map(str, call.body["allowed_mentions"]["roles"])] == [role["id"]]
        await discord.until(lambda: "thread" in post.payload, what="its thread")
        feedback = await answer(alice, post, ANSWER)
        assert "/ 100" in feedback.text
        await discord.until(has(post, "1 has answered."), what="the count", timeout_s=25)
        await alice.click(feedback, "Share")
        await answer(bob, post, BETTER)
        await process.kill()
    async with running(discord, tmp_path, ahead_s=clock.ahead_s):
        await discord.until(has(post, "2 have answered."), what="the count", timeout_s=25)
        assert len(sent(discord, POST)) == 1, "posted once"
        others = await bob.click(post, "Others' answers")
        assert others.ephemeral
        assert ANSWER in others.text
        assert "Press Answer first." in (await carol.click(post, "Others' answers")).text
    clock.ahead_s += DAY_S
    async with running(discord, tmp_path, ahead_s=clock.ahead_s):
        await discord.until(has(post, "2 members answered."), what="the results", timeout_s=25)
        await discord.until(lambda: len(posts(discord, channel)) == 2, what="the next post")
        (model,) = discord.screens(discord.world.channels[post.payload["id"]])
        assert model.components[1]["spoiler"]
        assert "The model answer" in model.text
        asked = await carol.click(post, "Try it yourself")
        assert asked.ephemeral
        assert "Hint" in " ".join(asked.labels())


@pytest.mark.parametrize("lost", ["request", "reply"])
@pytest.mark.parametrize("kind", ["text", "forum"])
async def test_a_post_is_out_once_if_the_bot_is_killed_while_it_posts(
    discord: LoopbackDiscord, tmp_path: Path, clock: Clock, kind: str, lost: str
) -> None:
    guild = discord.add_guild()
    channel = guild.add_forum("daily") if kind == "forum" else guild.add_text_channel("daily")
    due = await schedule(tmp_path, clock, channel)
    route = THREAD if kind == "forum" else POST
    clock.go_to(due.next_due)
    fault = discord.hang(route) if lost == "request" else discord.fail(route, applied=True)

    def in_the_middle() -> bool:
        """The request is on its way, or its reply got lost and the library waits to repeat it."""
        return bool(fault.hits and (lost == "request" or sent(discord, route)[0].status))

    async with running(discord, tmp_path, ahead_s=clock.ahead_s) as process:
        await discord.until(in_the_middle, what="the post on its way")
        await process.kill()
    assert len(posts(discord, channel)) == (lost == "reply")
    clock.ahead_s += TAKEN_OVER_S
    async with running(discord, tmp_path, ahead_s=clock.ahead_s):
        alice = discord.add_user("alice")
        await discord.until(lambda: bool(posts(discord, channel)), what="the post")
        (post,) = posts(discord, channel)
        await answer(alice, post, ANSWER)
        await discord.until(has(post, "1 has answered."), what="the count", timeout_s=25)
    assert len(posts(discord, channel)) == 1
    assert len(sent(discord, route)) == (1 if lost == "reply" else 2)


async def test_a_forum_post_whose_reply_is_lost_is_not_sent_again_by_the_library(
    discord: LoopbackDiscord, tmp_path: Path, clock: Clock
) -> None:
    forum = discord.add_guild().add_forum("daily")
    due = await schedule(tmp_path, clock, forum)
    clock.go_to(due.next_due)
    discord.fail(THREAD, applied=True)
    async with running(discord, tmp_path, ahead_s=clock.ahead_s) as process:
        await process.line("is delayed: Discord did not say")
        assert len(sent(discord, THREAD)) == 1
    assert len(posts(discord, forum)) == 1


async def test_a_closed_channel_is_told_to_the_owner_once(
    discord: LoopbackDiscord, tmp_path: Path, clock: Clock
) -> None:
    guild = discord.add_guild()
    channel = guild.add_text_channel("daily")
    channel.app_permissions &= ~SEND_MESSAGES
    owner = discord.add_user("owner")
    guild.owner_id = owner.id
    due = await schedule(tmp_path, clock, channel)
    clock.go_to(due.next_due)
    for _ in range(2):
        async with running(discord, tmp_path, ahead_s=clock.ahead_s):
            await discord.until(lambda: bool(discord.screens(owner.dm)), what="the notice")
        clock.ahead_s += DAY_S
    (notice,) = discord.screens(owner.dm)
    assert "**Send Messages**" in notice.text
    assert not posts(discord, channel)


async def test_without_a_thread_the_model_answer_is_on_the_post(
    discord: LoopbackDiscord, tmp_path: Path, clock: Clock
) -> None:
    channel, alice = discord.add_guild().add_text_channel("gil"), discord.add_user("alice")
    channel.app_permissions &= ~CREATE_PUBLIC_THREADS
    async with running(discord, tmp_path):
        post = await alice.slash(channel, "quiz", {"public": True, "question": "what-is-the-gil"})
        assert not post.ephemeral
        await answer(alice, post, BETTER)
        await alice.click(post, "Close now")
        await discord.until(has(post, "1 member answered."), what="the results", timeout_s=25)
        assert "The model answer is below" in post.text
