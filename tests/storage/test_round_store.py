import sqlite3
from collections.abc import Coroutine
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain.errors import StorageError
from bot.domain.round import Posted, Round
from bot.domain.snowflake import snowflake_at
from bot.storage import SqlStore, open_store
from bot.storage.round_store import SqlRoundStore
from bot.storage.sqlite import open_sqlite
from tests.storage.examples import NOON, Hands, asked, attempt, card, draft, graded
from tests.storage.test_store import Listening

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
OPENED = asked()


async def answer(
    store: SqlStore, learner: int, *, at: timedelta = SECOND, score: float | None = 0.5
) -> int:
    """Answer the round; return the id of the attempt."""
    attempt_id = snowflake_at(NOON + at, learner)
    opened = card(attempt_id - 2, learner_id=learner, round_id=OPENED.id)
    kept = await store.rounds.open_round_card(opened)
    await store.open_draft(draft(attempt_id - 1, card_id=kept.id, learner_id=learner))
    ids = {"draft_id": attempt_id - 1, "card_id": kept.id, "learner_id": learner}
    await store.record(attempt(attempt_id, grade=graded(score), **ids))
    return attempt_id


async def due(store: SqlStore, after: timedelta) -> list[str]:
    return [one.id for one in await store.rounds.due(NOON + after, limit=10)]


async def claim(store: SqlStore, at: timedelta) -> Round | None:
    current = await store.rounds.round(OPENED.id)
    assert current is not None
    return await store.rounds.claim(current, now=NOON + at, until=NOON + at + 60 * SECOND)


async def test_a_round_comes_back_as_it_was_opened(store: SqlStore) -> None:
    assert await store.rounds.round(OPENED.id) is None
    owned = OPENED.model_copy(update={"owner_id": 7})
    assert await store.rounds.open_round(owned) == owned
    other = OPENED.model_copy(update={"owner_id": 8, "channel_id": 10})
    assert await store.rounds.open_round(other) == owned
    assert await store.rounds.round(OPENED.id) == owned


