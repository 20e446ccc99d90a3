"""What Discord's client does before it sends a slash command: offer, convert, refuse.

A test cannot send what the client would not: unknown commands and options, missing required
ones, values outside their range, a command not offered in this place or to this member.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .world import ADMINISTRATOR

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .world import Channel

Json = dict[str, Any]

SUBCOMMAND, GROUP, STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE = 1, 2, 3, 4, 5, 6, 7, 8
MENTIONABLE, NUMBER, ATTACHMENT = 9, 10, 11
CONVERT = {STRING: str, INTEGER: int, BOOLEAN: bool, NUMBER: float}
NESTED = (SUBCOMMAND, GROUP)


class NotOfferedError(Exception):
    """Discord's client would not let this member send this."""


def find(where: Channel, name: str, kind: int, permissions: int) -> Json:
    """Return the registered command, if it is offered in that place to such a member.

    Raises:
        NotOfferedError: it is not registered, not for this place, or not for this member.
    """
    offered = where.world.commands_in(where.guild)
    found = [c for c in offered if c["name"] == name and c["type"] == kind]
    if not found:
        message = f"no command {name!r} of type {kind} among {[c['name'] for c in offered]}"
        raise NotOfferedError(message)
    command = found[0]
    contexts = command["contexts"]
    if contexts is not None and where.context not in contexts:
        message = f"{name!r} is offered in contexts {contexts}, not in {where.context}"
        raise NotOfferedError(message)
    needed = int(command["default_member_permissions"] or 0)
    if where.guild and permissions & needed != needed and not permissions & ADMINISTRATOR:
        message = f"{name!r} needs permissions {needed:#x}"
        raise NotOfferedError(message)
    return command


def owners(where: Channel, command: Json | None, user_id: str, *, user_installed: bool) -> Json:
    """Return authorizing_integration_owners for that place, user and command.

    Raises:
        NotOfferedError: neither the guild nor the user has the application installed.
    """
    kinds = (0, 1) if command is None else command["integration_types"] or (0,)
    found = {}
    in_guild = where.guild is not None and where.guild.installed
    if 0 in kinds and (in_guild or where.context == 1):
        found["0"] = where.guild.id if where.guild is not None else "0"
    if 1 in kinds and user_installed:
        found["1"] = user_id
    if not found:
        message = "the application is installed neither here nor by this user for this command"
        raise NotOfferedError(message)
    return found


def options(command: Json, path: list[str], values: Mapping[str, Any]) -> list[Json]:
    """Return interaction options for a command or, below the path, for its subcommand.

    Raises:
        NotOfferedError: an option is unknown, missing or out of range.
    """
    known = command.get("options") or []
    if path:
        inner = [o for o in known if o["name"] == path[0] and o["type"] in NESTED]
        if not inner:
            message = f"no subcommand {path[0]!r} of {command['name']!r}"
            raise NotOfferedError(message)
        below = options(inner[0], path[1:], values)
        return [{"name": path[0], "type": inner[0]["type"], "options": below}]
    by_name = {option["name"]: option for option in known}
    if any(option["type"] in NESTED for option in known):
        message = f"{command['name']!r} needs a subcommand: {list(by_name)}"
        raise NotOfferedError(message)
    if unknown := set(values) - set(by_name):
        message = f"{command['name']!r} has no options {unknown}"
        raise NotOfferedError(message)
    missing = {o["name"] for o in known if o.get("required")} - set(values)
    if missing:
        message = f"{command['name']!r} requires {missing}"
        raise NotOfferedError(message)
    return [_option(by_name[name], value) for name, value in values.items()]


def _option(option: Json, value: Any) -> Json:
    kind = option["type"]
    if kind in CONVERT:
        value = CONVERT[kind](value)
        _check_range(option, value)
    else:
        value = str(getattr(value, "id", None) or value["id"])
    return {"name": option["name"], "type": kind, "value": value}


def _check_range(option: Json, value: Any) -> None:
    name, kind = option["name"], option["type"]
    choices = [choice["value"] for choice in option.get("choices") or ()]
    if choices and value not in choices:
        message = f"{name!r} offers {choices}, not {value!r}"
        raise NotOfferedError(message)
    measure = len(value) if kind == STRING else value
    low = option.get("min_length" if kind == STRING else "min_value")
    high = option.get("max_length" if kind == STRING else "max_value")
    if (low is not None and measure < low) or (high is not None and measure > high):
        message = f"{name!r} = {value!r} is not within {low} to {high}"
        raise NotOfferedError(message)


def focused(
    command: Json, path: list[str], name: str, typed: str, others: Mapping[str, Any]
) -> list[Json]:
    """Return the options of an autocomplete request for one option being typed.

    Raises:
        NotOfferedError: the option does not autocomplete.
    """
    known = command.get("options") or []
    if path:
        inner = next((o for o in known if o["name"] == path[0] and o["type"] in NESTED), None)
        if inner is None:
            message = f"no subcommand {path[0]!r} of {command['name']!r}"
            raise NotOfferedError(message)
        below = focused(inner, path[1:], name, typed, others)
        return [{"name": path[0], "type": inner["type"], "options": below}]
    option = next((o for o in known if o["name"] == name), None)
    if option is None or not option.get("autocomplete"):
        message = f"{name!r} of {command['name']!r} does not autocomplete"
        raise NotOfferedError(message)
    filled = [_option(o, others[o["name"]]) for o in known if o["name"] in others]
    return [*filled, {"name": name, "type": option["type"], "value": typed, "focused": True}]
