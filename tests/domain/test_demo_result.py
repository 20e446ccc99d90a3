import pytest
from pydantic import ValidationError

from bot.domain.demo_result import DemoResult, Stat
from bot.domain.errors import MissingFigureError
from tests.domain.demo_results import cpu, every_result, race, timeline


@pytest.mark.parametrize("name", every_result())
def test_a_result_survives_the_way_through_json(name: str) -> None:
    result = every_result()[name]
    assert DemoResult.model_validate_json(result.model_dump_json()) == result


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_no_clock_gives_an_infinite_number(value: str) -> None:
    with pytest.raises(ValidationError):
        Stat.model_validate_json(f'{{"median": {value}, "low": 0, "high": 1, "n": 1}}')


def test_rows_are_found_by_their_key() -> None:
    row = race().row("plain")
    assert row is not None
    assert row.label == "x += 1"
    assert race().row("other") is None


def test_statistics_are_found_by_name() -> None:
    assert cpu().stat("cores", of="threads").median == 1.0
    assert timeline().stat("cores").median == 1.0


@pytest.mark.parametrize(("name", "row"), [("other", "threads"), ("cores", "other"), ("x", None)])
def test_a_figure_that_is_missing_is_named(name: str, row: str | None) -> None:
    with pytest.raises(MissingFigureError, match=f"“{name}"):
        cpu().stat(name, of=row)


def test_parameters_are_read_as_numbers() -> None:
    assert cpu().number("task_ms") == 150
    for name, parameters in (("task_ms", {}), ("task_ms", {"task_ms": "long"})):
        with pytest.raises(MissingFigureError, match="task_ms"):
            cpu().model_copy(update={"parameters": parameters}).number(name)
