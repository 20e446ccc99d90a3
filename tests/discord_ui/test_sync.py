from urllib.parse import parse_qs, urlparse

from discord import Permissions

from bot.discord_ui.sync import (
    PERMISSIONS,
    command_mentions,
    install_link,
    invite_link,
    sync_commands,
)
from tests.discord_ui.world import World


def uploads(world: World) -> int:
    return sum(
        request.method == "PUT" and request.path.endswith("/commands")
        for request in world.env.http_requests
    )


async def test_commands_are_sent_at_the_first_start_and_not_at_the_next(world: World) -> None:
    assert uploads(world) == 1
    await world.restart()
    assert uploads(world) == 1


async def test_changed_commands_are_sent_again(world: World) -> None:
    quiz = world.bot.tree.get_command("quiz")
    assert quiz is not None
    quiz.description = "Something new"
    assert await sync_commands(world.bot.tree, world.coach.notes)
    assert not await sync_commands(world.bot.tree, world.coach.notes)
    assert uploads(world) == 2


async def test_commands_can_be_sent_in_any_case(world: World) -> None:
    assert await sync_commands(world.bot.tree, world.coach.notes, force=True)
    assert uploads(world) == 2


async def test_commands_are_mentioned_so_that_they_can_be_pressed(world: World) -> None:
    mentions = await command_mentions(world.coach.notes)
    assert mentions["quiz"].startswith("</quiz:")
    assert mentions["other"] == "`/other`"


async def test_commands_nobody_sent_are_shown_as_text(world: World) -> None:
    await world.coach.notes.keep_note("commands", "")
    assert (await command_mentions(world.coach.notes))["quiz"] == "`/quiz`"


def test_the_invitation_asks_for_what_the_bot_needs_and_no_more() -> None:
    query = parse_qs(urlparse(invite_link(42)).query)
    assert query["client_id"] == ["42"]
    assert query["scope"] == ["bot applications.commands"]
    assert query["integration_type"] == ["0"]
    asked = Permissions(int(query["permissions"][0]))
    assert asked == PERMISSIONS
    assert not asked.administrator


def test_members_can_install_it_for_themselves() -> None:
    query = parse_qs(urlparse(install_link(42)).query)
    assert query["scope"] == ["applications.commands"]
    assert query["integration_type"] == ["1"]
