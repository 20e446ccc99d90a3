from collections.abc import AsyncIterator

import pytest

from bot.coach.replies import MAX_REPLY_CHARS, FollowUp, ReplyResult
from bot.domain.errors import (
    EmptyAnswerError,
    GoneError,
    NothingToAskError,
    NotYoursError,
    TooFastError,
)
from bot.domain.grade import Status
from tests.coach.coaching_world import ALICE, BOB, World, open_world
from tests.domain.follow_ups import BOTH, NEITHER, THREADS

RIGHT = "One may overwrite what the other wrote."


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with open_world() as opened:
        yield opened


async def ask(world: World, attempt_id: int, learner: int = ALICE) -> FollowUp:
    return await world.coach.replies.ask(world.new_id(), attempt_id=attempt_id, learner_id=learner)


async def answer(world: World, follow_up: FollowUp, text: str) -> ReplyResult:
    replies, reply_id = world.coach.replies, follow_up.reply.id
    await replies.keep(reply_id, learner_id=ALICE, text=text)
    return await replies.answer(reply_id, learner_id=ALICE)


async def test_the_dearest_missed_idea_is_asked_about_first(world: World) -> None:
    follow_up = await ask(world, await world.answered(NEITHER))
    assert follow_up.reply.criterion == "threads-share"
    assert follow_up.ask == "What can go wrong when two of them write to one list?"
    assert follow_up.number == 1


async def test_a_reply_is_graded_and_the_next_one_is_offered(world: World) -> None:
    attempt_id = await world.answered(NEITHER)
    result = await answer(world, await ask(world, attempt_id), RIGHT)
    assert result.feedback.headline == "Now you have it"
    assert result.feedback.lines[0].status is Status.MET
    assert result.more
    assert (await ask(world, attempt_id)).number == 2


async def test_three_are_asked_and_no_more(world: World) -> None:
    attempt_id = await world.answered(NEITHER)
    for number in (1, 2, 3):
        follow_up = await ask(world, attempt_id)
        assert follow_up.number == number
        result = await answer(
            world, follow_up, "Nothing much can go wrong in such a small program."
        )
        assert result.more == (number < 3)
    with pytest.raises(NothingToAskError):
        await ask(world, attempt_id)


async def test_asking_again_shows_the_open_question(world: World) -> None:
    attempt_id = await world.answered(THREADS)
    first = await ask(world, attempt_id)
    assert (await ask(world, attempt_id)).reply.id == first.reply.id


async def test_a_second_submit_shows_the_stored_result(world: World) -> None:
    follow_up = await ask(world, await world.answered(NEITHER))
    first = await answer(world, follow_up, RIGHT)
    second = await answer(world, follow_up, "something else entirely now")
    assert second.feedback == first.feedback
    kept = await world.coach.replies.question(follow_up.reply.id, learner_id=ALICE)
    assert kept.reply.text == RIGHT


async def test_a_reply_that_can_not_be_graded_leaves_the_question_open(world: World) -> None:
    follow_up = await ask(world, await world.answered(NEITHER))
    result = await answer(world, follow_up, "ok")
    assert result.feedback.points is None
    assert not result.more
    assert (await answer(world, follow_up, RIGHT)).feedback.points == 100


async def test_nothing_is_left_to_ask_after_a_whole_answer(world: World) -> None:
    attempt_id = await world.answered(BOTH + " A pickled copy is sent. It is pickled.")
    with pytest.raises(NothingToAskError):
        await ask(world, attempt_id)


async def test_nothing_is_asked_where_nothing_was_graded(world: World) -> None:
    with pytest.raises(NothingToAskError):
        await ask(world, await world.answered("ok"))


async def test_a_reply_is_no_attempt(world: World) -> None:
    attempt_id = await world.answered(NEITHER)
    before = await world.coach.practice.result(attempt_id, learner_id=ALICE)
    await answer(world, await ask(world, attempt_id), RIGHT)
    after = await world.coach.practice.result(attempt_id, learner_id=ALICE)
    assert after.feedback == before.feedback
    assert after.streak == before.streak
    assert await world.store.attempts_on(after.item.id, ALICE) == 1


async def test_others_see_nothing(world: World) -> None:
    attempt_id = await world.answered(NEITHER)
    follow_up = await ask(world, attempt_id)
    replies, reply_id = world.coach.replies, follow_up.reply.id
    with pytest.raises(NotYoursError):
        await ask(world, attempt_id, BOB)
    with pytest.raises(NotYoursError):
        await replies.question(reply_id, learner_id=BOB)
    with pytest.raises(NotYoursError):
        await replies.keep(reply_id, learner_id=BOB, text="x")
    with pytest.raises(NotYoursError):
        await replies.answer(reply_id, learner_id=BOB)


async def test_what_was_never_asked_is_gone(world: World) -> None:
    with pytest.raises(GoneError):
        await world.coach.replies.question(1, learner_id=ALICE)


async def test_nothing_sent_is_nothing_graded(world: World) -> None:
    follow_up = await ask(world, await world.answered(NEITHER))
    with pytest.raises(EmptyAnswerError):
        await answer(world, follow_up, " \n ")


async def test_a_reply_whose_text_was_erased_can_be_written_again(world: World) -> None:
    follow_up = await ask(world, await world.answered(NEITHER))
    await world.coach.replies.keep(follow_up.reply.id, learner_id=ALICE, text=RIGHT)
    await world.store.forget_texts(world.later(), kept_before=world.later())
    with pytest.raises(GoneError):
        await world.coach.replies.answer(follow_up.reply.id, learner_id=ALICE)
    assert (await answer(world, follow_up, RIGHT)).feedback.points == 100


async def test_replies_count_for_the_limit_of_answers() -> None:
    async with open_world(member_per_minute=2) as world:
        attempt_id = await world.answered(NEITHER)
        await answer(world, await ask(world, attempt_id), RIGHT)
        follow_up = await ask(world, attempt_id)
        with pytest.raises(TooFastError):
            await answer(world, follow_up, RIGHT)


async def test_a_long_reply_is_cut(world: World) -> None:
    follow_up = await ask(world, await world.answered(NEITHER))
    await answer(world, follow_up, "ok " * MAX_REPLY_CHARS)
    kept = await world.coach.replies.question(follow_up.reply.id, learner_id=ALICE)
    assert len(kept.reply.text or "") == MAX_REPLY_CHARS


async def test_a_question_that_lost_its_follow_up_is_gone(world: World) -> None:
    follow_up = await ask(world, await world.answered(NEITHER))
    item = follow_up.item
    bare = item.required[0].model_copy(update={"follow_up": None})
    for required in ((bare, item.required[1]), item.required[1:]):
        newer = item.model_copy(update={"required": required})
        coach = world.with_item(newer)
        with pytest.raises(GoneError):
            await coach.replies.question(follow_up.reply.id, learner_id=ALICE)
