from collections.abc import AsyncIterator, Callable

import pytest

from bot.domain.errors import NothingToAskError
from bot.terminal_ui.chat_follow_up import FollowUpRound
from tests.coach.coaching_world import ALICE, World, open_world
from tests.domain.follow_ups import BOTH, NEITHER
from tests.terminal_ui.conftest import Screen, flat

Begin = Callable[..., FollowUpRound]


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with open_world() as opened:
        yield opened


@pytest.fixture
def begin(world: World, screen: Screen) -> Begin:
    """Makes a round in which these replies are typed."""

    def make(*replies: str | None) -> FollowUpRound:
        rest = iter(replies)
        return FollowUpRound(
            world.coach.practice,
            world.coach.replies,
            learner_id=ALICE,
            console=screen.console,
            read=lambda: next(rest),
            new_id=world.new_id,
        )

    return make


async def about(world: World, asking: FollowUpRound, text: str) -> str:
    attempt_id = await world.answered(text)
    return asking.about(await world.coach.practice.result(attempt_id, learner_id=ALICE))


async def test_a_follow_up_is_asked_and_graded(world: World, begin: Begin, screen: Screen) -> None:
    asking = begin("One may overwrite what the other wrote.")
    assert await about(world, asking, NEITHER) == "/followup  /scored"
    await asking.ask()
    shown = flat(screen.take())
    assert "Follow-up 1 of at most 3: What can go wrong when two of them" in shown
    assert "Now you have it" in shown
    assert "100 / 100" not in shown
    assert shown.endswith("/followup /again /next")


@pytest.mark.parametrize("typed", [None, "", "/next"])
async def test_a_follow_up_can_be_left_open(
    world: World, begin: Begin, screen: Screen, typed: str | None
) -> None:
    asking = begin(typed)
    await about(world, asking, NEITHER)
    await asking.ask()
    assert "Left open: /followup asks it again." in screen.take()


async def test_the_last_follow_up_offers_no_other(
    world: World, begin: Begin, screen: Screen
) -> None:
    asking = begin(*["Nothing much can go wrong in such a small program."] * 3)
    await about(world, asking, NEITHER)
    for _ in range(3):
        screen.take()
        await asking.ask()
    assert "/followup" not in screen.take()
    with pytest.raises(NothingToAskError):
        await asking.ask()


async def test_before_an_answer_there_is_nothing_to_ask_about(begin: Begin, screen: Screen) -> None:
    asking = begin()
    await asking.ask()
    await asking.explain()
    assert screen.take().count("Answer the question first.") == 2


async def test_how_an_answer_was_scored_is_shown_in_figures(
    world: World, begin: Begin, screen: Screen
) -> None:
    asking = begin()
    await about(world, asking, BOTH + " It is pickled. The GIL has been removed.")
    await asking.explain()
    shown = flat(screen.take())
    assert "6 × 1 = 6 Threads of one program share its memory." in shown
    assert "1 × 1 = 1 What goes between processes is pickled. (bonus)" in shown
    assert "11 of 10 = 1 at most 1" in shown
    assert "at most 0.25 A misconception; right is: The default build still has the GIL." in shown
    assert "0.25 Weak" in shown


async def test_a_penalty_is_shown_as_what_is_taken_off(
    world: World, begin: Begin, screen: Screen
) -> None:
    asking = begin()
    await about(world, asking, BOTH + " A thread is useless.")
    await asking.explain()
    assert "− 0.2 A misconception; right is: Threads help" in flat(screen.take())


async def test_an_ungraded_answer_says_why(world: World, begin: Begin, screen: Screen) -> None:
    asking = begin()
    assert await about(world, asking, "ok") == "/scored"
    await asking.explain()
    assert "too short to grade" in flat(screen.take())
