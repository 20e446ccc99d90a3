import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.domain.demo_catalogue import DEMOS
from bot.domain.demo_result import DemoResult, Failure
from bot.domain.errors import CoachError, OutOfBoundsError, UnknownNameError
from bot.terminal_ui.demo import DemoDesk
from tests.coach.demo_world import PlainPictures, StagedRunner
from tests.domain.demo_examples import measured
from tests.terminal_ui.conftest import Screen, flat

RACE = measured("race")


@pytest.fixture
def runner() -> StagedRunner:
    return StagedRunner()


@pytest.fixture
def desk(runner: StagedRunner, screen: Screen) -> Callable[..., DemoDesk]:
    def sit(*, as_json: bool = False) -> DemoDesk:
        return DemoDesk(runner, PlainPictures(), screen.console, as_json=as_json)

    return sit


Sit = Callable[..., DemoDesk]


async def test_a_result_is_a_table_a_verdict_and_the_small_print(
    desk: Sit, runner: StagedRunner, screen: Screen
) -> None:
    runner.prepared = [RACE]
    await desk().run("race", chosen={"threads": "3"})
    shown = flat(screen.take())
    assert "x = add(x)" in shown
    assert "Shown. " in shown
    assert f"script {RACE.script}" in shown
    assert runner.requests[0].parameters == {"threads": 3, "ms": 250}


async def test_json_has_the_request_the_verdict_and_the_figures(
    desk: Sit, runner: StagedRunner, capsys: pytest.CaptureFixture[str]
) -> None:
    runner.prepared = [RACE]
    await desk(as_json=True).run("race", chosen={}, python="3.13.0")
    (line,) = capsys.readouterr().out.splitlines()
    said = json.loads(line)
    assert (said["demo"], said["outcome"], said["interpreter"]) == ("race", "shown", "3.13.0")
    assert said["rule"]
    assert DemoResult.model_validate(said["result"]) == RACE


@pytest.mark.parametrize(
    ("failure", "outcome"),
    [
        (Failure(kind="time_limit", limit_s=3.0), "time_limit"),
        (Failure(kind="crashed", detail="SIGSEGV"), "crashed"),
    ],
)
async def test_a_failure_has_no_figures(
    desk: Sit,
    runner: StagedRunner,
    screen: Screen,
    capsys: pytest.CaptureFixture[str],
    failure: Failure,
    outcome: str,
) -> None:
    runner.prepared = [failure, failure]
    await desk(as_json=True).run("io", chosen={})
    said = json.loads(capsys.readouterr().out)
    assert (said["outcome"], said["result"]) == (outcome, None)
    await desk().run("io", chosen={})
    assert "Waiting together" in screen.take()


async def test_where_nothing_can_be_shown_nothing_runs(
    desk: Sit, runner: StagedRunner, screen: Screen, tmp_path: Path
) -> None:
    runner.found_cores = 1
    await desk().run("cpu", chosen={})
    assert "Not possible here. It takes 2 cores" in flat(screen.take())
    with pytest.raises(CoachError, match="no picture"):
        await desk().run("cpu", chosen={}, picture=tmp_path / "cpu.png")
    assert runner.requests == []


async def test_a_picture_is_written(desk: Sit, runner: StagedRunner, tmp_path: Path) -> None:
    runner.prepared = [RACE, RACE]
    await desk().run("race", chosen={}, picture=tmp_path / "race.png")
    assert (tmp_path / "race.png").read_bytes()
    with pytest.raises(CoachError, match="can't be written: No such file"):
        await desk().run("race", chosen={}, picture=tmp_path / "no" / "race.png")


@pytest.mark.parametrize(
    ("name", "chosen", "error"),
    [
        ("rase", {}, UnknownNameError),
        ("race", {"thread": "2"}, UnknownNameError),
        ("race", {"threads": "two"}, OutOfBoundsError),
        ("timeline", {"interval_ms": "nan"}, OutOfBoundsError),
    ],
)
async def test_bad_input_is_refused(
    desk: Sit, name: str, chosen: dict[str, str], error: type[CoachError]
) -> None:
    with pytest.raises(error):
        await desk().run(name, chosen=chosen)


def test_the_list_has_every_demo_with_its_bounds(
    desk: Sit, screen: Screen, capsys: pytest.CaptureFixture[str]
) -> None:
    desk().show_list()
    shown = flat(screen.take())
    for name in DEMOS:
        assert name in shown
    assert "--interval-ms 0.5-50.0" in shown
    assert "--ordered no|yes" in shown
    assert "--python: 3.11.7, 3.13.0" in shown
    desk(as_json=True).show_list()
    listed = json.loads(capsys.readouterr().out)
    assert [*listed["demos"]] == [*DEMOS]
    assert listed["pythons"] == ["3.11.7", "3.13.0"]
