"""The routes of login, commands, guilds, users and interactions.

Channels and messages are in `channel_routes`. Handlers are plain functions of a `Call`.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from . import payload
from .component import EPHEMERAL, LOADING
from .exchange import REPLY, UPDATE, Exchange
from .record import ApiError

if TYPE_CHECKING:
    from .rest import Answer, Call, Router
    from .world import Guild

Json = dict[str, Any]
WEBHOOK = "/webhooks/{webhook_id}/{webhook_token}"
CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
COMMANDS = "/applications/{application_id}/commands"
GUILD_COMMANDS = "/applications/{application_id}/guilds/{guild_id}/commands"


def add_routes(router: Router) -> None:
    """Add these routes to a router."""
    router.add("GET /gateway", lambda call: (200, {"url": _gateway_url(call)}))
    router.add("GET /gateway/bot", gateway_bot)
    router.add("GET /users/@me", lambda call: (200, payload.own_user(call.world)))
    router.add("POST /users/@me/channels", open_direct_message)
    router.add("GET /users/{user_id}", user)
    for name in ("/oauth2/applications/@me", "/applications/@me"):
        router.add(f"GET {name}", lambda call: (200, payload.application(call.world)))
    router.add(f"GET {COMMANDS}", lambda call: (200, call.world.commands or []))
    router.add(f"PUT {COMMANDS}", set_commands)
    router.add(f"GET {GUILD_COMMANDS}", guild_commands)
    router.add(f"PUT {GUILD_COMMANDS}", set_guild_commands)
    router.add("GET /guilds/{guild_id}", guild)
    router.add("GET /guilds/{guild_id}/members/{user_id}", member)
    router.add("GET /guilds/{guild_id}/channels", channels)
    router.add("GET /guilds/{guild_id}/roles", lambda call: (200, payload.roles(_guild(call))))
    router.add(f"POST {CALLBACK}", callback)
    router.add(f"POST {WEBHOOK}", follow_up)
    for template in (f"{WEBHOOK}/messages/@original", f"{WEBHOOK}/messages/{{message_id}}"):
        router.add(f"GET {template}", get_answer)
        router.add(f"PATCH {template}", edit_answer)
        router.add(f"DELETE {template}", delete_answer)


def _gateway_url(call: Call) -> str:
    return call.world.base_url.replace("http", "ws", 1) + "/gateway"


def gateway_bot(call: Call) -> Answer:
    """Answer with the gateway and the number of shards."""
    limits = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
    shards = call.world.shard_count
    return 200, {"url": _gateway_url(call), "shards": shards, "session_start_limit": limits}


def user(call: Call) -> Answer:
    """Answer with a user."""
    found = call.world.users.get(call["user_id"])
    if found is None:
        raise ApiError(404, 10013, "Unknown User")
    return 200, found


def open_direct_message(call: Call) -> Answer:
    """Answer with the direct message between the bot and a user."""
    world, user_id = call.world, str(call.body["recipient_id"])
    if user_id not in world.users:
        raise ApiError(404, 10013, "Unknown User")
    return 200, payload.channel(call.world.direct_message(user_id))


def _guild(call: Call) -> Guild:
    found = call.world.guilds.get(call["guild_id"])
    if found is None or not found.installed:
        raise ApiError(404, 10004, "Unknown Guild")
    return found


def guild(call: Call) -> Answer:
    """Answer with a guild."""
    return 200, payload.guild_settings(_guild(call))


def member(call: Call) -> Answer:
    """Answer with a member."""
    where, user_id = _guild(call), call["user_id"]
    if user_id == call.world.application_id:
        return 200, payload.bot_member(where)
    if user_id not in call.world.users or user_id in where.absent:
        raise ApiError(404, 10007, "Unknown Member")
    return 200, payload.member(where, call.world.users[user_id])


def channels(call: Call) -> Answer:
    """Answer with the channels of a guild, threads left out."""
    listed = [where for where in _guild(call).channels.values() if where.parent is None]
    return 200, [payload.channel(where) for where in listed]


def set_commands(call: Call) -> Answer:
    """Replace the global commands; a command keeps its id while its name and type stay."""
    call.world.commands = _registered(call, call.world.commands or [], {})
    return 200, call.world.commands


def guild_commands(call: Call) -> Answer:
    """Answer with the commands of one guild."""
    return 200, call.world.guild_commands.get(call["guild_id"], [])


def set_guild_commands(call: Call) -> Answer:
    """Replace the commands of one guild."""
    guild_id = call["guild_id"]
    before = call.world.guild_commands.get(guild_id, [])
    call.world.guild_commands[guild_id] = _registered(call, before, {"guild_id": guild_id})
    return 200, call.world.guild_commands[guild_id]


def _registered(call: Call, before: list[Json], extra: Json) -> list[Json]:
    ids = {(old["name"], old["type"]): old["id"] for old in before}
    names = [(new["name"], new.get("type", 1)) for new in call.body]
    if len(set(names)) < len(names):
        raise ApiError(400, 50035, f"two commands of one name: {names}", problem="rule")
    world = call.world
    return [
        {
            "type": 1,
            "description": "",
            "name_localizations": None,
            "description_localizations": None,
            "default_member_permissions": None,
            "dm_permission": True,
            "contexts": None,
            "nsfw": False,
            **new,
            "id": ids.get(name) or world.snowflake(),
            "integration_types": new.get("integration_types") or [0],
            "application_id": world.application_id,
            "version": world.snowflake(),
            **extra,
        }
        for name, new in zip(names, call.body, strict=True)
    ]


def _exchange(call: Call, token: str, error: ApiError) -> Exchange:
    found = call.world.exchanges.get(token)
    if found is None:
        raise error
    return found


def callback(call: Call) -> Answer:
    """Carry out an interaction's callback."""
    unknown = ApiError(404, 10062, "Unknown interaction", problem="life cycle")
    exchange = _exchange(call, call["interaction_token"], unknown)
    if exchange.id != call["interaction_id"]:
        raise unknown
    shown = exchange.acknowledge(call.body, call.files, call.arrived_s)
    if call.request.query.get("with_response") not in ("1", "true", "True"):
        return 204, None
    return 200, _callback_response(exchange, shown)


