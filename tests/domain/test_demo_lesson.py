import pytest
from hypothesis import given

from bot.domain.demo_lesson import facts_line, headline, rounds, why, world
from bot.domain.demo_result import DemoResult
from tests.domain.any_results import any_results
from tests.domain.demo_results import (
    MAKERS,
    SINGLE,
    WITH,
    WITHOUT,
    builds,
    cpu,
    deadlock,
    every_result,
    facts,
    race,
    timeline,
    versions,
    without,
)


@pytest.mark.parametrize("name", every_result())
def test_every_result_teaches_something_in_a_few_sentences(name: str) -> None:
    told = why(every_result()[name])
    assert 2 <= told.count(". ") + 1 <= 5
    assert told.endswith(".")
    assert len(told) < 450


@pytest.mark.parametrize("name", ["timeline", "cpu", "executors", "convoy", "loop", "release"])
def test_what_it_teaches_depends_on_the_gil(name: str) -> None:
    make = MAKERS[name]
    assert why(make(WITH)) != why(make(WITHOUT))
    assert "ithout the GIL" in why(make(WITHOUT))


def test_a_race_teaches_what_holds_for_its_python() -> None:
    new, old, free = (why(race(where)) for where in (WITH, facts(python="3.9.18"), WITHOUT))
    assert "happens to stay whole" in new
    assert "may switch threads in between" in old
    assert "at the same moment" in free
    assert "lock" in new
    assert "lock" in old
    assert "lock" in free


def test_a_deadlock_teaches_the_order_of_locks() -> None:
    assert "for ever" in why(deadlock())
    assert "same order" in why(deadlock(ordered="yes"))


def test_builds_teach_what_the_gil_changes() -> None:
    assert "at the same moment" in why(builds("race"))
    assert why(builds("race", WITH)) == (
        "The same script on the same machine, with the GIL and without it."
    )


@pytest.mark.parametrize(
    ("result", "said"),
    [
        (timeline(), "Two threads used 1.00 cores; at least two were at work at once for 0 % of"),
        (cpu(), "Cores used: threads 1.00, processes 1.95."),
        (cpu(WITHOUT), "Cores used: threads 1.96, processes 1.95, interpreters 1.97."),
        (race(), "Lost: 0 % with x += 1, 36 % with x = add(x), 50 % with a wait between, 0 % wi"),
        (deadlock(), "Neither thread got the second lock."),
        (deadlock(ordered="yes"), "Both threads got the second lock."),
        (versions(), "On 3 of 5 Pythons, x += 1 lost additions."),
        (builds("cpu"), "Python 3.13.0, GIL on: Cores used: threads 1.00"),
        (without(race(), "call"), "The script did not report “lost of call”."),
    ],
)
def test_the_headline_has_the_main_figures(result: DemoResult, said: str) -> None:
    assert headline(result).startswith(said)


@pytest.mark.parametrize("name", SINGLE)
def test_every_demonstration_has_a_headline(name: str) -> None:
    said = headline(MAKERS[name]())
    assert said.endswith(".")
    assert any(letter.isdigit() for letter in said) or name == "deadlock"


def test_the_small_print_says_where_and_how() -> None:
    assert facts_line(cpu()) == (
        "CPython 3.13.0, GIL build, GIL on · may use 2 cores · others used 0.10 cores · switch "
        "interval 5 ms · median and range of 3 measurements · 3.7 s · script 0123456789ab"
    )
    assert "CPython 3.13.5, free-threaded build, GIL off" in facts_line(cpu(WITHOUT))
    assert "others not known" in facts_line(cpu(others=None))
    assert "median" not in facts_line(race())


def test_the_small_print_of_several_names_each() -> None:
    said = facts_line(builds("cpu"))
    assert "Python 3.13.0, GIL on, others used 0.10 cores" in said
    assert "Python 3.13.5 free-threaded, GIL off" in said
    assert "may use 2 cores" in said


def test_another_implementation_has_its_own_name() -> None:
    assert world(WITH.model_copy(update={"implementation": "PyPy"})) == "PyPy 3.13.0, GIL on"
    assert world(facts(free=True)) == "Python 3.13.0 free-threaded, GIL on"


def test_rounds_are_counted_where_there_are_any() -> None:
    assert rounds(cpu()) == 3
    assert rounds(cpu().model_copy(update={"rows": ()})) == 0


@given(any_results())
def test_any_result_has_its_words(result: DemoResult) -> None:
    assert headline(result)
    assert why(result)
    assert result.script in facts_line(result)


def test_a_demonstration_that_is_not_known_has_none() -> None:
    odd = cpu().model_copy(update={"demo": "shaking"})
    assert headline(odd) == ""
    assert why(odd) == ""
