import asyncio
from collections.abc import Sequence

import pytest

from bot.domain.errors import StorageError
from bot.storage.database import Result, Unit, UnitError
from bot.storage.writer import MAX_BATCH, Writer


def unit(name: str) -> Unit:
    return [(name, ())]


class Disk:
    """A commit that can be held back; units called bad, locked or broken fail in their way."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.free = asyncio.Event()
        self.free.set()

    async def commit(self, units: Sequence[Unit]) -> Sequence[Result]:
        await self.free.wait()
        names = [sql for one in units for sql, _ in one]
        self.batches.append(names)
        if "bad" in names:
            raise UnitError("bad unit")
        if "locked" in names:
            raise StorageError("database is locked")
        if "broken" in names:
            raise RuntimeError("nobody foresaw this")
        return [[[(name,)]] for name in names]


async def gather(writer: Writer, *names: str) -> list[Result | BaseException]:
    async with asyncio.timeout(10):
        return await asyncio.gather(
            *(writer.write(unit(name)) for name in names), return_exceptions=True
        )


async def test_units_that_wait_together_share_a_commit_and_each_gets_its_rows() -> None:
    disk = Disk()
    writer = Writer(disk.commit)
    assert await gather(writer, "a", "b", "c") == [[[("a",)]], [[("b",)]], [[("c",)]]]
    assert disk.batches == [["a", "b", "c"]]
    assert not writer._unsettled
    await writer.close()


async def test_a_batch_has_a_largest_size_and_keeps_the_order() -> None:
    disk = Disk()
    writer = Writer(disk.commit)
    names = [str(number) for number in range(2 * MAX_BATCH + 5)]
    await gather(writer, *names)
    assert [len(batch) for batch in disk.batches] == [MAX_BATCH, MAX_BATCH, 5]
    assert [name for batch in disk.batches for name in batch] == names
    await writer.close()


async def test_a_bad_unit_fails_alone() -> None:
    disk = Disk()
    writer = Writer(disk.commit)
    first, failed, last = await gather(writer, "a", "bad", "b")
    assert (first, last) == ([[("a",)]], [[("b",)]])
    assert isinstance(failed, StorageError)
    assert str(failed) == "bad unit"
    assert disk.batches == [["a", "bad", "b"], ["a"], ["bad"], ["b"]]
    await writer.close()


async def test_a_locked_database_fails_the_batch_at_once_and_not_the_next() -> None:
    disk = Disk()
    writer = Writer(disk.commit)
    one, two = await gather(writer, "a", "locked")
    assert isinstance(one, StorageError)
    assert isinstance(two, StorageError)
    assert one is not two
    assert disk.batches == [["a", "locked"]]
    assert await gather(writer, "b") == [[[("b",)]]]
    await writer.close()


async def test_the_death_of_the_writer_reaches_everyone() -> None:
    disk = Disk()
    writer = Writer(disk.commit)
    watch = asyncio.create_task(writer.death())
    disk.free.clear()
    waiting = asyncio.create_task(gather(writer, "a", "broken", *["more"] * MAX_BATCH))
    await asyncio.sleep(0)
    assert not watch.done()
    disk.free.set()
    for outcome in await waiting:
        assert isinstance(outcome, StorageError)
        assert "restarted" in str(outcome)
    reason = await watch
    assert isinstance(reason.__cause__, RuntimeError)
    assert await writer.death() is reason
    (later,) = await gather(writer, "late")
    assert isinstance(later, StorageError)
    await writer.close()


async def test_a_cancelled_writer_is_a_dead_writer() -> None:
    writer = Writer(Disk().commit)
    writer._task.cancel()
    assert isinstance((await writer.death()).__cause__, asyncio.CancelledError)
    await writer.close()


async def test_no_longer_waiting_for_the_death_leaves_others_waiting() -> None:
    writer = Writer(Disk().commit)
    impatient = asyncio.create_task(writer.death())
    patient = asyncio.create_task(writer.death())
    await asyncio.sleep(0)
    impatient.cancel()
    await asyncio.wait([impatient])
    writer._task.cancel()
    assert isinstance(await patient, StorageError)
    await writer.close()


async def test_callers_that_left_disturb_nobody() -> None:
    disk = Disk()
    writer = Writer(disk.commit)
    disk.free.clear()
    leaving = [asyncio.create_task(writer.write(unit(name))) for name in ("a", "bad", "broken")]
    await asyncio.sleep(0)
    for task in leaving[:2]:
        task.cancel()
    await asyncio.wait(leaving[:2])
    disk.free.set()
    with pytest.raises(StorageError):
        await leaving[2]
    assert disk.batches == [["a", "bad", "broken"], ["a"], ["bad"], ["broken"]]
    await writer.close()


async def test_closing_writes_what_is_queued() -> None:
    disk = Disk()
    writer = Writer(disk.commit)
    queued = [asyncio.create_task(writer.write(unit("a"))) for _ in range(MAX_BATCH + 1)]
    await asyncio.sleep(0)
    await writer.close()
    assert await asyncio.gather(*queued) == [[[("a",)]]] * (MAX_BATCH + 1)


async def test_a_writer_that_is_closing_or_closed_takes_no_more() -> None:
    disk = Disk()
    writer = Writer(disk.commit)
    disk.free.clear()
    queued = asyncio.create_task(writer.write(unit("a")))
    await asyncio.sleep(0)
    closing = asyncio.create_task(writer.close())
    await asyncio.sleep(0)
    (refused,) = await gather(writer, "late")
    assert isinstance(refused, StorageError)
    disk.free.set()
    await closing
    assert await queued == [[("a",)]]
    (refused,) = await gather(writer, "later")
    assert isinstance(refused, StorageError)


async def test_a_close_that_is_cancelled_fails_what_is_left() -> None:
    disk = Disk()
    writer = Writer(disk.commit)
    disk.free.clear()
    queued = asyncio.create_task(writer.write(unit("a")))
    await asyncio.sleep(0)
    closing = asyncio.create_task(writer.close())
    await asyncio.sleep(0)
    closing.cancel()
    async with asyncio.timeout(10):
        with pytest.raises(StorageError, match="restarted"):
            await queued
    assert closing.cancelled()
