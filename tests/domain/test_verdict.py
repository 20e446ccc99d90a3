from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.demo import DemoRequest
from bot.domain.demo_catalogue import DEMOS
from bot.domain.demo_result import DemoResult, Failure
from bot.domain.verdict import OUTCOME_WORDS, Outcome, Verdict, judge, not_possible, rule
from tests.domain.any_results import any_results, single_results
from tests.domain.demo_results import (
    MAKERS,
    WITH,
    WITHOUT,
    added,
    builds,
    changed,
    convoy,
    cpu,
    deadlock,
    every_result,
    facts,
    loop,
    race,
    startup,
    timeline,
    used,
    versions,
    whole,
    without,
)

RECORDED = Path(__file__).parents[1] / "demos" / "recorded"


class Found(NamedTuple):
    gil_enabled: bool


def verdict(result: DemoResult) -> Verdict:
    return judge(DemoRequest(demo=result.demo, parameters=result.parameters), result)


def outcome(result: DemoResult) -> Outcome:
    return verdict(result).outcome


def on_one_core(result: DemoResult) -> DemoResult:
    return result.model_copy(update={"facts": result.facts.model_copy(update={"cores": 1})})


@pytest.mark.parametrize("name", every_result())
def test_every_demonstration_is_shown_where_all_is_as_usual(name: str) -> None:
    result = every_result()[name]
    judged = verdict(result)
    assert judged.outcome is Outcome.SHOWN
    assert judged.word == "shown"
    assert judged.rule == rule(DEMOS[result.demo])
    assert judged.sentence.endswith(".")
    assert len(judged.sentence) < 500


@pytest.mark.parametrize("path", sorted(RECORDED.glob("*.json")), ids=lambda path: path.stem)
def test_nothing_that_was_really_measured_contradicts(path: Path) -> None:
    recorded = DemoResult.model_validate_json(path.read_bytes())
    assert outcome(recorded) in (Outcome.SHOWN, Outcome.NOT_VISIBLE)


def test_each_outcome_has_its_words() -> None:
    assert set(OUTCOME_WORDS) == set(Outcome)
    assert OUTCOME_WORDS[Outcome.NOT_VISIBLE] == "not visible now"
    assert OUTCOME_WORDS[Outcome.NOT_POSSIBLE] == "not possible here"


@pytest.mark.parametrize("name", DEMOS)
def test_a_rule_is_declared_for_every_demonstration(name: str) -> None:
    words = rule(DEMOS[name])
    assert words.endswith(".")
    assert len(words) < 400


@pytest.mark.parametrize(
    ("make", "key"),
    [
        (MAKERS["cpu"], "threads"),
        (MAKERS["executors"], "cpu-threads"),
        (MAKERS["release"], "pure"),
        (MAKERS["release"], "small"),
    ],
)
@given(cores=st.floats(1.1001, 1e6), others=st.none() | st.floats(0, 64))
def test_threads_with_the_gil_beyond_one_core_contradict(
    make: Callable[[], DemoResult], key: str, cores: float, others: float | None
) -> None:
    result = changed(make(), key, "cores", cores)
    assert outcome(result.model_copy(update={"others_cores": others})) is Outcome.CONTRADICTED


@given(result=single_results("cpu"), cores=st.floats(1.1001, 64))
def test_they_do_so_whatever_else_was_measured(result: DemoResult, cores: float) -> None:
    gil = result.facts.model_copy(update={"gil_enabled": True})
    rows = [used("threads", "threads", cores), *without(result, "threads").rows]
    beyond = result.model_copy(update={"facts": gil, "rows": tuple(rows)})
    assert outcome(beyond) is Outcome.CONTRADICTED


def test_what_contradicts_says_what_broke() -> None:
    judged = verdict(cpu(threads=1.5))
    assert judged.outcome is Outcome.CONTRADICTED
    assert "1.50 cores (rule: at most 1.10)" in judged.sentence
    assert outcome(whole(timeline(), cores=1.2)) is Outcome.CONTRADICTED
    assert outcome(cpu(threads=1.1)) is Outcome.SHOWN


@given(any_results(), st.floats(0, 64), st.floats(0, 64))
def test_more_load_of_others_never_makes_a_contradiction(
    result: DemoResult, some: float, more: float
) -> None:
    quiet, loaded = (
        outcome(result.model_copy(update={"others_cores": others}))
        for others in sorted((some, more))
    )
    assert quiet is loaded


