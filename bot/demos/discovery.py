"""Which interpreters demonstrations can run on, and with how many cores.

Members choose among them by label and never see a path. Each is asked once, within three seconds;
what doesn't answer as a CPython that the workloads run on is left out, and named in the survey if
it was asked for by its path.
"""

import json
import os
import platform
import re
import sys
import sysconfig
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple, Self

from ..coach.ports import Interpreter
from .lifeline import Lifeline
from .machine import usable_cores
from .process import Limits, run

_OLDEST = (3, 9)
_PROBE_S = 3.0
_AT_ONCE = 4
_NAME = re.compile(r"python3\.\d+t?")

# Ends in one line of JSON, the arguments of `_Answer`.
_PROBE = """
import json, platform, sys, sysconfig
print(json.dumps({
    "version": platform.python_version(),
    "implementation": platform.python_implementation(),
    "numbers": sys.version_info[:3],
    "free_threaded": bool(sysconfig.get_config_var("Py_GIL_DISABLED")),
}))
"""


class Survey(NamedTuple):
    """What there is on a machine.

    Attributes:
        cores: how many a demonstration may use.
        interpreters: the one this runs on first, then the others by version.
        refused: which of the given paths can't be used, each in a sentence.
    """

    cores: int
    interpreters: Sequence[Interpreter]
    refused: Sequence[str] = ()

    @classmethod
    def read(cls, text: str) -> Self:
        """The survey that was written."""
        cores, interpreters, refused = json.loads(text)
        return cls(cores, [Interpreter(*one) for one in interpreters], refused)


class _Answer(NamedTuple):
    version: str
    implementation: str
    numbers: Sequence[int]
    free_threaded: bool


def survey(request: str) -> str:
    """Look around on this machine and return the survey as JSON.

    Args:
        request: JSON of the keyword arguments of `look_around`.
    """
    return json.dumps(look_around(**json.loads(request)))


def look_around(*, pythons: Sequence[str], find: bool) -> Survey:
    """The survey of this machine; takes up to 3 s for every 4 interpreters that don't answer.

    Args:
        pythons: paths of interpreters.
        find: whether to look for more of them.
    """
    paths = [*pythons, *(find_pythons(os.environ, Path.home()) if find else ())]
    lifeline = Lifeline()
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        answers = list(threads.map(lambda path: _ask(path, lifeline), paths))
    usable = [
        (path, one) for path, one in zip(paths, answers, strict=True) if isinstance(one, _Answer)
    ]
    usable.sort(key=lambda pair: tuple(pair[1].numbers))
    known = {one.label: one for one in own_interpreters()}
    for path, answer in usable:
        for one in _worlds(path, answer):
            known.setdefault(one.label, one)
    refused = [one for one in answers[: len(pythons)] if isinstance(one, str)]
    return Survey(usable_cores(), [*known.values()], refused)


def own_interpreters() -> Sequence[Interpreter]:
    """The interpreter this runs on, as it runs now first."""
    own = _Answer(
        version=platform.python_version(),
        implementation=platform.python_implementation(),
        numbers=sys.version_info[:3],
        free_threaded=bool(sysconfig.get_config_var("Py_GIL_DISABLED")),
    )
    gil_enabled = getattr(sys, "_is_gil_enabled", lambda: True)()
    return sorted(
        _worlds(sys.executable, own), key=lambda world: world.gil_enabled is not gil_enabled
    )


def _worlds(path: str, answer: _Answer) -> Sequence[Interpreter]:
    """What an interpreter can be run as: a free-threaded one without the GIL and with it."""
    if not answer.free_threaded:
        return [Interpreter(answer.version, path, free_threaded=False, gil_enabled=True)]
    return [
        Interpreter(f"{answer.version}t, GIL {state}", path, free_threaded=True, gil_enabled=on)
        for state, on in (("off", False), ("on", True))
    ]


def _ask(path: str, lifeline: Lifeline) -> _Answer | str:
    """What the interpreter says about itself, or a sentence on why it can't be used."""
    try:
        ended = run(
            [path, "-I", "-c", _PROBE],
            environment={},
            limits=Limits(_PROBE_S),
            lifeline=lifeline,
        )
    except OSError as error:
        return f"{path} can't be started: {error.strerror}."
    if ended.cause == "time":
        return f"{path} did not answer within {_PROBE_S:.0f} s."
    try:
        answer = _Answer(**json.loads(ended.output))
    except (ValueError, TypeError):
        return f"{path} did not answer as a Python does."
    if answer.implementation != "CPython" or tuple(answer.numbers) < _OLDEST:
        oldest = ".".join(map(str, _OLDEST))
        return f"{path} is {answer.implementation} {answer.version}, not CPython from {oldest} on."
    return answer


def find_pythons(environ: Mapping[str, str], home: Path) -> Iterator[str]:
    """Paths of interpreters on PATH and where pyenv and uv keep theirs, each file once."""
    on_path = (Path(one) for one in environ.get("PATH", "").split(os.pathsep) if one)
    pyenv = Path(environ.get("PYENV_ROOT") or home / ".pyenv")
    data = Path(environ.get("XDG_DATA_HOME") or home / ".local/share")
    uv = Path(environ.get("UV_PYTHON_INSTALL_DIR") or data / "uv/python")
    seen: set[Path] = set()
    for path in (
        *(file for folder in on_path for file in _listed(folder) if _NAME.fullmatch(file.name)),
        *(folder / "bin/python" for folder in _listed(pyenv / "versions")),
        *(folder / "bin/python3" for folder in _listed(uv)),
    ):
        real = path.resolve()
        if real not in seen and os.access(real, os.X_OK):
            seen.add(real)
            yield str(path)


def _listed(folder: Path) -> Sequence[Path]:
    try:
        return sorted(folder.iterdir()) if folder.is_absolute() else []
    except OSError:
        return []
