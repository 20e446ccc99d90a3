"""What the bot may do in a channel, shown to whoever can change it, with what each is good for."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from discord import ForumChannel, Role

from ..domain.language import tr
from .channel import PostChannel, missing_permissions, permission_names

NEEDED = ("view_channel", "send_messages", "read_message_history")
"""Without them nothing is posted."""

WITH_THREADS = ("create_public_threads", "send_messages_in_threads")
"""For a thread under a post."""


class Badge(NamedTuple):
    """One permission.

    Attributes:
        name: as Discord's settings show it.
        given: whether the bot has it.
        needed: whether nothing can be posted without it.
        without: what is missing without it.
    """

    name: str
    given: bool
    needed: bool
    without: str

    def __str__(self) -> str:
        """The line to show; the sign only repeats what the words say."""
        if self.given:
            return tr("✓ {name}: given").format(name=self.name)
        if self.needed:
            return tr("✗ **{name}: missing, and needed.** {without}").format(
                name=self.name, without=self.without
            )
        return tr("○ {name}: missing. {without}").format(name=self.name, without=self.without)


def badges(channel: PostChannel, role: Role | None = None) -> Sequence[Badge]:
    """The permissions that matter in a channel.

    Args:
        role: the one that posts ping.
    """
    me = channel.guild.me
    if me is None:  # not in the cache yet
        return ()
    allowed = channel.permissions_for(me)
    names, without = _names(channel), _without()
    needed = missing_permissions(channel)
    return [
        Badge(names[one], getattr(allowed, one), one in needed, without[one])
        for one in _wanted(channel, role)
    ]


def badge_lines(shown: Sequence[Badge]) -> str:
    """All of them, a line each."""
    return "\n".join(map(str, shown))


def _wanted(channel: PostChannel, role: Role | None) -> Iterator[str]:
    yield from NEEDED
    # A post in a forum is a thread by itself.
    yield from WITH_THREADS[isinstance(channel, ForumChannel) :]
    yield "attach_files"
    if role is not None and not role.mentionable:
        yield "mention_everyone"


def _names(channel: PostChannel) -> Mapping[str, str]:
    names = permission_names()
    if isinstance(channel, ForumChannel):
        return {
            **names,
            "send_messages": tr("Create Posts"),
            "send_messages_in_threads": tr("Send Messages in Posts"),
        }
    return names


def _without() -> Mapping[str, str]:
    return {
        "view_channel": tr("Without it the channel does not exist for me."),
        "send_messages": tr("Without it I can't post."),
        "read_message_history": tr("Without it a post could come twice after a fault."),
        "create_public_threads": tr("Posts come without a thread to talk in."),
        "send_messages_in_threads": tr("The model answer can't be added to the thread."),
        "attach_files": tr("Long answers can't be shared as a file."),
        "mention_everyone": tr("The role is named, but not pinged."),
    }
