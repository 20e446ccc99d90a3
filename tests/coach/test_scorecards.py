from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.coach.conversation import Closed, Scene
from bot.domain.errors import GoneError, InterviewRunsError, NotYoursError
from tests.coach.interview_world import (
    ALICE,
    BOB,
    GOOD,
    HALF,
    ITEMS,
    NOON,
    NOTHING,
    REPLY,
    World,
    going,
    open_world,
)
from tests.domain.examples import make_bank


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with open_world() as opened:
        yield opened


async def hold(world: World, *texts: str, **plan: object) -> int:
    """Hold an interview with these answers and replies; its id."""
    shown: Scene | Closed = await world.begin(**plan)  # type: ignore[arg-type]
    for text in texts:
        shown = await world.say(going(shown), text)
    if isinstance(shown, Scene):
        shown = await world.press("end", shown)
    return shown.interview.id


async def test_the_scorecard_is_counted_from_what_is_kept(world: World) -> None:
    interview_id = await hold(world, HALF, REPLY, GOOD, NOTHING)
    result = await world.scorecards.result(interview_id, learner_id=ALICE)
    card = result.scorecard
    assert (card.points, card.answered, card.replied, card.replied_well) == (53, 3, 1, 1)
    assert {part.name for part in card.topics} == {"first", "second", "third"}
    assert card.strongest is not None
    assert len(card.study) == 3
    assert HALF in result.report
    assert REPLY in result.report
    assert result.topic is None
    assert await world.scorecards.picture(result) == b"53 points"


async def test_the_words_are_gone_when_their_time_is_over(world: World) -> None:
    interview_id = await hold(world, HALF, REPLY)
    await world.store.forget_texts(NOON + timedelta(days=2), kept_before=NOON)
    result = await world.scorecards.result(interview_id, learner_id=ALICE)
    assert result.scorecard.strongest is None
    assert "no longer kept" in result.report
    assert result.scorecard.points == 60


async def test_it_is_compared_with_those_before(world: World) -> None:
    first = await hold(world, HALF)
    await hold(world)
    last = await hold(world, GOOD, focus="first")
    result = await world.scorecards.result(last, learner_id=ALICE)
    assert [(one.interview_id, one.points) for one in result.scorecard.previous] == [(first, 60)]
    assert result.topic == "first"
    assert (await world.scorecards.result(first, learner_id=ALICE)).scorecard.previous == ()


async def test_a_question_that_has_left_the_pack_is_left_out(world: World) -> None:
    interview_id = await hold(world, HALF)
    interview = await world.store.interviews.interview(interview_id)
    assert interview is not None
    left = [item for item in ITEMS if item.id != interview.turns[0].item_id]
    world.restart(make_bank(*left))
    result = await world.scorecards.result(interview_id, learner_id=ALICE)
    assert result.scorecard.topics == ()
    assert result.scorecard.points == 60


async def test_a_reply_that_was_never_given_has_no_words(world: World) -> None:
    interview_id = await hold(world, HALF)
    result = await world.scorecards.result(interview_id, learner_id=ALICE)
    assert "*Nothing was said.*" in result.report


async def test_it_comes_at_the_end_and_to_its_owner(world: World) -> None:
    scene = await world.begin()
    with pytest.raises(InterviewRunsError):
        await world.scorecards.result(scene.interview.id, learner_id=ALICE)
    with pytest.raises(NotYoursError):
        await world.scorecards.result(scene.interview.id, learner_id=BOB)
    with pytest.raises(GoneError):
        await world.scorecards.result(5, learner_id=ALICE)
