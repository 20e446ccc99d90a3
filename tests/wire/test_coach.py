"""`/coach` as admins meet it, every body checked against Discord's rules and ours."""

import pytest

from .actor import Actor
from .screen import Reply
from .server import LoopbackDiscord
from .world import MEMBER_PERMISSIONS, Channel, Guild

pytestmark = [pytest.mark.wire, pytest.mark.asyncio(loop_scope="module")]

MANAGE_GUILD = 1 << 5


async def test_daily_questions_are_set_up_looked_over_and_examined(
    coached: LoopbackDiscord,
) -> None:
    guild = coached.add_guild()
    channel = guild.add_text_channel("gil")
    admin = add_admin(coached, guild)
    done = await set_up(admin, channel)
    assert "## Daily questions are set up" in done.text
    assert done.text.count(":F>") == 3
    listed = await admin.slash(channel, "coach daily")
    assert listed.ephemeral
    assert "every day at **21:00**, `Europe/Vienna`" in listed.text
    one = await admin.select(listed, "Choose one to change it", ["#gil, 21:00"])
    assert "**Paused.**" in (await admin.click(one, "Pause")).text
    examined = await admin.slash(channel, "coach doctor")
    assert "is paused, as an admin chose" in examined.text
    assert "Demos work" in examined.text


async def set_up(admin: Actor, channel: Channel) -> Reply:
    """Go through all steps; what is wrong on the way is mended."""
    card = await admin.slash(channel, "coach setup")
    card = await admin.select(card, "Choose a channel", [channel])
    assert "✓ Send Messages: given" in card.text
    card = await admin.click(card, "Next")
    opened = await admin.click(card, "Change time and zone")
    card = await admin.submit(opened, {"Time of day": "25:00", "Time zone": "Viena"})
    assert "no time of day" in card.text
    card = await admin.select(card, "Choose the time zone", ["Europe/Vienna"])
    opened = await admin.click(card, "Change time and zone")
    card = await admin.submit(opened, {"Time of day": "21h"})
    for _ in range(3):
        card = await admin.click(card, "Next")
    preview = await admin.click(card, "Preview the post")
    assert preview.ephemeral
    return await admin.click(card, "Finish")


def add_admin(discord: LoopbackDiscord, guild: Guild) -> Actor:
    """A member who may manage the server."""
    admin = discord.add_user("carol", installed=True)
    guild.permissions[admin.id] = MEMBER_PERMISSIONS | MANAGE_GUILD
    return admin
