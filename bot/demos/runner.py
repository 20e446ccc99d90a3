"""Runs demonstrations for the coach: `coach.ports.DemoRunner` on an engine.

Nothing here blocks the event loop: what may take its time is done in a thread or by the engine.
"""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from math import prod
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from ..coach.measuring import find_interpreter
from ..coach.ports import Interpreter
from ..domain.demo import Demo, DemoRequest, Range, Value
from ..domain.demo_catalogue import find_demo
from ..domain.demo_result import DemoOutcome, DemoResult, Failure
from ..domain.errors import DemoRefusedError, SettingError
from .discovery import Survey, survey
from .engine import Engine, Task
from .machine import LOCK
from .pool import LocalPool
from .source import shown_code
from .task import WORKLOADS, Job, run_demo

_log = logging.getLogger(__name__)

_LOCAL = "local"
_DASK = "dask://"

_OUTCOME: TypeAdapter[DemoOutcome] = TypeAdapter(DemoResult | Failure)
_SURVEY_S = 30.0
_DETAIL_CHARS = 1000

_TIMES_USUAL = 2.0
_MOST_S = 20.0


@asynccontextmanager
async def open_runner(
    *, engine: str = _LOCAL, pythons: Sequence[str] = (), find_pythons: bool = False
) -> AsyncIterator["Runner"]:
    """Open a runner and end everything of it afterwards; no worker is started before it is needed.

    Args:
        engine: "local" or "dask://host:port".
        pythons: paths of further interpreters, on the machine that measures.
        find_pythons: look for more of them there.

    Raises:
        SettingError: the engine cannot be used.
    """
    made = await asyncio.to_thread(_make_engine, engine)
    request = json.dumps({"pythons": [*pythons], "find": find_pythons})
    try:
        found = Survey.read(await _ask(made, survey, request, here=engine == _LOCAL))
    except (OSError, RuntimeError) as error:
        await asyncio.to_thread(made.close)
        why = str(error) or "none of its workers answers"
        raise SettingError("COACH_DEMO_ENGINE", f"{engine} can't be used: {why}") from error
    for sentence in found.refused:
        _log.warning("No demo will run on an interpreter: %s", sentence)
    runner = Runner(made, found, await asyncio.to_thread(shown_code, WORKLOADS))
    try:
        yield runner
    finally:
        await runner.close()


def _make_engine(address: str) -> Engine:
    """The engine of a setting, not started yet.

    Raises:
        SettingError: it needs what is not installed.
    """
    if address == _LOCAL:
        return LocalPool()
    try:
        from .dask import Cluster  # noqa: PLC0415 - an extra
    except ImportError:
        raise SettingError(
            "COACH_DEMO_ENGINE", "dask is not installed. Install it: pip install gil-coach[dask]"
        ) from None
    return Cluster(address.removeprefix(_DASK))


async def _ask(engine: Engine, task: Task, text: str, *, here: bool) -> str:
    """Do a task in a thread if it is about this machine, else where the engine is."""
    if here:
        return await asyncio.to_thread(task, text)
    await asyncio.to_thread(engine.start)
    asked = engine.submit(task, text, limit_s=_SURVEY_S)
    return await asyncio.wait_for(asyncio.wrap_future(asked), _SURVEY_S)


