from pathlib import Path

import pytest

from bot.demos.source import shown_code
from bot.demos.task import WORKLOADS
from bot.domain.demo_catalogue import DEMOS


def folder(tmp_path: Path, **modules: str) -> Path:
    listed = {name: name for name in modules}
    (tmp_path / "command.py").write_text(f"_MODULES = {listed}\n")
    for name, text in modules.items():
        (tmp_path / f"{name}.py").write_text(text)
    return tmp_path


def test_what_shown_names_is_shown(tmp_path: Path) -> None:
    text = """
def other(): ...

@decorated
def add(x):  # noqa: D103 - short
    # one more
    return x + 1  # type: ignore


class Shared:
    x = 0

SHOWN = (Shared, add)
"""
    assert shown_code(folder(tmp_path, race=text)) == {
        "race": (
            "class Shared:\n    x = 0\n\n\n"
            "@decorated\ndef add(x):\n    # one more\n    return x + 1"
        )
    }


def test_what_comes_from_another_module_is_shown_from_there(tmp_path: Path) -> None:
    modules = {
        "race": "import os\nasync def add(): ...\nSHOWN = (add,)",
        "cpu": "from race import add\nSHOWN = (add,)",
        "versions": "import race\nSHOWN = race.SHOWN",
    }
    assert set(shown_code(folder(tmp_path, **modules)).values()) == {"async def add(): ..."}


def test_a_name_that_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match="race has no add"):
        shown_code(folder(tmp_path, race="SHOWN = (add,)"))


def test_every_demo_has_code_to_show() -> None:
    codes = shown_code(WORKLOADS)
    assert list(codes) == list(DEMOS)
    for code in codes.values():
        assert "def " in code
        assert "noqa" not in code
