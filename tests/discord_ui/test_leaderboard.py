"""`/leaderboard`, as members use it."""

import asyncio
from collections.abc import Mapping
from itertools import product
from typing import Any

import pytest
import simcord
from aiohttp import ClientConnectionError

from bot.coach.leaderboards import Board
from bot.discord_ui import leaderboard
from bot.discord_ui.leaderboard_card import board_name, leaderboard_card, read_board_name
from bot.domain.learner import Visibility
from bot.domain.ranking import PAGE_ROWS, Measure, Period, Row, Standing
from tests.discord_ui.examples import BANK, GIL, GOOD, PARTIAL
from tests.discord_ui.screens import labels_in, problems, text_in
from tests.discord_ui.world import World, labels_of, open_world, shown, text_of


async def ask_for_board(
    world: World, actor: simcord.MemberActor | None = None, **options: str
) -> simcord.ResponseMessage:
    asked = await (actor or world.alice).slash(world.channel, "leaderboard", **options)
    assert asked.ephemeral
    return shown(asked)


async def answer(
    world: World, actor: simcord.MemberActor, text: str, question: str = GIL.id
) -> None:
    """Any member answers a question."""
    asked = shown(await actor.slash(world.channel, "quiz", question=question))
    await actor.submit_modal(await actor.click(asked, label="Answer"), {"answer": text})


def look_ups(world: World) -> list[str]:
    """The requests about members."""
    return [one.path for one in world.env.http_requests if "/members/" in one.path]


async def test_members_are_ranked_by_the_points_of_a_week(world: World) -> None:
    await answer(world, world.bob, GOOD)
    await answer(world, world.alice, PARTIAL)
    card = await ask_for_board(world)
    text = text_of(card)
    assert "-# Leaderboard of this server · last 7 days\n## Points" in text
    assert f"**1.** <@{world.bob.id}> · **10 points**, 1 answer" in text
    assert f"**2.** <@{world.alice.id}> (you) · " in text
    assert "Your place: **2** of 2 · " in text
    assert labels_of(card) == ["Streaks", "Improvement", "Last 30 days", "All time", "Hide me"]
    assert look_ups(world) == [f"/guilds/{world.guild.id}/members/{world.bob.id}"]


async def test_an_empty_board_says_how_to_get_on_it(world: World) -> None:
    for measure, words in {
        Measure.POINTS: "Answer a question here",
        Measure.STREAK: "One graded answer here starts a streak",
        Measure.IMPROVEMENT: "Answer a question here a second time, and better",
    }.items():
        text = text_of(await ask_for_board(world, by=measure))
        assert "Nobody to show here." in text
        assert f"You are not on this board yet. {words}" in text


async def test_the_buttons_lead_to_the_other_boards_on_the_same_card(world: World) -> None:
    await answer(world, world.alice, PARTIAL)
    await answer(world, world.alice, GOOD)
    card = await ask_for_board(world, period="month")
    await world.restart()
    improvement = await world.press(card, "Improvement")
    assert improvement.id == card.id
    assert "last 30 days\n## Improvement" in text_of(improvement)
    assert "of 100, 1 question compared" in text_of(improvement)
    everything = await world.press(improvement, "All time")
    assert "all time\n## Improvement" in text_of(everything)
    streaks = await world.press(everything, "Streaks")
    assert "as of now\n## Streaks" in text_of(streaks)
    assert "**1 day**, longest 1 day" in text_of(streaks)
    assert labels_of(streaks) == ["Points", "Improvement", "Hide me"]
    assert "all time\n## Points" in text_of(await world.press(streaks, "Points"))


async def test_who_hides_is_gone_for_others_and_can_come_back(world: World) -> None:
    await answer(world, world.alice, GOOD)
    mention = f"<@{world.alice.id}>"
    card = await ask_for_board(world)
    hidden = await world.press(card, "Hide me")
    assert hidden.id == card.id
    assert mention not in text_of(hidden)
    assert "Your place would be **1** · **10 points**" in text_of(hidden)
    assert "*Only me* in `/me settings`" in text_of(hidden)
    assert mention not in text_of(await ask_for_board(world, world.bob))
    settings = shown(await world.alice.slash(world.channel, "me settings"))
    assert "Only me" not in labels_of(settings)
    await world.restart()
    assert mention in text_of(await world.press(hidden, "Show me"))
    assert mention in text_of(await ask_for_board(world, world.bob))


