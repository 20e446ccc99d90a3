"""Keeping the commands that Discord shows in step with the code, and the links to invite the bot.

Discord allows few uploads of commands a day, so they are sent only when they changed: what was sent
last is noted, with the ids by which a command can be mentioned.
"""

import json
import logging
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from discord import Permissions
from discord.app_commands import AppCommand, AppCommandGroup, CommandTree
from discord.utils import oauth_url

from ..coach.coach import Notes

_log = logging.getLogger(__name__)

_NOTE = "commands"

PERMISSIONS = Permissions(
    view_channel=True,  # all the others need it
    send_messages=True,  # the welcome card, shared answers, daily questions
    send_messages_in_threads=True,  # the same in a thread; model answers of daily questions
    create_public_threads=True,  # a thread under a daily question
    create_private_threads=True,  # mock interviews
    read_message_history=True,  # to find a daily question again that may have got out
    attach_files=True,  # a shared answer that is longer than its card
)
"""What the bot needs in a server, and no more."""


class Mentions(dict[str, str]):
    """Command name -> what to show for it: a mention that can be pressed, or plain text."""

    def __missing__(self, name: str) -> str:
        return f"`/{name}`"


async def sync_commands(tree: CommandTree, notes: Notes, *, force: bool = False) -> bool:
    """Send the commands to Discord if they are not what was sent last; say whether it was done.

    Args:
        force: send them in any case.
    """
    digest = await _digest(tree)
    noted = _read(await notes.note(_NOTE))
    if noted.get("digest") == digest and not force:
        return False
    synced = await tree.sync()
    await notes.keep_note(_NOTE, json.dumps({"digest": digest, "mentions": _mentions(synced)}))
    _log.info("Sent %d commands to Discord", len(synced))
    return True


async def command_mentions(notes: Notes) -> Mapping[str, str]:
    """How to show each command. Where a host syncs its own commands, as plain text."""
    return Mentions(_read(await notes.note(_NOTE)).get("mentions", {}))


def invite_link(application_id: int) -> str:
    """The address at which an admin adds the bot to a server."""
    scopes = ("bot", "applications.commands")
    return oauth_url(application_id, permissions=PERMISSIONS, scopes=scopes) + "&integration_type=0"


def install_link(application_id: int) -> str:
    """The address at which members install the bot for themselves."""
    return oauth_url(application_id, scopes=("applications.commands",)) + "&integration_type=1"


async def _digest(tree: CommandTree) -> str:
    said = tree.translator
    payload = [
        await command.get_translated_payload(tree, said) if said else command.to_dict(tree)
        for command in tree.get_commands()
    ]
    whose = tree.client.application_id
    return sha256(json.dumps([whose, payload], sort_keys=True).encode()).hexdigest()


def _mentions(synced: list[AppCommand]) -> dict[str, str]:
    subcommands = (
        option
        for command in synced
        for option in command.options
        if isinstance(option, AppCommandGroup)
    )
    return {
        **{command.name: command.mention for command in synced},
        **{command.qualified_name: command.mention for command in subcommands},
    }


def _read(note: str | None) -> Mapping[str, Any]:
    noted: Mapping[str, Any] = json.loads(note) if note else {}
    return noted
