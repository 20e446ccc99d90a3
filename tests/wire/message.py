"""Messages: made from what the bot sends, edited in place, with their attachments.

A message is the JSON object Discord would return. Public ones are listed in their channel;
ephemeral ones are known to one user only.
"""

from __future__ import annotations

import mimetypes
from typing import TYPE_CHECKING, Any

from . import component, payload
from .component import COMPONENTS_V2, EPHEMERAL, LOADING
from .record import ApiError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .world import Channel, World

Json = dict[str, Any]
EDITABLE_FLAGS = COMPONENTS_V2 | 1 << 2


def new(
    where: Channel, author: Json, *, kind: int = 0, flags: int = 0, extra: Json | None = None
) -> Json:
    """Return an empty message and keep it; ephemeral ones stay out of the channel's list."""
    world = where.world
    message_id = world.snowflake()
    made: Json = {
        "id": message_id,
        "type": kind,
        "channel_id": where.id,
        "author": author,
        "content": "",
        "timestamp": payload.timestamp(world.clock()),
        "edited_timestamp": None,
        "tts": False,
        "pinned": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "components": [],
        "flags": flags,
        **(extra or {}),
    }
    world.messages[message_id] = made
    if not flags & EPHEMERAL:
        where.messages[message_id] = made
    return made


def forget(world: World, message: Json) -> None:
    """Delete a message."""
    world.messages.pop(message["id"], None)
    where = world.channel(message["channel_id"])
    if where is not None:
        where.messages.pop(message["id"], None)
    world.seen_only_by.pop(message["id"], None)


def write(world: World, message: Json, body: Mapping[str, Any], files: Mapping[str, bytes]) -> None:
    """Put the body of a send or an edit into a message; what it does not name stays.

    Raises:
        ApiError: the resulting message breaks a rule the schema does not know.
    """
    flags = message["flags"] & ~LOADING | (body.get("flags") or 0) & EDITABLE_FLAGS
    if message["flags"] & COMPONENTS_V2 and body.get("content"):
        raise ApiError(400, 50035, "content in a Components V2 message", problem="rule")
    if problems := component.faults_of_message(body, flags=flags):
        raise ApiError(400, 50035, "; ".join(problems), problem="rule")
    attachments = _attachments(world, message, body, files)
    components = body.get("components")
    if components is not None:
        component.number(components)
        _resolve_media(components, attachments)
        message["components"] = components
    if "content" in body:
        message["content"] = body["content"] or ""
    if "embeds" in body:
        message["embeds"] = [{"type": "rich", **embed} for embed in body["embeds"] or ()]
    if body.get("nonce") is not None:
        message["nonce"] = body["nonce"]
    message["attachments"] = attachments
    message["flags"] = flags
    _refuse_empty(message)


def _refuse_empty(message: Json) -> None:
    if not any(message[key] for key in ("content", "embeds", "components", "attachments")):
        raise ApiError(400, 50006, "Cannot send an empty message", problem="rule")


def _attachments(
    world: World, message: Json, body: Mapping[str, Any], files: Mapping[str, bytes]
) -> list[Json]:
    """Return the attachments after this call: those kept by id, then those uploaded."""
    kept = {found["id"]: found for found in message["attachments"]}
    named = body.get("attachments")
    if named is None:
        named = list(kept.values()) if not files else []
    result = []
    for position, entry in enumerate(named):
        if str(entry["id"]) in kept:
            result.append(kept[str(entry["id"])])
        else:
            result.append(_attachment(world, message, entry, files, position))
    return result


def _attachment(
    world: World, message: Json, entry: Json, files: Mapping[str, bytes], position: int
) -> Json:
    key = f"files[{entry['id']}]"
    if key not in files:
        detail = f"attachment {position} names {key}, which was not sent"
        raise ApiError(400, 50035, detail, problem="rule")
    attachment_id, name = world.snowflake(), entry.get("filename") or f"file{position}"
    world.files[attachment_id] = files[key]
    url = f"{world.base_url}/cdn/attachments/{message['channel_id']}/{attachment_id}/{name}"
    made: Json = {
        "id": attachment_id,
        "filename": name,
        "size": len(files[key]),
        "url": url,
        "proxy_url": url,
        "content_type": mimetypes.guess_type(name)[0] or "application/octet-stream",
    }
    if entry.get("description"):
        made["description"] = entry["description"]
    if message["flags"] & EPHEMERAL:
        made["ephemeral"] = True
    return made


def _resolve_media(components: list[Json], attachments: list[Json]) -> None:
    """Replace `attachment://name` by the address of that upload, as Discord does."""
    by_name = {found["filename"]: found for found in attachments}
    for item in component.media(components):
        url = item["url"]
        if not url.startswith("attachment://"):
            continue
        found = by_name.get(url.removeprefix("attachment://"))
        if found is None:
            raise ApiError(400, 50035, f"{url} names no attachment", problem="rule")
        item |= {
            "id": found["id"],
            "url": found["url"],
            "proxy_url": found["proxy_url"],
            "content_type": found["content_type"],
            "attachment_id": found["id"],
            "loading_state": 2,
        }
    for part in component.walk(components):
        if part["type"] == component.FILE:
            name = part["file"]["url"].rsplit("/", 1)[-1]
            if name not in by_name:
                raise ApiError(400, 50035, f"file {name!r} is not attached", problem="rule")
            part |= {"name": name, "size": by_name[name]["size"]}
