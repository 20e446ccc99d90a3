"""Members who look after the server, and what they do on a setup's card."""

from collections.abc import Mapping, Sequence
from typing import Any

import discord
import simcord
from simcord.components import walk_components

from tests.discord_ui.world import World, shown

SELECTS = (3, 5, 6, 7, 8)


def new_admin(world: World, name: str = "carol") -> simcord.MemberActor:
    """A member who may manage the server."""
    role = world.guild.create_role("admins", permissions=discord.Permissions(manage_guild=True))
    return world.guild.add_member(world.env.create_user(name), roles=[role])


def new_channel(world: World, **allowed: bool) -> simcord.ChannelHandle:
    """A channel that allows and denies this to everybody, the bot included."""
    overwrite = discord.PermissionOverwrite(**allowed)
    return world.guild.create_text_channel(
        "-".join(allowed), overwrites={world.guild.default_role: overwrite}
    )


def menus(card: simcord.ResponseMessage) -> Mapping[str, Mapping[str, Any]]:
    """The menus on a card by what they choose."""
    return {
        str(part["custom_id"]).rpartition("-")[2].rpartition(":")[2]: part
        for part in walk_components(card.components)
        if part["type"] in SELECTS
    }


async def choose(
    admin: simcord.MemberActor, card: simcord.ResponseMessage, menu: str, values: Sequence[Any]
) -> simcord.ResponseMessage:
    """Choose in a menu; the card as it is then."""
    custom_id = str(menus(card)[menu]["custom_id"])
    return shown(await admin.select(card, values, custom_id=custom_id))


async def press(
    admin: simcord.MemberActor, card: simcord.ResponseMessage, *labels: str
) -> simcord.ResponseMessage:
    """Press buttons one after the other; the card as it is then."""
    for label in labels:
        card = shown(await admin.click(card, label=label))
    return card


async def type_time(
    admin: simcord.MemberActor, card: simcord.ResponseMessage, time: str, zone: str
) -> simcord.ResponseMessage:
    """Type into the modal for time and zone; the card as it is then."""
    opened = await admin.click(card, label="Change time and zone")
    return shown(await admin.submit_modal(opened, {"time": time, "zone": zone}))


async def set_up(
    world: World, admin: simcord.MemberActor, channel: simcord.ChannelHandle | None = None
) -> simcord.ResponseMessage:
    """Set up daily questions at 21:00 in Vienna; the card that says so."""
    card = shown(await admin.slash(world.channel, "coach setup"))
    card = await choose(admin, card, "channel", [channel or world.channel])
    card = await press(admin, card, "Next")
    card = await type_time(admin, card, "21h", "europe/vienna")
    return await press(admin, card, "Next", "Next", "Next", "Finish")
