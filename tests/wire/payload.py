"""The JSON objects of Discord's API, complete enough for discord.py to parse as real ones.

Only this module knows the fields. Times are ISO 8601 with an offset, ids are strings and
permissions are decimal strings, as Discord sends them.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from .snowflake import made_at
from .world import BOT_PERMISSIONS, DM, FORUM, GROUP_DM, MEMBER_PERMISSIONS, THREADS

if TYPE_CHECKING:
    from .world import Channel, Guild, World

Json = dict[str, Any]

ATTACHMENT_SIZE_LIMIT = 10 * 1024 * 1024


def timestamp(seconds: float) -> str:
    """Write seconds since 1970 as Discord does."""
    return dt.datetime.fromtimestamp(seconds, dt.UTC).isoformat(timespec="microseconds")


def user(user_id: str, name: str, *, bot: bool = False) -> Json:
    """Return a user."""
    full: Json = {
        "id": user_id,
        "username": name,
        "global_name": None if bot else name.title(),
        "discriminator": "0001" if bot else "0",
        "avatar": None,
        "avatar_decoration_data": None,
        "banner": None,
        "accent_color": None,
        "collectibles": None,
        "primary_guild": None,
        "public_flags": 0,
        "flags": 0,
    }
    return {**full, "bot": True} if bot else full


def own_user(world: World) -> Json:
    """Return the bot's user as /users/@me and READY give it."""
    person = user(world.application_id, "gil-coach", bot=True)
    return {**person, "verified": True, "mfa_enabled": False, "locale": "en-US", "email": None}


def application(world: World) -> Json:
    """Return the application, installable to guilds and users."""
    install = {"oauth2_install_params": {"scopes": ["applications.commands"], "permissions": "0"}}
    return {
        "id": world.application_id,
        "name": "GIL Coach",
        "icon": None,
        "description": "",
        "summary": "",
        "type": None,
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": 0,
        "flags_new": "0",
        "eligible_oauth2_scopes": [],
        "explicit_content_filter": 0,
        "approximate_user_authorization_count": 0,
        "owner": user(str(int(world.application_id) - 1), "owner"),
        "team": None,
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "redirect_uris": [],
        "integration_types_config": {"0": install, "1": install},
        "approximate_guild_count": len(world.guilds),
        "approximate_user_install_count": 0,
    }


def member(guild: Guild, person: Json, *, permissions: int | None = None) -> Json:
    """Return a member; `permissions` is sent with interactions only."""
    full: Json = {
        "user": person,
        "nick": None,
        "avatar": None,
        "avatar_decoration_data": None,
        "banner": None,
        "collectibles": None,
        "roles": guild.member_roles.get(person["id"], []),
        "joined_at": timestamp(made_at(guild.id)),
        "premium_since": None,
        "deaf": False,
        "mute": False,
        "flags": 0,
        "pending": False,
        "communication_disabled_until": None,
        "unusual_dm_activity_until": None,
    }
    return full if permissions is None else {**full, "permissions": str(permissions)}


def role(role_id: str, name: str, permissions: int, *, managed: Json | None = None) -> Json:
    """Return a role; `managed` carries the tags of a bot's own role."""
    return {
        "id": role_id,
        "name": name,
        "permissions": str(permissions),
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "icon": None,
        "unicode_emoji": None,
        "position": 0 if name == "@everyone" else 1,
        "managed": managed is not None,
        "mentionable": False,
        "flags": 0,
        **({"tags": managed} if managed else {}),
    }


def roles(guild: Guild) -> list[Json]:
    """Return all roles of a guild."""
    managed = {"bot_id": guild.world.application_id}
    own = [
        role(guild.id, "@everyone", MEMBER_PERMISSIONS),
        role(guild.bot_role_id, "GIL Coach", BOT_PERMISSIONS, managed=managed),
    ]
    others = [role(r["id"], r["name"], int(r["permissions"])) for r in guild.roles.values()]
    return own + others


