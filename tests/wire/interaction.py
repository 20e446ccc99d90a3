"""INTERACTION_CREATE as Discord sends it, in guilds, direct messages and user installs.

Source: Discord docs, Receiving and Responding; field by field what discord.py 2.7.1 reads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import payload
from .world import MEMBER_PERMISSIONS, Channel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .exchange import Exchange
    from .world import Guild

Json = dict[str, Any]


def permissions(where: Channel, user_id: str) -> int:
    """Return what a user may do there."""
    return where.guild.permissions_of(user_id) if where.guild else MEMBER_PERMISSIONS


def build(exchange: Exchange, data: Json, *, locale: str) -> Json:
    """Return the whole payload of an interaction around its `data`."""
    where, world = exchange.where, exchange.where.world
    body: Json = {
        "version": 1,
        "id": exchange.id,
        "application_id": world.application_id,
        "type": exchange.kind,
        "token": exchange.token,
        "data": data,
        "channel_id": where.id,
        "channel": channel(where, exchange.actor["id"]),
        "app_permissions": str(where.app_permissions),
        "locale": locale,
        "entitlements": [],
        "entitlement_sku_ids": [],
        "authorizing_integration_owners": exchange.owners,
        "context": where.context,
        "attachment_size_limit": payload.ATTACHMENT_SIZE_LIMIT,
    }
    if where.guild is None:
        body["user"] = exchange.actor
    else:
        body |= _guild_part(where.guild, exchange.actor)
    if exchange.source is not None:
        body["message"] = exchange.source
    return body


def _guild_part(guild: Guild, person: Json) -> Json:
    allowed = guild.permissions_of(person["id"])
    return {
        "guild_id": guild.id,
        "guild_locale": guild.locale,
        "guild": {"id": guild.id, "locale": guild.locale, "features": []},
        "member": payload.member(guild, person, permissions=allowed),
    }


def channel(where: Channel, user_id: str) -> Json:
    """Return the partial channel of an interaction, with the user's permissions in it."""
    full = payload.channel(where)
    full.pop("permission_overwrites", None)
    if where.guild is not None:
        full["permissions"] = str(permissions(where, user_id))
    return full


def command(registered: Json) -> Json:
    """Return the part of `data` that names a command."""
    named = {key: registered[key] for key in ("id", "name", "type")}
    if "guild_id" in registered:
        named["guild_id"] = registered["guild_id"]
    return named


def resolved(where: Channel, user_id: str, values: Iterable[Any]) -> Json:
    """Return `data.resolved` for the actors, channels and roles among the values."""
    found: Json = {}
    for value in values:
        if isinstance(value, Channel):
            found.setdefault("channels", {})[value.id] = channel(value, user_id)
        elif isinstance(value, dict) and where.guild is not None:
            listed = {role["id"]: role for role in payload.roles(where.guild)}
            found.setdefault("roles", {})[value["id"]] = listed[value["id"]]
        elif hasattr(value, "json"):
            found.setdefault("users", {})[value.id] = value.json
            if where.guild is not None:
                found.setdefault("members", {})[value.id] = _resolved_member(where.guild, value)
    return found


def _resolved_member(guild: Guild, person: Any) -> Json:
    allowed = guild.permissions_of(person.id)
    member = payload.member(guild, person.json, permissions=allowed)
    return {key: member[key] for key in member if key not in ("user", "deaf", "mute")}
