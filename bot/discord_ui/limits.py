"""Every limit of Discord that the bot must keep, and a check of what is about to be sent.

discord.py checks almost none of these, and Discord refuses a whole message over one character. The
check reads payloads as they go over the wire; in the tests every screen passes it.

Sources, unless a line names another: Discord API, "Component Reference", "Message" and
"Application Commands"; the lengths stand in its OpenAPI document as well.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

MESSAGE_COMPONENTS = 40
MESSAGE_TEXT = 4000
"""Characters over all text displays of one message together."""
MESSAGE_FILES = 10
FILE_NAME = 255
FILE_BYTES = 10 * 2**20
"""Source: Discord API, "Uploading Files": without boosts."""
CONTENT = 2000
CUSTOM_ID = 100
ROW_BUTTONS = 5
BUTTON_LABEL = 80
BUTTON_URL = 512
SECTION_TEXTS = 3
GALLERY_ITEMS = 10
ALT_TEXT = 1024
SELECT_OPTIONS = 25
SELECT_PLACEHOLDER = 150
OPTION_TEXT = 100
"""Label, value and description of an option of a select or a group."""
RADIO_OPTIONS = (2, 10)
CHECKBOX_OPTIONS = (1, 10)
MODAL_TITLE = 45
MODAL_COMPONENTS = 5
LABEL_TEXT = 45
LABEL_DESCRIPTION = 100
INPUT_TEXT = 4000
INPUT_PLACEHOLDER = 100
COMMAND_NAME = 32
COMMAND_DESCRIPTION = 100
CHOICES = 25
"""Results of an autocomplete."""
CHOICE_NAME = 100
THREAD_NAME = 100
ACKNOWLEDGE_WITHIN_S = 3.0
"""An interaction is lost after that. Source: Discord API, "Receiving and Responding"."""

COMPONENTS_V2 = 1 << 15
"""The flag of a message made of components only."""

_ROW, _BUTTON, _SELECT, _INPUT, _SECTION, _TEXT, _THUMBNAIL = 1, 2, 3, 4, 9, 10, 11
_GALLERY, _FILE, _SEPARATOR, _CONTAINER, _LABEL, _RADIOS, _CHECKBOXES = 12, 13, 14, 17, 18, 21, 22
_SELECTS = (_SELECT, 5, 6, 7, 8)
_LINK_STYLE = 5
_IN_CONTAINER = (_ROW, _SECTION, _TEXT, _GALLERY, _FILE, _SEPARATOR)

_LENGTHS: Mapping[int, Mapping[str, tuple[int, int]]] = {
    _BUTTON: {"label": (0, BUTTON_LABEL), "url": (1, BUTTON_URL)},
    _INPUT: {"placeholder": (0, INPUT_PLACEHOLDER)},
    _TEXT: {"content": (1, MESSAGE_TEXT)},
    _THUMBNAIL: {"description": (1, ALT_TEXT)},
    _LABEL: {"label": (1, LABEL_TEXT), "description": (1, LABEL_DESCRIPTION)},
    **{kind: {"placeholder": (0, SELECT_PLACEHOLDER)} for kind in _SELECTS},
}
"""Type -> field -> least and most characters."""

_COUNTS: Mapping[int, tuple[str, int, int]] = {
    _ROW: ("components", 1, ROW_BUTTONS),
    _SECTION: ("components", 1, SECTION_TEXTS),
    _CONTAINER: ("components", 1, MESSAGE_COMPONENTS),
    _GALLERY: ("items", 1, GALLERY_ITEMS),
    _SELECT: ("options", 1, SELECT_OPTIONS),
    _RADIOS: ("options", *RADIO_OPTIONS),
    _CHECKBOXES: ("options", *CHECKBOX_OPTIONS),
}
"""Type -> field -> least and most entries."""

_CHILDREN: Mapping[int, tuple[int, ...]] = {
    _ROW: (_BUTTON, *_SELECTS),
    _SECTION: (_TEXT,),
    _CONTAINER: _IN_CONTAINER,
}
"""Type -> types that it may hold in a message."""

_FILE_NAME = re.compile(r"[A-Za-z0-9_.-]+")


def characters(text: str) -> int:
    """The length of a text as Discord may count it at most: in UTF-16 units."""
    return len(text) + sum(char > "\uffff" for char in text)


def validate(payload: Mapping[str, Any]) -> list[str]:
    """What Discord would refuse in a message or a modal; empty where nothing is wrong.

    Args:
        payload: the JSON body: of a message, or of a modal (known by its title).
    """
    if "title" in payload:
        return list(_modal(payload))
    return [*_message(payload), *_files(payload)]


def _modal(modal: Mapping[str, Any]) -> Iterator[str]:
    yield from _length("title", modal["title"], 1, MODAL_TITLE)
    yield from _length("custom_id", modal.get("custom_id", ""), 1, CUSTOM_ID)
    rows = modal.get("components", [])
    yield from _count("components", rows, 1, MODAL_COMPONENTS)
    for path, row in _numbered("components", rows):
        if row["type"] not in (_LABEL, _TEXT):
            yield f"{path}: a modal holds labels and texts, not type {row['type']}"
    yield from _tree(rows)


def _message(message: Mapping[str, Any]) -> Iterator[str]:
    rows = message.get("components") or []
    yield from _length("content", message.get("content") or "", 0, CONTENT)
    if not int(message.get("flags") or 0) & COMPONENTS_V2:
        if rows:
            yield "flags: components are sent as Components V2 only"
        return
    for field in ("content", "embeds", "poll", "sticker_ids"):
        if message.get(field):
            yield f"{field}: not together with Components V2"
    for path, row in _numbered("components", rows):
        if row["type"] not in (*_IN_CONTAINER, _CONTAINER):
            yield f"{path}: type {row['type']} can't stand alone in a message"
    yield from _count("components", list(_walk(rows)), 1, MESSAGE_COMPONENTS)
    text = "".join(part["content"] for _, part in _walk(rows) if part["type"] == _TEXT)
    yield from _length("text of all components", text, 0, MESSAGE_TEXT)
    yield from _tree(rows)


def _tree(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    seen: set[str] = set()
    for path, part in _walk(rows):
        yield from _component(path, part)
        custom_id = part.get("custom_id")
        if custom_id in seen:
            yield f"{path}.custom_id: “{custom_id}” occurs twice"
        seen.update([custom_id] if custom_id else [])


def _component(path: str, part: Mapping[str, Any]) -> Iterator[str]:
    kind = part["type"]
    for field, (least, most) in _LENGTHS.get(kind, {}).items():
        if part.get(field) is not None:
            yield from _length(f"{path}.{field}", part[field], least, most)
    if kind in _COUNTS:
        field, least, most = _COUNTS[kind]
        yield from _count(f"{path}.{field}", part.get(field, []), least, most)
    for child in part.get("components", []):
        if kind in _CHILDREN and child["type"] not in _CHILDREN[kind]:
            yield f"{path}: type {kind} can't hold type {child['type']}"
    if kind in (_INPUT, _RADIOS, _CHECKBOXES, *_SELECTS) or (
        kind == _BUTTON and part.get("style") != _LINK_STYLE
    ):
        yield from _length(f"{path}.custom_id", part.get("custom_id") or "", 1, CUSTOM_ID)
    yield from _details(path, part)


def _details(path: str, part: Mapping[str, Any]) -> Iterator[str]:
    kind = part["type"]
    if kind == _ROW:
        selects = [child for child in part["components"] if child["type"] in _SELECTS]
        if selects and len(part["components"]) > 1:
            yield f"{path}: a select stands alone in its row"
    elif kind == _BUTTON and not (part.get("label") or part.get("emoji")):
        yield f"{path}: a button needs a label"
    elif kind == _INPUT:
        yield from _input(path, part)
    elif kind in _SELECTS and not {"min_values", "max_values"} <= part.keys():
        yield f"{path}: say min_values and max_values"
    yield from _parts(path, part)


def _parts(path: str, part: Mapping[str, Any]) -> Iterator[str]:
    for where, item in _numbered(f"{path}.items", part.get("items", [])):
        yield from _length(f"{where}.description", item.get("description") or "", 1, ALT_TEXT)
    for where, option in _numbered(f"{path}.options", part.get("options", [])):
        for field in ("label", "value", "description"):
            if option.get(field) is not None:
                yield from _length(f"{where}.{field}", option[field], 1, OPTION_TEXT)


def _input(path: str, part: Mapping[str, Any]) -> Iterator[str]:
    least, most = part.get("min_length") or 0, part.get("max_length") or INPUT_TEXT
    if not 0 <= least <= most <= INPUT_TEXT:
        yield f"{path}: a text of {least} to {most} characters can't be asked for"
    elif part.get("value") and not least <= len(part["value"]) <= most:
        # Code points, as the OpenAPI document counts: what a member sent must go back uncut.
        yield f"{path}.value: {len(part['value'])} characters, allowed are {least} to {most}"


def _files(message: Mapping[str, Any]) -> Iterator[str]:
    names = [file["filename"] for file in message.get("attachments") or [] if "filename" in file]
    yield from _count("attachments", names, 0, MESSAGE_FILES)
    for name in names:
        yield from _length("attachments.filename", name, 1, FILE_NAME)
        if not _FILE_NAME.fullmatch(name):
            yield f"attachments: Discord would rename “{name}”"
        if names.count(name) > 1:
            yield f"attachments: two files are called “{name}”"
    shown = set(_attachments_shown(message))
    yield from (f"attachment://{name}: no such file is sent" for name in sorted(shown - {*names}))
    yield from (f"attachments: “{name}” is not shown" for name in sorted({*names} - shown))


def _attachments_shown(message: Mapping[str, Any]) -> Iterator[str]:
    for _, part in _walk(message.get("components") or []):
        for media in (part.get("media"), part.get("file"), *part.get("items", [])):
            url = (media or {}).get("media", media or {}).get("url", "")
            if url.startswith("attachment://"):
                yield url.removeprefix("attachment://")


def _walk(
    rows: Sequence[Mapping[str, Any]], path: str = "components"
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every component with its path, parents first."""
    for where, part in _numbered(path, rows):
        yield where, part
        yield from _walk(part.get("components", []), f"{where}.components")
        for field in ("accessory", "component"):
            if field in part:
                yield from _walk([part[field]], f"{where}.{field}")


def _numbered(
    path: str, parts: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    return ((f"{path}[{index}]", part) for index, part in enumerate(parts))


def _length(path: str, text: str, least: int, most: int) -> Iterator[str]:
    if not least <= characters(text) <= most:
        yield f"{path}: {characters(text)} characters, allowed are {least} to {most}"


def _count(path: str, things: Sequence[object], least: int, most: int) -> Iterator[str]:
    if not least <= len(things) <= most:
        yield f"{path}: {len(things)} entries, allowed are {least} to {most}"
