"""A server whose channels ask everybody: a world with a poster, a board and a third member."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import simcord
from discord import Permissions, TextChannel
from simcord.enums import ChannelType

from bot.coach.coach import Coach
from bot.discord_ui.board import DiscordBoard
from bot.discord_ui.poster import DiscordPoster
from bot.domain.schedule import DailySetup, Schedule
from tests.discord_ui.examples import BANK
from tests.discord_ui.world import World, open_world, shown, text_of

GIL_ONLY = "gil"
"""The topic of one question, so that it is known what will be asked."""

NOON = 12 * 60


@dataclass
class Rounds:
    """What a test acts on."""

    world: World
    carol: simcord.MemberActor
    poster: DiscordPoster
    board: DiscordBoard

    @property
    def coach(self) -> Coach:
        return self.world.coach

    @property
    def channel(self) -> simcord.ChannelHandle:
        return self.world.channel

    def renew(self) -> None:
        """Post by the bot that runs now."""
        self.poster = DiscordPoster(self.world.bot, BANK)
        self.board = DiscordBoard(self.world.bot, BANK)

    async def schedule(
        self, channel: simcord.ChannelHandle | None = None, **changes: object
    ) -> Schedule:
        """Post the question on the GIL every day at noon."""
        where = channel or self.channel
        setup = {
            "channel_id": where.id,
            "zone": "UTC",
            "post_minute": NOON,
            "topics": [GIL_ONLY],
            **changes,
        }
        return await self.coach.schedules.add(
            where.id, DailySetup.model_validate(setup), group_id=self.world.guild.id
        )

    async def look(self) -> None:
        """What the process does every few seconds."""
        await self.coach.daily.tick(self.poster)
        await self.coach.rounds.tick(self.board)
        await self.world.env.settle()

    async def at(self, moment: datetime) -> None:
        """Go on to that time and look."""
        wait = (moment - self.world.env.now()).total_seconds()
        await self.world.env.advance_time(max(0.0, wait))
        await self.look()

    async def later(self, **gap: float) -> None:
        """Go on for so long and look."""
        await self.at(self.world.env.now() + timedelta(**gap))

    async def post_daily(
        self, channel: simcord.ChannelHandle | None = None, **changes: object
    ) -> simcord.ResponseMessage:
        """Schedule the question on the GIL, wait until it is posted, return the post."""
        schedule = await self.schedule(channel, **changes)
        await self.at(schedule.next_due)
        (post,) = cards_in(channel or self.channel)
        return post

    async def answer(
        self, who: simcord.MemberActor, post: simcord.ResponseMessage, text: str
    ) -> simcord.ResponseMessage:
        """Press Answer on a post and send the form; the feedback."""
        opened = await who.click(post, label="Answer")
        return shown(await who.submit_modal(opened, {"answer": text}))

    def requests(self, method: str, part: str) -> Sequence[str]:
        """The paths of all calls by that method with that part."""
        return [
            call.path
            for call in self.world.env.http_requests
            if call.method == method and part in call.path
        ]


@asynccontextmanager
async def open_rounds() -> AsyncIterator[Rounds]:
    async with open_world(BANK) as world:
        _number_as_discord_does(world.env)
        carol = world.guild.add_member(world.env.create_user("carol"))
        yield Rounds(world, carol, DiscordPoster(world.bot, BANK), DiscordBoard(world.bot, BANK))


def _number_as_discord_does(env: simcord.Env) -> None:
    """Give the first message of a forum's thread the thread's id."""
    create = env.backend.create_forum_post

    def create_post(*args: Any, **options: Any) -> tuple[Any, Any]:
        thread, message = create(*args, **options)
        kept = env.backend.messages[thread.id]
        kept[thread.id] = kept.pop(message.id)
        message.id = thread.id
        return thread, message

    env.backend.create_forum_post = create_post  # type: ignore[method-assign]


def cards_in(channel: simcord.ChannelHandle) -> list[simcord.ResponseMessage]:
    """The cards that everybody sees in a channel, of a forum those in all its threads."""
    env = channel._env
    places = [channel, *(channel.threads if channel._channel.type == ChannelType.FORUM else ())]
    found = (
        simcord.ResponseMessage(env, env.backend.get_message(place.id, one.id))
        for place in places
        for one in place.history()
    )
    return [one for one in found if one.components and not one.ephemeral]


def current(channel: simcord.ChannelHandle) -> str:
    """All text on the one card in a channel, as it is now."""
    (card,) = cards_in(channel)
    return text_of(card)


def channel_with(allowed: Permissions, *, known: bool = True) -> Any:
    """A text channel in which the bot may do that."""

    class Channel(TextChannel):
        def __init__(self) -> None:
            self.id = 5
            self.guild = SimpleNamespace(me=object() if known else None)  # type: ignore[assignment]

        def permissions_for(self, _who: Any, /) -> Permissions:
            return allowed

    return Channel()
