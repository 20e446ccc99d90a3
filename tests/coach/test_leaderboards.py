import asyncio
from collections.abc import AsyncIterator, Sequence

import pytest

from bot.coach.leaderboards import PIECE, Board, Leaderboards
from bot.domain.attempt import Attempt
from bot.domain.grade import Band, Grade
from bot.domain.learner import Visibility
from bot.domain.ranking import PAGE_ROWS, Measure, Period, Row, Standing
from bot.domain.snowflake import snowflake_at
from tests.coach.learner_world import ALICE, BOB, DAY, GROUP, World, open_world

CAROL = 44


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with open_world() as opened:
        yield opened


async def answer(
    world: World,
    learner_id: int,
    score: float | None,
    *,
    ago: int = 0,
    item_id: str = "who-shares",
    hints: int = 0,
) -> None:
    """Answer so many days ago; no score is a question given up."""
    world.made += 1
    at = world.now - ago * DAY
    grade = None if score is None else Grade(item_id=item_id, score=score, band=Band.GOOD)
    await world.store.record(
        Attempt(
            id=snowflake_at(at, world.made),
            draft_id=world.made,
            card_id=1,
            learner_id=learner_id,
            group_id=GROUP,
            item_id=item_id,
            zone="UTC",
            day=at.date(),
            hints=hints,
            gave_up=score is None,
            grade=grade,
        )
    )


async def show(
    world: World,
    viewer_id: int = ALICE,
    *,
    measure: Measure = Measure.POINTS,
    period: Period = Period.WEEK,
    page: int = 1,
    group_id: int = GROUP,
) -> Board:
    boards = Leaderboards(store=world.store, clock=lambda: world.now, zone="UTC")
    return await boards.show(viewer_id, group_id, measure=measure, period=period, page=page)


def values(board: Board) -> Sequence[tuple[int, int, int]]:
    return [(row.place, row.learner_id, row.standing.value) for row in board.rows]


async def test_points_are_added_up_over_the_period(world: World) -> None:
    await answer(world, ALICE, 0.8)
    await answer(world, ALICE, 1.0)  # the second answer of the day brings none
    await answer(world, ALICE, 0.5, ago=6)
    await answer(world, BOB, 0.9, ago=3, hints=1)
    await answer(world, BOB, 1.0, ago=7)
    await answer(world, CAROL, 1.0, ago=30)
    assert values(await show(world)) == [(1, ALICE, 13), (2, BOB, 8)]
    month = await show(world, period=Period.MONTH)
    assert values(month) == [(1, BOB, 18), (2, ALICE, 13)]
    everything = await show(world, period=Period.ALL)
    assert values(everything) == [(1, BOB, 18), (2, ALICE, 13), (3, CAROL, 10)]
    assert everything.own == Row(2, ALICE, Standing(13, 2))


async def test_who_gave_up_first_gets_no_points_for_the_model_answer(world: World) -> None:
    await answer(world, ALICE, None)
    await answer(world, ALICE, 1.0)
    board = await show(world)
    assert (board.rows, board.own) == ((), None)


async def test_improvement_compares_within_the_period(world: World) -> None:
    for ago, score in ((20, 0.1), (5, 0.4), (2, 0.3), (1, 0.6)):
        await answer(world, ALICE, score, ago=ago)
    for score in (0.9, 0.5):
        await answer(world, BOB, score)
    board = await show(world, measure=Measure.IMPROVEMENT)
    assert values(board) == [(1, ALICE, 20)]
    board = await show(world, BOB, measure=Measure.IMPROVEMENT, period=Period.MONTH)
    assert values(board) == [(1, ALICE, 50)]
    assert board.own is None


async def test_streaks_are_those_that_live_now_whatever_the_period(world: World) -> None:
    await world.answer(0, 1, 2)
    await world.answer(*range(1, 9), learner=BOB)
    await world.answer(8, 9, 10, learner=CAROL)
    await world.answer(0, 1, 2, 3, learner=CAROL, group=None)
    for period in Period:
        board = await show(world, measure=Measure.STREAK, period=period)
        assert values(board) == [(1, BOB, 8), (2, ALICE, 3)]
        assert board.own == Row(2, ALICE, Standing(3, 3))


async def test_a_streak_lives_as_long_on_the_board_as_for_its_learner(world: World) -> None:
    await world.answer(*range(7))
    for _ in range(8):
        board = await show(world, measure=Measure.STREAK)
        length = (await world.streaks.show(ALICE, GROUP)).streak.length
        assert values(board) == ([(1, ALICE, length)] if length else [])
        world.now += DAY / 2


async def test_pages_have_ten_rows_and_the_own_place_is_on_each(world: World) -> None:
    for number in range(25):
        await answer(world, 100 + number, 1.0 - number / 100, item_id="a")
    await answer(world, ALICE, 0.1)
    boards = [await show(world, page=page) for page in (1, 2, 3)]
    assert [len(board.rows) for board in boards] == [PAGE_ROWS, PAGE_ROWS, 6]
    assert {(board.pages, board.ranked, board.own) for board in boards} == {
        (3, 26, Row(26, ALICE, Standing(1, 1)))
    }
    assert await show(world, page=0) == boards[0]
    assert await show(world, page=999) == boards[2]


async def test_other_servers_have_boards_of_their_own(world: World) -> None:
    await answer(world, ALICE, 1.0)
    board = await show(world, group_id=GROUP + 1)
    assert (board.rows, board.own, board.page, board.pages) == ((), None, 1, 1)


@pytest.mark.parametrize("measure", [Measure.POINTS, Measure.STREAK])
async def test_who_is_hidden_sees_the_own_place_and_nobody_else_does(
    world: World, measure: Measure
) -> None:
    await world.answer(0, 1)
    await world.answer(0, learner=BOB)
    await world.learners.change_visibility(ALICE, Visibility.PRIVATE)
    own, bobs = [await show(world, viewer, measure=measure) for viewer in (ALICE, BOB)]
    assert (own.hidden, bobs.hidden) == (True, False)
    assert [(row.place, row.learner_id) for row in bobs.rows] == [(1, BOB)]
    assert own.rows == bobs.rows
    assert own.own is not None
    assert (own.own.place, own.ranked) == (1, 1)
    await world.learners.change_visibility(ALICE, Visibility.PUBLIC)
    assert [row.learner_id for row in (await show(world, BOB, measure=measure)).rows] == [
        ALICE,
        BOB,
    ]


@pytest.mark.parametrize("count", [PIECE - 1, PIECE, PIECE + 1])
async def test_reading_in_pieces_leaves_nothing_out(world: World, count: int) -> None:
    await asyncio.gather(
        *(answer(world, ALICE, 0.5, item_id=f"item-{number}") for number in range(count))
    )
    assert values(await show(world)) == [(1, ALICE, 5 * count)]
