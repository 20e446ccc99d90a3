"""Demonstrations in the terminal: a bar while one runs, then what was measured."""

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from ..coach.measuring import impossible, measure
from ..coach.ports import DemoRunner, Pictures
from ..domain.chart import chart_of, table
from ..domain.demo import Choice, Demo, DemoRequest, Range
from ..domain.demo_catalogue import DEMOS, find_demo
from ..domain.demo_lesson import facts_line, why
from ..domain.demo_result import DemoOutcome, DemoResult
from ..domain.errors import CoachError
from ..domain.verdict import Outcome, Verdict, judge
from .progress import with_progress

_STYLES: Mapping[Outcome, str] = {
    Outcome.SHOWN: "green",
    Outcome.CONTRADICTED: "red",
    Outcome.CRASHED: "red",
}


class DemoDesk:
    """Where demonstrations are asked for at a terminal.

    Args:
        as_json: print one JSON object a demonstration, on one line, instead of text.
    """

    def __init__(
        self, runner: DemoRunner, pictures: Pictures, console: Console, *, as_json: bool = False
    ) -> None:
        self._runner = runner
        self._pictures = pictures
        self._console = console
        self._as_json = as_json

    def show_list(self) -> None:
        """Print the demonstrations with their parameters, and the interpreters."""
        labels = [one.label for one in self._runner.interpreters()]
        if self._as_json:
            demos = {name: demo.model_dump(mode="json") for name, demo in DEMOS.items()}
            print(json.dumps({"demos": demos, "pythons": labels}))  # noqa: T201 - the output
            return
        self._console.print(demo_list(), Text(""), Text(f"--python: {', '.join(labels)}", "dim"))

    async def run(
        self,
        name: str,
        *,
        chosen: Mapping[str, str],
        python: str | None = None,
        picture: Path | None = None,
    ) -> None:
        """Run one and print the result.

        Args:
            picture: where to write it as PNG.

        Raises:
            UnknownNameError: no such demonstration, parameter or interpreter.
            OutOfBoundsError: a parameter that is not allowed.
        """
        demo = find_demo(name)
        request = demo.request(chosen, cores=self._runner.cores(), interpreter=python)
        verdict, outcome = impossible(self._runner, name), None
        if verdict is None:
            outcome = await self._measured(demo, request)
            verdict = judge(request, outcome)
        if picture is not None:
            await self._draw(outcome, picture)
        self._show(request, verdict, outcome)

    async def _measured(self, demo: Demo, request: DemoRequest) -> DemoOutcome:
        measuring = measure(self._runner, request)
        return await (
            measuring
            if self._as_json
            else with_progress(measuring, demo.title, usual_s=demo.usual_s, console=self._console)
        )

    async def _draw(self, outcome: DemoOutcome | None, path: Path) -> None:
        if not isinstance(outcome, DemoResult):
            raise CoachError("Nothing was measured, so there is no picture of it.")
        content = await self._pictures.demo(chart_of(outcome))
        try:
            await asyncio.to_thread(path.write_bytes, content)
        except OSError as error:
            raise CoachError(f"{path}: the file can't be written: {error.strerror}.") from None

    def _show(self, request: DemoRequest, verdict: Verdict, outcome: DemoOutcome | None) -> None:
        if self._as_json:
            result = outcome.model_dump(mode="json") if isinstance(outcome, DemoResult) else None
            said = {**request.model_dump(mode="json"), **verdict.model_dump(mode="json")}
            print(json.dumps({**said, "result": result}))  # noqa: T201 - the output
        else:
            self._console.print(demonstrated(request, verdict, outcome), Text(""))


def demonstrated(
    request: DemoRequest, verdict: Verdict, outcome: DemoOutcome | None
) -> RenderableType:
    """What was measured, what it means, and where it was.

    Args:
        outcome: None where the demonstration is not possible.
    """
    style = _STYLES.get(verdict.outcome, "yellow")
    word = Text(f"{verdict.word.capitalize()}. ", f"bold {style}")
    judged = word.append(verdict.sentence, "not bold default")
    if not isinstance(outcome, DemoResult):
        return Group(Text(find_demo(request.demo).title, "bold"), judged)
    chart = chart_of(outcome)
    return Group(
        Text(chart.title, "bold"),
        Text(chart.subtitle, "dim"),
        Text(f"\n{table(chart)}\n"),
        judged,
        Text(why(outcome)),
        Text(facts_line(outcome), "dim"),
    )


def demo_list() -> RenderableType:
    """All demonstrations with their parameters."""
    listed = Table.grid(padding=(0, 2))
    for demo in DEMOS.values():
        options = "  ".join(
            f"--{one.name.replace('_', '-')} {_bounds(one)}" for one in demo.parameters
        )
        listed.add_row(Text(demo.name, "bold"), Text(demo.summary).append(f"\n{options}", "dim"))
    return listed


def _bounds(parameter: Range | Choice) -> str:
    if isinstance(parameter, Choice):
        return "|".join(parameter.options)
    return f"{parameter.low:,}-{parameter.high:,}"
