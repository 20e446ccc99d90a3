import os
from multiprocessing import Pipe

import pytest

from bot.itembank.forking import map_forked, send_results


@pytest.mark.parametrize("processes", [1, 2, 3, 9])
def test_results_come_in_the_order_of_the_things(processes: int) -> None:
    half = 0.5  # closed over: nothing of the work is sent
    assert list(map_forked(lambda thing: thing * half, range(7), processes=processes)) == [
        0.0,
        0.5,
        1.0,
        1.5,
        2.0,
        2.5,
        3.0,
    ]


def test_the_work_is_shared() -> None:
    one, other, again = map_forked(lambda _: os.getpid(), range(3), processes=2)
    assert one == again
    assert len({one, other, os.getpid()}) == 3


def test_nothing_is_done_for_nothing() -> None:
    assert list(map_forked(str, (), processes=4)) == []


def test_where_processes_cannot_be_copied_the_work_is_done_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    assert {*map_forked(lambda _: os.getpid(), range(3), processes=2)} == {os.getpid()}


def test_a_process_that_dies_is_told() -> None:
    with pytest.raises(EOFError):
        list(map_forked(os._exit, (1, 1), processes=2))


def test_results_are_sent_one_by_one_until_somebody_interrupts() -> None:
    here, there = Pipe(duplex=False)
    with here, there:
        send_results([7, 8].__getitem__, (1, 0), there)
        assert [here.recv(), here.recv()] == [8, 7]

        def stop(_: int) -> None:
            raise KeyboardInterrupt

        send_results(stop, (1,), there)
        assert not here.poll()
