"""A mock interview in the terminal: the use cases of Discord, line by line."""

from asyncio import to_thread
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from ..coach.conversation import Closed, Scene
from ..coach.interviews import Interviews, Sheet
from ..coach.scorecards import InterviewResult, Scorecards
from ..domain.bank import Bank
from ..domain.errors import CoachError, OutOfBoundsError
from ..domain.interview import Stage
from ..domain.interview_plan import LONGEST, SHORTEST, Plan, Style
from ..domain.interviewer import acknowledgement, clarification, shortage
from ..domain.item import Level
from ..domain.scorecard import Scorecard
from ..domain.scorecard_words import (
    bars,
    comparison,
    course,
    details,
    headline,
    skills_named,
    verdict,
)
from . import render

_HELP = "Answer, then an empty line. /clarify  /hint  /skip  /pause  /end"
_HELP_FOLLOW_UP = "A sentence is enough. /skip  /pause  /end"
_LEAVING = (None, "/pause", "/quit")
_REPORT = "report.md"

Use = Callable[..., Awaitable[Scene | Closed | Sheet]]


class InterviewRound:
    """Holds one interview at a time.

    Args:
        read: the lines typed up to an empty one, or a command; None at the end of the input.
        new_id: makes an id of the shape of Discord's.
    """

    def __init__(
        self,
        interviews: Interviews,
        scorecards: Scorecards,
        bank: Bank,
        *,
        learner_id: int,
        console: Console,
        read: Callable[[], str | None],
        new_id: Callable[[], int],
    ) -> None:
        self._interviews = interviews
        self._scorecards = scorecards
        self._bank = bank
        self._learner_id = learner_id
        self._console = console
        self._read = read
        self._new_id = new_id
        self._report = ""
        self._uses: Mapping[str, Use] = {
            "/clarify": interviews.clarify,
            "/hint": interviews.take_hint,
            "/skip": interviews.skip,
            "/pause": interviews.pause,
            "/end": interviews.end,
        }

    @property
    def commands(self) -> Collection[str]:
        """What can be typed beside an answer."""
        return (*self._uses, "/quit")

    async def run(self, words: Sequence[str]) -> None:
        """Begin an interview, or go on with the one that runs, until it ends or is paused.

        Args:
            words: what was typed behind the command: length, style, level and topic, in any order.

        Raises:
            CoachError: one of the words is none of these, or there is no such question.
        """
        shown = await self._begin(read_plan(words, self._bank))
        if isinstance(shown, Scene):
            self._console.print(_asking(shown))
        while isinstance(shown, Scene):
            typed = self._read()
            if typed in _LEAVING:
                await self._react("/pause", shown)
                self._console.print("Your place is kept: /interview goes on.", style="dim")
                return
            try:
                before, shown = shown, await self._react(typed or "", shown)
            except CoachError as error:
                self._console.print(str(error), style="yellow", markup=False, highlight=False)
            else:
                self._console.print(_following(typed or "", before, shown))
        result = await self._scorecards.result(shown.interview.id, learner_id=self._learner_id)
        self._report = result.report
        self._console.print(_result(result))

    async def save_report(self, words: Sequence[str]) -> None:
        """Write the whole conversation of the interview that ended last to a file.

        Args:
            words: what was typed behind the command: the file, if it is to have another name.

        Raises:
            CoachError: no interview has ended here, or the file can't be written.
        """
        if not self._report:
            raise CoachError("There is a report when an interview has ended: /interview")
        path = Path(" ".join(words) or _REPORT)
        try:
            await to_thread(_write_new, path, self._report)
        except FileExistsError:
            raise CoachError(f"{path} is there already. Name another: /report mine.md") from None
        except OSError as error:
            raise CoachError(f"{path} could not be written: {error.strerror}.") from error
        self._console.print(Text(f"Saved as {path}.", "dim"))

    async def _begin(self, plan: Plan) -> Scene | Closed:
        interview_id = self._new_id()
        shown = await self._interviews.begin(
            interview_id, learner_id=self._learner_id, group_id=None, plan=plan
        )
        if isinstance(shown, Scene) and shown.interview.id != interview_id:
            self._console.print("You are in the middle of an interview; it goes on.", style="dim")
            return await self._interviews.resume(
                self._new_id(), interview_id=shown.interview.id, learner_id=self._learner_id
            )
        return shown

    async def _react(self, typed: str, scene: Scene) -> Scene | Closed:
        event_id, step = self._new_id(), scene.interview.step
        whose: Mapping[str, Any] = {"step": step, "learner_id": self._learner_id}
        use = self._uses.get(typed)
        if use is not None:
            shown = await use(event_id, interview_id=scene.interview.id, **whose)
            return shown if isinstance(shown, Scene | Closed) else scene
        if typed.startswith("/") and len(typed.split()) == 1:
            raise CoachError(f"In an interview there is: {_HELP.partition('. ')[2]}")
        await self._interviews.keep(event_id, text=typed, certainty=None, **whose)
        return await self._interviews.answer(event_id, **whose)


