import itertools
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from bot.demos import task
from bot.demos.lifeline import Lifeline
from bot.demos.machine import hold_machine
from bot.demos.task import Job, run_demo
from bot.domain.demo_result import DemoResult, Failure
from tests.demos.scripts import CRASHES, GOOD, HANGS, RESULT, left_after, running, wait_until

OUTCOME: TypeAdapter[DemoResult | Failure] = TypeAdapter(DemoResult | Failure)


@pytest.fixture
def lock(tmp_path: Path) -> str:
    return str(tmp_path / "lock")


def do(tmp_path: Path, code: str, **more: Any) -> str:
    """Have a worker run this script with one parameter."""
    script = tmp_path / "script.py"
    script.write_text(code)
    fields = {"limit_s": 20, "workloads": str(script), "lock": str(tmp_path / "lock"), **more}
    return run_demo(Job(arguments=["race", "--threads", "4"], **fields).write())


def failure(answer: str) -> Failure:
    return Failure.model_validate_json(answer)


def test_a_job_is_the_same_after_its_travel() -> None:
    job = Job(["race", "--threads", "2"], 3.5, python="/p", options=["-X", "gil=0"], quiet_cores=2)
    assert Job.read(job.write()) == job


def test_the_last_line_is_the_answer(tmp_path: Path) -> None:
    answer = do(tmp_path, f"print('a warning')\n{GOOD}")
    assert OUTCOME.validate_json(answer) == DemoResult.model_validate(RESULT)


def test_the_workload_is_told_what_to_do(tmp_path: Path) -> None:
    answer = do(tmp_path, "import json, sys\nprint(json.dumps([sys.argv[1:], sys.flags.isolated]))")
    assert json.loads(answer) == [["race", "--threads", "4", "--json"], 1]


def test_options_reach_the_interpreter(tmp_path: Path) -> None:
    answer = do(tmp_path, "import sys\nprint(sys._xoptions)", options=["-X", "some=thing"])
    assert answer == "{'some': 'thing'}"


def test_another_interpreter_can_be_chosen(tmp_path: Path) -> None:
    python = tmp_path / "python"
    python.write_text('#!/bin/sh\necho "$@"\n')
    python.chmod(0o755)
    answer = do(tmp_path, "", python=str(python))
    assert answer == f"-I {tmp_path}/script.py race --threads 4 --json"


def test_the_workload_learns_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "secret")
    monkeypatch.setenv("DATABASE_URL", "secret")
    answer = do(tmp_path, "import os\nprint(sorted(os.environ))")
    assert set(eval(answer)) <= {"PATH", "TMPDIR", "LD_LIBRARY_PATH", "LC_ALL", "LC_CTYPE"}  # noqa: S307 - a list


@pytest.mark.parametrize("crash", sorted({*CRASHES} - {"no result", "Invalid JSON"}))
def test_a_crash_is_a_failure_that_says_how(tmp_path: Path, crash: str) -> None:
    crashed = failure(do(tmp_path, CRASHES[crash]))
    assert crashed.kind == "crashed"
    assert crash in crashed.detail


def test_a_hang_is_a_failure_that_names_the_limit(tmp_path: Path) -> None:
    code = f"import sys\nprint('almost', file=sys.stderr, flush=True)\n{HANGS['in Python']}"
    hung = failure(do(tmp_path, code, limit_s=0.5))
    assert hung == Failure(kind="time_limit", limit_s=0.5, detail="almost\n")


@pytest.mark.parametrize(
    "request_", ["", "{}", '{"arguments": 7, "limit_s": "x"}', "[1]", "\ud800"]
)
def test_a_request_that_makes_no_sense_is_a_failure(request_: str) -> None:
    assert failure(run_demo(request_)).kind == "crashed"


def test_an_interpreter_that_is_gone_is_a_failure(tmp_path: Path) -> None:
    assert "No such file" in failure(do(tmp_path, "", python="/no/python")).detail


def test_quiet_is_waited_for_where_cores_are_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(task, "wait_for_quiet", lambda _, cores, **__: asked.append(cores))
    do(tmp_path, GOOD, quiet_cores=2)
    do(tmp_path, GOOD)
    assert asked == [2]


def test_a_machine_that_others_keep_is_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(task, "MACHINE_WAIT_S", 0.1)
    with hold_machine(Lifeline(), lock=tmp_path / "lock", wait_s=0):
        kept = failure(do(tmp_path, GOOD))
    assert kept.kind == "time_limit"
    assert "another demonstration" in kept.detail


def test_a_worker_that_is_told_to_go_ends_its_workload_first(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(HANGS["with a child"].replace("import", "print(flush=True)\nimport", 1))
    job = Job(["race"], 60, workloads=str(script), lock=str(tmp_path / "lock"))
    code = f"from bot.demos.task import run_demo\nrun_demo({job.write()!r})"
    worker = subprocess.Popen(
        [sys.executable, "-c", code], env={"PYTHONPATH": os.pathsep.join(sys.path)}
    )
    # The worker, the script and its child.
    wait_until(lambda: len(running(tmp_path)) == 3 or worker.poll() is not None)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(1) == -signal.SIGTERM
    assert not left_after(1, running(tmp_path))


def test_a_workload_is_ended_when_the_parent_of_its_worker_dies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parents = itertools.chain([2], itertools.repeat(1))
    monkeypatch.setattr(os, "getppid", lambda: next(parents))
    assert "stopped with its worker" in failure(do(tmp_path, HANGS["with a child"])).detail
    assert not left_after(1, running(tmp_path))


def test_a_worker_needs_little() -> None:
    code = "import sys, bot.demos.task\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not set(done.stdout.split()) & {"discord", "pydantic", "yaml", "PIL", "aiosqlite"}
