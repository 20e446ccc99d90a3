"""`/help` shows what the reader may do, and nothing else."""

import discord
import pytest

from bot.discord_ui.help_card import Standing, help_card
from bot.discord_ui.sync import Mentions
from tests.discord_ui.examples import BANK
from tests.discord_ui.screens import labels_in, problems, text_in
from tests.discord_ui.world import World, labels_of, open_world, shown, text_of

ADMINS = ("coach setup", "coach daily", "coach doctor")
ALL = {
    *("quiz", "review", "interview", "learn", "demo race", "progress", "streak", "leaderboard"),
    *("me settings", "me export", "me delete", "help", *ADMINS, "coach items", "coach disputes"),
}


async def test_help_is_private_and_names_the_commands(world: World) -> None:
    card = shown(await world.alice.slash(world.channel, "help"))
    assert card.ephemeral
    for name in ("quiz", "learn", "demo race", "streak", "me settings", "leaderboard", "help"):
        assert f"</{name}:" in text_of(card)
    assert "coach" not in text_of(card)
    assert "**For coaches**" not in text_of(card)


async def test_admins_see_what_admins_can_do_and_coaches_what_coaches_can(world: World) -> None:
    role = world.guild.create_role("admins", permissions=discord.Permissions(manage_guild=True))
    carol = world.guild.add_member(world.env.create_user("carol"), roles=[role])
    admins = shown(await carol.slash(world.channel, "help"))
    for name in (*ADMINS, "coach items"):
        assert f"</{name}:" in text_of(admins)
    assert labels_of(admins) == []
    coaches = world.guild.create_role("coaches")
    settings = await world.coach.groups.settings(world.guild.id)
    await world.coach.groups.change(settings.model_copy(update={"coach_role_id": coaches.id}))
    dave = world.guild.add_member(world.env.create_user("dave"), roles=[coaches])
    card = shown(await dave.slash(world.channel, "help"))
    assert "</coach items:" in text_of(card)
    assert "coach setup" not in text_of(card)
    assert labels_of(card) == ["How the questions do", "Disputes"]
    disputes = shown(await dave.click(card, label="Disputes"))
    assert "No disputes are open." in text_of(disputes)
    opened = shown(await dave.click(card, label="How the questions do"))
    assert opened.id != card.id
    assert "## Questions" in text_of(opened)


async def test_direct_messages_have_no_commands_of_servers(world: World) -> None:
    card = text_of(shown(await world.alice.user.slash("help")))
    assert "GIL Coach" in card
    assert "</quiz:" in card
    assert "leaderboard" not in card
    assert "coach items" not in card


async def test_a_server_that_has_not_got_the_bot_has_none_either() -> None:
    async with open_world(BANK, installed=False) as world:
        assert "leaderboard" not in text_of(shown(await world.alice.slash(world.channel, "help")))


def test_commands_that_were_not_sent_are_plain_text_and_those_that_are_not_there_are_left_out() -> (
    None
):
    text = text_in(help_card(Mentions(), {"quiz"}, Standing.ADMIN))
    assert "`/quiz` · a question" in text
    assert "Progress" not in text
    assert "help`" not in text


@pytest.mark.every_language
@pytest.mark.parametrize("standing", list(Standing))
def test_the_card_with_everything_on_it_is_within_the_limits(standing: Standing) -> None:
    mentions = {name: f"</{name}:{2**63 - 1}>" for name in ALL}
    card = help_card(mentions, ALL, standing)
    assert problems(card) == []
    shown_names = {name for name in ALL if f"</{name}:" in text_in(card)}
    hidden = {
        Standing.ALONE: {"leaderboard", *ADMINS, "coach items", "coach disputes"},
        Standing.MEMBER: {*ADMINS, "coach items", "coach disputes"},
        Standing.COACH: {*ADMINS},
        Standing.ADMIN: set(),
    }
    assert shown_names == ALL - hidden[standing]
    assert bool(labels_in(card)) == (standing is Standing.COACH)