class Runner:
    """Runs demonstrations on an engine.

    Args:
        engine: not started yet.
        found: what there is on the machine that measures.
        codes: the measured code of each demonstration.
        workloads: the folder that is run, if not the one of the worker's own package.
        lock: whoever holds it may measure.
        least_s: the least time limit; a busy machine needs a second or two for the start alone.
    """

    def __init__(
        self,
        engine: Engine,
        found: Survey,
        codes: Mapping[str, str],
        *,
        workloads: Path | None = None,
        lock: Path = LOCK,
        least_s: float = 5.0,
    ) -> None:
        self._engine = engine
        self._found = found
        self._codes = codes
        self._workloads = workloads
        self._lock = lock
        self._least_s = least_s
        self._starting = asyncio.Lock()
        self._running: set[asyncio.Future[str]] = set()
        self._closed = False

    def cores(self) -> int:
        """How many cores demonstrations may use."""
        return self._found.cores

    def interpreters(self) -> Sequence[Interpreter]:
        """The interpreters there are, the bot's own first."""
        return self._found.interpreters

    def code(self, demo: str) -> str:
        """The measured function of a demonstration, as its script has it.

        Raises:
            UnknownNameError: there is no demonstration of that name.
        """
        return self._codes[find_demo(demo).name]

    async def run(self, request: DemoRequest) -> DemoOutcome:
        """Run it and return what was measured, or why nothing was.

        Raises:
            UnknownNameError: there is no demonstration or interpreter of that name.
            DemoRefusedError: the runner is closed, or there is no free-threaded Python for a
                demonstration that needs one.
        """
        job = self._job(request)
        try:
            outcome = _OUTCOME.validate_json(await self._do(job))
        except ValidationError as error:
            outcome = Failure(kind="crashed", detail=f"no result: {error}"[:_DETAIL_CHARS])
        except TimeoutError:
            outcome = Failure(kind="time_limit", limit_s=job.backstop_s, detail="the worker hung")
        except (OSError, RuntimeError) as error:
            outcome = Failure(kind="crashed", detail=f"{type(error).__name__}: {error}")
        if isinstance(outcome, Failure):
            _log.warning("Demo %s: %s: %s", request.demo, outcome.kind, outcome.detail)
        return outcome

    async def close(self) -> None:
        """End what runs; whoever waits for it gets a `DemoRefusedError`."""
        self._closed = True
        for running in self._running:
            running.cancel()
        async with self._starting:
            await asyncio.to_thread(self._engine.close)

    async def _do(self, job: Job) -> str:
        async with self._starting:
            self._refuse_if_closed()
            await asyncio.to_thread(self._engine.start)
            submitted = self._engine.submit(run_demo, job.write(), limit_s=job.backstop_s)
            running = asyncio.wrap_future(submitted)
        self._running.add(running)
        running.add_done_callback(self._running.discard)
        try:
            return await running
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is None or not task.cancelling():
                self._refuse_if_closed()
            raise

    def _refuse_if_closed(self) -> None:
        if self._closed:
            raise DemoRefusedError("I am about to stop, so no demo can run now.")

    def _job(self, request: DemoRequest) -> Job:
        demo = find_demo(request.demo)
        arguments = [demo.name]
        for name, value in request.parameters.items():
            arguments += [f"--{name.replace('_', '-')}", str(value)]
        worlds = self._worlds(demo)
        if worlds:
            arguments += ["--worlds", json.dumps([_world(one) for one in worlds])]
        interpreter = find_interpreter(self._found.interpreters, request.interpreter)
        return Job(
            arguments=arguments,
            limit_s=self._limit_s(demo, request.parameters, len(worlds)),
            python=interpreter.python,
            options=_options(interpreter),
            quiet_cores=demo.needs_cores if demo.needs_cores > 1 else 0,
            workloads=str(self._workloads) if self._workloads else None,
            lock=str(self._lock),
        )

    def _worlds(self, demo: Demo) -> Sequence[Interpreter]:
        """The interpreters that a demonstration compares; none where it runs on one only."""
        if demo.name == "versions":
            return self._found.interpreters
        if demo.name != "builds":
            return []
        newest = [one.python for one in self._found.interpreters if not one.gil_enabled][-1:]
        if not newest:
            raise DemoRefusedError(
                "This needs a free-threaded Python such as 3.14t, and there is none here."
            )
        return [one for one in self._found.interpreters if one.python == newest[0]]

    def _limit_s(self, demo: Demo, parameters: Mapping[str, Value], worlds: int) -> float:
        """Twice the usual time, more where more was asked for, and that for each world."""
        stretch = prod(
            max(1.0, float(parameters[one.name]) / float(one.read(None, cores=self.cores())))
            for one in demo.parameters
            if isinstance(one, Range) and one.name in parameters
        )
        inner = {"versions": "race", "builds": str(parameters.get("demo"))}.get(demo.name)
        usual_s = find_demo(inner).usual_s if inner else demo.usual_s
        return max(1, worlds) * min(_MOST_S, max(self._least_s, _TIMES_USUAL * usual_s * stretch))


def _options(interpreter: Interpreter) -> Sequence[str]:
    gil = _gil(interpreter)
    return [] if gil is None else ["-X", f"gil={gil}"]


def _world(interpreter: Interpreter) -> Sequence[str | None]:
    return [interpreter.label, interpreter.python, _gil(interpreter)]


def _gil(interpreter: Interpreter) -> str | None:
    """What -X gil has to be; a build that can't do without the GIL doesn't take the option."""
    return str(int(interpreter.gil_enabled)) if interpreter.free_threaded else None
