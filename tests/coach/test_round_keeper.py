import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coach.round_keeper import EDIT_EVERY, LEASE, RoundKeeper
from bot.domain.errors import PostDelayedError, PostRefusedError, StorageError
from bot.domain.round import ON_DEMAND, Round
from tests.coach.round_world import (
    ALICE,
    BOB,
    CAROL,
    GOOD,
    GROUP,
    HALF,
    NINE,
    Message,
    World,
    open_world,
)
from tests.domain.examples import make_bank, make_item

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
DELAYED = PostDelayedError("429")
REFUSED = PostRefusedError("The message is gone.")


class Killed(BaseException):
    """The process ends in the middle."""


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with open_world() as opened:
        yield opened


async def round_of(world: World, round_id: str) -> Round:
    return await world.rounds.round(round_id)


async def reason_of(world: World, round_id: str) -> str | None:
    rows = await world.store.rounds._db.read("SELECT reason FROM round WHERE id = ?", (round_id,))
    reason: str | None = rows[0][0]
    return reason


async def is_finished(world: World, round_id: str) -> bool:
    sql = "SELECT 1 FROM round WHERE id = ? AND look_at IS NULL"
    return bool(await world.store.rounds._db.read(sql, (round_id,)))


# Counting


async def test_the_message_says_how_many_have_answered(world: World) -> None:
    round_id = await world.ask()
    await world.tick()
    assert not world.channels.messages
    await world.answer(round_id, ALICE)
    await world.answer(round_id, BOB, HALF)
    await world.tick()
    assert world.message(round_id).answered == 2
    assert (await round_of(world, round_id)).shown == 2


async def test_who_answers_twice_is_counted_once(world: World) -> None:
    round_id = await world.ask()
    await world.answer(round_id, ALICE)
    await world.tick()
    await world.answer(round_id, ALICE)
    await world.tick(later=MINUTE)
    assert world.message(round_id).edits == [NINE]


async def test_an_answer_that_was_not_graded_is_not_counted(world: World) -> None:
    round_id = await world.ask()
    card = await world.rounds.card(world.new_id(), round_id=round_id, learner_id=ALICE)
    await world.answer_on(card.id, ALICE, "ok then")
    await world.practice.give_up(world.new_id(), card_id=card.id, learner_id=ALICE)
    await world.tick()
    assert not world.channels.messages


async def test_a_message_is_edited_once_in_15_seconds(world: World) -> None:
    round_id = await world.ask()
    for learner in range(100, 140):
        await world.answer(round_id, learner)
        await world.tick(later=SECOND)
    await world.tick(later=EDIT_EVERY)
    message = world.message(round_id)
    assert message.answered == 40
    assert len(message.edits) == 4


async def test_an_erased_member_is_no_longer_counted(world: World) -> None:
    round_id = await world.ask()
    await world.answer(round_id, ALICE)
    await world.answer(round_id, BOB)
    await world.tick()
    await world.store.erasures.erase(world.new_id(), BOB)
    await world.tick(later=MINUTE)
    assert world.message(round_id).answered == 1


async def test_answers_are_counted_from_before_the_message_was_known(world: World) -> None:
    round_id = await world.ask(posted=False)
    await world.answer(round_id, ALICE)
    await world.tick()
    await world.rounds.posted(round_id, 1000, threaded=False)
    await world.tick(later=EDIT_EVERY)
    assert world.message(round_id).answered == 1


async def test_a_restarted_keeper_goes_on_where_the_other_stopped(world: World) -> None:
    round_id = await world.ask()
    await world.answer(round_id, ALICE)
    world.channels.after = [Killed()]
    with pytest.raises(BaseExceptionGroup):
        await world.tick()
    world.keeper = world.make_keeper()
    await world.answer(round_id, BOB)
    await world.tick(later=LEASE - SECOND)
    assert world.message(round_id).answered == 1
    await world.tick(later=SECOND)
    assert world.message(round_id).answered == 2


async def test_an_answer_during_an_edit_is_shown_by_the_next(world: World) -> None:
    round_id = await world.ask()
    await world.answer(round_id, ALICE)

    class Slow:
        async def show(self, *_: object) -> None:
            await world.answer(round_id, BOB)

    await world.keeper.tick(Slow())  # type: ignore[arg-type]
    assert (await round_of(world, round_id)).shown == 1
    await world.tick(later=EDIT_EVERY)
    assert world.message(round_id).answered == 2


