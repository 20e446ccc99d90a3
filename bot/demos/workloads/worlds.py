"""Run a demo on several interpreters, one after the other; each runs this same folder."""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

FORM = 'the interpreters as [[label, path, gil], ...]; gil is "0", "1" or null (as it comes)'

_FOLDER = str(Path(__file__).parent)
_NAME = re.compile(r"python3\.\d+t?")
_PROBE_S = 5
_LIMIT_S = 30
_PROBE = """
import sys, sysconfig
assert sys.version_info >= (3, 9)
print(sys.version.split()[0], int(bool(sysconfig.get_config_var("Py_GIL_DISABLED"))))
"""


class World(NamedTuple):
    """An interpreter, and whether the GIL is on there.

    Attributes:
        gil: "1" or "0" for a free-threaded build, None for as it comes.
    """

    label: str
    python: str
    gil: str | None


def read(text: str) -> list[World]:
    """The interpreters that stand on the command line."""
    try:
        found = [World(*entry) for entry in json.loads(text)]
    except (ValueError, TypeError):
        raise argparse.ArgumentTypeError(f"it has to be {FORM}") from None
    if not found or any(world.gil not in ("0", "1", None) for world in found):
        raise argparse.ArgumentTypeError(f"it has to be {FORM}")
    return found


def on_path() -> list[World]:
    """The interpreters of the PATH, a free-threaded one with the GIL and without; oldest first."""
    found: dict[str, World] = {}
    for folder in os.get_exec_path():
        for file in _pythons(folder):
            for world in _probe(str(file)):
                found.setdefault(world.label, world)
    return sorted(found.values(), key=_age)


def _pythons(folder: str) -> list[Path]:
    try:
        return sorted(file for file in Path(folder).iterdir() if _NAME.fullmatch(file.name))
    except OSError:
        return []


def _probe(python: str) -> list[World]:
    command = [python, "-I", "-c", _PROBE]
    try:
        asked = subprocess.run(
            command, capture_output=True, text=True, timeout=_PROBE_S, check=True
        )
        version, free_threaded = asked.stdout.split()
    except (OSError, ValueError, subprocess.SubprocessError):
        return []  # too old, broken, or a version manager's empty promise
    if free_threaded == "0":
        return [World(version, python, None)]
    return [World(f"{version}t, GIL on", python, "1"), World(f"{version}t, GIL off", python, "0")]


def _age(world: World) -> tuple[list[int], str]:
    return [int(number) for number in re.findall(r"\d+", world.label)], world.label


def run_in(worlds: Sequence[World], demo: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The results of the demo by label; an interpreter that fails is left out, and says why.

    Raises:
        SystemExit: none of them worked.
    """
    options = [f"--{name}={value}" for name, value in parameters.items()]
    tried = [(world.label, _try(world, demo, options)) for world in worlds]
    results = {label: result for label, result in tried if result is not None}
    if not results:
        sys.exit("None of the interpreters could run it.")
    return results


def _try(world: World, demo: str, options: Sequence[str]) -> Any | None:
    try:
        return result_in(world, demo, options)
    except (OSError, ValueError, IndexError, subprocess.SubprocessError) as error:
        print(f"{world.label}: {error}", file=sys.stderr)
        return None


def result_in(world: World, demo: str, options: Sequence[str]) -> Any:
    """Run the demo in another Python, with the GIL on, off or as it comes there."""
    command = [world.python, "-I"]  # nothing of our surroundings, PYTHON_GIL neither
    if world.gil is not None:
        command += ["-X", f"gil={world.gil}"]
    command += [_FOLDER, demo, *options, "--json"]
    ran = subprocess.run(command, stdout=subprocess.PIPE, timeout=_LIMIT_S, check=True)
    return json.loads(ran.stdout.splitlines()[-1])
