import pytest

from bot.domain.demo_result import DemoResult
from tests.demos.workloads.script import keys, measured, median


@pytest.fixture(scope="module")
def result() -> DemoResult:
    return measured("convoy", "--requests", "20", "--interval-ms", "10")


def test_three_situations_are_measured(result: DemoResult) -> None:
    assert keys(result) == ["alone", "busy", "short"]


def test_every_reply_is_kept(result: DemoResult) -> None:
    for row in result.rows:
        assert len(row.points) == row.stats["reply_ms"].n == 20


def test_no_reply_is_seen_before_it_is_sent(result: DemoResult) -> None:
    assert all(row.stats["reply_ms"].low >= 2 for row in result.rows)


def test_beside_a_busy_thread_replies_are_not_faster(result: DemoResult) -> None:
    alone = result.rows[0].stats["reply_ms"].low
    assert all(median(result, key, "reply_ms") >= alone for key in ("busy", "short"))


def test_the_interval_asked_for_is_in_the_facts(result: DemoResult) -> None:
    assert result.facts.switch_interval_ms == 10
