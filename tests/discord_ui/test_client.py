from discord import AllowedMentions

from bot.discord_ui.client import CoachBot
from tests.discord_ui.world import World


async def test_the_bot_asks_for_no_privileged_intent(world: World) -> None:
    assert [name for name, on in world.bot.intents if on] == ["guilds"]


async def test_the_bot_pings_nobody(world: World) -> None:
    allowed = world.bot.allowed_mentions
    assert allowed is not None
    assert allowed.to_dict() == AllowedMentions.none().to_dict()


async def test_the_start_tells_how_to_invite_the_bot(world: World) -> None:
    server, member = world.announced
    assert "https://discord.com/oauth2/authorize?client_id=" in server
    assert "integration_type=1" in member


async def test_commands_work_in_servers_messages_and_for_members(world: World) -> None:
    commands = world.env.backend.commands[None].values()
    assert {command["name"] for command in commands} == {
        *("quiz", "review", "interview", "learn", "demo"),
        *("progress", "streak", "leaderboard", "me", "help", "coach"),
        *("Grade as my answer", "Study card"),
    }
    for command in commands:
        in_servers_only = command["name"] in ("leaderboard", "coach")
        assert sorted(command["contexts"]) == ([0] if in_servers_only else [0, 1, 2])
        assert sorted(command["integration_types"]) == ([0] if in_servers_only else [0, 1])


async def test_commands_are_not_sent_where_that_is_switched_off(world: World) -> None:
    before = len(world.env.http_requests)
    await world.bot.close()
    await world.coach.notes.keep_note("commands", "")
    quiet = CoachBot(world.coach, announce=world.announced.append, sync=False)
    await world.env.restart_bot(quiet)
    assert not any(request.method == "PUT" for request in world.env.http_requests[before:])
