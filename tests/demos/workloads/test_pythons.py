"""The workloads run on other versions of Python than the bot does: each found here is tried.

COACH_TEST_PYTHONS lists paths of interpreters; without it the names on the PATH are taken.
"""

import ast
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.demos.workloads.script import WORKLOADS, measured, median, run

NAMES = [f"python3.{minor}{kind}" for minor in range(9, 16) for kind in ("", "t")]


def candidates() -> list[str]:
    listed = os.environ.get("COACH_TEST_PYTHONS")
    return listed.split(os.pathsep) if listed else list(filter(None, map(shutil.which, NAMES)))


@pytest.mark.parametrize("file", sorted(WORKLOADS.glob("*.py")), ids=lambda file: file.name)
def test_the_syntax_is_that_of_the_oldest_python(file: Path) -> None:
    ast.parse(file.read_text(), feature_version=(3, 9))


@pytest.mark.parametrize("python", candidates())
def test_a_race_runs_on_it(python: str) -> None:
    probe = "import sys; sys.exit(sys.version_info < (3, 9))"
    if subprocess.run([python, "-I", "-c", probe], capture_output=True, check=False).returncode:
        pytest.skip("too old, or only a name")
    result = measured("race", "--ms", "50", python=python)
    assert median(result, "lock", "lost") == 0
    assert median(result, "wait", "lost") * 2 == median(result, "wait", "expected")


@pytest.mark.parametrize(
    "python", list(filter(None, map(shutil.which, ["python3.7", "python3.8"])))
)
def test_an_older_python_is_told_what_is_needed(python: str) -> None:
    ran = run("race", python=python)
    if "These demos" not in ran.stderr:
        pytest.skip("only a name")
    assert ran.returncode == 2
    assert ran.stderr.startswith("These demos need Python 3.9 or newer; this is 3.")
