import sys

import pytest

from bot.domain.demo_result import DemoResult
from tests.demos.workloads.script import keys, measured, median


@pytest.fixture(scope="module", params=[2, 5])
def result(request: pytest.FixtureRequest) -> DemoResult:
    return measured("race", "--threads", str(request.param), "--ms", "50")


def test_four_ways_are_measured(result: DemoResult) -> None:
    assert keys(result) == ["plain", "call", "wait", "lock"]
    assert [row.label for row in result.rows] == [
        "x += 1",
        "x = add(x)",
        "wait between",
        "with a lock",
    ]


def test_what_has_not_arrived_is_lost(result: DemoResult) -> None:
    for key in keys(result):
        expected = median(result, key, "expected")
        assert expected > 0
        assert median(result, key, "lost") == expected - median(result, key, "arrived") >= 0


def test_a_lock_loses_nothing(result: DemoResult) -> None:
    assert median(result, "lock", "lost") == 0


def test_of_those_who_read_the_same_one_arrives(result: DemoResult) -> None:
    threads = int(result.parameters["threads"])
    assert median(result, "wait", "arrived") * threads == median(result, "wait", "expected")


def test_a_plain_addition_is_whole_with_the_gil(result: DemoResult) -> None:
    if not result.facts.gil_enabled or sys.implementation.name != "cpython":
        pytest.skip("only so in CPython with the GIL")
    assert median(result, "plain", "lost") == 0
