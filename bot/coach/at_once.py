"""Doing the same to many things, some of them at a time."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

_AT_ONCE = 16

T = TypeVar("T")


async def at_once(things: Sequence[T], work: Callable[[T], Awaitable[bool]]) -> list[bool]:
    """Do the work for all things, so many at once; return the results in their order."""
    free = asyncio.Semaphore(_AT_ONCE)

    async def one(thing: T) -> bool:
        async with free:
            return await work(thing)

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(one(thing)) for thing in things]
    return [task.result() for task in tasks]
