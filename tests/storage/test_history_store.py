from bot.storage import SqlStore
from tests.storage.examples import attempt, graded


async def test_attempts_come_newest_first_page_by_page(store: SqlStore) -> None:
    for number in range(1, 6):
        await store.record(attempt(number, draft_id=number, grade=graded(number / 10)))
    await store.record(attempt(6, draft_id=6, grade=None, gave_up=True))
    await store.record(attempt(7, draft_id=7, learner_id=8))
    first = await store.history.attempts(7, offset=0, limit=4)
    assert [(one.id, one.score, one.gave_up) for one in first] == [
        (6, None, True),
        (5, 0.5, False),
        (4, 0.4, False),
        (3, 0.3, False),
    ]
    assert {one.item_id for one in first} == {"what-is-the-gil"}
    assert [one.id for one in await store.history.attempts(7, offset=4, limit=4)] == [2, 1]
    assert await store.history.attempts(7, offset=8, limit=4) == []
