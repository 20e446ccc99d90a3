"""Who may do what in a server, at the moment of a press."""

import simcord
from discord import Interaction

from bot.discord_ui import reply
from bot.discord_ui.custom_id import Link
from bot.discord_ui.doors import Doors
from bot.discord_ui.notices import refusal_card
from bot.discord_ui.permission import check_coach, check_manager
from bot.domain.group import GroupSettings
from tests.discord_ui.admins import new_admin
from tests.discord_ui.examples import BANK, GIL
from tests.discord_ui.world import World, open_world, shown, text_of


async def told(world: World, actor: simcord.MemberActor, *, coach: bool) -> str:
    """What a member reads who presses what only coaches, or only admins, may press."""

    async def pass_on(interaction: Interaction, _name: str) -> None:
        if coach:
            group_id = await check_coach(interaction, world.coach.groups)
        else:
            group_id = check_manager(interaction)
        await reply.answer(interaction, refusal_card(f"welcome to {group_id}"))

    doors = world.bot.get_cog(Doors.__cog_name__)
    assert isinstance(doors, Doors)
    doors._jumps[Link.DOCTOR] = pass_on
    asked = shown(await actor.slash(world.channel, "quiz", question=GIL.id))
    return text_of(shown(await world.forge("gc1:doctor:x", asked, actor=actor)))


async def test_admins_may_do_both(world: World) -> None:
    admin = new_admin(world)
    for coach in (True, False):
        assert f"welcome to {world.guild.id}" in await told(world, admin, coach=coach)


async def test_members_may_do_neither(world: World) -> None:
    assert "Only coaches of this server and" in await told(world, world.alice, coach=True)
    assert "“Manage Server” can change this" in await told(world, world.alice, coach=False)


async def test_the_coach_role_counts_from_the_moment_it_is_chosen(world: World) -> None:
    role = world.guild.create_role("coaches")
    dora = world.guild.add_member(world.env.create_user("dora"), roles=[role])
    assert "Only coaches" in await told(world, dora, coach=True)
    chosen = GroupSettings(group_id=world.guild.id, coach_role_id=role.id)
    await world.coach.groups.change(chosen)
    assert "welcome" in await told(world, dora, coach=True)
    assert "“Manage Server”" in await told(world, dora, coach=False)
    assert "Only coaches" in await told(world, world.alice, coach=True)


async def test_nobody_may_where_the_bot_is_no_member() -> None:
    async with open_world(BANK, installed=False) as world:
        for coach in (True, False):
            assert "/coach works only in a server" in await told(world, world.alice, coach=coach)
