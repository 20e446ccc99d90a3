"""Demonstrations: the idea, a prediction, a measured result and what it teaches.

Every run is kept, so that its card works after a restart. The same request within a minute is
answered by the measurement that is there, and while it runs by the one that is under way.
"""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from ..domain.bank import Bank
from ..domain.chart import Chart, chart_of
from ..domain.demo import Demo, DemoRequest, Value
from ..domain.demo_catalogue import find_demo
from ..domain.demo_result import DemoOutcome, DemoResult
from ..domain.demo_run import DemoRun
from ..domain.errors import (
    DemoRefusedError,
    GoneError,
    NotHereError,
)
from ..domain.grade import Frozen
from ..domain.language import later, tr
from ..domain.prediction import PREDICTIONS, Prediction
from ..domain.verdict import Verdict, judge
from .demo_queue import DemoQueue, Told
from .measuring import find_interpreter, impossible, measure
from .ownership import owned
from .ports import Clock, DemoRunner, Interpreter, Pictures, Store

SAME_WITHIN = timedelta(seconds=60)
"""How long a measurement answers further requests of the same kind."""

TRIVIAL = DemoRequest(demo="race", parameters={"threads": 2, "ms": 50}, interpreter=None)
"""The least a demonstration can be."""

_REMEMBERED = 200
_STOPPING = later("I am about to stop, so no demo can run now.")


class Introduction(Frozen):
    """What is said before a run.

    Attributes:
        impossible: why it can show nothing here, or None.
        question: id of the question it answers, if there is one.
    """

    run: DemoRun
    demo: Demo
    interpreter: Interpreter
    cores: int
    prediction: Prediction | None
    impossible: Verdict | None
    question: str | None


class Demonstrated(Frozen):
    """A run that was made.

    Attributes:
        chart: None where nothing was measured.
        picture: the chart as PNG.
        predicted: what was predicted and what was true, in a sentence, if anything was.
        question: id of the question it answers, if there is one.
    """

    run: DemoRun
    demo: Demo
    verdict: Verdict
    chart: Chart | None
    picture: bytes | None
    predicted: str | None
    question: str | None


class _Measured(NamedTuple):
    outcome: DemoOutcome
    at: datetime


