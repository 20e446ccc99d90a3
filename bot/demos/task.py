"""What a worker does for one demonstration: text in, text out, whatever happens.

An exception that can't be unpickled would take the whole pool with it, so none leaves this module.
A worker imports this and no more: no pydantic, no discord.
"""

import json
import os
import signal
import sys
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Self

from .lifeline import Lifeline, hold_lifeline
from .machine import LOCK, hold_machine, wait_for_quiet
from .process import Ended, Limits, run

WORKLOADS = Path(__file__).with_name("workloads")
"""The folder that is run. Not a package: its files run alone, on other interpreters too."""

QUIET_WAIT_S = 3.0
MACHINE_WAIT_S = 25.0
"""Longer than the longest demonstration, for when another bot measures on this machine."""

_PASSED_ON = ("PATH", "TMPDIR", "LD_LIBRARY_PATH")


class Job(NamedTuple):
    """One run of a workload.

    Attributes:
        arguments: name and parameters of the workload.
        limit_s: seconds after which it is ended.
        python: path of the interpreter; None is the worker's own.
        options: options of the interpreter.
        quiet_cores: how many cores should be idle before it starts; 0 if that doesn't matter.
        workloads: the folder that is run; None is the worker's own.
        lock: whoever holds it may measure.
    """

    arguments: Sequence[str]
    limit_s: float
    python: str | None = None
    options: Sequence[str] = ()
    quiet_cores: int = 0
    memory_bytes: int = Limits(0).memory_bytes
    workloads: str | None = None
    lock: str = str(LOCK)

    @property
    def backstop_s(self) -> float:
        """The longest a worker may take for it, all waiting included."""
        return MACHINE_WAIT_S + QUIET_WAIT_S + self.limit_s

    @classmethod
    def read(cls, text: str) -> Self:
        """The job of a request."""
        return cls(**json.loads(text))

    def write(self) -> str:
        """The request for the job."""
        return json.dumps(self._asdict())


def run_demo(request: str) -> str:
    """Do a job and return what its workload printed, or a `Failure`, as JSON."""
    try:
        job = Job.read(request)
        with hold_lifeline() as lifeline:
            return _measure(job, lifeline)
    except Exception:  # noqa: BLE001 - what can't be unpickled would end the pool
        return _failure("crashed", detail=traceback.format_exc())


def _measure(job: Job, lifeline: Lifeline) -> str:
    with hold_machine(lifeline, lock=Path(job.lock), wait_s=MACHINE_WAIT_S) as held:
        if not held:
            detail = "another demonstration kept the machine"
            return _failure("time_limit", limit_s=MACHINE_WAIT_S, detail=detail)
        if job.quiet_cores:
            wait_for_quiet(lifeline, cores=job.quiet_cores, wait_s=QUIET_WAIT_S)
        python = job.python or sys.executable
        ended = run(
            [python, "-I", *job.options, job.workloads or str(WORKLOADS), *job.arguments, "--json"],
            environment=_environment(),
            limits=Limits(job.limit_s, job.memory_bytes),
            lifeline=lifeline,
        )
    return _answer(job, ended)


def _environment() -> Mapping[str, str]:
    """What a workload needs to start, and nothing that it could tell: no token, no address."""
    passed_on = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return {**passed_on, "LC_ALL": "C.UTF-8"}


def _answer(job: Job, ended: Ended) -> str:
    lines = ended.output.strip().splitlines()
    if ended.cause == "itself" and ended.status == 0 and lines:
        return lines[-1]
    if ended.cause == "time":
        return _failure("time_limit", limit_s=job.limit_s, detail=ended.errors)
    return _failure("crashed", detail=f"{_how(ended)}\n{ended.errors}".strip())


def _how(ended: Ended) -> str:
    if ended.cause == "output":
        return "printed too much"
    if ended.cause == "cut":
        return "was stopped with its worker"
    if ended.status < 0:
        return f"was ended by {signal.Signals(-ended.status).name}"
    return f"ended with status {ended.status} and printed {len(ended.output)} characters"


def _failure(kind: str, **fields: Any) -> str:
    return json.dumps({"kind": kind, **fields})
