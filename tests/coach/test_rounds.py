from collections.abc import AsyncIterator
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from bot.coach.retention import forget_old_texts
from bot.coach.rounds import MAX_SHARED, Rounds
from bot.domain.errors import (
    AskedAlreadyError,
    GoneError,
    NotAnsweredError,
    NotRoundOwnerError,
    NotYetError,
    NotYoursError,
    RoundClosedError,
    UnknownNameError,
)
from bot.domain.schedule import Schedule
from tests.coach.practice_world import make_practice
from tests.coach.round_world import (
    ALICE,
    BOB,
    CAROL,
    CHANNEL,
    GOOD,
    GROUP,
    HALF,
    NINE,
    World,
    open_world,
)
from tests.domain.examples import make_bank, make_item

HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)
SCHEDULE = Schedule(
    id=7,
    group_id=GROUP,
    channel_id=CHANNEL,
    zone="UTC",
    post_minute=540,
    next_due=NINE + 24 * HOUR,
)


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with open_world() as opened:
        yield opened


# Asking


async def test_a_question_asked_in_public_is_open_for_an_hour(world: World) -> None:
    opened = await world.rounds.round(await world.ask())
    assert opened.is_open(NINE + HOUR - SECOND)
    assert not opened.is_open(NINE + HOUR)
    assert (opened.owner_id, opened.group_id, opened.channel_id) == (ALICE, GROUP, CHANNEL)
    assert (opened.message_id, opened.threaded) == (1000, True)


async def test_a_request_delivered_twice_opens_one_round(world: World) -> None:
    first = await world.rounds.ask(9, owner_id=ALICE, group_id=GROUP, channel_id=CHANNEL)
    world.clock.now += SECOND
    again = await world.rounds.ask(9, owner_id=BOB, group_id=GROUP, channel_id=6)
    assert again == first


async def test_a_member_asks_one_question_at_a_time_in_a_channel(world: World) -> None:
    ask = partial(world.rounds.ask, owner_id=ALICE, group_id=GROUP)
    lost = await world.ask(owner=ALICE, posted=False)
    first = await world.ask(owner=ALICE)
    with pytest.raises(AskedAlreadyError):
        await world.ask(owner=ALICE)
    assert (await ask(int(first), channel_id=CHANNEL)).id == first, "delivered again"
    await ask(world.new_id(), channel_id=CHANNEL + 1)
    await world.ask(owner=BOB)
    await world.rounds.close(first, learner_id=ALICE, manages=False)
    second = await world.ask(owner=ALICE)
    world.clock.now += HOUR
    third = await world.ask(owner=ALICE)
    assert len({lost, first, second, third}) == 4


async def test_a_channel_gets_every_question_before_one_comes_again() -> None:
    items = [make_item(id=f"question-{number}") for number in range(6)]
    async with open_world(*items) as world:
        asked = []
        for _ in items:
            asked.append((await world.rounds.round(await world.ask())).item_id)
            world.clock.now += SECOND
    assert sorted(asked) == [item.id for item in items]


async def test_the_question_may_be_chosen_by_name_topic_or_level() -> None:
    items = [make_item(), make_item(id="who-else", topic="other", level="senior")]
    async with open_world(*items) as world:
        choices: list[dict[str, Any]] = [
            {"question": "who-else"},
            {"topic": "other"},
            {"level": "senior"},
        ]
        for choice in choices:
            asked = await world.rounds.round(await world.ask(**choice))
            assert asked.item_id == "who-else"
        choices = [{"question": "who"}, {"topic": "oter"}, {"topic": "other", "level": "mid"}]
        for choice in choices:
            with pytest.raises(UnknownNameError):
                await world.ask(**choice)


async def test_a_daily_round_has_no_owner_and_is_opened_once(world: World) -> None:
    item = world.bank.items[0]
    first = await world.rounds.open_daily(SCHEDULE, date(2026, 3, 14), item)
    assert (first.id, first.owner_id, first.closes_at) == ("7-2026-03-14", None, NINE + 24 * HOUR)
    world.clock.now += HOUR
    assert await world.rounds.open_daily(SCHEDULE, date(2026, 3, 14), item) == first


async def test_the_first_message_of_a_round_stays(world: World) -> None:
    round_id = await world.ask()
    await world.rounds.posted(round_id, 2000, threaded=False)
    assert (await world.rounds.round(round_id)).message_id == 1000


