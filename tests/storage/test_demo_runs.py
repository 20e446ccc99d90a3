"""Demonstrations as they are kept."""

from datetime import timedelta

import pytest

from bot.coach.ports import Store
from bot.domain.errors import StorageError
from bot.domain.snowflake import snowflake_at
from tests.domain.demo_examples import measured
from tests.storage.examples import CRASH, NOON, run

RESULT = measured("race")


async def test_a_run_comes_back_as_it_was(store: Store) -> None:
    for one in (run(1), run(2, group_id=None)):
        await store.open_run(one)
        assert await store.demo_run(one.id) == one
    assert await store.demo_run(3) is None


async def test_what_was_measured_is_kept_to_the_last_digit(store: Store) -> None:
    await store.open_run(run())
    kept = await store.finish_run(1, prediction="some", outcome=RESULT, measured_at=NOON)
    assert kept == await store.demo_run(1)
    assert kept == run().model_copy(
        update={"prediction": "some", "outcome": RESULT, "measured_at": NOON}
    )


async def test_the_first_outcome_stays(store: Store) -> None:
    await store.open_run(run())
    first = await store.finish_run(1, prediction=None, outcome=CRASH, measured_at=NOON)
    later = NOON + timedelta(seconds=1)
    assert await store.finish_run(1, prediction="x", outcome=RESULT, measured_at=later) == first
    assert first.outcome == CRASH
    await store.open_run(run())
    assert await store.demo_run(1) == first


async def test_a_run_that_was_never_opened_is_not_finished(store: Store) -> None:
    with pytest.raises(StorageError, match="never opened"):
        await store.finish_run(9, prediction=None, outcome=CRASH, measured_at=NOON)


async def test_old_runs_are_erased(store: Store) -> None:
    old, new = snowflake_at(NOON - timedelta(days=1)), snowflake_at(NOON)
    for run_id in (old, new):
        await store.open_run(run(run_id))
    assert await store.forget_runs(NOON) == 1
    assert await store.demo_run(old) is None
    assert await store.demo_run(new) == run(new)
