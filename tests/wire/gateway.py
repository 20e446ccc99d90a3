"""The gateway: HELLO, IDENTIFY, READY, heartbeats, RESUME, and the ways a connection can break.

Every dispatch goes into its session's log first and is replayed by RESUME, so events sent while
the socket is down are not lost. A session ends with a clean close (1000, 1001) or by
`invalidate`.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from . import payload

if TYPE_CHECKING:
    from .world import Channel, World

Json = dict[str, Any]

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, RESUME, RECONNECT = 0, 1, 2, 3, 6, 7
REQUEST_MEMBERS, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 8, 9, 10, 11
PRIVILEGED_INTENTS = 1 << 1 | 1 << 8 | 1 << 15
HEARTBEAT_INTERVAL_MS = 41_250
ENDING_CLOSES = (1000, 1001, 4004, 4007, 4009, 4010, 4011, 4012, 4013, 4014)
"""Close codes after which a session cannot be resumed."""


@dataclass(eq=False)
class Session:
    """One login of one shard."""

    shard: int
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    sequence: int = 0
    log: list[str] = field(default_factory=list)
    """Every dispatch as text: a replay shows things as they were."""
    ready_sequence: int = 0
    consumed: bool = False
    """The bot has processed READY and every GUILD_CREATE sent with it."""
    ended: bool = False
    connection: Connection | None = None

    def dispatch(self, event: str, data: Json) -> None:
        """Log an event and send it if there is a socket."""
        self.sequence += 1
        frame = {"op": DISPATCH, "s": self.sequence, "t": event, "d": data}
        self.log.append(json.dumps(frame))
        if self.connection is not None:
            self.connection.outbox.put_nowait(self.log[-1])


@dataclass(eq=False)
class Connection:
    """One websocket; frames go out in order through a queue."""

    socket: web.WebSocketResponse
    request: web.Request
    compressed: bool
    session: Session | None = None
    our_code: int | None = None
    """The close code, if the loopback closed first."""
    outbox: asyncio.Queue[str] = field(default_factory=asyncio.Queue)

    def send(self, frame: Json) -> None:
        """Queue a frame."""
        self.outbox.put_nowait(json.dumps(frame))

    async def close(self, code: int) -> None:
        """Close the socket from Discord's side."""
        self.our_code = code
        await self.socket.close(code=code)

    async def write(self) -> None:
        """Send queued frames until the socket closes; zlib-stream shares one context."""
        deflater = zlib.compressobj()
        with contextlib.suppress(ConnectionError):
            while True:
                text = await self.outbox.get()
                if self.compressed:
                    data = deflater.compress(text.encode()) + deflater.flush(zlib.Z_SYNC_FLUSH)
                    await self.socket.send_bytes(data)
                else:
                    await self.socket.send_str(text)


