"""`/coach items`, as coaches use it."""

from itertools import product

import discord
import pytest
import simcord

from bot.coach.item_analysis import PAGE_ITEMS, ItemPage
from bot.discord_ui.items_card import FIRST, items_card, read_page
from bot.domain.item_statistics import ItemStatistics
from tests.discord_ui.examples import GIL, GOOD
from tests.discord_ui.screens import HOSTILE, problems, text_in
from tests.discord_ui.world import World, shown, text_of


def statistics(item_id: str, **other: float | None) -> ItemStatistics:
    return ItemStatistics.model_validate({"item_id": item_id, **other})


def page_of(*rows: ItemStatistics, page: int = 1, pages: int = 1) -> ItemPage:
    return ItemPage(
        rows=rows,
        titles={row.item_id: "What is it?" for row in rows},
        page=page,
        pages=pages,
    )


def admin(world: World) -> simcord.MemberActor:
    """A member who manages the server."""
    role = world.guild.create_role("admins", permissions=discord.Permissions(manage_guild=True))
    return world.guild.add_member(world.env.create_user("carol"), roles=[role])


async def test_admins_and_coaches_see_the_questions_and_members_do_not(world: World) -> None:
    asked = await world.ask(question=GIL.id)
    await world.answer(asked, GOOD)
    refused = await world.forge("gc1:items:first", asked)
    assert "Only coaches of this server" in text_of(shown(refused))
    seen = await admin(world).slash(world.channel, "coach items")
    assert seen.ephemeral
    assert "**What is the GIL?** · `what-is-the-gil`\n1 answer · 1 member" in text_of(shown(seen))
    role = world.guild.create_role("coaches")
    settings = await world.coach.groups.settings(world.guild.id)
    await world.coach.groups.change(settings.model_copy(update={"coach_role_id": role.id}))
    dave = world.guild.add_member(world.env.create_user("dave"), roles=[role])
    own = shown(await dave.slash(world.channel, "quiz"))
    first = shown(await world.forge("gc1:items:first", own, dave))
    assert "What is the GIL?" in text_of(first)
    again = shown(await world.forge("gc1:items:7", first, dave))
    assert (again.id, text_of(again)) == (first.id, text_of(first))
    gone = shown(await world.forge("gc1:items:x", first, dave))
    assert "too old to use" in text_of(gone)


def test_each_figure_is_said_in_words() -> None:
    said = text_in(
        items_card(
            page_of(
                statistics(
                    "a", answers=20, learners=12, mean=0.541, discrimination=-0.2, disputes=3
                ),
                statistics("b", answers=1, learners=1, reports=1),
                statistics("c", answers=30, learners=15, mean=0.9, discrimination=0.1, reports=2),
                statistics("d", answers=30, learners=15, mean=0.9, discrimination=0.456),
                statistics("e", answers=1, learners=1, disputes=2),
            )
        )
    )
    assert "**What is it?** · `a`" in said
    assert "20 answers · 12 members · mean 54 / 100" in said
    assert "discrimination -0.20, the wrong way round\n**3 disputes (15 %)**" in said
    assert "1 answer · 1 member · mean: from 3 members on" in said
    assert "discrimination: too few (from 10 members on)\n**1 report**" in said
    assert "discrimination 0.10, weak\n**2 reports**" in said
    assert "discrimination 0.46, good" in said
    assert "members on)\n**2 disputes**" in said


def test_without_answers_it_says_so() -> None:
    assert "Nobody has answered a question here yet." in text_in(items_card(page_of()))


@pytest.mark.every_language
@pytest.mark.parametrize("title", ["x" * 45, *(text[:45] for text in HOSTILE)])
def test_the_largest_page_is_within_the_limits(title: str) -> None:
    rows = tuple(
        statistics(
            f"{'q' * 57}-{number:02}",
            answers=10**9,
            learners=10**9,
            mean=0.99,
            discrimination=-0.99,
            disputes=10**9,
            reports=10**9,
        )
        for number in range(PAGE_ITEMS)
    )
    for page, pages in product((1, 5, 99_999), (99_999,)):
        shown_page = page_of(*rows, page=page, pages=pages).model_copy(
            update={"titles": {row.item_id: title for row in rows}}
        )
        assert problems(items_card(shown_page)) == []


def test_a_page_is_read_as_it_was_written() -> None:
    assert read_page("12") == 12
    for name in ("", "0", "-1", "1.5", FIRST, "1" * 9):
        assert read_page(name) is None
