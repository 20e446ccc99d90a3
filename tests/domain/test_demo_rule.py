import pytest

from bot.domain.demo_catalogue import DEMOS
from bot.domain.demo_rule import (
    RULES,
    lost_share,
    parallel_cores,
    plus_equals_is_whole,
    python_version,
)
from tests.domain.demo_results import WITH, cpu, facts, race


def test_every_demonstration_has_a_rule() -> None:
    assert set(RULES) == set(DEMOS)


@pytest.mark.parametrize("name", ["timeline", "cpu", "executors", "release"])
def test_tolerances_are_said(name: str) -> None:
    assert "at most 1.10 cores" in RULES[name].words


@pytest.mark.parametrize("name", ["builds", "versions"])
def test_several_results_are_judged_one_by_one(name: str) -> None:
    assert [*RULES[name].claims(cpu())] == []


@pytest.mark.parametrize(
    ("python", "version"),
    [
        ("3.13.5", (3, 13)),
        ("3.15.0a1", (3, 15)),
        ("3.14", (3, 14)),
        ("unknown", (0, 0)),
        ("", (0, 0)),
    ],
)
def test_versions_are_read_as_far_as_they_can_be(python: str, version: tuple[int, int]) -> None:
    assert python_version(race(facts(python=python))) == version


@pytest.mark.parametrize(
    ("python", "gil", "whole"),
    [
        ("3.9.18", True, False),
        ("3.10.0", True, True),
        ("3.15.0", True, True),
        ("3.15.0", False, False),
    ],
)
def test_plus_equals_is_whole_since_310_with_the_gil(
    python: str, *, gil: bool, whole: bool
) -> None:
    assert plus_equals_is_whole(race(facts(python=python, gil=gil))) is whole


def test_it_is_so_in_cpython_only() -> None:
    assert not plus_equals_is_whole(race(WITH.model_copy(update={"implementation": "PyPy"})))


def test_a_share_of_nothing_is_nothing() -> None:
    assert lost_share(race(), "wait") == 0.5
    nothing = race().model_copy(update={"rows": ()})
    rows = tuple(
        row.model_copy(update={"stats": dict.fromkeys(row.stats, row.stats["lost"])})
        for row in race().rows
        if row.key == "lock"
    )
    assert lost_share(nothing.model_copy(update={"rows": rows}), "lock") == 0


@pytest.mark.parametrize(("cores", "least"), [(1, 2), (2, 2), (64, 2)])
def test_parallel_work_is_measured_by_what_it_could_use(cores: int, least: int) -> None:
    assert parallel_cores(cpu(facts(cores=cores)), "workers") == least
