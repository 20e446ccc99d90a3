from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.coach.coach import Coach
from bot.domain.errors import UnknownNameError
from bot.domain.snowflake import time_of
from bot.storage import SqlStore, open_store
from bot.terminal_ui.chat import Chat
from tests.coach.coach_world import make_coach
from tests.coach.demo_world import StagedRunner
from tests.discord_ui.examples import BANK, CODE, GIL, LESSON, POOL
from tests.domain.demo_examples import measured
from tests.terminal_ui.conftest import Screen, flat

RIGHT = "Only one thread runs bytecode at a time; that protects reference counts."


class Hands:
    """A clock that ticks a second whenever it is looked at."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
async def store() -> AsyncIterator[SqlStore]:
    async with open_store("sqlite://", Hands()) as opened:
        yield opened


@pytest.fixture
def runner() -> StagedRunner:
    return StagedRunner()


@pytest.fixture
def coach(store: SqlStore, runner: StagedRunner) -> Coach:
    return make_coach(BANK, store, Hands(), runner=runner, member_per_minute=2, group_per_minute=1)


Talk = Callable[..., Awaitable[str]]


@pytest.fixture
def talk(
    coach: Coach,
    screen: Screen,
    typing: Callable[..., Callable[[str], str]],
) -> Talk:
    """Types lines at the question “What is the GIL?” and gives what was shown."""

    async def run(*lines: str, question: str | None = GIL.id, days: int = 0) -> str:
        clock = Hands()
        clock.now += timedelta(days=days)
        chat = Chat(coach, console=screen.console, read=typing(*lines), clock=clock)
        await chat.run(question=question)
        return screen.take()

    return run


async def test_an_answer_of_several_lines_is_graded_at_an_empty_line(talk: Talk) -> None:
    shown = await talk("Only one thread runs bytecode at a time;", "that protects refcounts.", "")
    assert "100 / 100" in shown
    assert "✓ met" in shown
    assert "Streak: 1 day" in shown


async def test_ctrl_d_finishes_an_answer_and_then_the_chat(talk: Talk) -> None:
    assert "100 / 100" in await talk(RIGHT)
    assert "/ 100" not in await talk()


@pytest.mark.parametrize("line", ["/quit", "  /quit  "])
async def test_quit_leaves_at_once(talk: Talk, line: str) -> None:
    assert "/ 100" not in await talk(line.strip(), RIGHT, "")


async def test_each_hint_is_shown_until_the_last(talk: Talk) -> None:
    shown = await talk("/hint", "/hint", "/hint", "/another")
    assert shown.count("Hint: Think of bytecode.") == 2
    assert shown.count("Hint: How does CPython count references?") == 1
    assert "That was the last hint." in shown


async def test_another_question_is_another_one(talk: Talk) -> None:
    shown = await talk("/another")
    assert sum(item.title in shown for item in BANK.items) == 2


async def test_next_asks_another_question(talk: Talk) -> None:
    shown = await talk("/next")
    assert sum(item.title in shown for item in BANK.items) == 2


async def test_a_review_asks_what_is_due(talk: Talk) -> None:
    assert "comes back after some days" in flat(await talk("/review"))
    await talk("/idk", question=POOL.id, days=1)
    shown = flat(await talk("/idk", "/another", "/review", "/review", "/next", days=2))
    assert "Review: 1 of 1 left." in shown
    assert "Still due: 1 question. /review asks them." in shown
    shown = await talk("/review", "/another", RIGHT, "", days=3, question=CODE.id)
    first, second = shown.split("Review: 2 of 2 left.")[1:]
    assert "GIL" in first  # once the thread pool was left for later
    assert "100 / 100" in second


async def test_after_a_review_other_questions_follow(talk: Talk) -> None:
    await talk("/idk")
    shown = flat(await talk("/review", "/next", "/another", "/review", days=1, question=CODE.id))
    assert "Still due: 1 question. /review asks them." in shown
    assert shown.count("Review: 1 of 1 left.") == 2


async def test_progress_is_a_page_of_its_own(talk: Talk) -> None:
    shown = flat(await talk(RIGHT, "", "/idk", "/progress"))
    assert "Progress: 17 %" in shown
    assert "1 of 3 questions tried, 0 due now." in shown
    assert "What is the GIL?, I don't know" in shown
    assert "What is the GIL?, 100 / 100" in shown


async def test_i_dont_know_opens_the_model_answer(talk: Talk) -> None:
    assert "Model answer" in await talk("/idk")


async def test_the_model_answer_opens_after_the_first_try_only(talk: Talk) -> None:
    shown = await talk("/model", RIGHT, "", "/model")
    before, after = shown.split("100 / 100")
    assert "opens after your first try" in flat(before)
    assert "The GIL is a lock of the interpreter" in flat(after)


async def test_the_lesson_on_the_topic_of_the_question_is_shown(talk: Talk) -> None:
    shown = await talk("/learn", RIGHT, "")
    assert LESSON.title in shown
    assert "One thread at a time runs Python code." in shown
    assert "100 / 100" in shown


async def test_a_topic_without_a_lesson_is_told_so(talk: Talk) -> None:
    assert "There is no lesson on “Races and locks” yet." in await talk("/learn", question=CODE.id)


async def test_trying_again_shows_the_last_answer(talk: Talk) -> None:
    shown = await talk("[red]one thread[/red] \x1b[31m runs bytecode", "", "/again")
    assert "Your last answer: [red]one thread[/red] [31m runs bytecode" in shown
    assert "\x1b" not in shown


async def test_trying_again_before_the_first_answer_shows_the_question(talk: Talk) -> None:
    shown = await talk("/again")
    assert shown.count(GIL.title) == 2
    assert "Your last answer" not in shown


async def test_a_mistyped_command_is_answered_with_the_nearest(talk: Talk) -> None:
    assert "Did you mean /hint?" in await talk("/hnit")
    assert "Did you mean /quit?" in await talk("/qiut")


async def test_help_lists_every_command(talk: Talk) -> None:
    shown = await talk("/help")
    for command in "/hint /another /idk /again /learn /model /demo /help /quit".split():
        assert f"  {command} " in shown


async def test_a_sentence_that_begins_with_a_slash_is_an_answer(talk: Talk) -> None:
    assert "/ 100" in await talk("/bin is no answer; one thread runs bytecode", "")


async def test_a_command_with_words_it_does_not_take_is_no_answer(talk: Talk) -> None:
    shown = await talk("/learn asyncio", RIGHT, "")
    assert "Left out: /learn takes no words here." in shown
    assert "100 / 100" in shown


async def test_a_command_within_an_answer_is_left_out_of_it(talk: Talk) -> None:
    shown = await talk("/bin is no answer;", "/hint", RIGHT, "")
    assert "Left out: /hint. Finish your answer with an empty line first." in shown
    assert "100 / 100" in shown


async def test_a_line_of_an_answer_may_begin_with_a_command(talk: Talk) -> None:
    shown = await talk("Hear:", f"/demo shows that {RIGHT}", "")
    assert "Left out" not in shown
    assert "100 / 100" in shown


@pytest.mark.parametrize("lines", [("",), ("   ",), ("", "")])
async def test_an_empty_answer_costs_nothing(talk: Talk, lines: tuple[str, ...]) -> None:
    shown = await talk(*lines)
    assert "Your answer is empty" in shown
    assert "Streak" not in shown


@pytest.mark.parametrize("text", ["😀 😀", "x", "print(1)", "Das ist ein Schloss im Interpreter."])
async def test_what_cannot_be_graded_gets_a_reason(talk: Talk, text: str) -> None:
    shown = await talk(text, "")
    assert "Not graded" in shown
    assert "/ 100" not in shown


async def test_too_many_answers_are_kept_for_later(talk: Talk) -> None:
    shown = await talk(RIGHT, "", RIGHT, "", "A third one, which has to wait.", "", "/again")
    assert "Your text is kept" in flat(shown)
    assert "Your last answer: A third one, which has to wait." in shown


async def test_an_answer_that_is_too_long_is_cut_and_told(talk: Talk) -> None:
    shown = await talk("one thread runs bytecode. " * 200, "")
    assert "Only the first 4,000 characters are read." in shown
    assert "/ 100" in shown


async def test_an_unknown_question_is_answered_with_the_nearest(talk: Talk) -> None:
    with pytest.raises(UnknownNameError, match=GIL.id):
        await talk(question="what-is-teh-gil")


async def test_a_demo_is_run_between_two_answers(talk: Talk, runner: StagedRunner) -> None:
    runner.prepared = [measured("race")]
    shown = flat(await talk("/demo race threads=4", "1", RIGHT, ""))
    assert "Counts as shown: With a lock nothing gets lost" in shown
    assert "1 None 2 Less than a quarter" in shown
    assert "You predicted “None”" in shown
    assert "x = add(x)" in shown
    assert "100 / 100" in shown
    assert runner.requests[0].parameters == {"threads": 4, "ms": 250}


@pytest.mark.parametrize("guess", [[], ["nine"], [""]])
async def test_a_demo_runs_without_a_guess(
    talk: Talk, runner: StagedRunner, guess: list[str]
) -> None:
    runner.prepared = [measured("race")]
    shown = await talk("/demo race", *guess)
    assert "Shown." in shown
    assert "You predicted" not in shown


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("/demo", "/demo race threads=4"),
        ("/demo rase", "There is no demo “rase”"),
        ("/demo race 4", "“4” is no option"),
        ("/demo race threads=99", "“threads” can't be “99”"),
        ("/demo versions", "Not possible here."),
    ],
)
async def test_what_can_not_be_run_is_explained(
    talk: Talk, runner: StagedRunner, line: str, sentence: str
) -> None:
    runner.found = runner.found[:1]
    assert sentence in flat(await talk(line))
    assert runner.requests == []


async def test_ids_carry_the_time_and_never_repeat(coach: Coach, screen: Screen) -> None:
    noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
    chat = Chat(coach, console=screen.console, read=input, clock=lambda: noon)
    ids = [chat._new_id() for _ in range(100)]
    assert len(set(ids)) == 100
    assert {time_of(one) for one in ids} == {noon}


async def test_the_streak_is_shown_day_by_day(talk: Talk) -> None:
    shown = await talk(RIGHT, "", "/streak")
    assert "Streak: 1 day, longest 1 day." in shown
    assert f"answered at 12:00: {GIL.title}, 100 / 100" in shown
    assert "Mo Tu We Th Fr Sa Su" in shown


async def test_commands_are_no_answers_in_an_interview_either(talk: Talk) -> None:
    shown = await talk("/interview 3 strict junior", "/report a.md", RIGHT, "/skip", "", "/end")
    assert "Left out: /report takes no words here." in shown
    assert "Left out: /skip. Finish your answer with an empty line first." in shown


async def test_an_interview_is_held_beside_the_question(talk: Talk) -> None:
    text = flat(await talk("/interview 3 strict junior", "/end", "/interview 99"))
    assert "Question 1 of 1" in text
    assert "There is only 1 question of that kind." in text
    assert "Nothing to score" in text
    assert text.count(GIL.prompt) == 3
    assert "from 3 to 10" in text
