"""Real results of demonstrations, recorded on this package's own scripts."""

from pathlib import Path

from bot.domain.demo_result import DemoResult

_RECORDED = Path(__file__).parents[1] / "demos" / "recorded"


def measured(demo: str, python: str = "3.11") -> DemoResult:
    """The recorded result of a demonstration on a version of Python."""
    (path,) = _RECORDED.glob(f"{demo}-{python}.json")
    return DemoResult.model_validate_json(path.read_bytes())
