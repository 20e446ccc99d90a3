"""The command line: which demo, with what, and in which form it answers."""

from __future__ import annotations

import argparse
import difflib
import hashlib
import importlib
import inspect
import json
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

import table
import worlds
from machine import Others, facts
from measure import Measured
from parameters import Parameter, Value
from parent_death import die_with

# `io` lives in a module of another name, as Python's own module would be found instead.
_MODULES = {
    "timeline": "timeline",
    "cpu": "cpu",
    "executors": "executors",
    "io": "waiting",
    "race": "race",
    "deadlock": "deadlock",
    "convoy": "convoy",
    "loop": "loop",
    "release": "release",
    "pickling": "pickling",
    "startup": "startup",
    "builds": "builds",
    "versions": "versions",
}


def main(arguments: Sequence[str]) -> int:
    """Do what is asked on the command line; return the exit code."""
    die_with(os.getppid())
    if arguments and not arguments[0].startswith("-"):
        return _run(arguments[0], arguments[1:])
    parser = _Parser(
        prog="workloads",
        usage="%(prog)s NAME [--PARAMETER VALUE ...] [--json | --code]",
        description="Measure what the GIL does. Each demo says more: NAME --help",
    )
    parser.add_argument("--list", action="store_true", help="list the demos, as without a name")
    parser.add_argument("--json", action="store_true", help="list their parameters as JSON")
    asked = parser.parse_args(arguments)
    print(json.dumps(_catalogue()) if asked.json else _list())
    return 0


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say in one line what is wrong."""
        self.exit(2, f"{message}\n")


def _list() -> str:
    demos = [(name, _module(name).TITLE) for name in _MODULES]
    return "\n".join(f"{name:10} {title}" for name, title in demos)


def _catalogue() -> dict[str, dict[str, Sequence[Any]]]:
    return {
        name: {parameter: kind.listed for parameter, kind in _module(name).PARAMETERS.items()}
        for name in _MODULES
    }


def _module(name: str) -> Any:
    return importlib.import_module(_MODULES[name])


def _run(name: str, arguments: Sequence[str]) -> int:
    if name not in _MODULES:
        near = difflib.get_close_matches(name, _MODULES, n=1)
        advice = f'Did you mean "{near[0]}"? ' if near else ""
        print(
            f'There is no demo "{name}". {advice}There are: {", ".join(_MODULES)}.', file=sys.stderr
        )
        return 2
    demo = _module(name)
    chosen = vars(_parser(name, demo).parse_args(arguments))
    as_json, code = chosen.pop("json"), chosen.pop("code")
    if code:
        print("\n\n".join(inspect.getsource(shown).rstrip() for shown in demo.SHOWN))
        return 0
    result = _result(name, demo, chosen)
    print(json.dumps(result) if as_json else table.as_text(result, demo.TITLE, demo.MEANING))
    return 0


def _parser(name: str, demo: Any) -> argparse.ArgumentParser:
    parser = _Parser(prog=name, description=demo.__doc__.partition("\n")[0], allow_abbrev=False)
    parameters: Mapping[str, Parameter] = demo.PARAMETERS
    for parameter, kind in parameters.items():
        spellings = {f"--{parameter.replace('_', '-')}": None, f"--{parameter}": None}
        parser.add_argument(
            *spellings,
            type=_reader(kind),
            default=kind.initial,
            metavar="X",
            help=f"{kind.what}: {kind.allowed} (default: {kind.initial})",
        )
    if "worlds" in inspect.signature(demo.measure).parameters:
        parser.add_argument("--worlds", type=worlds.read, metavar="JSON", help=worlds.FORM)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--code", action="store_true", help="print the measured code instead")
    return parser


def _reader(kind: Parameter) -> Callable[[str], Value]:
    def read(text: str) -> Value:
        try:
            return kind.read(text)
        except (ValueError, OverflowError):
            sentence = f"it has to be {kind.allowed}, not {text!r}"
            raise argparse.ArgumentTypeError(sentence) from None

    return read


def _result(name: str, demo: Any, chosen: Mapping[str, Any]) -> dict[str, Any]:
    """Run the demo; return what it found, in the shape of `DemoResult`."""
    start = time.perf_counter()
    others = Others()
    measured: Measured = demo.measure(**chosen)
    return {
        "demo": name,
        "parameters": {key: chosen[key] for key in demo.PARAMETERS},
        "facts": facts(),
        "rows": [row._asdict() for row in measured.rows],
        "stats": measured.stats,
        "others_cores": others.cores(),
        "seconds": round(time.perf_counter() - start, 3),
        "script": hashlib.sha256(Path(demo.__file__).read_bytes()).hexdigest()[:12],
        "parts": measured.parts,
    }
