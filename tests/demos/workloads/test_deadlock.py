import pytest

from tests.demos.workloads.script import keys, measured, median

THREADS = ["thread-1", "thread-2"]


def test_in_opposite_order_neither_gets_its_second_lock() -> None:
    result = measured("deadlock", "--wait-ms", "100")
    assert keys(result) == THREADS
    assert [median(result, thread, "got_second") for thread in THREADS] == [0, 0]
    assert all(median(result, thread, "waited_ms") >= 99 for thread in THREADS)


def test_in_the_same_order_both_pass() -> None:
    result = measured("deadlock", "--wait-ms", "1000", "--ordered", "yes")
    assert [median(result, thread, "got_second") for thread in THREADS] == [1, 1]


@pytest.mark.parametrize("ordered", ["no", "yes"])
def test_the_choice_is_kept(ordered: str) -> None:
    result = measured("deadlock", "--wait-ms", "100", "--ordered", ordered)
    assert result.parameters == {"wait_ms": 100, "ordered": ordered}