@given(any_results())
def test_any_result_can_be_judged(result: DemoResult) -> None:
    judged = verdict(result)
    assert judged.outcome not in (Outcome.TIME_LIMIT, Outcome.CRASHED)
    assert judged.sentence
    assert judged.rule == rule(DEMOS[result.demo])


@pytest.mark.parametrize(
    ("others", "said"),
    [
        (1.3, "Other programs used 1.30 cores meanwhile"),
        (0.05, "this machine can't show it right now"),
        (None, "can't be told on this system"),
    ],
)
def test_what_did_not_show_says_who_was_busy(others: float | None, said: str) -> None:
    slow = changed(cpu(others=others), "processes", "cores", 1.05)
    judged = verdict(slow)
    assert judged.outcome is Outcome.NOT_VISIBLE
    assert "1.05 cores (rule: at least 1.34)" in judged.sentence
    assert said in judged.sentence


def test_one_core_can_show_nothing_that_needs_two() -> None:
    one = on_one_core(changed(cpu(), "processes", "cores", 0.99))
    judged = verdict(one)
    assert judged.outcome is Outcome.NOT_POSSIBLE
    assert "2 cores" in judged.sentence
    assert "1 core here" in judged.sentence
    side_by_side = whole(timeline(WITHOUT), overlap=0.0)
    assert outcome(side_by_side) is Outcome.NOT_VISIBLE
    assert outcome(on_one_core(side_by_side)) is Outcome.NOT_POSSIBLE


def test_without_the_gil_threads_have_to_use_the_cores() -> None:
    assert outcome(cpu(WITHOUT, threads=1.0)) is Outcome.NOT_VISIBLE
    assert outcome(changed(cpu(WITHOUT), "processes", "cores", 1.0)) is Outcome.NOT_VISIBLE


def test_with_the_gil_the_best_of_the_others_counts() -> None:
    newer = cpu(facts(python="3.14.1"))
    assert outcome(changed(newer, "interpreters", "cores", 1.0)) is Outcome.SHOWN
    assert outcome(changed(newer, "processes", "cores", 1.0)) is Outcome.SHOWN


def test_a_missing_figure_leaves_it_open() -> None:
    judged = verdict(without(cpu(), "processes"))
    assert judged.outcome is Outcome.NOT_VISIBLE
    assert "“cores of processes”" in judged.sentence


def test_a_lock_that_loses_contradicts() -> None:
    assert outcome(changed(race(), "lock", "lost", 1)) is Outcome.CONTRADICTED
    assert outcome(changed(race(WITHOUT), "lock", "lost", 1)) is Outcome.CONTRADICTED


def test_plus_equals_may_lose_where_nothing_says_it_can_not() -> None:
    assert outcome(race(plain=1)) is Outcome.CONTRADICTED
    assert outcome(race(facts(python="3.9.18"), plain=0)) is Outcome.SHOWN
    assert outcome(race(facts(python="3.9.18"), plain=1)) is Outcome.SHOWN
    pypy = WITH.model_copy(update={"implementation": "PyPy"})
    assert outcome(race(pypy, plain=1)) is Outcome.SHOWN
    assert outcome(race(WITHOUT, plain=0)) is Outcome.NOT_VISIBLE


def test_a_race_that_loses_nothing_is_not_visible() -> None:
    rows = tuple(added(key, key, 0) for key in ("plain", "call", "wait", "lock"))
    assert outcome(race().model_copy(update={"rows": rows})) is Outcome.NOT_VISIBLE


def test_a_deadlock_is_decided_by_the_order_of_the_locks() -> None:
    assert outcome(deadlock(got=True)) is Outcome.CONTRADICTED
    assert outcome(deadlock(ordered="yes", got=False)) is Outcome.CONTRADICTED


def test_a_reply_has_to_be_late_with_the_gil_and_prompt_without_it() -> None:
    assert outcome(changed(convoy(), "busy", "reply_ms", 2.2)) is Outcome.NOT_VISIBLE
    assert outcome(changed(convoy(WITHOUT), "busy", "reply_ms", 7.0)) is Outcome.NOT_VISIBLE
    assert outcome(changed(convoy(WITHOUT), "busy", "reply_ms", 1.0)) is Outcome.SHOWN


def test_work_in_the_loop_has_to_block_it() -> None:
    assert outcome(changed(loop(), "in-loop", "late_ms", 3)) is Outcome.CONTRADICTED
    assert outcome(changed(loop(), "thread", "late_ms", 200)) is Outcome.NOT_VISIBLE


