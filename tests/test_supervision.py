import asyncio
import os
import signal

import pytest

from bot.domain.errors import StorageError
from bot.supervision import OnFailure, until_stopped


async def test_work_that_ends_by_itself_ends_well() -> None:
    async def work(_: OnFailure) -> None:
        await asyncio.sleep(0)

    await until_stopped(work)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_the_work_after_its_cleaning_up(number: signal.Signals) -> None:
    cleaned = []

    async def work(_: OnFailure) -> None:
        os.kill(os.getpid(), number)
        try:
            await asyncio.Event().wait()
        finally:
            os.kill(os.getpid(), number)  # a second one, of somebody impatient
            await asyncio.sleep(0.01)
            cleaned.append(1)

    await until_stopped(work)
    assert cleaned


async def test_a_failure_ends_the_work_and_is_raised() -> None:
    async def work(on_failure: OnFailure) -> None:
        on_failure(StorageError("gone"))
        on_failure(StorageError("gone twice"))
        await asyncio.Event().wait()

    with pytest.raises(StorageError, match=r"gone$"):
        await until_stopped(work)


async def test_an_error_of_the_work_is_raised() -> None:
    async def work(_: OnFailure) -> None:
        raise StorageError("broken")

    with pytest.raises(StorageError, match="broken"):
        await until_stopped(work)
