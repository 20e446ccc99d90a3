"""Running a demonstration as it should be: not where it can show nothing, twice where needed.

What did not show because others were busy may show a moment later, so it is repeated once.
"""

from collections.abc import Sequence

from ..domain.demo import DemoRequest
from ..domain.demo_catalogue import find_demo
from ..domain.demo_result import DemoOutcome
from ..domain.errors import UnknownNameError
from ..domain.nearest import nearest
from ..domain.verdict import Outcome, Verdict, judge, not_possible
from .ports import DemoRunner, Interpreter


def impossible(runner: DemoRunner, demo: str) -> Verdict | None:
    """Why the demonstration can show nothing here; None where it can."""
    return not_possible(find_demo(demo), runner.cores(), runner.interpreters())


def find_interpreter(known: Sequence[Interpreter], label: str | None) -> Interpreter:
    """The interpreter of that label; without one the first, which is the bot's own.

    Raises:
        UnknownNameError: there is none of that label.
    """
    if label is None:
        return known[0]
    labelled = {one.label: one for one in known}
    if label not in labelled:
        raise UnknownNameError("interpreter", label, nearest(label, labelled))
    return labelled[label]


async def measure(runner: DemoRunner, request: DemoRequest) -> DemoOutcome:
    """Run it; once more if nothing was visible."""
    outcome = await runner.run(request)
    if judge(request, outcome).outcome is Outcome.NOT_VISIBLE:
        return await runner.run(request)
    return outcome
