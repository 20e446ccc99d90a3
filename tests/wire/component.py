"""Trees of components: walking them, numbering them, and the rules Discord checks on them.

The OpenAPI document says the shape of one component; what holds over a whole message (unique
custom ids, totals, no content beside Components V2) is not in it and is checked here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Json = dict[str, Any]

ACTION_ROW, BUTTON, STRING_SELECT, TEXT_INPUT, USER_SELECT = 1, 2, 3, 4, 5
ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT = 6, 7, 8
SECTION, TEXT_DISPLAY, THUMBNAIL, MEDIA_GALLERY, FILE, SEPARATOR = 9, 10, 11, 12, 13, 14
CONTAINER, LABEL, FILE_UPLOAD, RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX = 17, 18, 19, 21, 22, 23
SELECTS = (STRING_SELECT, USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT)

EPHEMERAL = 1 << 6
LOADING = 1 << 7
COMPONENTS_V2 = 1 << 15
MAX_COMPONENTS_V2 = 40
MAX_TEXT_V2 = 4000
MAX_EMBED_TEXT = 6000
MAX_ROWS = 5


def walk(components: Sequence[Json]) -> Iterator[Json]:
    """Yield every component of a tree, parents first, in the order Discord numbers them."""
    for component in components:
        yield component
        yield from walk(component.get("components", ()))
        for key in ("accessory", "component"):
            if key in component:
                yield from walk([component[key]])


def number(components: Sequence[Json]) -> None:
    """Give each component without an id one of its own, as Discord does on arrival."""
    taken = {part.get("id") for part in walk(components)}
    following = 0
    for part in walk(components):
        if not part.get("id"):
            following += 1
            while following in taken:
                following += 1
            part["id"] = following


def texts(components: Sequence[Json]) -> list[str]:
    """Return every text a reader sees in TextDisplays, in reading order."""
    return [part["content"] for part in walk(components) if part["type"] == TEXT_DISPLAY]


def media(components: Sequence[Json]) -> Iterator[Json]:
    """Yield each media item (`{"url": ...}`) of thumbnails, galleries and files."""
    for part in walk(components):
        if part["type"] == MEDIA_GALLERY:
            yield from (item["media"] for item in part["items"])
        elif part["type"] == THUMBNAIL:
            yield part["media"]
        elif part["type"] == FILE:
            yield part["file"]


def _faults_of_ids(components: Sequence[Json]) -> Iterator[str]:
    seen_custom: set[str] = set()
    seen_id: set[int] = set()
    for part in walk(components):
        custom_id, own_id = part.get("custom_id"), part.get("id")
        if custom_id is not None and custom_id in seen_custom:
            yield f"custom_id {custom_id!r} is used twice"
        if own_id and own_id in seen_id:
            yield f"component id {own_id} is used twice"
        seen_custom.add(custom_id or "")
        seen_id.add(own_id or 0)


def _faults_v2(body: Mapping[str, Any], components: Sequence[Json]) -> Iterator[str]:
    for key in ("content", "embeds", "poll", "sticker_ids"):
        if body.get(key):
            yield f"{key} is not allowed beside the Components V2 flag"
    if (total := sum(1 for _ in walk(components))) > MAX_COMPONENTS_V2:
        yield f"{total} components, {MAX_COMPONENTS_V2} allowed"
    if (length := sum(map(len, texts(components)))) > MAX_TEXT_V2:
        yield f"{length} characters over all text displays, {MAX_TEXT_V2} allowed"


def _faults_v1(body: Mapping[str, Any], components: Sequence[Json]) -> Iterator[str]:
    if any(part["type"] != ACTION_ROW for part in components):
        yield "components other than action rows need the Components V2 flag"
    if len(components) > MAX_ROWS:
        yield f"{len(components)} action rows, {MAX_ROWS} allowed"
    length = sum(_embed_length(embed) for embed in body.get("embeds") or ())
    if length > MAX_EMBED_TEXT:
        yield f"{length} characters over all embeds, {MAX_EMBED_TEXT} allowed"


def _embed_length(embed: Mapping[str, Any]) -> int:
    fields = embed.get("fields") or ()
    parts = [embed.get("title"), embed.get("description")]
    parts += [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
    parts += [text for field in fields for text in (field["name"], field["value"])]
    return sum(len(part) for part in parts if part)


def faults_of_message(body: Mapping[str, Any], *, flags: int) -> list[str]:
    """Return what Discord would refuse in the body of a message, beyond the schema."""
    components = body.get("components") or []
    check = _faults_v2 if flags & COMPONENTS_V2 else _faults_v1
    return [*_faults_of_ids(components), *check(body, components)]


def faults_of_modal(modal: Mapping[str, Any]) -> list[str]:
    """Return what Discord would refuse in a modal, beyond the schema."""
    components = modal["components"]
    found = list(_faults_of_ids(components))
    if not 1 <= len(components) <= MAX_ROWS:
        found.append(f"{len(components)} rows in a modal, 1 to {MAX_ROWS} allowed")
    return found
