from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.coach.aftermath import After
from bot.domain.attempt import Certainty
from bot.domain.certainty import SHOWN_FROM, Tally
from tests.coach.coaching_world import ALICE, World, open_world
from tests.domain.follow_ups import BOTH, NEITHER, THREADS


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with open_world() as opened:
        yield opened


async def after(world: World, attempt_id: int) -> After:
    return (await world.coach.practice.result(attempt_id, learner_id=ALICE)).after


async def test_a_follow_up_is_offered_while_one_is_left_or_open(world: World) -> None:
    attempt_id = await world.answered(NEITHER)
    replies = world.coach.replies
    for _ in range(3):
        assert (await after(world, attempt_id)).follow_up
        asked = await replies.ask(world.new_id(), attempt_id=attempt_id, learner_id=ALICE)
        assert (await after(world, attempt_id)).follow_up
        text = "Nothing much can go wrong in such a small program."
        await replies.keep(asked.reply.id, learner_id=ALICE, text=text)
        await replies.answer(asked.reply.id, learner_id=ALICE)
    assert not (await after(world, attempt_id)).follow_up


async def test_how_often_one_was_right_is_told_from_the_fifth_answer_on(world: World) -> None:
    for number in range(1, SHOWN_FROM + 1):
        text = BOTH if number % 2 else THREADS
        attempt_id = await world.answered(text, certainty=Certainty.CERTAIN)
        found = (await after(world, attempt_id)).tally
        assert (found is None) == (number < SHOWN_FROM)
        world.now += timedelta(days=1)
    assert found == Tally(certainty=Certainty.CERTAIN, answers=5, right=3)
    guessed = await world.answered(BOTH, certainty=Certainty.GUESS)
    assert (await after(world, guessed)).tally is None


async def test_whoever_does_not_say_how_sure_they_were_is_not_told(world: World) -> None:
    assert (await after(world, await world.answered(BOTH))).tally is None