async def test_a_round_is_found_by_the_thread_of_its_message(world: World) -> None:
    opened = await world.rounds.round(await world.ask())
    assert await world.rounds.round_in(1000) == opened
    assert await world.rounds.round_in(2000) is None


# Answering


async def test_a_member_has_one_card_of_a_round(world: World) -> None:
    round_id = await world.ask()
    first = await world.rounds.card(world.new_id(), round_id=round_id, learner_id=BOB)
    again = await world.rounds.card(world.new_id(), round_id=round_id, learner_id=BOB)
    other = await world.rounds.card(world.new_id(), round_id=round_id, learner_id=CAROL)
    assert again == first
    assert first.round_id == round_id
    assert first.group_id == GROUP
    assert other.id != first.id


async def test_a_round_is_answered_like_any_question(world: World) -> None:
    round_id = await world.ask()
    card = await world.rounds.card(world.new_id(), round_id=round_id, learner_id=BOB)
    with pytest.raises(NotYetError):
        await world.practice.model_answer(card.id, learner_id=BOB)
    hinted = await world.practice.take_hint(world.new_id(), card_id=card.id, learner_id=BOB)
    assert hinted.hints
    result = await world.answer(round_id, BOB)
    assert result.streak.length == 1
    assert result.attempt.hints == 1
    assert await world.practice.model_answer(card.id, learner_id=BOB)


async def test_a_round_whose_time_is_over_takes_no_answers_whether_a_keeper_saw_it_or_not(
    world: World,
) -> None:
    round_id = await world.ask()
    world.clock.now += HOUR
    for _ in range(2):
        with pytest.raises(RoundClosedError):
            await world.rounds.card(world.new_id(), round_id=round_id, learner_id=BOB)
        await world.tick()


async def test_a_round_that_does_not_exist_is_gone(world: World) -> None:
    for call in (
        world.rounds.round("8-2026-03-14"),
        world.rounds.card(1, round_id="8-2026-03-14", learner_id=BOB),
        world.rounds.own_result("8-2026-03-14", learner_id=BOB),
        world.rounds.shared("8-2026-03-14", learner_id=BOB),
        world.rounds.close("8-2026-03-14", learner_id=BOB, manages=True),
    ):
        with pytest.raises(GoneError):
            await call


async def test_a_question_that_has_left_the_pack_takes_no_answers(world: World) -> None:
    round_id = await world.ask()
    other = make_bank(make_item(id="another"))
    rounds = Rounds(
        bank=other,
        store=world.store,
        rounds=world.store.rounds,
        practice=make_practice(other, world.store, world.clock),
        clock=world.clock,
    )
    with pytest.raises(GoneError):
        await rounds.card(world.new_id(), round_id=round_id, learner_id=BOB)


# One's own result


async def test_the_own_result_is_the_first_that_was_graded(world: World) -> None:
    round_id = await world.ask()
    card = await world.rounds.card(world.new_id(), round_id=round_id, learner_id=BOB)
    with pytest.raises(NotAnsweredError):
        await world.rounds.own_result(round_id, learner_id=BOB)
    await world.answer(round_id, BOB, "ok then")
    with pytest.raises(NotAnsweredError):
        await world.rounds.own_result(round_id, learner_id=BOB)
    first = await world.answer_on(card.id, BOB, HALF)
    await world.answer_on(card.id, BOB, GOOD)
    own = await world.rounds.own_result(round_id, learner_id=BOB)
    assert (own.attempt, own.text) == (first.attempt, HALF)


async def test_to_give_up_is_no_answer(world: World) -> None:
    round_id = await world.ask()
    card = await world.rounds.card(world.new_id(), round_id=round_id, learner_id=BOB)
    await world.practice.give_up(world.new_id(), card_id=card.id, learner_id=BOB)
    with pytest.raises(NotAnsweredError):
        await world.rounds.own_result(round_id, learner_id=BOB)


async def test_an_answer_to_the_same_question_elsewhere_does_not_count(world: World) -> None:
    round_id = await world.ask()
    question = await world.practice.ask(world.new_id(), learner_id=BOB, group_id=GROUP)
    elsewhere = await world.answer_on(question.card.id, BOB)
    with pytest.raises(NotAnsweredError):
        await world.rounds.own_result(round_id, learner_id=BOB)
    assert await world.rounds.round_of(elsewhere.attempt.id, learner_id=BOB) is None
    with pytest.raises(GoneError):
        await world.rounds.share(elsewhere.attempt.id, learner_id=BOB)


