"""Practising in the terminal: the use cases of Discord, one learner, one question at a time.

What is typed is the answer to the question shown, up to an empty line; a single word with a slash
in front is a command, and a few commands take words.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping
from difflib import get_close_matches
from itertools import count

from rich.console import Console

from ..coach.coach import Coach
from ..coach.ports import Clock
from ..coach.practice import MAX_ANSWER_CHARS, Question
from ..coach.reviews import NothingDue
from ..domain.errors import CoachError
from ..domain.snowflake import snowflake_at
from . import render
from .chat_demo import DemoRound
from .chat_follow_up import FollowUpRound
from .chat_interview import InterviewRound
from .chat_review import again_line, nothing_due, progress_page, review_place
from .chat_streak import streak_page

LEARNER_ID = 1
"""The one person at this keyboard."""

PROMPT = "> "

_WITH_WORDS = ("/demo", "/interview", "/report")

_HELP = """\
Type your answer in your own words and finish it with an empty line.
  /hint      one more hint
  /another   another question
  /review    what is due again, one question after the other; /next goes on
  /progress  what you have mastered, what stays, and your last answers
  /interview a mock interview: /interview 3 strict; length, style, level, topic
  /report    the interview you had as a file: /report mine.md
  /idk       I don't know: show the model answer
  /again     try this question again
  /followup  a follow-up on what your answer missed
  /scored    how your answer was scored
  /learn     a lesson on the topic of this question
  /model     the model answer, after your first try
  /streak    your streak, day by day
  /demo      measure what threads and the GIL do on this machine: /demo race
  /help      this list
  /quit      leave (so do Ctrl-D and Ctrl-C)"""


class Chat:
    """A practice round at one keyboard.

    Args:
        read: asks for one line behind a prompt. Raises EOFError where the input has ended.
    """

    def __init__(
        self, coach: Coach, *, console: Console, read: Callable[[str], str], clock: Clock
    ) -> None:
        self._practice = coach.practice
        self._streaks = coach.streaks
        self._reviews = coach.reviews
        self._progress = coach.progress
        self._console = console
        self._read = read
        self._clock = clock
        self._sequence = count()
        self._demos = DemoRound(coach.demos, learner_id=LEARNER_ID, console=console, read=read)
        self._follow_ups = FollowUpRound(
            coach.practice,
            coach.replies,
            learner_id=LEARNER_ID,
            console=console,
            read=self._read_answer,
            new_id=self._new_id,
        )
        self._interview = InterviewRound(
            coach.interviews,
            coach.scorecards,
            coach.practice.bank,
            learner_id=LEARNER_ID,
            console=console,
            read=lambda: self._read_answer((*self._interview.commands, *self._known)),
            new_id=self._new_id,
        )
        self._commands: Mapping[str, Callable[[Question], Awaitable[Question]]] = {
            "/hint": self._hint,
            "/another": self._another,
            "/review": self._review,
            "/next": self._next,
            "/progress": self._show_progress,
            "/idk": self._give_up,
            "/again": self._again,
            "/model": self._model_answer,
            "/followup": self._follow_up,
            "/scored": self._scored,
            "/learn": self._learn,
            "/streak": self._streak,
            "/help": self._help,
        }
        self._known = (*self._commands, *_WITH_WORDS, "/quit")

    async def run(
        self, *, question: str | None = None, topic: str | None = None, level: str | None = None
    ) -> None:
        """Ask and grade until the learner leaves.

        Raises:
            UnknownNameError: no such question, topic or level.
        """
        asked = await self._practice.ask(
            self._new_id(),
            learner_id=LEARNER_ID,
            group_id=None,
            question=question,
            topic=topic,
            level=level,
        )
        self._show(asked)
        self._console.print(
            "Answer, then an empty line. /help lists what else you can do.", style="dim"
        )
        while (typed := self._read_answer(self._known, _WITH_WORDS)) not in (None, "/quit"):
            try:
                asked = await self._react(typed or "", asked)
            except CoachError as error:
                self._say(str(error))

    async def _react(self, typed: str, asked: Question) -> Question:
        if _is(typed, "/demo"):
            await self._demos.run(self._new_id(), typed.split()[1:])
            return asked
        if _is(typed, "/interview"):
            await self._interview.run(typed.split()[1:])
            self._show(asked)
            return asked
        if _is(typed, "/report"):
            await self._interview.save_report(typed.split()[1:])
            return asked
        if not typed.startswith("/") or len(typed.split()) != 1:
            return await self._answer(typed, asked)
        command = self._commands.get(typed)
        if command is None:
            nearest = get_close_matches(typed, self._known, n=1, cutoff=0)[0]
            self._say(f"There is no such command. Did you mean {nearest}?")
            return asked
        return await command(asked)

    def _read_answer(
        self, known: Collection[str] = (), with_words: Collection[str] = ()
    ) -> str | None:
        """The lines typed up to an empty one, a command as soon as it is there, None at the end.

        Args:
            known: commands that are no part of an answer.
            with_words: those of them that may have words behind them.
        """
        lines: list[str] = []
        try:
            while line := self._read(PROMPT if not lines else "  ").rstrip():
                word, *more = line.split()
                if not lines and word.startswith("/") and (not more or word in with_words):
                    return line.lstrip()
                if word not in known or (lines and more):
                    lines.append(line)
                elif lines:
                    self._say(f"Left out: {word}. Finish your answer with an empty line first.")
                else:
                    self._say(f"Left out: {word} takes no words here.")
        except EOFError:
            self._console.print()
            return "\n".join(lines) or None
        return "\n".join(lines)

    def _say(self, advice: str) -> None:
        self._console.print(advice, style="yellow", markup=False, highlight=False)

    async def _answer(self, text: str, asked: Question) -> Question:
        if len(text) > MAX_ANSWER_CHARS:
            self._console.print(
                f"Only the first {MAX_ANSWER_CHARS:,} characters are read.", style="dim"
            )
        card_id = asked.card.id
        writing = await self._practice.start_writing(
            self._new_id(), card_id=card_id, learner_id=LEARNER_ID
        )
        draft_id = writing.draft.id
        await self._practice.keep(draft_id, learner_id=LEARNER_ID, text=text)
        result = await self._practice.answer(
            self._new_id(), draft_id=draft_id, learner_id=LEARNER_ID
        )
        self._console.print(render.feedback(result.feedback))
        if result.again_at is not None:
            self._console.print(again_line(result.again_at))
        self._console.print(render.streak(result.streak))
        more = self._follow_ups.about(result)
        self._console.print(f"{more}  /again  /model  /next  /quit", style="dim")
        return asked

    async def _hint(self, asked: Question) -> Question:
        hinted = await self._practice.take_hint(
            self._new_id(), card_id=asked.card.id, learner_id=LEARNER_ID
        )
        if len(hinted.hints) == len(asked.hints):
            self._console.print("That was the last hint.", style="dim")
        else:
            self._show(hinted)
        return hinted

    async def _another(self, asked: Question) -> Question:
        if _in_review(asked):
            return await self._go_on(asked, skip=True)
        other = await self._practice.ask_another(
            self._new_id(), after=asked.card.id, learner_id=LEARNER_ID
        )
        self._show(other)
        return other

    async def _next(self, asked: Question) -> Question:
        return await (self._go_on(asked) if _in_review(asked) else self._another(asked))

    async def _review(self, asked: Question) -> Question:
        found = await self._reviews.begin(self._new_id(), learner_id=LEARNER_ID, group_id=None)
        return self._review_step(found, asked)

    async def _go_on(self, asked: Question, *, skip: bool = False) -> Question:
        found = await self._reviews.go_on(
            self._new_id(), after=asked.card.id, learner_id=LEARNER_ID, skip=skip
        )
        return self._review_step(found, asked)

    def _review_step(self, found: Question | NothingDue, asked: Question) -> Question:
        """Show the next question of a review; where there is none, the one before stays, alone."""
        if isinstance(found, NothingDue):
            self._console.print(nothing_due(found))
            alone = {"review_number": None, "review_total": None}
            return asked.model_copy(update={"card": asked.card.model_copy(update=alone)})
        self._show(found)
        return found

    async def _show_progress(self, asked: Question) -> Question:
        shown = await self._progress.show(LEARNER_ID, None)
        history = await self._progress.history(LEARNER_ID)
        self._console.print(progress_page(shown, history))
        return asked

    async def _give_up(self, asked: Question) -> Question:
        opened = await self._practice.give_up(
            self._new_id(), card_id=asked.card.id, learner_id=LEARNER_ID
        )
        self._console.print(render.model_answer(opened.item))
        return asked

    async def _again(self, asked: Question) -> Question:
        writing = await self._practice.start_writing(
            self._new_id(), card_id=asked.card.id, learner_id=LEARNER_ID, again=True
        )
        self._show(asked)
        if writing.text:
            self._console.print(
                "Your last answer:", render.plain(writing.text), style="dim", markup=False
            )
        return asked

    async def _model_answer(self, asked: Question) -> Question:
        opened = await self._practice.model_answer(asked.card.id, learner_id=LEARNER_ID)
        self._console.print(render.model_answer(opened.item))
        return asked

    async def _follow_up(self, asked: Question) -> Question:
        await self._follow_ups.ask()
        return asked

    async def _scored(self, asked: Question) -> Question:
        await self._follow_ups.explain()
        return asked

    async def _learn(self, asked: Question) -> Question:
        self._console.print(render.lesson(self._practice.bank.lesson(asked.item.topic)))
        return asked

    async def _streak(self, asked: Question) -> Question:
        shown = await self._streaks.show(LEARNER_ID, None)
        self._console.print(streak_page(shown, await self._streaks.why(LEARNER_ID, None)))
        return asked

    async def _help(self, asked: Question) -> Question:
        self._console.print(_HELP, markup=False, highlight=False)
        return asked

    def _show(self, asked: Question) -> None:
        self._console.print(render.prompt(asked.item, asked.hints))
        if _in_review(asked):
            self._console.print(review_place(asked))

    def _new_id(self) -> int:
        return snowflake_at(self._clock(), next(self._sequence))


def _in_review(asked: Question) -> bool:
    return asked.card.review_number is not None


def _is(typed: str, command: str) -> bool:
    """Whether a line is that command, with or without words behind it."""
    return typed.split()[:1] == [command]
