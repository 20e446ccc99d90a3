from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.domain.attempt import Card
from bot.domain.interview import Interview, advance, begin
from bot.domain.interview_event import Ended, Placed, Skipped
from bot.domain.interview_plan import Plan
from bot.domain.snowflake import snowflake_at
from bot.storage import SqlStore, open_store

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ALICE, BOB = 7, 8


@pytest.fixture
async def store() -> AsyncIterator[SqlStore]:
    async with open_store("sqlite://", lambda: NOW) as opened:
        yield opened


def make(interview_id: int = 1, learner_id: int = ALICE) -> Interview:
    return begin(
        interview_id,
        learner_id=learner_id,
        group_id=5,
        plan=Plan(),
        item_ids=("a", "b", "c"),
    )


def ended(interview: Interview) -> Interview:
    after, _ = advance(interview, Ended(step=interview.step, next_step=snowflake_at(NOW)))
    return after


async def test_an_interview_is_kept_whole(store: SqlStore) -> None:
    begun = await store.interviews.begin(make())
    assert begun == make()
    assert await store.interviews.interview(1) == begun
    assert await store.interviews.running(ALICE) == begun
    assert await store.interviews.running(BOB) is None
    assert await store.interviews.interview(2) is None


async def test_of_two_at_once_the_first_stays(store: SqlStore) -> None:
    await store.interviews.begin(make())
    assert (await store.interviews.begin(make(2))).id == 1
    assert await store.interviews.interview(2) is None
    assert (await store.interviews.begin(make(3, BOB))).id == 3


async def test_a_change_counts_the_version_up_and_needs_the_last_one(store: SqlStore) -> None:
    begun = await store.interviews.begin(make())
    skipped, _ = advance(begun, Skipped(step=1, next_step=9))
    placed, _ = advance(begun, Placed(step=1, thread_id=3))
    assert await store.interviews.change(skipped)
    assert not await store.interviews.change(placed)
    kept = await store.interviews.interview(1)
    assert kept == skipped.model_copy(update={"version": 1})


async def test_one_that_has_ended_makes_room_and_keeps_its_place(store: SqlStore) -> None:
    for number in (1, 2, 3):
        begun = await store.interviews.begin(make(number))
        assert await store.interviews.change(ended(begun))
        again = await store.interviews.begin(make(number))
        assert (again.id, again.over) == (number, True)
    assert await store.interviews.running(ALICE) is None
    past = await store.interviews.ended(ALICE, before=3, limit=5)
    assert [one.id for one in past] == [2, 1]
    assert all(one.ended_at == NOW for one in past)
    assert [one.id for one in await store.interviews.ended(ALICE, before=9, limit=1)] == [3]


async def test_a_card_knows_its_interview(store: SqlStore) -> None:
    card = Card(id=1, learner_id=ALICE, group_id=5, item_id="a", interview_id=1)
    await store.open_card(card)
    assert await store.card(1) == card


async def test_an_export_has_the_interview_and_an_erasure_takes_it(store: SqlStore) -> None:
    await store.interviews.begin(make())
    (record,) = (await store.records.personal_data(ALICE, now=NOW)).interview
    assert record.state == make()
    assert (record.group_id, record.version) == (5, 0)
    await store.erasures.erase(99, ALICE)
    assert await store.interviews.interview(1) is None
