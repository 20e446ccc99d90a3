import pytest

from bot.domain.demo_catalogue import DEMOS
from bot.domain.demo_result import DemoResult
from bot.domain.demo_truth import FIGURES, TRUTHS
from tests.domain.demo_results import (
    MAKERS,
    WITHOUT,
    builds,
    changed,
    convoy,
    cpu,
    deadlock,
    every_result,
    facts,
    race,
    result,
    timeline,
    versions,
    whole,
)

EXECUTORS, IO, LOOP = MAKERS["executors"], MAKERS["io"], MAKERS["loop"]
RELEASE, PICKLING, STARTUP = MAKERS["release"], MAKERS["pickling"], MAKERS["startup"]


def test_every_demonstration_has_a_truth_and_a_figure() -> None:
    assert list(TRUTHS) == list(FIGURES) == list(DEMOS)


@pytest.mark.parametrize("name", every_result())
def test_the_figure_that_decides_is_short(name: str) -> None:
    result = every_result()[name]
    assert 0 < len(FIGURES[result.demo](result)) < 150


@pytest.mark.parametrize(
    ("result", "key"),
    [
        (whole(timeline(), overlap=0.3), None),
        (timeline(each=60), "once"),
        (cpu(threads=0.5), "less"),
        (cpu(threads=1.2), None),
        (changed(EXECUTORS(), "io-threads", "wall_ms", 900), "processes"),
        (changed(EXECUTORS(WITHOUT), "io-threads", "wall_ms", 20), None),
        (
            changed(
                changed(EXECUTORS(WITHOUT), "cpu-processes", "cores", 1),
                "io-threads",
                "wall_ms",
                20,
            ),
            "threads",
        ),
        (changed(IO(), "threads", "wall_ms", 300), "some"),
        (changed(IO(), "threads", "wall_ms", 500), "same"),
        (race(plain=3_000_000), "many"),
        (changed(deadlock(), "thread-1", "got_second", 1), "one"),
        (changed(convoy(), "busy", "reply_ms", 15), "later"),
        (changed(LOOP(), "thread", "late_ms", 200), "all"),
        (changed(RELEASE(), "big", "cores", 1), "none"),
        (changed(RELEASE(), "small", "cores", 1.9), "hashes"),
        (changed(RELEASE(), "pure", "cores", 1.9), None),
        (whole(PICKLING(), small_speedup=0.5), "neither"),
        (whole(PICKLING(), big_speedup=1.5), "both"),
        (whole(PICKLING(), small_speedup=0.5, big_speedup=1.5), "much"),
        (whole(PICKLING(), small_speedup=1.05), None),
        (changed(STARTUP(), "spawn", "start_ms", 0.2), "few"),
        (changed(STARTUP(), "spawn", "start_ms", 2), "tens"),
        (builds("cpu", facts(), facts(python="3.12.1")), "alike"),
        (builds("cpu", facts()), None),
        (versions(facts(), facts(python="3.12.1")), "none"),
        (versions(WITHOUT, facts(python="3.9.18")), "all"),
        (result("versions"), None),
    ],
)
def test_other_figures_have_other_truths(result: DemoResult, key: str | None) -> None:
    assert TRUTHS[result.demo](result) == key