async def test_whoever_chose_to_be_private_is_on_no_board(world: World) -> None:
    await answer(world, world.bob, GOOD)
    await world.coach.learners.change_visibility(world.bob.id, Visibility.PRIVATE)
    for measure in Measure:
        assert f"<@{world.bob.id}>" not in text_of(await ask_for_board(world, by=measure))
    assert look_ups(world) == []


async def test_members_who_left_are_dropped(world: World) -> None:
    await answer(world, world.bob, GOOD)
    await answer(world, world.alice, PARTIAL)
    world.guild.remove_member(world.bob)
    text = text_of(await ask_for_board(world))
    assert f"<@{world.bob.id}>" not in text
    assert f"<@{world.alice.id}>" in text
    assert "Your place: **2** of 2" in text


async def test_a_page_asks_for_its_own_members_only(world: World) -> None:
    for number in range(PAGE_ROWS + 3):
        member = world.guild.add_member(world.env.create_user(f"member-{number}"))
        await answer(world, member, GOOD)
    card = await ask_for_board(world)
    assert "page 1 of 2" in text_of(card)
    assert text_of(card).count("<@") == PAGE_ROWS
    assert len(look_ups(world)) == PAGE_ROWS
    second = await world.press(card, "More")
    assert text_of(second).count("<@") == 3
    assert "You are not on this board yet." in text_of(second)
    assert len(look_ups(world)) == PAGE_ROWS + 3
    assert "page 1 of 2" in text_of(await world.press(second, "Back"))


@pytest.mark.parametrize("slow", [False, True])
async def test_a_member_of_whom_discord_does_not_tell_stays(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, *, slow: bool
) -> None:
    async def get_member(*_: object) -> Mapping[str, Any]:
        if slow:
            await asyncio.sleep(60)
        raise ClientConnectionError

    monkeypatch.setattr(world.bot.http, "get_member", get_member)
    monkeypatch.setattr(leaderboard, "_LOOK_UP_WITHIN_S", 0.01)
    await answer(world, world.bob, GOOD)
    assert f"<@{world.bob.id}>" in text_of(await ask_for_board(world))
    assert "Could not look up a member" in caplog.text


async def test_it_is_a_thing_of_servers() -> None:
    async with open_world(BANK, installed=False) as world:
        refused = text_of(await ask_for_board(world))
        assert "The leaderboard works only in a server that I am a member of." in refused


@pytest.mark.parametrize("name", ["anything", "points-year-1", "points-week-0", "points-week"])
async def test_a_board_nobody_knows_is_gone(world: World, name: str) -> None:
    card = await ask_for_board(world)
    refused = shown(await world.forge(f"gc1:board:{name}", card))
    assert "too old to use" in text_of(refused)


def test_a_name_of_a_board_is_read_as_it_was_written() -> None:
    for measure, period, page in product(Measure, Period, (1, 27, 999_999)):
        assert read_board_name(board_name(measure, period, page)) == (measure, period, page)
    for name in ("", "points", "points-week-01", "points-week--1", "points-week-1-1", "x-week-1"):
        assert read_board_name(name) is None


@pytest.mark.parametrize("hidden", [False, True])
def test_the_largest_board_is_within_the_limits(*, hidden: bool) -> None:
    huge = Standing(10**12, 10**12)
    for measure, period, (page, pages) in product(
        Measure, Period, ((1, 1), (1, 2), (5, 9), (99_999, 99_999))
    ):
        rows = tuple(Row(10**9 + n, 2**63 - 1 - n, huge) for n in range(PAGE_ROWS))
        for own in (rows[3], Row(10**9, 1, huge), None):
            board = Board(
                group_id=2**63 - 1,
                measure=measure,
                period=period,
                rows=rows,
                page=page,
                pages=pages,
                ranked=10**9,
                own=own,
                hidden=hidden,
            )
            for left in ((), [row.learner_id for row in rows]):
                card = leaderboard_card(board, rows[3].learner_id, left=left)
                assert problems(card) == []
            assert ("Show me" in labels_in(card)) == hidden
            assert "Nobody to show here." in text_in(card)
