import json
import sys
from pathlib import Path

from tests.demos.workloads.script import measured, run


def test_each_interpreter_runs_the_race() -> None:
    worlds = json.dumps([["first", sys.executable, None], ["second", sys.executable, None]])
    result = measured("versions", "--threads", "3", "--worlds", worlds)
    assert list(result.parts) == ["first", "second"]
    for part in result.parts.values():
        assert part.demo == "race"
        assert part.parameters["threads"] == 3


def test_an_interpreter_that_fails_is_left_out() -> None:
    worlds = json.dumps([["gone", "/no/such/python", None], ["here", sys.executable, None]])
    ran = run("versions", "--worlds", worlds, "--json")
    assert list(json.loads(ran.stdout)["parts"]) == ["here"]
    assert ran.stderr.startswith("gone: ")


def test_interpreters_are_found_on_the_path(tmp_path: Path) -> None:
    name = f"python3.{sys.version_info.minor}"
    (tmp_path / name).symlink_to(sys.executable)
    (tmp_path / "python3.99").write_text("#!/bin/sh\nexit 127\n")
    (tmp_path / "python3.99").chmod(0o755)
    ran = run("versions", "--json", path=f"{tmp_path}:{tmp_path / 'missing'}")
    (part,) = json.loads(ran.stdout)["parts"].values()
    assert part["facts"]["python"].startswith(f"3.{sys.version_info.minor}.")


def test_where_nothing_works_it_says_so(tmp_path: Path) -> None:
    ran = run("versions", path=str(tmp_path))
    assert ran.returncode == 1
    assert ran.stderr == "None of the interpreters could run it.\n"
