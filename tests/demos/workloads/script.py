"""Runs the workloads as a learner does: a script in a process of its own."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import bot
from bot.domain.demo_result import DemoResult

WORKLOADS = Path(bot.__file__).parent / "demos" / "workloads"
CORES_LIMIT = 1.10
"""More than this many cores can't be used by what holds the GIL; measured: never above 1.03."""


def run(
    *arguments: str, python: str = sys.executable, path: str = os.environ["PATH"]
) -> subprocess.CompletedProcess[str]:
    """Run the folder; it inherits nothing but the PATH, so its threads are not traced either."""
    return subprocess.run(
        [python, "-I", WORKLOADS, *arguments],
        env={"PATH": path},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def measured(demo: str, *options: str, python: str = sys.executable) -> DemoResult:
    """Run a demo and check what holds for the result of every demo."""
    ran = run(demo, *options, "--json", python=python)
    assert ran.returncode == 0, ran.stderr
    result = DemoResult.model_validate_json(ran.stdout.splitlines()[-1])
    assert result.demo == demo
    assert result.seconds > 0
    stats = [*result.stats.values(), *(stat for row in result.rows for stat in row.stats.values())]
    assert all(stat.low <= stat.median <= stat.high for stat in stats)
    assert len({row.key for row in result.rows}) == len(result.rows)
    return result


def keys(result: DemoResult) -> list[str]:
    return [row.key for row in result.rows]


def median(result: DemoResult, key: str, stat: str) -> float:
    row = result.row(key)
    assert row
    return row.stats[stat].median


def digest(file: str) -> str:
    return hashlib.sha256((WORKLOADS / file).read_bytes()).hexdigest()[:12]
