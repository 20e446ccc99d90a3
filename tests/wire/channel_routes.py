"""The routes of channels, messages and threads.

Missing permissions answer 403 as Discord does: take bits from `Channel.app_permissions`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import message, payload
from .record import ApiError
from .world import (
    CREATE_PRIVATE_THREADS,
    CREATE_PUBLIC_THREADS,
    FORUM,
    PRIVATE_THREAD,
    PUBLIC_THREAD,
    VIEW_CHANNEL,
    Channel,
)

if TYPE_CHECKING:
    from .rest import Answer, Call, Router

Json = dict[str, Any]
CHANNEL = "/channels/{channel_id}"
MESSAGE = "/channels/{channel_id}/messages/{message_id}"
THREAD_MEMBER = "/channels/{channel_id}/thread-members"
DEFAULT_PAGE = 50
HAS_THREAD = 1 << 5


def add_routes(router: Router) -> None:
    """Add these routes to a router."""
    router.add(f"GET {CHANNEL}", lambda call: (200, payload.channel(_channel(call))))
    router.add(f"PATCH {CHANNEL}", edit_thread)
    router.add(f"POST {CHANNEL}/typing", typing)
    router.add(f"GET {CHANNEL}/messages", list_messages)
    router.add(f"POST {CHANNEL}/messages", send)
    router.add(f"GET {MESSAGE}", lambda call: (200, _message(call)))
    router.add(f"PATCH {MESSAGE}", edit)
    router.add(f"DELETE {MESSAGE}", delete)
    router.add(f"POST {MESSAGE}/threads", start_thread_from_message)
    router.add(f"POST {CHANNEL}/threads", start_thread)
    router.add("GET /guilds/{guild_id}/threads/active", active_threads)
    router.add(f"PUT {THREAD_MEMBER}/@me", lambda _call: (204, None))
    router.add(f"PUT {THREAD_MEMBER}/{{user_id}}", lambda _call: (204, None))


def _channel(call: Call) -> Channel:
    where = call.world.channel(call["channel_id"])
    if where is None or where.context == 2 or (where.guild and not where.guild.installed):
        raise ApiError(404, 10003, "Unknown Channel")
    if where.guild is not None and not where.app_permissions & VIEW_CHANNEL:
        raise ApiError(403, 50001, "Missing Access")
    return where


def _writable(call: Call) -> Channel:
    where = _channel(call)
    if not where.may_send:
        raise ApiError(403, 50013, "Missing Permissions")
    return where


def _threadable(call: Call) -> Channel:
    where = _channel(call)
    private = call.body.get("type") == PRIVATE_THREAD
    needed = CREATE_PRIVATE_THREADS if private else CREATE_PUBLIC_THREADS
    if not where.app_permissions & needed:
        raise ApiError(403, 50013, "Missing Permissions")
    return where


def _message(call: Call) -> Json:
    found = _channel(call).messages.get(call["message_id"])
    if found is None:
        raise ApiError(404, 10008, "Unknown Message")
    return found


def edit_thread(call: Call) -> Answer:
    """Archive, lock or rename a thread."""
    where = _channel(call)
    where.name = call.body.get("name", where.name)
    if where.thread:
        settings = ("archived", "locked", "auto_archive_duration", "invitable")
        changes = {key: call.body[key] for key in settings if key in call.body}
        where.thread["thread_metadata"] |= changes
    return 200, payload.channel(where)


def typing(call: Call) -> Answer:
    """Accept a typing indicator."""
    _writable(call)
    return 204, None


def list_messages(call: Call) -> Answer:
    """Answer with messages, newest first, as `before`, `after` and `limit` ask."""
    found = list(_channel(call).messages.values())
    query = call.request.query
    if "before" in query:
        found = [m for m in found if int(m["id"]) < int(query["before"])]
    limit = int(query.get("limit", DEFAULT_PAGE))
    if "after" in query:
        found = [m for m in found if int(m["id"]) > int(query["after"])][:limit]
    return 200, found[::-1][:limit]


def send(call: Call) -> Answer:
    """Post a message; with `enforce_nonce` a repeated nonce answers with the first message."""
    where = _writable(call)
    if call.body.get("enforce_nonce") and call.body.get("nonce") is not None:
        for earlier in where.messages.values():
            if earlier.get("nonce") == call.body["nonce"]:
                return 200, earlier
    return 200, _post(call, where, call.body)


def _post(call: Call, where: Channel, body: Json, *, same_id: str | None = None) -> Json:
    made = message.new(where, call.world.users[call.world.application_id])
    if same_id is not None:
        message.forget(call.world, made)
        made["id"] = same_id
        call.world.messages[same_id] = where.messages[same_id] = made
    try:
        message.write(call.world, made, body, call.files)
    except ApiError:
        message.forget(call.world, made)
        raise
    if (reference := body.get("message_reference")) is not None:
        made["type"], made["message_reference"] = 19, {"type": 0, **reference}
        made["referenced_message"] = call.world.messages.get(str(reference["message_id"]))
    return made


def edit(call: Call) -> Answer:
    """Edit one of the bot's own messages."""
    shown = _message(call)
    if shown["author"]["id"] != call.world.application_id:
        raise ApiError(403, 50005, "Cannot edit a message authored by another user")
    message.write(call.world, shown, call.body, call.files)
    shown["edited_timestamp"] = payload.timestamp(call.world.clock())
    return 200, shown


def delete(call: Call) -> Answer:
    """Delete a message."""
    message.forget(call.world, _message(call))
    return 204, None


def _thread(call: Call, parent: Channel, body: Json, thread_id: str | None = None) -> Channel:
    world = call.world
    made = payload.timestamp(world.clock())
    fields = payload.thread_fields(
        owner_id=world.application_id, made=made, minutes=body.get("auto_archive_duration") or 1440
    )
    where = Channel(
        world,
        thread_id or world.snowflake(),
        body["name"],
        body.get("type") or PUBLIC_THREAD,
        parent.guild,
        parent,
        app_permissions=parent.app_permissions,
        thread=fields,
    )
    assert parent.guild is not None
    parent.guild.channels[where.id] = world.channels[where.id] = where
    world.announce_channel(where)
    return where


def start_thread_from_message(call: Call) -> Answer:
    """Start a thread under a message; it takes the message's id."""
    shown, parent = _message(call), _threadable(call)
    if shown["id"] in call.world.channels:
        text = "A thread has already been created for this message"
        raise ApiError(400, 160004, text)
    where = _thread(call, parent, call.body, shown["id"])
    shown["thread"] = payload.channel(where)
    shown["flags"] |= HAS_THREAD
    return 201, shown["thread"]


def start_thread(call: Call) -> Answer:
    """Start a thread, in a forum together with its first message."""
    parent = _writable(call) if "message" in call.body else _threadable(call)
    where = _thread(call, parent, call.body)
    if parent.type != FORUM:
        return 201, payload.channel(where)
    first = _post(call, where, call.body["message"], same_id=where.id)
    return 201, {**payload.channel(where), "message": first}


def active_threads(call: Call) -> Answer:
    """Answer with the threads of a guild that are not archived."""
    guild = call.world.guilds[call["guild_id"]]
    open_threads = [
        payload.channel(where)
        for where in guild.channels.values()
        if where.parent is not None and not where.thread["thread_metadata"]["archived"]
    ]
    return 200, {"threads": open_threads, "members": [], "has_more": False}
