"""The package as it is installed: a wheel, away from the checkout."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without a network from a copy, so that the checkout stays clean."""
    folder = tmp_path_factory.mktemp("wheel")
    copy = folder / "checkout"
    copy.mkdir()
    for name in ("bot", "content", "pyproject.toml", "README.md", "LICENSE"):
        (copy / name).symlink_to(ROOT / name)
    build = f"from setuptools.build_meta import build_wheel; build_wheel({str(folder)!r})"
    run([sys.executable, "-c", build], cwd=copy)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The Python of an environment that has the wheel; its dependencies are this one's."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=True)
    bases = {"base": str(folder), "platbase": str(folder)}
    packages = Path(sysconfig.get_path("purelib", vars=bases))
    zipfile.ZipFile(wheel).extractall(packages)
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return str(folder / "bin" / "python")


def gil_coach(python: str, *words: str, cwd: Path) -> str:
    """Run the installed command by its entry point."""
    code = (
        "from importlib.metadata import entry_points; "
        "(command,) = entry_points(group='console_scripts', name='gil-coach'); "
        "command.load()()"
    )
    return run([python, "-c", code, *words], cwd=cwd)


def run(command: list[str], *, cwd: Path) -> str:
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    done = subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=kept, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_wheel_holds_the_package_and_its_questions_and_nothing_else(wheel: Path) -> None:
    names = {name.partition("/") for name in zipfile.ZipFile(wheel).namelist()}
    assert {first for first, _, _ in names if not first.endswith(".dist-info")} == {"gil_coach"}
    inside = {rest for first, _, rest in names if first == "gil_coach"}
    ours = [
        *(ROOT / "bot").rglob("*.py"),
        *(ROOT / "bot").rglob("*.sql"),
        *(ROOT / "bot").rglob("fonts/*"),
    ]
    assert {str(path.relative_to(ROOT / "bot")) for path in ours} <= inside
    questions = (ROOT / "content").rglob("*.yaml")
    assert {f"content/{path.relative_to(ROOT / 'content')}" for path in questions} <= inside
    assert "py.typed" in inside


def test_the_questions_are_found_from_any_folder(python: str, tmp_path: Path) -> None:
    assert "ok" in gil_coach(python, "check", "--only", "how-nogil-works", cwd=tmp_path)


def test_an_answer_is_graded(python: str, tmp_path: Path) -> None:
    answer = "Only one thread at a time runs Python bytecode."
    assert "/ 100" in gil_coach(python, "grade", "what-is-the-gil", answer, cwd=tmp_path)


def test_a_script_called_bot_does_not_get_in_the_way(python: str, tmp_path: Path) -> None:
    (tmp_path / "bot.py").write_text("raise SystemExit('the host')", encoding="utf-8")
    code = "import gil_coach, sys; print(gil_coach.__file__, 'discord' in sys.modules)"
    told = run([python, "-c", code], cwd=tmp_path)
    assert told.strip().endswith("gil_coach/__init__.py False")
    assert not told.startswith(str(ROOT))