class Demonstrations:
    """The use cases around a demonstration.

    Args:
        every_s: seconds between two runs of one learner.
    """

    def __init__(
        self,
        *,
        bank: Bank,
        store: Store,
        clock: Clock,
        runner: DemoRunner,
        pictures: Pictures,
        queue: DemoQueue,
        every_s: float,
    ) -> None:
        self._bank = bank
        self._store = store
        self._clock = clock
        self._runner = runner
        self._pictures = pictures
        self._queue = queue
        self._every = timedelta(seconds=every_s)
        self._recent: dict[str, _Measured] = {}
        self._running: dict[str, asyncio.Task[_Measured]] = {}
        self._last: dict[int, datetime] = {}
        self._closed = False

    @property
    def interpreters(self) -> Sequence[Interpreter]:
        """What a demonstration can run on, the bot's own Python first."""
        return self._runner.interpreters()

    def code(self, demo: str) -> str:
        """The measured function of a demonstration.

        Raises:
            UnknownNameError: there is no such demonstration.
        """
        return self._runner.code(find_demo(demo).name)

    async def open(
        self,
        run_id: int,
        *,
        learner_id: int,
        group_id: int | None,
        demo: str,
        chosen: Mapping[str, Value | None] | None = None,
        interpreter: str | None = None,
    ) -> Introduction:
        """Open a card for a run.

        Raises:
            UnknownNameError: no such demonstration, parameter or interpreter.
            OutOfBoundsError: a parameter that is not allowed.
        """
        found = find_demo(demo)
        find_interpreter(self.interpreters, interpreter)
        request = found.request(chosen or {}, cores=self._runner.cores(), interpreter=interpreter)
        return await self._open(run_id, learner_id, group_id, request)

    async def reopen(self, run_id: int, *, learner_id: int) -> Introduction:
        """What was said before a run."""
        return self._introduce(await self._own_run(run_id, learner_id))

    async def open_again(self, run_id: int, *, after: int, learner_id: int) -> Introduction:
        """Open a card for the same request as an earlier run's."""
        run = await self._own_run(after, learner_id)
        return await self._open(run_id, learner_id, run.group_id, run.request)

    async def run(
        self, run_id: int, *, learner_id: int, option: str | None = None, told: Told
    ) -> Demonstrated:
        """Run the demonstration of a card, once; from then on show what was measured.

        Args:
            option: key of the option that was predicted, if any was.
            told: told of the place in the line while there is one.

        Raises:
            DemoRefusedError: not now; the card stays usable.
        """
        run = await self._own_run(run_id, learner_id)
        if run.outcome is None:
            reason = impossible(self._runner, run.request.demo)
            if reason is not None:
                raise DemoRefusedError(reason.sentence)
            measured = await self._measure(run, told)
            run = await self._store.finish_run(
                run.id, prediction=option, outcome=measured.outcome, measured_at=measured.at
            )
        return await self._shown(run)

    async def result(self, run_id: int, *, learner_id: int) -> Demonstrated:
        """A run that was made before.

        Raises:
            GoneError: it was not, or is no longer kept.
        """
        run = await self._own_run(run_id, learner_id)
        if run.outcome is None:
            raise GoneError
        return await self._shown(run)

    async def share(self, run_id: int, *, learner_id: int) -> Demonstrated:
        """One's own run, to be shown to the server it was made in.

        Raises:
            NotHereError: it was made outside a server.
        """
        shown = await self.result(run_id, learner_id=learner_id)
        if shown.run.group_id is None:
            raise NotHereError
        return shown

    async def try_out(self) -> DemoOutcome:
        """Run the least that a demonstration can be, to see whether any can be run.

        Raises:
            DemoRefusedError: none can be run any more.
        """
        if self._closed:
            raise DemoRefusedError(tr(_STOPPING))
        return await self._runner.run(TRIVIAL)

    async def aclose(self) -> None:
        """End what is still running, start nothing more, and tell whoever waits for it."""
        self._closed = True
        tasks = [*self._running.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _open(
        self, run_id: int, learner_id: int, group_id: int | None, request: DemoRequest
    ) -> Introduction:
        run = DemoRun(id=run_id, learner_id=learner_id, group_id=group_id, request=request)
        await self._store.open_run(run)
        return self._introduce(run)

    def _introduce(self, run: DemoRun) -> Introduction:
        demo = find_demo(run.request.demo)
        return Introduction(
            run=run,
            demo=demo,
            interpreter=find_interpreter(self.interpreters, run.request.interpreter),
            cores=self._runner.cores(),
            prediction=PREDICTIONS.get(demo.name),
            impossible=impossible(self._runner, demo.name),
            question=self._question(demo),
        )

    async def _measure(self, run: DemoRun, told: Told) -> _Measured:
        key = run.request.model_dump_json()
        recent = self._recent.get(key)
        if recent and self._clock() - recent.at < SAME_WITHIN:
            return recent
        if self._closed:
            raise DemoRefusedError(tr(_STOPPING))
        task = self._running.get(key)
        if task is None:
            task = self._running[key] = asyncio.create_task(self._take_turn(run, told))
            task.add_done_callback(lambda _: self._running.pop(key))
        await asyncio.wait([task])  # whoever gives up waiting must not end it for the others
        if task.cancelled():
            raise DemoRefusedError(tr(_STOPPING))
        return task.result()

    async def _take_turn(self, run: DemoRun, told: Told) -> _Measured:
        self._space(run.learner_id)
        usual_s = find_demo(run.request.demo).usual_s
        async with self._queue.turn(run.learner_id, run.group_id, usual_s=usual_s, told=told):
            self._last[run.learner_id] = self._clock()
            outcome = await measure(self._runner, run.request)
        measured = _Measured(outcome, self._clock())
        if isinstance(outcome, DemoResult):
            self._recent[run.request.model_dump_json()] = measured
            if len(self._recent) > _REMEMBERED:
                del self._recent[next(iter(self._recent))]
        return measured

    def _space(self, learner_id: int) -> None:
        """Refuse a second run within a few seconds; forget who ran long ago."""
        now = self._clock()
        self._last = {who: at for who, at in self._last.items() if now - at < self._every}
        last = self._last.get(learner_id)
        if last is not None:
            wait_s = max(1, round((last + self._every - now).total_seconds()))
            raise DemoRefusedError(
                tr("One demo in {every} s, please. Try again in {seconds} s.").format(
                    every=round(self._every.total_seconds()), seconds=wait_s
                )
            )

    async def _shown(self, run: DemoRun) -> Demonstrated:
        demo, outcome = find_demo(run.request.demo), run.outcome
        if outcome is None:
            raise GoneError
        chart = chart_of(outcome) if isinstance(outcome, DemoResult) else None
        prediction = PREDICTIONS.get(demo.name)
        predicted = None
        if prediction and run.prediction and isinstance(outcome, DemoResult):
            predicted = prediction.compare(run.prediction, outcome)
        return Demonstrated(
            run=run,
            demo=demo,
            verdict=judge(run.request, outcome),
            chart=chart,
            picture=await self._pictures.demo(chart) if chart else None,
            predicted=predicted,
            question=self._question(demo),
        )

    def _question(self, demo: Demo) -> str | None:
        known = {item.id for item in self._bank.items}
        return demo.item if demo.item in known else None

    async def _own_run(self, run_id: int, learner_id: int) -> DemoRun:
        return owned(await self._store.demo_run(run_id), learner_id)