def _callback_response(exchange: Exchange, shown: Json | None) -> Json:
    about: Json = {"id": exchange.id, "type": exchange.kind, "channel_id": exchange.where.id}
    if exchange.where.guild is not None:
        about["guild_id"] = exchange.where.guild.id
    if shown is None:
        return {"interaction": about}
    about |= {
        "response_message_id": shown["id"],
        "response_message_loading": bool(shown["flags"] & LOADING),
        "response_message_ephemeral": bool(shown["flags"] & EPHEMERAL),
    }
    if exchange.ack_type not in (REPLY, UPDATE):
        return {"interaction": about}
    resource = {"type": exchange.ack_type, "message": shown}
    return {"interaction": about, "resource": resource}


def _open_exchange(call: Call) -> Exchange:
    unknown = ApiError(404, 10015, "Unknown Webhook", problem="life cycle")
    exchange = _exchange(call, call["webhook_token"], unknown)
    exchange.require_open(time.monotonic())
    return exchange


def follow_up(call: Call) -> Answer:
    """Carry out a follow-up; without `wait` there is no answer to read."""
    made = _open_exchange(call).follow_up(call.body, call.files)
    return (200, made) if call.request.query.get("wait") in ("1", "true") else (204, None)


def _named(call: Call) -> str:
    return call.params.get("message_id", "@original")


def get_answer(call: Call) -> Answer:
    """Answer with a message of an interaction."""
    return 200, _open_exchange(call).find(_named(call))


def edit_answer(call: Call) -> Answer:
    """Carry out an edit of a message of an interaction."""
    exchange = _open_exchange(call)
    return 200, exchange.edit(exchange.find(_named(call)), call.body, call.files)


def delete_answer(call: Call) -> Answer:
    """Carry out the deletion of a message of an interaction."""
    exchange = _open_exchange(call)
    exchange.delete(exchange.find(_named(call)))
    return 204, None
