"""Channels that the bot posts to by itself: what is missing there, and what refusals mean.

What can be seen from here is looked at before Discord is asked: it bans an address that is refused
too often, and its own refusal does not say which permission is missing.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from aiohttp import ClientError
from discord import (
    Forbidden,
    ForumChannel,
    HTTPException,
    NotFound,
    Permissions,
    RateLimited,
    TextChannel,
    Thread,
)

from ..domain.errors import PostDelayedError, PostRefusedError
from ..domain.language import tr
from .doors import AnyBot
from .reply import ARCHIVED

PostChannel = TextChannel | ForumChannel | Thread
"""A text or announcement channel, a forum, or a thread."""

_POSTING = ("view_channel", "send_messages", "read_message_history")
_IN_THREADS = ("view_channel", "send_messages_in_threads", "read_message_history")

_TOO_MANY, _FAULTS = 429, 500
"""HTTP status; from the second on it is Discord's own fault."""


def permission_names() -> Mapping[str, str]:
    """Permissions by the names that Discord's own settings show."""
    return {
        "view_channel": tr("View Channel"),
        "send_messages": tr("Send Messages"),
        "read_message_history": tr("Read Message History"),
        "create_public_threads": tr("Create Public Threads"),
        "create_private_threads": tr("Create Private Threads"),
        "send_messages_in_threads": tr("Send Messages in Threads"),
        "attach_files": tr("Attach Files"),
        "mention_everyone": tr("Mention All Roles"),
    }


async def find_channel(bot: AnyBot, channel_id: int) -> PostChannel:
    """The channel of that id.

    Raises:
        PostRefusedError: it is gone, hidden from the bot, or one that takes no posts.
        PostDelayedError: Discord does not say now.
    """
    channel = bot.get_channel(channel_id)
    if channel is None:
        with told(channel_id):
            channel = await bot.fetch_channel(channel_id)
    if not isinstance(channel, TextChannel | ForumChannel | Thread):
        raise PostRefusedError(
            tr(
                "<#{channel}> is no text channel, announcement channel or forum. Choose one with "
                "`/coach daily`."
            ).format(channel=channel_id)
        )
    return channel


def check_posting(channel: PostChannel, allowed: Permissions | None = None) -> None:
    """Refuse a channel in which something is missing that a post needs.

    Args:
        allowed: what the bot may do there, if Discord has said so; else what the library thinks.

    Raises:
        PostRefusedError: says what, and what to change.
    """
    missing = missing_permissions(channel, allowed)
    if missing:
        raise PostRefusedError(_missing(channel.id, missing))


def missing_permissions(channel: PostChannel, allowed: Permissions | None = None) -> Sequence[str]:
    """The permissions that posts need and the bot does not have there, as the library names them.

    Args:
        allowed: as of `check_posting`.
    """
    if allowed is None and channel.guild.me is None:  # not known yet: Discord itself will say
        return ()
    allowed = allowed or channel.permissions_for(channel.guild.me)
    needed = _IN_THREADS if isinstance(channel, Thread) else _POSTING
    return [name for name in needed if not getattr(allowed, name)]


@contextmanager
def told(channel_id: int) -> Iterator[None]:
    """Tell what Discord's errors mean for a post in that channel.

    Raises:
        PostRefusedError: the channel or the message is gone, or closed to the bot.
        PostDelayedError: 429, 5xx, no answer, or a thread that sleeps.
    """
    try:
        yield
    except NotFound:
        raise PostRefusedError(
            tr(
                "The channel I post in, or my message there, is gone. Choose a channel with "
                "`/coach daily`."
            )
        ) from None
    except Forbidden:
        raise PostRefusedError(_closed(channel_id)) from None
    except HTTPException as error:
        if error.status < _FAULTS and error.status != _TOO_MANY and error.code != ARCHIVED:
            raise
        raise PostDelayedError(str(error)) from error
    except (RateLimited, ClientError, OSError) as error:
        raise PostDelayedError(str(error) or type(error).__name__) from error


def _missing(channel_id: int, missing: Sequence[str]) -> str:
    names = permission_names()
    return tr(
        "I can't post in <#{channel}>, because I lack there: {permissions}. Give it to me in the "
        "channel's settings, under “Permissions”."
    ).format(channel=channel_id, permissions=", ".join(f"**{names[one]}**" for one in missing))


def _closed(channel_id: int) -> str:
    return tr(
        "Discord does not let me into <#{channel}>. In the channel's settings, under "
        "“Permissions”, give me **View Channel**, **Send Messages** and **Read Message History**; "
        "or choose another channel with `/coach daily`."
    ).format(channel=channel_id)
