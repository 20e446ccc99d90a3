import json
import sys
from pathlib import Path

import pytest

from bot.coach.ports import Interpreter
from bot.demos import discovery
from bot.demos.discovery import Survey, find_pythons, look_around, own_interpreters, survey
from bot.demos.machine import usable_cores

ANSWER = {
    "version": "3.14.1",
    "implementation": "CPython",
    "numbers": [3, 14, 1],
    "free_threaded": False,
}


def pretend(path: Path, **changed: object) -> str:
    """An interpreter that says this about itself."""
    return script(path, f"echo '{json.dumps(ANSWER | changed)}'")


def script(path: Path, line: str) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{line}\n")
    path.chmod(0o755)
    return str(path)


def labels(found: Survey) -> list[str]:
    return [one.label for one in found.interpreters]


def own_label() -> str:
    return own_interpreters()[0].label


def test_the_own_interpreter_comes_first_as_it_runs_now() -> None:
    found = look_around(pythons=[], find=False)
    assert found.cores == usable_cores()
    assert found.interpreters == own_interpreters()
    assert found.interpreters[0].python == sys.executable
    assert found.interpreters[0].gil_enabled == getattr(sys, "_is_gil_enabled", lambda: True)()


def test_the_own_interpreter_is_asked_like_any_other(tmp_path: Path) -> None:
    link = tmp_path / "python"
    link.symlink_to(sys.executable)
    found = look_around(pythons=[str(link)], find=False)
    assert found == Survey(usable_cores(), list(own_interpreters()), [])


def test_others_follow_by_version(tmp_path: Path) -> None:
    pythons = [
        pretend(tmp_path / "c", version="3.10.2", numbers=[3, 10, 2]),
        pretend(tmp_path / "a", version="3.9.18", numbers=[3, 9, 18]),
        pretend(tmp_path / "b", version="3.10.2", numbers=[3, 10, 2]),
    ]
    found = look_around(pythons=pythons, find=False)
    assert labels(found) == [own_label(), "3.9.18", "3.10.2"]
    assert found.interpreters[-1].python == pythons[0]
    assert not found.refused


def test_a_free_threaded_build_shows_up_twice(tmp_path: Path) -> None:
    path = pretend(tmp_path / "t", free_threaded=True)
    assert look_around(pythons=[path], find=False).interpreters[-2:] == [
        Interpreter("3.14.1t, GIL off", path, free_threaded=True, gil_enabled=False),
        Interpreter("3.14.1t, GIL on", path, free_threaded=True, gil_enabled=True),
    ]


def test_what_cannot_be_used_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discovery, "_PROBE_S", 0.5)
    pythons = {
        "can't be started: No such file": str(tmp_path / "missing"),
        "did not answer as a Python": script(tmp_path / "other", "echo hello"),
        "did not answer as a Python does": script(tmp_path / "odd", "echo '[1]'"),
        "did not answer within": script(tmp_path / "hangs", "sleep 60"),
        "is PyPy 3.14.1": pretend(tmp_path / "pypy", implementation="PyPy"),
        "is CPython 3.8.18, not CPython from 3.9 on": pretend(
            tmp_path / "old", version="3.8.18", numbers=[3, 8, 18]
        ),
    }
    found = look_around(pythons=list(pythons.values()), find=False)
    assert labels(found) == [own_label()]
    for why, refused in zip(pythons, found.refused, strict=True):
        assert refused.startswith(pythons[why])
        assert why in refused


def test_a_survey_is_the_same_after_its_travel(tmp_path: Path) -> None:
    pythons = [pretend(tmp_path / "t", free_threaded=True), str(tmp_path / "missing")]
    request = {"pythons": pythons, "find": False}
    assert Survey.read(survey(json.dumps(request))) == look_around(pythons=pythons, find=False)


def test_pythons_are_found_on_path_and_where_pyenv_and_uv_keep_theirs(tmp_path: Path) -> None:
    found = [
        script(tmp_path / "bin/python3.10", ""),
        script(tmp_path / "bin/python3.14t", ""),
        script(tmp_path / "home/.pyenv/versions/3.12.1/bin/python", ""),
        script(tmp_path / "home/.local/share/uv/python/cpython-3.13/bin/python3", ""),
    ]
    for name in ("python3", "python2.7", "python3.10-config", "python3.x"):
        script(tmp_path / "bin" / name, "")
    (tmp_path / "bin/python3.11").write_text("not executable")
    (tmp_path / "bin/python3.99").symlink_to(tmp_path / "gone")
    (tmp_path / "home/.pyenv/versions/again").symlink_to(tmp_path / "home/.pyenv/versions/3.12.1")
    environ = {"PATH": f"{tmp_path}/bin::relative:{tmp_path}/none"}
    assert list(find_pythons(environ, tmp_path / "home")) == found


def test_the_folders_of_pyenv_and_uv_can_be_set(tmp_path: Path) -> None:
    first = script(tmp_path / "pyenv/versions/3.12.1/bin/python", "")
    second = script(tmp_path / "data/uv/python/cpython/bin/python3", "")
    third = script(tmp_path / "uv/cpython/bin/python3", "")
    environ = {"PYENV_ROOT": f"{tmp_path}/pyenv", "XDG_DATA_HOME": f"{tmp_path}/data"}
    assert list(find_pythons(environ, tmp_path)) == [first, second]
    environ["UV_PYTHON_INSTALL_DIR"] = f"{tmp_path}/uv"
    assert list(find_pythons(environ, tmp_path)) == [first, third]


def test_found_pythons_are_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(tmp_path / "python3.14")
    script(tmp_path / "python3.15", "exit 1")
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    monkeypatch.setenv("HOME", str(tmp_path))
    found = look_around(pythons=[], find=True)
    assert "3.14.1" in labels(found)
    assert not found.refused
    assert "3.14.1" not in labels(look_around(pythons=[], find=False))