# Others' answers


async def test_ones_own_answer_opens_what_others_shared(world: World) -> None:
    round_id = await world.ask()
    result = await world.answer(round_id, ALICE)
    assert await world.rounds.share(result.attempt.id, learner_id=ALICE) == result
    await world.rounds.share(result.attempt.id, learner_id=ALICE)
    with pytest.raises(NotAnsweredError):
        await world.rounds.shared(round_id, learner_id=BOB)
    await world.answer(round_id, BOB, HALF)
    (shared,) = await world.rounds.shared(round_id, learner_id=BOB)
    assert (shared.attempt, shared.text) == (result.attempt, GOOD)
    assert not await world.rounds.shared(round_id, learner_id=ALICE)


async def test_after_the_close_everybody_may_read_what_was_shared(world: World) -> None:
    round_id = await world.ask()
    result = await world.answer(round_id, ALICE)
    await world.rounds.share(result.attempt.id, learner_id=ALICE)
    world.clock.now += HOUR
    (shared,) = await world.rounds.shared(round_id, learner_id=BOB)
    assert shared.text == GOOD


async def test_a_shared_answer_whose_text_was_erased_has_its_marks(world: World) -> None:
    round_id = await world.ask()
    result = await world.answer(round_id, ALICE)
    await world.rounds.share(result.attempt.id, learner_id=ALICE)
    world.clock.now += 25 * HOUR
    await forget_old_texts(world.store, world.clock)
    (shared,) = await world.rounds.shared(round_id, learner_id=BOB)
    assert shared.text is None
    assert shared.attempt == result.attempt


async def test_nobody_shares_what_another_wrote(world: World) -> None:
    round_id = await world.ask()
    result = await world.answer(round_id, ALICE)
    for call in (world.rounds.share, world.rounds.round_of):
        with pytest.raises(NotYoursError):
            await call(result.attempt.id, learner_id=BOB)


async def test_of_many_shared_answers_the_newest_are_shown(world: World) -> None:
    round_id = await world.ask()
    for learner in range(100, 103 + MAX_SHARED):
        world.clock.now += SECOND
        result = await world.answer(round_id, learner)
        await world.rounds.share(result.attempt.id, learner_id=learner)
    shared = await world.rounds.shared(round_id, learner_id=100)
    assert [one.attempt.learner_id for one in shared] == [
        *range(102 + MAX_SHARED, 102, -1),
    ]


async def test_an_erased_member_is_in_no_round(world: World) -> None:
    round_id = await world.ask()
    result = await world.answer(round_id, ALICE)
    await world.rounds.share(result.attempt.id, learner_id=ALICE)
    await world.store.erasures.erase(world.new_id(), ALICE)
    await world.answer(round_id, BOB)
    assert not await world.rounds.shared(round_id, learner_id=BOB)
    assert (await world.rounds.round(round_id)).owner_id is None
    with pytest.raises(NotAnsweredError):
        await world.rounds.own_result(round_id, learner_id=ALICE)


# Closing


@pytest.mark.parametrize(("learner", "manages"), [(ALICE, False), (BOB, True)])
async def test_its_owner_or_who_manages_the_server_closes_a_round(
    world: World, learner: int, *, manages: bool
) -> None:
    round_id = await world.ask()
    with pytest.raises(NotRoundOwnerError):
        await world.rounds.close(round_id, learner_id=BOB, manages=False)
    closed = await world.rounds.close(round_id, learner_id=learner, manages=manages)
    assert closed.closed_at == NINE
    assert not closed.is_open(NINE)
    world.clock.now += SECOND
    assert await world.rounds.close(round_id, learner_id=learner, manages=manages) == closed
    with pytest.raises(RoundClosedError):
        await world.rounds.card(world.new_id(), round_id=round_id, learner_id=BOB)


async def test_the_rounds_of_a_coach_are_kept_like_any(world: World) -> None:
    round_id = await world.ask()
    await world.answer(round_id, ALICE)
    await world.rounds.tick(world.channels)
    assert world.message(round_id).answered == 1
