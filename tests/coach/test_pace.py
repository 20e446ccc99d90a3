import asyncio

from hypothesis import given
from hypothesis import strategies as st

from bot.coach.pace import Pace


def test_a_second_has_so_many_turns_and_the_first_burst_does_not_wait() -> None:
    pace = Pace(20)
    waits = [pace.book(100.0) for _ in range(60)]
    assert waits[:20] == [0.0] * 20
    assert [round(wait, 3) for wait in waits[20:22]] == [0.05, 0.1]
    assert round(waits[-1], 3) == 2.0


def test_a_rest_fills_the_bucket_up_to_its_depth() -> None:
    pace = Pace(3, burst=500)
    for _ in range(500):
        assert pace.book(0.0) < 1e-9
    assert pace.book(0.0) > 0.3
    assert max(pace.book(1000.0) for _ in range(500)) < 1e-9


@given(st.lists(st.floats(0, 3), max_size=80), st.integers(1, 30))
def test_never_more_than_twice_the_pace_in_any_second(gaps: list[float], per_second: int) -> None:
    pace = Pace(per_second)
    now, turns = 0.0, []
    for gap in gaps:
        now += gap
        turns.append(now + pace.book(now))
    for start in turns:
        assert sum(start <= at < start + 0.999 for at in turns) <= 2 * per_second


async def test_turns_come_in_order() -> None:
    pace = Pace(1000, burst=1)
    order: list[int] = []

    async def take(number: int) -> None:
        await pace.turn()
        order.append(number)

    await asyncio.gather(*(take(number) for number in range(10)))
    assert order == sorted(order)
