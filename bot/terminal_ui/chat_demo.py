"""Demonstrations between two questions of a chat: the idea, a guess, the result."""

from collections.abc import Callable, Sequence

from rich.console import Console
from rich.text import Text

from ..coach.demo_queue import Place
from ..coach.demonstrations import Demonstrated, Demonstrations, Introduction
from ..domain.errors import CoachError
from ..domain.verdict import rule
from .demo import demo_list, demonstrated
from .progress import with_progress


class DemoRound:
    """Runs demonstrations for the one learner at this keyboard.

    Args:
        read: asks for one line behind a prompt. Raises EOFError where the input has ended.
    """

    def __init__(
        self,
        demos: Demonstrations,
        *,
        learner_id: int,
        console: Console,
        read: Callable[[str], str],
    ) -> None:
        self._demos = demos
        self._learner_id = learner_id
        self._console = console
        self._read = read

    async def run(self, run_id: int, words: Sequence[str]) -> None:
        """Run the demonstration named first, with `name=value` behind it; without a name, list all.

        Raises:
            CoachError: there is no such demonstration or parameter, or it can't run now.
        """
        if not words:
            self._console.print(demo_list(), Text("/demo race threads=4", "dim"))
            return
        opened = await self._demos.open(
            run_id,
            learner_id=self._learner_id,
            group_id=None,
            demo=words[0],
            chosen=dict(_option(word) for word in words[1:]),
        )
        self._introduce(opened)
        if opened.impossible:
            return
        running = self._demos.run(
            run_id, learner_id=self._learner_id, option=self._guess(opened), told=_alone
        )
        self._show(
            await with_progress(
                running, opened.demo.title, usual_s=opened.demo.usual_s, console=self._console
            )
        )

    def _introduce(self, opened: Introduction) -> None:
        self._console.print(Text(opened.demo.title, "bold"), Text(opened.demo.idea))
        if opened.impossible:
            self._console.print(Text(f"Not possible here. {opened.impossible.sentence}", "yellow"))
        else:
            self._console.print(Text(f"Counts as shown: {rule(opened.demo)}", "dim"))

    def _guess(self, opened: Introduction) -> str | None:
        """The key of the option that was chosen by its number; anything else is no guess."""
        if opened.prediction is None:
            return None
        self._console.print(Text(f"\nYour guess first: {opened.prediction.question}"))
        for number, option in enumerate(opened.prediction.options, start=1):
            self._console.print(Text(f"  {number}  {option.label}"))
        numbered = {str(at): one for at, one in enumerate(opened.prediction.options, start=1)}
        try:
            typed = self._read("Its number, or Enter to just run it: ").strip()
        except EOFError:
            typed = ""
        return numbered[typed].key if typed in numbered else None

    def _show(self, shown: Demonstrated) -> None:
        if shown.predicted:
            self._console.print(Text(shown.predicted, "bold"))
        self._console.print(demonstrated(shown.run.request, shown.verdict, shown.run.outcome))


def _option(word: str) -> tuple[str, str]:
    name, equals, value = word.partition("=")
    if not equals:
        raise CoachError(f"“{word[:60]}” is no option. Write, for example, /demo race threads=4.")
    return name, value


async def _alone(_: Place) -> None:
    """Nobody else runs anything here."""
