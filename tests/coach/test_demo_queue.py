import asyncio

import pytest

from bot.coach.demo_queue import DemoQueue, Place
from bot.domain.errors import DemoRefusedError

GROUP = 7


class Member:
    """Somebody who asks for a demonstration of ten seconds and ends it when told to."""

    def __init__(self, queue: DemoQueue, learner_id: int, group_id: int | None = None) -> None:
        self.places: list[Place] = []
        self.running = False
        self._end = asyncio.Event()
        self.task = asyncio.create_task(self._run(queue, learner_id, group_id))

    async def _run(self, queue: DemoQueue, learner_id: int, group_id: int | None) -> None:
        async with queue.turn(learner_id, group_id, usual_s=10, told=self._told):
            self.running = True
            await self._end.wait()
        self.running = False

    async def _told(self, place: Place) -> None:
        self.places.append(place)

    async def end(self) -> None:
        self._end.set()
        await self.task
        await settle()


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_one_runs_at_a_time_in_the_order_they_came() -> None:
    queue = DemoQueue(waiting=8, group_waiting=2)
    members = [Member(queue, number) for number in range(3)]
    await settle()
    for number, member in enumerate(members):
        assert [one.running for one in members] == [at == number for at in range(3)]
        await member.end()


async def test_everybody_knows_their_place_whenever_it_changes() -> None:
    queue = DemoQueue(waiting=8, group_waiting=2)
    first, second, third = [Member(queue, number) for number in range(3)]
    await settle()
    await first.end()
    assert first.places == []
    assert second.places == [Place(1, 10)]
    assert third.places == [Place(2, 20), Place(1, 10)]
    await second.end()
    await third.end()


async def test_who_gives_up_leaves_the_line() -> None:
    queue = DemoQueue(waiting=8, group_waiting=2)
    first, second, third = [Member(queue, number) for number in range(3)]
    await settle()
    second.task.cancel()
    await settle()
    assert third.places[-1] == Place(1, 10)
    await first.end()
    assert third.running
    await third.end()


async def test_a_member_stands_in_the_line_once() -> None:
    queue = DemoQueue(waiting=8, group_waiting=2)
    first = Member(queue, 1)
    await settle()
    with pytest.raises(DemoRefusedError, match="has not ended yet"):
        await Member(queue, 1).task
    await first.end()


async def test_the_line_has_an_end() -> None:
    queue = DemoQueue(waiting=3, group_waiting=2)
    members = [Member(queue, number) for number in range(4)]
    await settle()
    with pytest.raises(DemoRefusedError, match=r"3 demos are waiting .* in about 40 s"):
        await Member(queue, 9).task
    for member in members:
        await member.end()


async def test_a_server_may_not_fill_the_line() -> None:
    queue = DemoQueue(waiting=8, group_waiting=2)
    members = [Member(queue, number, GROUP) for number in range(3)]
    await settle()
    with pytest.raises(DemoRefusedError, match="2 demos of this server are waiting"):
        await Member(queue, 9, GROUP).task
    elsewhere = [Member(queue, 10, GROUP + 1), Member(queue, 11), Member(queue, 12)]
    await settle()
    for member in (*members, *elsewhere):
        await member.end()