# Closing


async def test_when_its_time_is_over_a_round_shows_its_results(world: World) -> None:
    round_id = await world.ask()
    await world.answer(round_id, ALICE)
    await world.answer(round_id, BOB, HALF)
    await world.tick(later=ON_DEMAND - SECOND)
    assert world.message(round_id).reveal is None
    await world.tick(later=EDIT_EVERY)
    reveal = world.message(round_id).reveal
    assert reveal is not None
    assert reveal.answered == 2
    assert [share.met for share in reveal.shares] == [1.0, 0.5, 0.0]
    closed = await round_of(world, round_id)
    assert closed.closed_at == NINE + ON_DEMAND
    assert await is_finished(world, round_id)
    await world.tick(later=MINUTE)
    assert world.channels.calls == 2


async def test_a_round_nobody_answered_shows_that_too(world: World) -> None:
    round_id = await world.ask()
    await world.tick(later=ON_DEMAND)
    reveal = world.message(round_id).reveal
    assert reveal is not None
    assert (reveal.answered, reveal.median) == (0, None)


async def test_only_the_first_graded_answer_of_a_member_is_in_the_results(world: World) -> None:
    round_id = await world.ask()
    await world.answer(round_id, ALICE, "ok then")
    await world.answer(round_id, ALICE, HALF)
    await world.answer(round_id, ALICE, GOOD)
    await world.tick(later=ON_DEMAND)
    reveal = world.message(round_id).reveal
    assert reveal is not None
    assert [share.met for share in reveal.shares] == [1.0, 0.0, 0.0]


async def test_a_round_closed_early_shows_its_results_at_once(world: World) -> None:
    round_id = await world.ask()
    await world.answer(round_id, BOB)
    await world.rounds.close(round_id, learner_id=ALICE, manages=False)
    await world.tick()
    assert world.message(round_id).reveal
    assert await is_finished(world, round_id)


async def test_what_is_sent_after_the_close_is_graded_and_in_no_results(world: World) -> None:
    round_id = await world.ask()
    await world.answer(round_id, ALICE)
    card = await world.rounds.card(world.new_id(), round_id=round_id, learner_id=BOB)
    world.clock.now += ON_DEMAND + SECOND
    late = await world.answer_on(card.id, BOB)
    await world.tick()
    reveal = world.message(round_id).reveal
    assert reveal is not None
    assert reveal.answered == 1
    assert (await world.rounds.own_result(round_id, learner_id=BOB)) == late


async def test_the_commonest_misconception_is_in_the_results(world: World) -> None:
    round_id = await world.ask()
    await world.answer(round_id, ALICE, GOOD + " The GIL has been removed.")
    await world.tick(later=ON_DEMAND)
    reveal = world.message(round_id).reveal
    assert reveal is not None
    assert reveal.misconception is not None
    assert (reveal.misconception.id, reveal.said_by) == ("gil-removed", 1)


async def test_a_round_that_never_got_into_the_channel_ends_quietly(world: World) -> None:
    round_id = await world.ask(posted=False)
    await world.tick(later=ON_DEMAND)
    assert not world.channels.calls
    assert await reason_of(world, round_id) == "it never got into the channel"


async def test_a_message_found_after_the_end_shows_the_results_nevertheless(world: World) -> None:
    round_id = await world.ask(posted=False)
    await world.answer(round_id, ALICE)
    await world.tick(later=ON_DEMAND)
    await world.rounds.posted(round_id, 1000, threaded=False)
    await world.tick(later=MINUTE)
    assert world.message(round_id).reveal
    assert await reason_of(world, round_id) is None


async def test_a_round_closes_where_its_schedule_is_gone(world: World) -> None:
    await world.store.daily.remove_schedule(7)
    opened = Round(
        id="7-2026-03-14",
        group_id=GROUP,
        channel_id=5,
        item_id="who-shares",
        opened_at=NINE,
        closes_at=NINE + MINUTE,
    )
    await world.store.rounds.open_round(opened)
    await world.rounds.posted(opened.id, 1000, threaded=False)
    await world.tick(later=MINUTE)
    assert world.message(opened.id).reveal


