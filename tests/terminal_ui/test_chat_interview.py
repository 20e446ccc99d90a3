from asyncio import to_thread
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from bot.domain.errors import CoachError, OutOfBoundsError, UnknownNameError
from bot.domain.interview_plan import Plan, Style
from bot.domain.item import Level
from bot.terminal_ui.chat_interview import InterviewRound, read_plan
from tests.coach.interview_world import GOOD, HALF, NOTHING, REPLY, World, open_world
from tests.terminal_ui.conftest import Screen, flat

LEARNER = 1


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with open_world() as opened:
        yield opened


Hold = Callable[..., Awaitable[str]]


def interview_of(world: World, screen: Screen, said: Iterator[str]) -> InterviewRound:
    return InterviewRound(
        world.interviews,
        world.scorecards,
        world.bank,
        learner_id=LEARNER,
        console=screen.console,
        read=lambda: next(said, None),
        new_id=world.new_id,
    )


@pytest.fixture
def hold(world: World, screen: Screen) -> Hold:
    """Types a command and what is said to it, then Ctrl-D; gives what was shown."""

    async def run(words: str, *said: str) -> str:
        interview = interview_of(world, screen, iter(said))
        await interview.run(words.split())
        return flat(screen.take())

    return run


async def test_an_interview_is_held_to_its_scorecard(hold: Hold) -> None:
    text = await hold("3", GOOD, HALF, REPLY, NOTHING, "/skip")
    for part in (
        "Question 1 of 3",
        "You said “Threads share memory”, and that is right.",
        "And processes-apart?",
        "53 / 100",
        "3 answered",
        "Follow-ups: 1 of 1 answered well",
        "By topic ",
        "By skill What it is",
        "Your strongest words: “Threads share memory”",
        "Study these next 1.",
    ):
        assert part in text


async def test_commands_do_what_they_say(hold: Hold) -> None:
    text = await hold("3 strict", "/clarify", "/hint", "/wrong", "/end")
    assert "Two to six sentences" in text
    assert "Hint: Think of a variable." in text
    assert "In an interview there is: /clarify /hint /skip /pause /end" in text
    assert "Nothing to score" in text
    assert "stop here" in text or "end here" in text
    assert text.count("Question 1 of 3") == 1
    assert text.count("Hint: ") == 1


async def test_a_hint_that_is_not_there_is_said_so(hold: Hold) -> None:
    text = await hold("3", *["/hint"] * 4, "/end")
    assert "I have no more hints." in text


async def test_the_report_is_saved_as_a_file_but_never_over_another(
    world: World, screen: Screen, tmp_path: Path
) -> None:
    interview = interview_of(world, screen, iter([GOOD, "/end"]))
    file = tmp_path / "my report.md"
    with pytest.raises(CoachError, match="when an interview has ended"):
        await interview.save_report([])
    await interview.run(["3"])
    assert "/report saves the whole conversation" in flat(screen.take())
    await interview.save_report(str(file).split())
    written = await to_thread(file.read_text, encoding="utf-8")
    assert f"```text\n{GOOD}\n```" in written
    with pytest.raises(CoachError, match="is there already"):
        await interview.save_report(str(file).split())
    with pytest.raises(CoachError, match="could not be written"):
        await interview.save_report([str(tmp_path / "nowhere" / "r.md")])


async def test_one_that_was_left_goes_on(hold: Hold) -> None:
    assert "Your place is kept" in await hold("3", GOOD, "/pause")
    text = await hold("4")
    assert "in the middle of an interview" in text
    assert "Question 2 of 3" in text
    assert "Welcome back" in text or "Good to see you again" in text


async def test_what_is_refused_is_said_and_asked_again(hold: Hold) -> None:
    text = await hold("3", "", GOOD)
    assert "Your answer is empty" in text
    assert "Question 2 of 3" in text


def test_words_make_a_plan_in_any_order(world: World) -> None:
    plan = read_plan(["junior", "second", "4", "strict"], world.bank)
    assert plan == Plan(length=4, level=Level.JUNIOR, style=Style.STRICT, focus="second")
    assert read_plan([], world.bank) == Plan()


def test_words_that_mean_nothing_are_refused(world: World) -> None:
    with pytest.raises(OutOfBoundsError, match="from 3 to 10"):
        read_plan(["11"], world.bank)
    with pytest.raises(UnknownNameError):
        read_plan(["nothing"], world.bank)
