"""Reviews are kept with their attempts: once, or not at all."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.attempt import Attempt
from bot.domain.errors import StorageError
from bot.domain.recall import Recall
from bot.domain.review import Rating, ReviewCard, review
from bot.domain.snowflake import snowflake_at
from bot.storage import SqlStore, open_store
from tests.storage.examples import Hands, attempt, graded

ITEM = "what-is-the-gil"
MONDAY = date(2026, 3, 16)
DAY = timedelta(days=1)


def on(day: date, score: float = 0.7, *, nth: int = 0, **other: object) -> Attempt:
    """An attempt on that date, on a draft of its own."""
    attempt_id = snowflake_at(datetime(day.year, day.month, day.day, 12, tzinfo=UTC), nth)
    facts = {"draft_id": attempt_id, "day": day, "hints": 0, "grade": graded(score)}
    return attempt(attempt_id, **(facts | other))


async def record(store: SqlStore, made: Attempt) -> Attempt:
    """Keep an attempt as the use case does."""
    known = await store.reviews.card(made.learner_id, made.item_id)
    return await store.record(made, review(known, made))


async def everything(store: SqlStore) -> tuple[Sequence[ReviewCard], Sequence[Recall]]:
    return await store.reviews.cards(7), await store.reviews.recalls(7)


async def test_a_review_is_kept_with_its_attempt(store: SqlStore) -> None:
    assert await store.reviews.card(7, ITEM) is None
    made = on(MONDAY)
    told = review(None, made)
    assert told is not None
    assert await store.record(made, told) == made
    assert await store.reviews.card(7, ITEM) == told.card
    assert await store.reviews.cards(7) == [told.card]
    assert await store.reviews.cards(8) == []
    assert await store.reviews.recalls(7) == []


async def test_later_reviews_are_remembered_with_what_was_expected(store: SqlStore) -> None:
    await record(store, on(MONDAY))
    await record(store, on(MONDAY + 3 * DAY, 0.1))
    (recall,) = await store.reviews.recalls(7)
    assert (recall.after_days, recall.rating) == (3, Rating.AGAIN)
    assert 0.8 < recall.predicted < 1


async def test_an_attempt_that_tells_nothing_leaves_no_review(store: SqlStore) -> None:
    await record(store, on(MONDAY, grade=graded(None)))
    await record(store, on(MONDAY, nth=1))
    before = await everything(store)
    await record(store, on(MONDAY, 1.0, nth=2))
    assert await everything(store) == before


async def test_what_is_due_first_comes_first(store: SqlStore) -> None:
    await record(store, on(MONDAY, 1.0, item_id="late"))
    await record(store, on(MONDAY, 0.1, nth=1, item_id="soon"))
    assert [card.item_id for card in await store.reviews.cards(7)] == ["soon", "late"]


async def test_two_attempts_at_the_same_moment_are_one_review(store: SqlStore) -> None:
    """Both saw the same card; the second one is no longer the first of its date."""
    first, second = on(MONDAY, 0.1), on(MONDAY, 1.0, nth=1)
    await store.record(first, review(None, first))
    await store.record(second, review(None, second))
    told = review(None, first)
    assert told is not None
    assert await store.reviews.cards(7) == [told.card]


async def test_a_second_submit_of_a_draft_leaves_no_review(store: SqlStore) -> None:
    first = on(MONDAY)
    again = on(MONDAY + DAY, 1.0, draft_id=first.draft_id)
    await record(store, first)
    before = await everything(store)
    assert await record(store, again) == first
    assert await everything(store) == before


async def test_an_attempt_that_is_refused_leaves_no_review(store: SqlStore) -> None:
    made = on(MONDAY)
    await record(store, made)
    stolen = on(MONDAY, 1.0, draft_id=999, item_id="other")
    with pytest.raises(StorageError):
        await store.record(stolen, review(None, stolen))
    assert [card.item_id for card in await store.reviews.cards(7)] == [ITEM]


history = st.lists(st.tuples(st.integers(0, 5), st.floats(0, 1)), min_size=1, max_size=5)


@settings(max_examples=60, deadline=None)
@given(history=history, data=st.data())
async def test_any_repeated_delivery_leaves_the_same_as_one(
    history: list[tuple[int, float]], data: st.DataObject
) -> None:
    """Units that arrive again, late and between others, change nothing."""
    day, made = MONDAY, []
    for nth, (wait, score) in enumerate(history):
        day += wait * DAY
        made.append(on(day, score, nth=nth))
    async with open_store("sqlite://", Hands()) as once, open_store("sqlite://", Hands()) as often:
        units = []
        for one in made:
            await record(once, one)
            units.append((one, review(await often.reviews.card(7, ITEM), one)))
            for number in data.draw(st.lists(st.integers(0, len(units) - 1), max_size=3)):
                await often.record(*units[number])
            await often.record(*units[-1])
        for number in data.draw(st.permutations(range(len(units)))):
            await often.record(*units[number])
        assert await everything(often) == await everything(once)