# Mishaps


async def test_a_message_that_is_gone_ends_its_round_and_no_other(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    gone, other = await world.ask(), await world.ask()
    world.channels.closed[gone] = REFUSED
    caplog.set_level(logging.INFO)
    for round_id in (gone, other):
        await world.answer(round_id, BOB)
    await world.tick()
    ended = await round_of(world, gone)
    assert ended.closed_at == NINE
    assert await reason_of(world, gone) == str(REFUSED)
    assert str(REFUSED) in caplog.text
    assert world.message(other).answered == 1
    calls = world.channels.calls
    await world.tick(later=MINUTE)
    assert world.channels.calls == calls


async def test_results_that_are_delayed_for_days_are_given_up(world: World) -> None:
    round_id = await world.ask()
    world.channels.closed[round_id] = DELAYED
    await world.answer(round_id, ALICE)
    await world.tick(later=ON_DEMAND + timedelta(days=3))
    assert not await is_finished(world, round_id)
    await world.tick(later=2 * MINUTE)
    assert await is_finished(world, round_id)
    assert await reason_of(world, round_id) == "429"


@pytest.mark.parametrize("mishap", [DELAYED, TimeoutError()])
@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_delayed_edit_is_made_a_minute_later(
    world: World, mishap: Exception, when: str
) -> None:
    round_id = await world.ask()
    await world.answer(round_id, ALICE)
    await world.rounds.close(round_id, learner_id=ALICE, manages=False)
    setattr(world.channels, when, [mishap])
    await world.tick()
    await world.tick(later=MINUTE - SECOND)
    assert world.channels.calls == 1
    await world.tick(later=SECOND)
    assert world.channels.calls == 2
    message = world.message(round_id)
    assert message.reveal
    assert message.model_answers == 1


@pytest.mark.logs_errors
async def test_a_fault_of_ours_is_logged_and_given_up_after_three_tries(world: World) -> None:
    faulty, other = await world.ask(), await world.ask()
    world.channels.closed[faulty] = ZeroDivisionError()
    for round_id in (faulty, other):
        await world.answer(round_id, BOB)
    for _ in range(4):
        await world.tick(later=MINUTE)
    assert "log" in str(await reason_of(world, faulty))
    assert world.message(other).answered == 1
    assert world.channels.calls == 4


@pytest.mark.logs_errors
async def test_what_goes_well_ends_the_count_of_faults(world: World) -> None:
    round_id = await world.ask()
    for number in range(4):
        await world.answer(round_id, 100 + number)
        world.channels.before = [ZeroDivisionError()]
        await world.tick(later=MINUTE)
        await world.tick(later=MINUTE)
    assert world.message(round_id).answered == 4


async def test_a_question_that_left_the_pack_closes_its_round_and_says_so(world: World) -> None:
    round_id = await world.ask()
    await world.answer(round_id, ALICE)
    world.keeper = world.make_keeper(make_bank(make_item(id="another")))
    await world.tick()
    message = world.message(round_id)
    assert message.withdrawn
    assert message.reveal is None
    assert (await round_of(world, round_id)).closed_at == NINE
    assert "who-shares" in str(await reason_of(world, round_id))


async def test_a_hanging_edit_is_let_go_before_its_claim_is_taken_over(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Hanging:
        async def show(self, *_: object) -> None:
            await asyncio.Event().wait()

    round_id = await world.ask()
    await world.answer(round_id, ALICE)
    monkeypatch.setattr("bot.coach.round_keeper.LEASE", timedelta(milliseconds=20))
    async with asyncio.timeout(10):
        await world.keeper.tick(Hanging())  # type: ignore[arg-type]
    await world.tick(later=MINUTE)
    assert world.message(round_id).answered == 1


class Failing:
    """A store one of whose calls fails, in front of the real one."""

    def __init__(self, world: World, name: str) -> None:
        self._world = world
        self._name = name

    def __getattr__(self, name: str) -> object:
        return self._fail if name == self._name else getattr(self._world.store.rounds, name)

    async def _fail(self, *_: object, **__: object) -> None:
        raise StorageError("no disk")


@pytest.mark.parametrize("name", ["claim", "answered", "keep_shown"])
async def test_a_database_that_fails_in_the_middle_loses_no_count(world: World, name: str) -> None:
    round_id = await world.ask()
    await world.answer(round_id, ALICE)
    await world.make_keeper(store=Failing(world, name)).tick(world.channels)
    await world.tick(later=MINUTE)
    assert world.message(round_id).answered == 1


# Clocks and others


async def test_a_claim_of_a_clock_that_was_ahead_is_not_waited_for(world: World) -> None:
    round_id = await world.ask()
    world.clock.now += 30 * MINUTE
    await world.answer(round_id, ALICE)
    world.channels.before = [DELAYED]
    await world.tick()
    world.clock.now -= 29 * MINUTE
    await world.answer(round_id, BOB)
    await world.tick()
    assert world.message(round_id).answered == 2


async def test_two_processes_edit_once(world: World) -> None:
    rounds = [await world.ask() for _ in range(8)]
    for round_id in rounds:
        await world.answer(round_id, CAROL)
    other = world.make_keeper()
    await asyncio.gather(world.tick(), other.tick(world.channels), world.tick())
    assert [len(world.message(round_id).edits) for round_id in rounds] == [1] * 8


async def test_more_than_a_batch_is_closed_in_one_tick(world: World) -> None:
    opened = [await world.ask() for _ in range(205)]
    await world.tick(later=ON_DEMAND)
    assert all(world.message(round_id).reveal for round_id in opened)


steps = st.lists(
    st.tuples(
        st.sampled_from(["answer", "close", "erase", "nothing"]),
        st.integers(0, 2),
        st.integers(0, 900),
        st.sampled_from([None, DELAYED, TimeoutError(), Killed(), REFUSED]),
        st.sampled_from(["before", "after"]),
    ),
    max_size=25,
)


@given(steps)
def test_whatever_happens_each_round_is_edited_seldom_and_revealed_once(
    steps: Sequence[tuple[str, int, int, BaseException | None, str]],
) -> None:
    async def play() -> None:
        async with open_world() as world:
            rounds = [await world.ask() for _ in range(3)]
            learner = 100
            for what, number, passed_s, mishap, when in steps:
                round_id = rounds[number]
                if what == "answer" and (await world.rounds.round(round_id)).is_open(
                    world.clock.now
                ):
                    learner += 1
                    await world.answer(round_id, learner)
                elif what == "close":
                    await world.rounds.close(round_id, learner_id=0, manages=True)
                elif what == "erase":
                    await world.store.erasures.erase(world.new_id(), learner)
                setattr(world.channels, when, [mishap] if mishap else [])
                await tick_and_perhaps_die(world, later=passed_s * SECOND)
            world.channels.before = world.channels.after = []
            for _ in range(2):
                await tick_and_perhaps_die(world, later=ON_DEMAND)
            calls = world.channels.calls
            await tick_and_perhaps_die(world, later=ON_DEMAND)
            assert world.channels.calls == calls
            for round_id in rounds:
                await check(world, round_id)

    asyncio.run(play())


async def tick_and_perhaps_die(world: World, *, later: timedelta) -> None:
    try:
        await world.tick(later=later)
    except BaseExceptionGroup:
        world.keeper = world.make_keeper()


async def check(world: World, round_id: str) -> None:
    assert await is_finished(world, round_id)
    message = world.channels.messages.get(round_id, Message())
    assert all(later - earlier >= EDIT_EVERY for earlier, later in pairwise(message.edits))
    reveal = message.reveal
    if await reason_of(world, round_id) == str(REFUSED):
        return
    assert message.model_answers == 1
    assert reveal is not None
    closed = await world.rounds.round(round_id)
    assert closed.closed_at is not None
    attempts = await world.store.rounds.first_attempts(closed)
    assert reveal.answered >= len(attempts)  # erased since, if at all


def test_the_edits_are_paced() -> None:
    async def book() -> float:
        async with open_world() as world:
            keeper = RoundKeeper(
                bank=world.bank, store=world.store.rounds, clock=world.clock, edits_per_s=4
            )
            return max(keeper._pace.book(0) for _ in range(8))

    assert asyncio.run(book()) == pytest.approx(1.0)
