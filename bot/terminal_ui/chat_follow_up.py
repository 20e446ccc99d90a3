"""What can be asked after an answer in the terminal: the next follow-up, and how it was scored."""

from collections.abc import Callable

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from ..coach.practice import Practice, Result
from ..coach.replies import Replies
from ..domain.feedback import BAND_WORDS
from ..domain.probing import MAX_DEPTH
from ..domain.scoring import Scoring, in_figures
from . import render

_NOT_YET = "Answer the question first."


class FollowUpRound:
    """Asks on about the last answer.

    Args:
        read: reads a reply of any number of lines; None where the input has ended.
    """

    def __init__(
        self,
        practice: Practice,
        replies: Replies,
        *,
        learner_id: int,
        console: Console,
        read: Callable[[], str | None],
        new_id: Callable[[], int],
    ) -> None:
        self._practice = practice
        self._replies = replies
        self._learner_id = learner_id
        self._console = console
        self._read = read
        self._new_id = new_id
        self._attempt_id: int | None = None

    def about(self, result: Result) -> str:
        """Take note of an answer; return the commands that go with it."""
        self._attempt_id = result.attempt.id
        return "/followup  /scored" if result.after.follow_up else "/scored"

    async def ask(self) -> None:
        """Ask the next follow-up and grade what is replied."""
        if self._attempt_id is None:
            self._console.print(_NOT_YET, style="dim")
            return
        follow_up = await self._replies.ask(
            self._new_id(), attempt_id=self._attempt_id, learner_id=self._learner_id
        )
        head = f"Follow-up {follow_up.number} of at most {MAX_DEPTH}: "
        self._console.print(Text(head, "dim").append(follow_up.ask, "bold not dim"))
        text = self._read()
        if not text or text.startswith("/"):
            self._console.print("Left open: /followup asks it again.", style="dim")
            return
        reply_id = follow_up.reply.id
        await self._replies.keep(reply_id, learner_id=self._learner_id, text=text)
        result = await self._replies.answer(reply_id, learner_id=self._learner_id)
        self._console.print(render.feedback(result.feedback.model_copy(update={"points": None})))
        if result.more:
            self._console.print("/followup  /again  /next", style="dim")

    async def explain(self) -> None:
        """Show how the last answer was scored."""
        if self._attempt_id is None:
            self._console.print(_NOT_YET, style="dim")
            return
        sheet = await self._practice.scoring(self._attempt_id, learner_id=self._learner_id)
        self._console.print(scoring_page(sheet.scoring))


def scoring_page(scoring: Scoring) -> RenderableType:
    """The arithmetic of a grade."""
    if scoring.score is None:
        return Text("\n".join([*scoring.reasons, "So there is no score, and nothing was counted."]))
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right", no_wrap=True)
    table.add_column(ratio=1)
    for term in scoring.terms:
        figures = f"{in_figures(term.weight)} × {in_figures(term.credit)}"
        bonus = " (bonus)" if term.bonus else ""
        table.add_row(f"{figures} = {in_figures(term.earned)}", Text(term.say + bonus))
    earned, required = in_figures(scoring.earned), in_figures(scoring.required)
    table.add_row(f"{earned} of {required} = {in_figures(scoring.share)}", "at most 1")
    for one in scoring.penalties:
        table.add_row(f"− {in_figures(one.amount)}", Text(one.reason))
    for one in scoring.caps:
        table.add_row(f"at most {in_figures(one.amount)}", Text(one.reason))
    band = BAND_WORDS[scoring.band]
    table.add_row(Text(in_figures(scoring.score), "bold"), Text(band, "bold"))
    return table
