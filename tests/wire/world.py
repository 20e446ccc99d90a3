"""What exists in the loopback Discord: the application, guilds, channels, messages, commands.

This is plain state shared by the gateway, the REST side and the actors. It outlives the bot's
process, as Discord does, so a restarted bot finds its commands and messages again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .pulse import Pulse
from .record import Fault, Problem, Request
from .snowflake import SnowflakeMaker

if TYPE_CHECKING:
    from collections.abc import Callable

    from .exchange import Exchange

Json = dict[str, Any]

TEXT, DM, GROUP_DM, PUBLIC_THREAD, PRIVATE_THREAD, FORUM = 0, 1, 3, 11, 12, 15
THREADS = (10, 11, 12)
ADMINISTRATOR, MANAGE_GUILD, VIEW_CHANNEL, SEND_MESSAGES = 1 << 3, 1 << 5, 1 << 10, 1 << 11
EMBED_LINKS, ATTACH_FILES, READ_HISTORY, MENTION_EVERYONE = 1 << 14, 1 << 15, 1 << 16, 1 << 17
USE_COMMANDS, CREATE_PUBLIC_THREADS, SEND_IN_THREADS = 1 << 31, 1 << 35, 1 << 38
CREATE_PRIVATE_THREADS = 1 << 36
USE_EXTERNAL_APPS = 1 << 50

_POSTING = VIEW_CHANNEL | SEND_MESSAGES | EMBED_LINKS | ATTACH_FILES | READ_HISTORY
BOT_PERMISSIONS = _POSTING | MENTION_EVERYONE | CREATE_PUBLIC_THREADS | SEND_IN_THREADS
MEMBER_PERMISSIONS = _POSTING | USE_COMMANDS | USE_EXTERNAL_APPS | SEND_IN_THREADS
"""An ordinary member: nothing that manages, kicks or bans."""


@dataclass(eq=False)
class Channel:
    """A text channel, forum, thread, direct message or private channel."""

    world: World
    id: str
    name: str
    type: int = TEXT
    guild: Guild | None = None
    parent: Channel | None = None
    recipients: list[Json] = field(default_factory=list)
    app_permissions: int = BOT_PERMISSIONS
    """What the bot may do here; take bits away to make it fail with 403."""
    thread: Json = field(default_factory=dict)
    messages: dict[str, Json] = field(default_factory=dict)
    """Public messages, oldest first."""

    @property
    def may_send(self) -> bool:
        """Whether the bot may write here; private channels know no permissions."""
        needed = SEND_IN_THREADS if self.type in THREADS else SEND_MESSAGES
        return self.guild is None or bool(self.app_permissions & needed)

    @property
    def context(self) -> int:
        """Interaction context: 0 guild, 1 the bot's direct message, 2 any other private one."""
        if self.guild is not None:
            return 0
        bot_id = self.world.application_id
        return 1 if any(person["id"] == bot_id for person in self.recipients) else 2


@dataclass(eq=False)
class Guild:
    """A server; `installed` tells whether the bot is in it."""

    world: World
    id: str
    name: str
    owner_id: str
    bot_role_id: str
    installed: bool = True
    locale: str = "en-US"
    channels: dict[str, Channel] = field(default_factory=dict)
    roles: dict[str, Json] = field(default_factory=dict)
    permissions: dict[str, int] = field(default_factory=dict)
    """Permissions by user id, where they differ from MEMBER_PERMISSIONS."""
    member_roles: dict[str, list[str]] = field(default_factory=dict)
    absent: set[str] = field(default_factory=set)
    """Users who are not members; everyone else is."""

    def add_text_channel(self, name: str) -> Channel:
        """Add a text channel."""
        return self._add(name, TEXT)

    def add_forum(self, name: str) -> Channel:
        """Add a forum channel."""
        return self._add(name, FORUM)

    def add_role(self, name: str, permissions: int = 0) -> Json:
        """Add a role and return it; give it with `member_roles`."""
        role_id = self.world.snowflake()
        role = {"id": role_id, "name": name, "permissions": str(permissions)}
        self.roles[role_id] = role
        return role

    def _add(self, name: str, kind: int) -> Channel:
        channel = Channel(self.world, self.world.snowflake(), name, kind, self)
        self.channels[channel.id] = self.world.channels[channel.id] = channel
        self.world.announce_channel(channel)
        return channel

    def permissions_of(self, user_id: str) -> int:
        """Return a member's permissions over the whole guild."""
        return self.permissions.get(user_id, MEMBER_PERMISSIONS)


class World:
    """All state of the loopback Discord."""

    def __init__(self, *, token: str, clock: Callable[[], float]) -> None:
        self.token = token
        self.clock = clock
        self.snowflake = SnowflakeMaker(clock)
        self.pulse = Pulse()
        self.application_id = self.snowflake()
        self.base_url = ""
        self.shard_count = 1
        self.guilds: dict[str, Guild] = {}
        self.channels: dict[str, Channel] = {}
        self.users: dict[str, Json] = {}
        self.messages: dict[str, Json] = {}
        self.seen_only_by: dict[str, str] = {}
        """Ephemeral messages: message id to the id of the one user who sees it."""
        self.files: dict[str, bytes] = {}
        """Bytes of attachments by id."""
        self.commands: list[Json] | None = None
        """Global commands; None until the bot has set them once."""
        self.guild_commands: dict[str, list[Json]] = {}
        self.exchanges: dict[str, Exchange] = {}
        """Interactions by token."""
        self.requests: list[Request] = []
        self.problems: list[Problem] = []
        self.faults: list[Fault] = []
        self.after_answer: list[Callable[[], None]] = []
        """What to do once the answer to the current call is on its way to the bot. Telling a test
        earlier would let it stop the bot between its request and our answer."""
        self.announce_channel: Callable[[Channel], None] = lambda _channel: None
        self.dispatch: Callable[[str, Json, str | None], None] = lambda *_: None
        """Send a gateway event; the third argument is the guild it belongs to."""

    def report(self, kind: str, route: str, detail: str) -> None:
        """Write a problem down and wake whoever waits."""
        self.problems.append(Problem(kind, route, detail))
        self.pulse.beat()

    def take_problems(self, fragment: str = "") -> list[Problem]:
        """Remove and return the problems whose report contains the fragment."""
        taken = [problem for problem in self.problems if fragment in str(problem)]
        self.problems = [problem for problem in self.problems if problem not in taken]
        return taken

    def commands_in(self, guild: Guild | None) -> list[Json]:
        """Return the commands a member is offered there, by their own guild first."""
        own = self.guild_commands.get(guild.id, []) if guild else []
        return [*own, *(self.commands or ())]

    def direct_message(self, user_id: str) -> Channel:
        """Return a user's direct message with the bot, made on first use."""
        people = {user_id, self.application_id}
        for where in self.channels.values():
            if where.type == DM and {person["id"] for person in where.recipients} == people:
                return where
        return self.add_private(DM, [self.users[user_id], self.users[self.application_id]])

    def add_private(self, kind: int, people: list[Json]) -> Channel:
        """Add a direct message or a group of people."""
        where = Channel(self, self.snowflake(), "", kind, recipients=people)
        self.channels[where.id] = where
        return where

    def channel(self, channel_id: str) -> Channel | None:
        """Return a channel or thread by id."""
        return self.channels.get(channel_id)