class Gateway:
    """Serve websockets and keep the sessions."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.heartbeat_interval_ms = HEARTBEAT_INTERVAL_MS
        self.sessions: list[Session] = []
        self.connections: list[Connection] = []
        self.received: list[Json] = []
        """Every frame the bot sent."""
        self.resumes = 0
        self._refusals: list[int] = []
        world.dispatch = self.dispatch
        world.announce_channel = self.announce_channel

    @property
    def url(self) -> str:
        """The address bots connect to."""
        return self._world.base_url.replace("http", "ws", 1) + "/gateway"

    def ready(self, since: int = 0) -> bool:
        """Return whether every shard has consumed READY in a session made after `since`."""
        shards = {session.shard for session in self.sessions[since:] if session.consumed}
        return len(shards) == self._world.shard_count

    def refuse(self, times: int = 1, status: int = 503) -> None:
        """Answer the next handshakes with an HTTP error."""
        self._refusals += [status] * times

    def drop(self) -> None:
        """Cut every socket without a close frame, as a failing network does."""
        for connection in list(self.connections):
            if connection.request.transport is not None:
                connection.request.transport.abort()

    async def close(self, code: int) -> None:
        """Close every socket with a code of Discord's, such as 4000 or 4004."""
        for connection in list(self.connections):
            await connection.close(code)

    def reconnect(self) -> None:
        """Ask every connection to reconnect and resume (op 7)."""
        for connection in list(self.connections):
            connection.send({"op": RECONNECT, "d": None})

    def invalidate(self, *, resumable: bool = False) -> None:
        """Declare every session invalid (op 9)."""
        for connection in list(self.connections):
            if not resumable and connection.session is not None:
                connection.session.ended = True
            connection.send({"op": INVALID_SESSION, "d": resumable})

    async def until_resumed(self, before: int, timeout_s: float = 20) -> None:
        """Wait until more sessions were resumed than the `resumes` read before the fault."""
        await self._world.pulse.until(
            lambda: self.resumes > before, what="RESUME", timeout_s=timeout_s
        )

    def dispatch(self, event: str, data: Json, guild_id: str | None) -> None:
        """Send an event to the shard that has the guild; without a guild to shard 0."""
        shard = (int(guild_id) >> 22) % self._world.shard_count if guild_id else 0
        for session in reversed(self.sessions):
            if session.shard == shard and not session.ended:
                session.dispatch(event, data)
                return

    def announce_channel(self, where: Channel) -> None:
        """Tell the bot of a new channel or thread."""
        if where.guild is not None and where.guild.installed:
            event = "THREAD_CREATE" if where.parent is not None else "CHANNEL_CREATE"
            self.dispatch(event, payload.channel(where), where.guild.id)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serve one websocket."""
        if self._refusals:
            return web.Response(status=self._refusals.pop(0), text="upstream connect error")
        socket = web.WebSocketResponse(compress=False)
        await socket.prepare(request)
        compressed = request.query.get("compress") == "zlib-stream"
        connection = Connection(socket, request, compressed)
        self.connections.append(connection)
        connection.send({"op": HELLO, "d": {"heartbeat_interval": self.heartbeat_interval_ms}})
        writer = asyncio.create_task(connection.write())
        try:
            async for incoming in socket:
                if incoming.type is WSMsgType.TEXT:
                    await self._receive(connection, json.loads(incoming.data))
        finally:
            writer.cancel()
            self._closed(connection)
        return socket

    def _closed(self, connection: Connection) -> None:
        self.connections.remove(connection)
        session = connection.session
        if session is not None and session.connection is connection:
            session.connection = None
            code = connection.our_code or connection.socket.close_code
            session.ended |= code in ENDING_CLOSES
        self._world.pulse.beat()

    async def _receive(self, connection: Connection, frame: Json) -> None:
        self.received.append(frame)
        op, data = frame["op"], frame["d"]
        if op == HEARTBEAT:
            self._heartbeat(connection, data)
        elif op == IDENTIFY:
            await self._identify(connection, data)
        elif op == RESUME:
            self._resume(connection, data)
        elif op == REQUEST_MEMBERS:
            self._members(connection, data)
        elif op != PRESENCE:
            self._world.report("gateway", f"op {op}", "the loopback does not know this opcode")
        self._world.pulse.beat()

    def _heartbeat(self, connection: Connection, sequence: int | None) -> None:
        connection.send({"op": HEARTBEAT_ACK, "d": None})
        session = connection.session
        if session is not None and sequence is not None and sequence >= session.ready_sequence:
            session.consumed = True

    async def _identify(self, connection: Connection, data: Json) -> None:
        if data["token"] != self._world.token:
            await connection.close(4004)
            return
        if data["intents"] & PRIVILEGED_INTENTS:
            self._world.report("gateway", "IDENTIFY", "a privileged intent is asked for")
            await connection.close(4014)
            return
        shard, count = data.get("shard", (0, 1))
        if count != self._world.shard_count:
            await connection.close(4010)
            return
        session = Session(shard)
        for older in self.sessions:
            older.ended |= older.shard == shard
        self.sessions.append(session)
        connection.session, session.connection = session, connection
        self._send_ready(session)

    def _send_ready(self, session: Session) -> None:
        world = self._world
        mine = [
            guild
            for guild in world.guilds.values()
            if guild.installed and (int(guild.id) >> 22) % world.shard_count == session.shard
        ]
        session.dispatch("READY", self._ready(session, [guild.id for guild in mine]))
        for guild in mine:
            session.dispatch("GUILD_CREATE", payload.guild_create(guild))
        session.ready_sequence = session.sequence
        if session.connection is not None:
            session.connection.send({"op": HEARTBEAT, "d": None})

    def _ready(self, session: Session, guild_ids: list[str]) -> Json:
        world = self._world
        return {
            "v": 10,
            "user": payload.own_user(world),
            "user_settings": {},
            "guilds": [{"id": guild_id, "unavailable": True} for guild_id in guild_ids],
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": self.url,
            "shard": [session.shard, world.shard_count],
            "application": {"id": world.application_id, "flags": 0},
            "private_channels": [],
            "presences": [],
            "relationships": [],
            "geo_ordered_rtc_regions": [],
            "auth": {},
            "_trace": ["loopback"],
        }

    def _resume(self, connection: Connection, data: Json) -> None:
        session = next((s for s in self.sessions if s.id == data["session_id"]), None)
        if session is None or session.ended:
            connection.send({"op": INVALID_SESSION, "d": False})
            return
        for text in session.log[data["seq"] or 0 :]:
            connection.outbox.put_nowait(text)
        connection.session, session.connection = session, connection
        session.dispatch("RESUMED", {"_trace": ["loopback"]})
        self.resumes += 1

    def _members(self, connection: Connection, data: Json) -> None:
        guild = self._world.guilds[data["guild_id"]]
        wanted = [str(user_id) for user_id in data.get("user_ids") or ()]
        people = [p for p in self._world.users.values() if not wanted or p["id"] in wanted]
        chunk = {
            "guild_id": guild.id,
            "members": [payload.member(guild, person) for person in people],
            "chunk_index": 0,
            "chunk_count": 1,
            "not_found": [],
            "nonce": data.get("nonce"),
        }
        if connection.session is not None:
            connection.session.dispatch("GUILD_MEMBERS_CHUNK", chunk)