def _write_new(path: Path, text: str) -> None:
    with path.open("x", encoding="utf-8", errors="replace") as file:
        file.write(text)


def read_plan(words: Sequence[str], bank: Bank) -> Plan:
    """The plan that the words mean.

    Raises:
        OutOfBoundsError: a length that is not allowed.
        UnknownNameError: a word that is no style, level or topic.
    """
    wanted: dict[str, Any] = {}
    for word in words:
        if word.isdecimal():
            if not SHORTEST <= int(word) <= LONGEST:
                raise OutOfBoundsError("length", word, f"from {SHORTEST} to {LONGEST}")
            wanted["length"] = int(word)
        elif word in [*Style]:
            wanted["style"] = Style(word)
        elif word in [*Level]:
            wanted["level"] = Level(word)
        else:
            wanted["focus"] = bank.topic(word).id
    return Plan(**wanted)


def _following(typed: str, before: Scene, shown: Scene | Closed) -> RenderableType:
    """What is said after something was typed; a question that still stands is not said again."""
    if isinstance(shown, Closed):
        return Text(f"\n{acknowledgement(shown.interview)}", "italic")
    if shown.interview.step != before.interview.step:
        return _asking(shown)
    if typed == "/hint":
        fresh = shown.hints[len(before.hints) :]
        return Text(f"Hint: {fresh[0]}" if fresh else "I have no more hints.", "italic")
    return Text(clarification(shown.item), "italic")


def _asking(scene: Scene) -> RenderableType:
    interview = scene.interview
    quote = f"“{render.plain(scene.quote)}”" if scene.quote else ""
    place = f"Question {interview.at + 1} of {len(interview.turns)}"
    parts: list[RenderableType] = [
        Text(f"\n{place}", "dim"),
        Text(acknowledgement(interview, quote=quote), "italic"),
    ]
    if interview.stage is Stage.FOLLOW_UP:
        about = Text(f"Still about: {scene.item.title}", "dim")
        ask = Padding(Text(scene.ask, "bold"), (1, 0))
        return Group(*parts, ask, about, Text(_HELP_FOLLOW_UP, "dim"))
    if few := shortage(interview):
        parts.append(Text(few, "dim"))
    parts.append(render.prompt(scene.item, scene.hints))
    if interview.turn.clarified:
        parts.append(Text(clarification(scene.item)))
    return Group(*parts, Text(_HELP, "dim"))


def _result(result: InterviewResult) -> RenderableType:
    card = result.scorecard
    told = [course(card), *details(card), comparison(card)]
    parts: list[RenderableType] = [
        Text(f"\n{headline(card)}", "bold"),
        Text(verdict(card)),
        Text("\n".join(line for line in told if line)),
    ]
    for title, rows in (("By topic", card.topics), ("By skill", skills_named(card))):
        if rows:
            parts.append(Text(f"\n{title}\n{bars(rows)}"))
    read_on = Text("\n/report saves the whole conversation as a file.", "dim")
    return Group(*parts, *_quotes(card), *_studies(card), read_on)


def _quotes(card: Scorecard) -> list[RenderableType]:
    named = (("Your strongest words", card.strongest), ("Your weakest words", card.weakest))
    return [
        Text(f"\n{title}: “{render.plain(quote.words)}”\n{quote.say}")
        for title, quote in named
        if quote is not None
    ]


def _studies(card: Scorecard) -> list[RenderableType]:
    lines = []
    for number, one in enumerate(card.study, start=1):
        demo = f"\n   /demo {one.demo}" if one.demo else ""
        lines.append(f"{number}. {one.title} · {one.say}\n   {one.source.url}{demo}")
    return [Text("\nStudy these next\n" + "\n".join(lines))] if lines else []