def test_a_system_that_can_not_fork_is_judged_by_the_rest() -> None:
    assert outcome(without(startup(), "fork")) is Outcome.SHOWN
    assert outcome(changed(startup(), "thread", "start_ms", 5)) is Outcome.NOT_VISIBLE


def test_waits_of_few_tasks_need_not_gain_as_much() -> None:
    few = MAKERS["io"]().model_copy(update={"parameters": {"tasks": 2, "wait_ms": 50}})
    few = changed(few, "serial", "wall_ms", 100)
    assert outcome(few) is Outcome.SHOWN
    assert outcome(changed(few, "threads", "wall_ms", 80)) is Outcome.NOT_VISIBLE
    assert outcome(changed(few, "threads", "wall_ms", 0)) is Outcome.NOT_VISIBLE


def test_waits_in_pools_have_to_overlap() -> None:
    slow = changed(MAKERS["executors"](), "io-threads", "wall_ms", 290)
    assert outcome(slow) is Outcome.NOT_VISIBLE


def test_pickling_has_to_be_seen_on_both_sides() -> None:
    pickling = MAKERS["pickling"]()
    assert outcome(whole(pickling, small_speedup=1.1)) is Outcome.NOT_VISIBLE
    assert outcome(whole(pickling, big_speedup=0.9)) is Outcome.NOT_VISIBLE


def test_builds_are_compared_only_where_one_has_the_gil_and_one_has_not() -> None:
    judged = verdict(builds("cpu", WITH, facts(python="3.12.1")))
    assert judged.outcome is Outcome.NOT_VISIBLE
    assert "one with the GIL and one without" in judged.sentence
    assert outcome(builds("cpu", WITH)) is Outcome.NOT_VISIBLE
    assert outcome(versions(WITH)) is Outcome.NOT_VISIBLE


def test_the_worst_part_decides() -> None:
    both = builds("cpu")
    wrong = {**both.parts, "3.12.1": cpu(threads=1.9)}
    judged = verdict(both.model_copy(update={"parts": wrong}))
    assert judged.outcome is Outcome.CONTRADICTED
    assert judged.sentence.startswith("3.12.1: Threads: 1.90 cores")
    faint = {**both.parts, "3.12.1": changed(cpu(), "processes", "cores", 1.0)}
    assert outcome(both.model_copy(update={"parts": faint})) is Outcome.NOT_VISIBLE


def test_all_versions_are_named() -> None:
    assert "each of 5 Pythons: 3.8.18; 3.9.18" in verdict(versions()).sentence


def test_a_failure_has_a_verdict_too() -> None:
    request = DemoRequest(demo="race", parameters={})
    limit = judge(request, Failure(kind="time_limit", limit_s=10.0))
    assert limit.outcome is Outcome.TIME_LIMIT
    assert "after 10 s" in limit.sentence
    assert "stopped, so" in judge(request, Failure(kind="time_limit")).sentence
    crash = judge(request, Failure(kind="crashed", detail="Segmentation fault"))
    assert crash.outcome is Outcome.CRASHED
    assert crash.rule == limit.rule == rule(DEMOS["race"])


def test_too_few_cores_are_said_before_the_run() -> None:
    told = not_possible(DEMOS["cpu"], 1, [Found(gil_enabled=True)])
    assert told is not None
    assert told.outcome is Outcome.NOT_POSSIBLE
    assert told.sentence == (
        "It takes 2 cores to show this, and the script may use only 1 core here."
    )
    assert told.rule == rule(DEMOS["cpu"])
    assert not_possible(DEMOS["cpu"], 2, [Found(gil_enabled=True)]) is None
    assert not_possible(DEMOS["race"], 1, [Found(gil_enabled=True)]) is None


def test_too_few_interpreters_are_said_before_the_run() -> None:
    on, off = Found(gil_enabled=True), Found(gil_enabled=False)
    one = not_possible(DEMOS["versions"], 2, [on])
    assert one is not None
    assert "at least 2 Pythons. Found here: 1." in one.sentence
    assert not_possible(DEMOS["versions"], 2, [on, on]) is None
    same = not_possible(DEMOS["builds"], 2, [on, on])
    assert same is not None
    assert "Found here: with it." in same.sentence
    other = not_possible(DEMOS["builds"], 2, [off])
    assert other is not None
    assert "Found here: without it." in other.sentence
    none = not_possible(DEMOS["builds"], 2, [])
    assert none is not None
    assert "Found here: none." in none.sentence
    assert not_possible(DEMOS["builds"], 2, [on, off]) is None
