"""Posts of the bot's own accord: into text and announcement channels, threads and forums.

A post may have got out although nobody heard so. It is known again by its Answer button, on which
its round stands. In text channels a repeated post is none because of its nonce. Forum posts take no
nonce, so the library must not repeat those by itself.
"""

import logging
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any, Final

from aiohttp import ClientError
from discord import (
    AllowedMentions,
    File,
    ForumChannel,
    HTTPException,
    Message,
    NotFound,
    Object,
    PartialMessage,
    TextChannel,
)
from discord.http import Route
from discord.ui import LayoutView

from ..domain.errors import PostDelayedError
from ..domain.language import tr
from ..domain.round import Posted
from .channel import PostChannel, check_posting, find_channel, told
from .doors import AnyBot
from .limits import COMPONENTS_V2, THREAD_NAME
from .quote import cut

_log = logging.getLogger(__name__)

_KEPT_OPEN_MIN: Final = 4320
"""Minutes without a word until a thread is archived: longer than any round."""

_SEARCHED = 1000
"""Messages looked through, the newest first."""

_HAS_THREAD = 160004
"""A thread was made for this message before. Source: Discord API, "JSON Error Codes"."""


class _OneTry(list[File]):
    """No files, and a way to keep the library from repeating a request by itself.

    It goes through the files of a request before each of its five tries.
    """

    def __init__(self) -> None:
        super().__init__()
        self._begun = False

    def __bool__(self) -> bool:
        return True

    def __iter__(self) -> Iterator[File]:
        if self._begun:
            raise PostDelayedError(tr("Discord did not say whether it took the post."))
        self._begun = True
        return iter(())


class Posting:
    """Puts cards into channels and finds them again."""

    def __init__(self, bot: AnyBot) -> None:
        self._bot = bot

    async def post(
        self, channel_id: int, card: LayoutView, *, title: str, nonce: str, role_id: int | None
    ) -> Posted:
        """Post a card, with a thread under it where that is allowed.

        Args:
            title: of the thread.
            role_id: the one role that is pinged.

        Raises:
            PostRefusedError: the channel is gone or closed to the bot.
            PostDelayedError: 429, 5xx, or no answer.
        """
        card.stop()
        channel = await find_channel(self._bot, channel_id)
        check_posting(channel)
        pings = _pings(role_id)
        with told(channel_id):
            if isinstance(channel, ForumChannel):
                return Posted(await self._post_in_forum(channel, card, title, pings), threaded=True)
            message = await channel.send(view=card, nonce=nonce, allowed_mentions=pings)
        return Posted(message.id, threaded=await open_thread(channel, message, title))

    async def find(
        self, channel_id: int, custom_id: str, *, after: int, title: str
    ) -> Posted | None:
        """The bot's own message with that button, and with a thread under it where allowed.

        Args:
            after: a snowflake; only newer messages are looked through.
            title: of the thread.

        Raises:
            PostRefusedError: the channel is gone or closed to the bot.
            PostDelayedError: 429, 5xx, or no answer.
        """
        channel = await find_channel(self._bot, channel_id)
        check_posting(channel)
        with told(channel_id):
            async for message in self._own(channel, after):
                if custom_id in _custom_ids(message.components):
                    threaded = isinstance(channel, ForumChannel) or message.flags.has_thread
                    return Posted(
                        message.id, threaded or await open_thread(channel, message, title)
                    )
        return None

    async def _post_in_forum(
        self, forum: ForumChannel, card: LayoutView, title: str, pings: AllowedMentions
    ) -> int:
        """Begin a thread in a forum; its first message has the thread's id."""
        thread: dict[str, Any] = await self._bot.http.request(
            Route("POST", "/channels/{channel_id}/threads", channel_id=forum.id),
            json={
                "name": cut(title, THREAD_NAME),
                "auto_archive_duration": _KEPT_OPEN_MIN,
                "applied_tags": _required_tag(forum),
                "message": {
                    "components": card.to_components(),  # type: ignore[no-untyped-call]
                    "flags": COMPONENTS_V2,
                    "allowed_mentions": pings.to_dict(),
                },
            },
            params={"use_nested_fields": 1},
            files=_OneTry(),
        )
        return int(thread["id"])

    async def _own(self, channel: PostChannel, after: int) -> AsyncIterator[Message]:
        """The bot's newer messages in a channel; of a forum, those that begin a thread."""
        me = self._bot.user.id if self._bot.user else None
        if isinstance(channel, ForumChannel):
            for thread in await channel.guild.active_threads():
                if (thread.parent_id, thread.owner_id) == (channel.id, me) and thread.id > after:
                    try:
                        yield await thread.fetch_message(thread.id)
                    except NotFound:  # somebody deleted it
                        continue
            return
        async for message in channel.history(limit=_SEARCHED):
            if message.id <= after:
                return
            if message.author.id == me:
                yield message


async def open_thread(channel: PostChannel, message: Message | PartialMessage, title: str) -> bool:
    """Begin a thread under a message where that is allowed; return whether there is one."""
    if not isinstance(channel, TextChannel) or not _may_begin_thread(channel):
        return False
    try:
        await message.create_thread(
            name=cut(title, THREAD_NAME), auto_archive_duration=_KEPT_OPEN_MIN
        )
    except (HTTPException, ClientError, OSError) as error:
        if isinstance(error, HTTPException) and error.code == _HAS_THREAD:
            return True
        _log.info("Message %d gets no thread: %s", message.id, error)
        return False
    return True


def _may_begin_thread(channel: TextChannel) -> bool:
    if channel.guild.me is None:  # not known yet: Discord itself will say
        return True
    allowed = channel.permissions_for(channel.guild.me)
    return allowed.create_public_threads and allowed.send_messages_in_threads


def _pings(role_id: int | None) -> AllowedMentions:
    """What the post may ping: that role, and nobody else."""
    return AllowedMentions(
        everyone=False,
        users=False,
        replied_user=False,
        roles=False if role_id is None else [Object(role_id)],
    )


def _required_tag(forum: ForumChannel) -> list[str]:
    """A tag, where the forum takes no post without one."""
    if not forum.flags.require_tag:
        return []
    return [str(tag.id) for tag in forum.available_tags if not tag.moderated][:1]


def _custom_ids(components: Iterable[Any]) -> Iterator[str]:
    for one in components:
        if custom_id := getattr(one, "custom_id", None):
            yield custom_id
        yield from _custom_ids(getattr(one, "children", ()))
