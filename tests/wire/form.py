"""Filling in a modal as a member does, and the JSON Discord makes of it.

Fields not named keep what the modal shows: a text input's value, a radio button's default.
What the client would refuse (too short, too long, nothing where something is required) raises.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .component import (
    ACTION_ROW,
    CHECKBOX,
    CHECKBOX_GROUP,
    LABEL,
    RADIO_GROUP,
    SELECTS,
    STRING_SELECT,
    TEXT_INPUT,
    number,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .screen import Modal

Json = dict[str, Any]
MAX_TEXT = 4000


class FormError(Exception):
    """Discord's client would not submit this form."""


def numbered(modal: Modal) -> list[Json]:
    """Return the modal's components with ids, as Discord assigns them on opening."""
    number(modal.data["components"])
    rows: list[Json] = modal.data["components"]
    return rows


def fill(modal: Modal, values: Mapping[str, Any]) -> list[Json]:
    """Return the components of a modal submit, one per component of the modal.

    Raises:
        FormError: a value does not fit its field.
        LookupError: a name is no field of the modal.
    """
    rows = numbered(modal)
    by_field = {modal.field(name)["id"]: value for name, value in values.items()}
    return [_row(row, by_field) for row in rows]


def _row(row: Json, by_field: Mapping[int, Any]) -> Json:
    if row["type"] == LABEL:
        inner = _field(row["component"], by_field)
        return {"type": LABEL, "id": row["id"], "component": inner}
    if row["type"] == ACTION_ROW:
        inner = _field(row["components"][0], by_field)
        return {"type": ACTION_ROW, "id": row["id"], "components": [inner]}
    return {"type": row["type"], "id": row["id"]}


def _field(field: Json, by_field: Mapping[int, Any]) -> Json:
    kind, given = field["type"], by_field.get(field["id"])
    filled: Json = {"type": kind, "id": field["id"], "custom_id": field["custom_id"]}
    if kind == TEXT_INPUT:
        filled["value"] = _text(field, given)
    elif kind == RADIO_GROUP:
        filled["value"] = _one(field, given)
    elif kind == CHECKBOX:
        filled["value"] = bool(field.get("default")) if given is None else bool(given)
    elif kind == CHECKBOX_GROUP or kind in SELECTS:
        filled["values"] = _several(field, given)
    else:
        message = f"the harness cannot fill a component of type {kind}"
        raise FormError(message)
    return filled


def _text(field: Json, given: str | None) -> str:
    text: str = (field.get("value") or "") if given is None else given
    low, high = field.get("min_length") or 0, field.get("max_length") or MAX_TEXT
    required = field.get("required", True)
    if (required and not text) or (text and not low <= len(text) <= high):
        message = f"{len(text)} characters in {field['custom_id']!r}, {low} to {high} allowed"
        raise FormError(message)
    return text


def chosen(field: Json, wanted: str) -> str:
    """Return the value of the option with that label or value.

    Raises:
        FormError: there is no such option.
    """
    for option in field.get("options") or ():
        if wanted in (option["value"], option["label"]):
            return str(option["value"])
    message = f"no option {wanted!r} in {field['custom_id']!r}"
    raise FormError(message)


def _one(field: Json, given: str | None) -> str | None:
    if given is not None:
        return chosen(field, given)
    defaults = [o["value"] for o in field.get("options") or () if o.get("default")]
    if not defaults and field.get("required", True):
        message = f"nothing chosen in {field['custom_id']!r}"
        raise FormError(message)
    return defaults[0] if defaults else None


def _several(field: Json, given: list[str] | None) -> list[str]:
    if given is None:
        values = [o["value"] for o in field.get("options") or () if o.get("default")]
    elif field["type"] in (STRING_SELECT, CHECKBOX_GROUP):
        values = [chosen(field, wanted) for wanted in given]
    else:
        values = [str(getattr(wanted, "id", wanted)) for wanted in given]
    low, high = field.get("min_values", 1), field.get("max_values") or len(values)
    empty_allowed = not values and not field.get("required", True)
    if not empty_allowed and not low <= len(values) <= max(high, 1):
        message = f"{len(values)} values in {field['custom_id']!r}, {low} to {high} allowed"
        raise FormError(message)
    return values