def channel(where: Channel) -> Json:
    """Return a channel, thread, forum or private channel."""
    last = next(reversed(where.messages), None)
    shared: Json = {"id": where.id, "type": where.type, "last_message_id": last, "flags": 0}
    if where.type in (DM, GROUP_DM):
        return {**shared, "recipients": where.recipients, **_group_fields(where)}
    assert where.guild is not None
    shared |= {"guild_id": where.guild.id, "name": where.name, "rate_limit_per_user": 0}
    shared["parent_id"] = where.parent.id if where.parent else None
    if where.type in THREADS:
        return {**shared, **where.thread}
    full = {
        **shared,
        "topic": None,
        "position": list(where.guild.channels).index(where.id),
        "nsfw": False,
        "theme_color": None,
        "icon_emoji": None,
        "permission_overwrites": _overwrites(where),
    }
    if where.type == FORUM:
        full |= {"available_tags": [], "default_reaction_emoji": None, "default_sort_order": None}
    return full


def _group_fields(where: Channel) -> Json:
    if where.type == DM:
        return {}
    return {"name": where.name, "icon": None, "owner_id": where.recipients[0]["id"]}


def _overwrites(where: Channel) -> list[Json]:
    denied = BOT_PERMISSIONS & ~where.app_permissions
    bot_id = where.world.application_id
    return [{"id": bot_id, "type": 1, "allow": "0", "deny": str(denied)}] if denied else []


def bot_member(guild: Guild) -> Json:
    """Return the bot as a member of a guild."""
    own = user(guild.world.application_id, "gil-coach", bot=True)
    return {**member(guild, own), "roles": [guild.bot_role_id]}


def guild_settings(guild: Guild) -> Json:
    """Return a guild without its channels and members, as REST gives it."""
    return {
        "id": guild.id,
        "name": guild.name,
        "icon": None,
        "splash": None,
        "discovery_splash": None,
        "banner": None,
        "description": None,
        "owner_id": guild.owner_id,
        "region": "deprecated",
        "afk_channel_id": None,
        "afk_timeout": 300,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "roles": roles(guild),
        "emojis": [],
        "stickers": [],
        "features": [],
        "mfa_level": 0,
        "application_id": None,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "rules_channel_id": None,
        "public_updates_channel_id": None,
        "safety_alerts_channel_id": None,
        "max_presences": None,
        "max_members": 500_000,
        "max_video_channel_users": 25,
        "max_stage_video_channel_users": 50,
        "widget_enabled": False,
        "widget_channel_id": None,
        "home_header": None,
        "vanity_url_code": None,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "premium_progress_bar_enabled": False,
        "preferred_locale": guild.locale,
        "nsfw": False,
        "nsfw_level": 0,
        "incidents_data": None,
    }


def guild_create(guild: Guild) -> Json:
    """Return the payload of GUILD_CREATE."""
    listed = [where for where in guild.channels.values() if where.type not in THREADS]
    threads = [where for where in guild.channels.values() if where.type in THREADS]
    return {
        **guild_settings(guild),
        "joined_at": timestamp(made_at(guild.id)),
        "large": False,
        "unavailable": False,
        "member_count": len(guild.world.users) + 1,
        "members": [bot_member(guild)],
        "channels": [channel(where) for where in listed],
        "threads": [channel(where) for where in threads],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def thread_fields(*, owner_id: str, made: str, minutes: int = 1440) -> Json:
    """Return the fields only threads have."""
    return {
        "owner_id": owner_id,
        "message_count": 0,
        "member_count": 1,
        "total_message_sent": 0,
        "thread_metadata": {
            "archived": False,
            "archive_timestamp": made,
            "auto_archive_duration": minutes,
            "locked": False,
            "create_timestamp": made,
        },
        "member": {"id": "0", "user_id": owner_id, "join_timestamp": made, "flags": 0},
    }