async def test_everything_is_kept_on_disk(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/coach.db"
    async with open_store(url, Hands()) as store:
        await store.rounds.open_round(OPENED)
        await store.rounds.keep_message(OPENED.id, Posted(1, threaded=True), now=NOON)
        await store.rounds.keep_message(OPENED.id, Posted(2, threaded=False), now=NOON)
        await store.rounds.close_round(OPENED.id, now=NOON + SECOND)
        await store.rounds.close_round(OPENED.id, now=NOON + HOUR)
    async with open_store(url, Hands()) as store:
        assert await store.rounds.round(OPENED.id) == OPENED.model_copy(
            update={
                "message_id": 1,
                "threaded": True,
                "closed_at": NOON + SECOND,
                "version": 2,
            }
        )


async def test_a_round_is_found_by_its_message(store: SqlStore) -> None:
    await store.rounds.open_round(OPENED)
    await store.rounds.keep_message(OPENED.id, Posted(1, threaded=True), now=NOON)
    found = await store.rounds.round_in(1)
    assert found is not None
    assert found.id == OPENED.id
    assert await store.rounds.round_in(2) is None


async def test_the_questions_of_a_channel_are_listed_newest_first(store: SqlStore) -> None:
    rounds = [("a", "one", 9), ("b", "two", 9), ("c", "one", 9), ("d", "three", 10)]
    for number, (round_id, item_id, channel_id) in enumerate(rounds):
        opened_at = NOON + number * SECOND
        fields = {"item_id": item_id, "channel_id": channel_id, "opened_at": opened_at}
        await store.rounds.open_round(asked(round_id, **fields))
    assert await store.rounds.asked_in(9) == ["one", "two"]
    assert not await store.rounds.asked_in(11)


async def test_a_member_has_one_card_of_a_round_and_others_have_theirs(store: SqlStore) -> None:
    await store.rounds.open_round(OPENED)
    first = await store.rounds.open_round_card(card(1, round_id=OPENED.id))
    assert await store.rounds.open_round_card(card(2, round_id=OPENED.id)) == first
    other = card(3, learner_id=8, round_id=OPENED.id)
    assert await store.rounds.open_round_card(other) == other
    assert await store.card(2) is None
    await store.open_card(card(4))
    await store.open_card(card(5))
    with pytest.raises(StorageError, match="outside of the round"):
        await store.rounds.open_round_card(card(4, learner_id=9, round_id=OPENED.id))


async def test_a_round_is_due_when_it_closes_or_somebody_has_answered(store: SqlStore) -> None:
    await store.rounds.open_round(OPENED)
    assert await due(store, HOUR - SECOND) == []
    assert await due(store, HOUR) == [OPENED.id]
    await answer(store, 7, score=None)
    assert await due(store, 2 * SECOND) == []
    await answer(store, 7, at=2 * SECOND)
    assert await due(store, 2 * SECOND) == [OPENED.id]


async def test_an_answer_outside_makes_no_round_due(store: SqlStore) -> None:
    await store.rounds.open_round(OPENED)
    await store.open_card(card())
    await store.open_draft(draft())
    await store.record(attempt())
    assert await due(store, HOUR - SECOND) == []


async def test_a_round_is_claimed_once_and_taken_over_when_the_claim_is_old(
    store: SqlStore,
) -> None:
    current = await store.rounds.open_round(OPENED)
    await answer(store, 7)
    claimed = await claim(store, SECOND)
    assert claimed is not None
    assert claimed.closed_at is None
    assert await store.rounds.claim(current, now=NOON, until=NOON) is None
    assert await due(store, 60 * SECOND) == []
    assert await due(store, 61 * SECOND) == [OPENED.id]
    assert await store.rounds.tries(OPENED.id) == 1


async def test_a_claim_closes_a_round_whose_time_is_over(store: SqlStore) -> None:
    await store.rounds.open_round(OPENED)
    claimed = await claim(store, 3 * HOUR)
    assert claimed is not None
    assert claimed.closed_at == NOON + HOUR


async def test_a_claim_from_the_future_is_void(store: SqlStore) -> None:
    await store.rounds.open_round(OPENED)
    assert await claim(store, 5 * HOUR)
    assert await due(store, 2 * HOUR) == [OPENED.id]


async def test_what_is_shown_rests_until_it_changes(store: SqlStore) -> None:
    await store.rounds.open_round(OPENED)
    await answer(store, 7)
    assert await claim(store, SECOND)
    assert await store.rounds.answered(OPENED.id) == 1
    await answer(store, 8, at=2 * SECOND)
    await store.rounds.keep_shown(OPENED.id, 1, not_before=NOON + 15 * SECOND)
    assert await due(store, 14 * SECOND) == []
    assert await due(store, 15 * SECOND) == [OPENED.id]
    assert await store.rounds.tries(OPENED.id) == 0
    await store.rounds.keep_shown(OPENED.id, 2, not_before=NOON + 30 * SECOND)
    assert await due(store, HOUR - SECOND) == []
    current = await store.rounds.round(OPENED.id)
    assert current is not None
    assert current.shown == 2


async def test_what_is_put_off_is_still_to_do(store: SqlStore) -> None:
    await store.rounds.open_round(OPENED)
    await answer(store, 7)
    assert await claim(store, SECOND)
    await store.rounds.put_off(OPENED.id, not_before=NOON + 30 * SECOND)
    assert await due(store, 29 * SECOND) == []
    assert await due(store, 30 * SECOND) == [OPENED.id]
    assert await store.rounds.tries(OPENED.id) == 1


async def test_a_finished_round_is_closed_and_never_due_again(store: SqlStore) -> None:
    await store.rounds.open_round(OPENED)
    await store.rounds.finish(OPENED.id, shown=3, now=NOON, reason="gone\ud800")
    await answer(store, 7)
    await store.erasures.erase(1, 7)
    assert await due(store, 24 * HOUR) == []
    current = await store.rounds.round(OPENED.id)
    assert current is not None
    assert (current.closed_at, current.shown) == (NOON, 3)


async def test_the_first_graded_attempt_of_each_member_counts(store: SqlStore) -> None:
    await store.rounds.open_round(OPENED)
    await answer(store, 7, score=None)
    first = await answer(store, 7, at=2 * SECOND)
    await answer(store, 7, at=3 * SECOND)
    other = await answer(store, 8, at=4 * SECOND)
    late = await answer(store, 9, at=6 * SECOND)
    closed = OPENED.model_copy(update={"closed_at": NOON + 4 * SECOND})
    for current, expected in ((OPENED, [first, other, late]), (closed, [first, other])):
        attempts = await store.rounds.first_attempts(current)
        assert [one.id for one in attempts] == expected
    own = await store.rounds.first_attempt(OPENED.id, 7)
    assert own is not None
    assert own.id == first
    assert await store.rounds.first_attempt(OPENED.id, 10) is None
    assert await store.rounds.answered(OPENED.id) == 3


async def test_answers_are_shared_with_others_of_the_round(store: SqlStore) -> None:
    await store.rounds.open_round(OPENED)
    ids = [await answer(store, learner, at=learner * SECOND) for learner in (7, 8, 9)]
    for attempt_id in ids:
        kept = await store.attempt(attempt_id)
        assert kept is not None
        await store.rounds.share(kept, OPENED.id)
        await store.rounds.share(kept, OPENED.id)
    for besides, limit, expected in ((7, 5, ids[:0:-1]), (9, 5, ids[1::-1]), (7, 1, ids[2:])):
        shared = await store.rounds.shared(OPENED.id, besides=besides, limit=limit)
        assert [one.id for one in shared] == expected
    assert not await store.rounds.shared("other", besides=7, limit=5)


async def test_an_erased_member_leaves_the_round_and_its_count(store: SqlStore) -> None:
    await store.rounds.open_round(OPENED.model_copy(update={"owner_id": 7}))
    attempt_id = await answer(store, 7)
    kept = await store.attempt(attempt_id)
    assert kept is not None
    await store.rounds.share(kept, OPENED.id)
    await store.rounds.keep_shown(OPENED.id, 1, not_before=NOON)
    assert await due(store, HOUR - SECOND) == []
    await store.erasures.erase(1, 7)
    assert await due(store, SECOND) == [OPENED.id]
    assert await store.rounds.answered(OPENED.id) == 0
    assert not await store.rounds.shared(OPENED.id, besides=8, limit=5)
    current = await store.rounds.round(OPENED.id)
    assert current is not None
    assert current.owner_id is None


async def test_every_statement_walks_an_index(tmp_path: Path) -> None:
    path = str(tmp_path / "coach.db")
    async with open_sqlite(path) as db:
        listening = Listening(db)
        store = SqlStore(listening, Hands())
        rounds = store.rounds
        current = await rounds.open_round(asked(owner_id=7))
        calls: dict[str, Coroutine[Any, Any, object]] = {
            "round": rounds.round(current.id),
            "round_in": rounds.round_in(1),
            "keep_message": rounds.keep_message(current.id, Posted(1, threaded=False), now=NOON),
            "close_round": rounds.close_round(current.id, now=NOON),
            "open_of": rounds.open_of(7, 9, now=NOON),
            "asked_in": rounds.asked_in(9),
            "open_round_card": rounds.open_round_card(card(1, round_id=current.id)),
            "first_attempt": rounds.first_attempt(current.id, 7),
            "share": rounds.share(attempt(), current.id),
            "shared": rounds.shared(current.id, besides=7, limit=5),
            "due": rounds.due(NOON, limit=5),
            "claim": rounds.claim(current, now=NOON, until=NOON),
            "tries": rounds.tries(current.id),
            "answered": rounds.answered(current.id),
            "first_attempts": rounds.first_attempts(current),
            "keep_shown": rounds.keep_shown(current.id, 0, not_before=NOON),
            "put_off": rounds.put_off(current.id, not_before=NOON),
            "finish": rounds.finish(current.id, shown=0, now=NOON),
        }
        methods = {name for name in vars(SqlRoundStore) if not name.startswith("_")}
        assert calls.keys() == methods - {"open_round"}
        for call in calls.values():
            await call
        await store.record(attempt())
        await store.erasures.erase(1, 7)
    with closing(sqlite3.connect(path)) as connection:
        for sql in listening.heard:
            plan = connection.execute(f"EXPLAIN QUERY PLAN {sql}", (None,) * sql.count("?"))
            assert not [step for *_, step in plan if step.startswith("SCAN ")], sql
