"""Daily posts where something goes wrong: in doubt, refused, or nobody there to be told."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
import simcord
from discord import ChannelFlags, ForumChannel, ForumTag, Locale, PermissionOverwrite

from bot.discord_ui.poster import DiscordPoster
from bot.domain.daily_post import DailyPost, PostState
from bot.domain.errors import PostDelayedError
from bot.domain.item import Item
from bot.domain.round import Posted, Round
from bot.domain.schedule import Schedule, ScheduleState
from tests.discord_ui.examples import BANK, GOOD
from tests.discord_ui.round_world import Rounds, cards_in, current, open_rounds
from tests.discord_ui.world import text_of

STALE = timedelta(seconds=121)


@pytest.fixture
async def rounds() -> AsyncIterator[Rounds]:
    async with open_rounds() as opened:
        yield opened


class LosesReply(DiscordPoster):
    """Posts, and never hears that it did."""

    async def post(self, opened: Round, item: Item, nonce: str) -> Posted:
        await super().post(opened, item, nonce)
        raise PostDelayedError("no reply")


async def post_and_lose_the_reply(
    rounds: Rounds, channel: simcord.ChannelHandle | None = None
) -> Schedule:
    """Post once; what follows is done by a process that heard of nothing."""
    schedule = await rounds.schedule(channel)
    rounds.poster = LosesReply(rounds.world.bot, BANK)
    await rounds.at(schedule.next_due)
    rounds.renew()
    return schedule


async def post_of(rounds: Rounds, schedule: Schedule) -> DailyPost:
    post = await rounds.coach.schedules.post(schedule.id, schedule.next_due.date())
    assert post is not None
    return post


@pytest.mark.parametrize("kind", ["text", "forum"])
async def test_a_post_of_which_nobody_heard_is_found_again(rounds: Rounds, kind: str) -> None:
    guild = rounds.world.guild
    channel = guild.create_forum_channel("daily") if kind == "forum" else rounds.channel
    schedule = await post_and_lose_the_reply(rounds, channel)
    assert (await post_of(rounds, schedule)).state is PostState.CLAIMED
    await rounds.later(seconds=STALE.total_seconds())
    (card,) = cards_in(channel)
    post = await post_of(rounds, schedule)
    assert (post.state, post.message_id) == (PostState.SENT, card.id)
    await rounds.answer(rounds.world.alice, card, GOOD)
    await rounds.later(hours=24)
    in_threads = [text_of(one) for place in channel.threads for one in cards_in(place)]
    assert any(text.startswith("**The model answer**") for text in in_threads)


async def test_a_post_of_which_nobody_heard_is_found_below_what_others_wrote(
    rounds: Rounds,
) -> None:
    schedule = await post_and_lose_the_reply(rounds)
    for number in range(120):
        await rounds.world.alice.send(rounds.channel, f"chat {number}")
    await rounds.later(seconds=STALE.total_seconds())
    assert len(cards_in(rounds.channel)) == 1
    assert (await post_of(rounds, schedule)).state is PostState.SENT


@pytest.mark.parametrize("kind", ["text", "forum"])
async def test_a_post_that_never_got_out_is_posted_later(rounds: Rounds, kind: str) -> None:
    guild = rounds.world.guild
    channel = guild.create_forum_channel("daily") if kind == "forum" else rounds.channel
    schedule = await rounds.schedule(channel)
    path = "threads" if kind == "forum" else "messages"
    rounds.world.env.inject_error("POST", f"/channels/*/{path}", status=503)
    await rounds.at(schedule.next_due)
    assert not cards_in(channel)
    await rounds.later(seconds=STALE.total_seconds())
    assert len(cards_in(channel)) == 1


async def test_a_deleted_forum_post_is_no_hindrance_to_looking_back(rounds: Rounds) -> None:
    forum = rounds.world.guild.create_forum_channel("daily")
    schedule = await post_and_lose_the_reply(rounds, forum)
    (thread,) = forum.threads
    rounds.world.env.backend.messages[thread.id].clear()
    await rounds.later(seconds=STALE.total_seconds())
    assert len(forum.threads) == 2
    assert (await post_of(rounds, schedule)).state is PostState.SENT


@pytest.mark.parametrize(
    ("closed", "named"),
    [
        ({"send_messages": False}, "**Send Messages**"),
        ({"read_message_history": False}, "**Read Message History**"),
        (
            {"view_channel": False, "send_messages": False},
            "**View Channel**, **Send Messages**",
        ),
    ],
)
async def test_what_is_missing_is_said_to_the_admins_once(
    rounds: Rounds, closed: dict[str, bool], named: str
) -> None:
    guild = rounds.world.guild
    everyone = guild.default_role
    shut = guild.create_text_channel("shut", overwrites={everyone: PermissionOverwrite(**closed)})
    schedule = await rounds.schedule(shut)
    use_as_system_channel(rounds, rounds.channel)
    await rounds.at(schedule.next_due)
    assert named in ((await post_of(rounds, schedule)).reason or "")
    notice = current(rounds.channel)
    assert f"could not be posted in <#{shut.id}>" in notice
    assert named in notice
    assert not rounds.requests("POST", f"/channels/{shut.id}/"), "not even asked"
    await rounds.later(days=1)
    await rounds.later(days=1)
    assert len(cards_in(rounds.channel)) == 1
    (kept,) = await rounds.coach.schedules.of_group(guild.id)
    assert kept.state is ScheduleState.PAUSED


async def test_a_german_server_reads_in_german_what_is_missing(rounds: Rounds) -> None:
    guild = rounds.world.guild
    known = rounds.world.bot.get_guild(guild.id)
    assert known is not None
    known.preferred_locale = Locale.german
    mute = PermissionOverwrite(send_messages=False)
    shut = guild.create_text_channel("shut", overwrites={guild.default_role: mute})
    schedule = await rounds.schedule(shut)
    await rounds.at(schedule.next_due)
    assert "**Nachrichten senden**" in ((await post_of(rounds, schedule)).reason or "")
    assert "konnte in" in current(guild.owner.dm_channel)


async def test_admins_are_told_where_they_meet_before_everybody_is(rounds: Rounds) -> None:
    guild = rounds.world.guild
    admins = guild.create_text_channel("admins")
    known = rounds.world.bot.get_guild(guild.id)
    assert known is not None
    known._public_updates_channel_id = admins.id
    use_as_system_channel(rounds, rounds.channel)
    await break_daily(rounds)
    assert "could not be posted" in current(admins)
    assert not cards_in(rounds.channel)


async def test_without_such_a_channel_the_owner_is_told(rounds: Rounds) -> None:
    await break_daily(rounds)
    assert "could not be posted" in current(rounds.world.guild.owner.dm_channel)


async def test_a_channel_that_takes_no_notice_is_passed_over(rounds: Rounds) -> None:
    use_as_system_channel(rounds, rounds.channel)
    rounds.world.env.inject_error("POST", f"/channels/{rounds.channel.id}/messages", status=403)
    await break_daily(rounds)
    assert "could not be posted" in current(rounds.world.guild.owner.dm_channel)


async def test_nobody_to_be_told_changes_nothing_for_the_others(
    rounds: Rounds, caplog: pytest.LogCaptureFixture
) -> None:
    rounds.world.env.inject_error("POST", "/users/@me/channels", status=403)
    await break_daily(rounds)
    assert "Nobody could be told" in caplog.text


async def test_a_channel_that_is_gone_is_said_to_be(rounds: Rounds) -> None:
    reason = await break_daily(rounds)
    assert "is gone. Choose a channel with `/coach daily`." in reason


@pytest.mark.parametrize("kind", ["text", "forum"])
async def test_a_server_of_another_shard_is_posted_to_and_looked_after(
    rounds: Rounds, kind: str
) -> None:
    guild, known = rounds.world.guild, rounds.world.bot._connection._guilds
    channel = guild.create_forum_channel("daily") if kind == "forum" else rounds.channel
    schedule = await post_and_lose_the_reply(rounds, channel)
    unknown = known.pop(guild.id)
    await rounds.later(seconds=STALE.total_seconds())
    (post,) = cards_in(channel)
    assert (await post_of(rounds, schedule)).state is PostState.SENT
    known[guild.id] = unknown  # whose process takes the answer
    await rounds.answer(rounds.world.alice, post, GOOD)
    known.pop(guild.id)
    await rounds.look()
    assert "1 has answered." in text_of(cards_in(channel)[0])
    await rounds.later(days=1)
    texts = [text_of(one) for thread in channel.threads for one in cards_in(thread)]
    assert any(text.startswith("**The model answer**") for text in texts)


async def test_a_channel_for_voices_takes_no_posts(rounds: Rounds) -> None:
    voice = rounds.world.guild.create_voice_channel("talk")
    schedule = await rounds.schedule(voice)
    await rounds.at(schedule.next_due)
    assert "no text channel" in ((await post_of(rounds, schedule)).reason or "")


async def test_discords_own_refusal_says_what_to_allow(rounds: Rounds) -> None:
    schedule = await rounds.schedule()
    rounds.world.env.inject_error("POST", f"/channels/{rounds.channel.id}/messages", status=403)
    await rounds.at(schedule.next_due)
    assert "Discord does not let me into" in ((await post_of(rounds, schedule)).reason or "")


async def test_where_no_thread_may_be_begun_the_post_goes_out_without(rounds: Rounds) -> None:
    guild = rounds.world.guild
    closed = PermissionOverwrite(create_public_threads=False)
    plain = guild.create_text_channel("plain", overwrites={guild.default_role: closed})
    await rounds.post_daily(plain)
    assert not plain.threads
    await rounds.later(hours=24)
    assert "The model answer is below" in text_of(cards_in(plain)[0])


async def test_a_thread_that_fails_does_not_fail_the_post(rounds: Rounds) -> None:
    schedule = await rounds.schedule()
    rounds.world.env.inject_error("POST", "/channels/*/messages/*/threads", status=500)
    await rounds.at(schedule.next_due)
    assert (await post_of(rounds, schedule)).state is PostState.SENT
    assert not rounds.channel.threads


async def test_a_thread_that_is_there_already_is_used(rounds: Rounds) -> None:
    schedule = await rounds.schedule()
    path = "/channels/*/messages/*/threads"
    rounds.world.env.inject_error("POST", path, status=400, code=160004)
    await rounds.at(schedule.next_due)
    day = schedule.next_due.date()
    assert (await rounds.coach.rounds.round(f"{schedule.id}-{day}")).threaded


async def test_a_forum_that_wants_a_tag_gets_one(rounds: Rounds) -> None:
    forum = rounds.world.guild.create_forum_channel("daily")
    tags = [
        {"id": "11", "name": "admins", "moderated": True, "emoji_id": None, "emoji_name": None},
        {"id": "12", "name": "quiz", "moderated": False, "emoji_id": None, "emoji_name": None},
    ]
    rounds.world.env.backend.get_channel(forum.id).available_tags = tags
    known = rounds.world.bot.get_channel(forum.id)
    assert isinstance(known, ForumChannel)
    known._flags = ChannelFlags(require_tag=True).value
    known._available_tags = {tag.id: tag for tag in map(forum_tag, tags)}
    await rounds.post_daily(forum)
    (thread,) = forum.threads
    assert thread._channel.applied_tags == [12]


def forum_tag(tag: dict[str, Any]) -> ForumTag:
    return ForumTag.from_data(state=None, data=tag)  # type: ignore[arg-type]


def use_as_system_channel(rounds: Rounds, channel: simcord.ChannelHandle) -> None:
    """Let the server's own messages go there."""
    guild = rounds.world.bot.get_guild(rounds.world.guild.id)
    assert guild is not None
    guild._system_channel_id = channel.id


async def break_daily(rounds: Rounds) -> str:
    """Delete the channel of the daily question before it is posted; the reason that is kept."""
    lost = rounds.world.guild.create_text_channel("lost")
    schedule = await rounds.schedule(lost)
    rounds.world.env.backend.delete_channel(lost.id)
    await rounds.at(schedule.next_due)
    return (await post_of(rounds, schedule)).reason or ""
