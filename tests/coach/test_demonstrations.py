from collections.abc import AsyncIterator

import pytest

from bot.coach.demo_queue import Place
from bot.domain.demo_result import Failure
from bot.domain.errors import (
    DemoRefusedError,
    GoneError,
    NotHereError,
    NotYoursError,
    OutOfBoundsError,
    UnknownNameError,
)
from bot.domain.verdict import Outcome
from tests.coach.demo_world import BOB, CAROL, OTHER, OWN, World, open_world, settle
from tests.domain.demo_examples import measured

RACE = measured("race")
CRASH = Failure(kind="crashed", detail="was ended by SIGSEGV")


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with open_world() as opened:
        yield opened


async def test_a_demo_is_introduced_before_it_runs(world: World) -> None:
    opened = await world.open("race", chosen={"threads": 4})
    assert opened.run.request.parameters == {"threads": 4, "ms": 250}
    assert opened.interpreter == OWN
    assert opened.cores == 2
    assert opened.prediction is not None
    assert opened.impossible is None
    assert opened.question == "race-conditions-and-locks"
    assert (await world.open("timeline")).question is None
    assert world.runner.requests == []


async def test_it_runs_once_and_is_shown_from_then_on(world: World) -> None:
    opened = await world.open()
    running = world.start(opened)
    await world.runner.end(RACE)
    shown = await running
    assert shown.verdict.outcome is Outcome.SHOWN
    assert shown.chart is not None
    assert shown.picture == shown.chart.title.encode()
    assert shown.predicted is None
    assert await world.start(opened) == shown
    assert await world.demos.result(opened.run.id, learner_id=opened.run.learner_id) == shown
    assert len(world.runner.requests) == 1


async def test_what_was_predicted_is_held_against_what_was_measured(world: World) -> None:
    opened = await world.open()
    assert opened.prediction is not None
    option = opened.prediction.options[0]
    running = world.start(opened, option.key)
    await world.runner.end(RACE)
    predicted = (await running).predicted
    assert predicted is not None
    assert option.label in predicted


async def test_a_failure_has_a_verdict_and_no_picture(world: World) -> None:
    opened = await world.open()
    running = world.start(opened, "anything")
    await world.runner.end(CRASH)
    shown = await running
    assert shown.verdict.outcome is Outcome.CRASHED
    assert (shown.chart, shown.picture, shown.predicted) == (None, None, None)


async def test_what_did_not_show_is_repeated_once(world: World) -> None:
    nothing = measured("convoy")
    rows = [row.model_copy(update={"stats": nothing.rows[0].stats}) for row in nothing.rows]
    nothing = nothing.model_copy(update={"rows": tuple(rows)})
    running = world.start(await world.open("convoy"))
    await world.runner.end(nothing)
    assert len(world.runner.requests) == 2
    await world.runner.end(measured("convoy"))
    assert (await running).verdict.outcome is Outcome.SHOWN


async def test_the_same_request_within_a_minute_is_measured_once(world: World) -> None:
    first = await world.open()
    running = world.start(first)
    await world.runner.end(RACE)
    measured_at = (await running).run.measured_at
    world.pass_time(59)
    again = await world.start(await world.open(learner=BOB), learner=BOB)
    assert again.run.measured_at == measured_at
    assert len(world.runner.requests) == 1
    world.pass_time(1)
    running = world.start(await world.open(learner=BOB), learner=BOB)
    await world.runner.end(RACE)
    assert (await running).run.measured_at == world.now


async def test_a_failure_is_not_handed_on(world: World) -> None:
    running = world.start(await world.open())
    await world.runner.end(CRASH)
    await running
    running = world.start(await world.open(learner=BOB), learner=BOB)
    await world.runner.end(RACE)
    assert (await running).verdict.outcome is Outcome.SHOWN


async def test_who_asks_for_what_is_running_shares_it(world: World) -> None:
    alice = world.start(await world.open())
    await settle()
    bob = world.start(await world.open(learner=BOB), learner=BOB)
    await settle()
    alice.cancel()
    await world.runner.end(RACE)
    assert (await bob).verdict.outcome is Outcome.SHOWN
    assert alice.cancelled()
    assert len(world.runner.requests) == 1
    assert world.places == []


async def test_others_wait_and_know_their_place(world: World) -> None:
    alice = world.start(await world.open())
    await settle()
    bob = world.start(await world.open("io", BOB), learner=BOB)
    await settle()
    assert world.places == [Place(1, 1.4)]
    await world.runner.end(RACE)
    await world.runner.end(measured("io"))
    await alice
    assert (await bob).demo.name == "io"


async def test_a_member_runs_one_demo_in_a_while(world: World) -> None:
    running = world.start(await world.open())
    await world.runner.end(RACE)
    await running
    world.pass_time(5)
    other = await world.open("io")
    with pytest.raises(DemoRefusedError, match=r"One demo in 20 s, please. Try again in 15 s"):
        await world.start(other)
    world.pass_time(15)
    running = world.start(other)
    await world.runner.end(measured("io"))
    assert (await running).verdict.outcome is Outcome.SHOWN


async def test_a_refused_demo_keeps_its_card(world: World) -> None:
    running = world.start(await world.open())
    await settle()
    world.pass_time(20)
    second = await world.open("io")
    with pytest.raises(DemoRefusedError, match="has not ended"):
        await world.start(second)
    await world.runner.end(RACE)
    await running
    running = world.start(second)
    await world.runner.end(measured("io"))
    assert (await running).demo.name == "io"


async def test_it_is_said_beforehand_where_it_can_show_nothing(world: World) -> None:
    world.runner.found_cores = 1
    opened = await world.open("cpu")
    assert opened.impossible is not None
    assert opened.impossible.outcome is Outcome.NOT_POSSIBLE
    assert "only 1 core" in opened.impossible.sentence
    with pytest.raises(DemoRefusedError, match="only 1 core"):
        await world.start(opened)
    world.runner.found_cores, world.runner.found = 2, (OWN,)
    assert (await world.open("versions")).impossible is not None


async def test_another_interpreter_is_chosen_by_its_label(world: World) -> None:
    assert (await world.open(interpreter="3.13.0")).interpreter == OTHER
    with pytest.raises(UnknownNameError, match=r"no interpreter “3.12”. Nearest: 3.1"):
        await world.open(interpreter="3.12")


async def test_an_interpreter_may_be_gone_when_it_shall_run(world: World) -> None:
    opened = await world.open(interpreter="3.13.0")
    world.runner.found = (OWN,)
    with pytest.raises(UnknownNameError, match=r"Nearest: 3\.11\.7"):
        await world.demos.reopen(opened.run.id, learner_id=opened.run.learner_id)


@pytest.mark.parametrize(
    ("demo", "chosen", "sentence"),
    [
        ("rase", {}, "There is no demo “rase”. Nearest: "),
        ("race", {"threads": 9}, "“threads” can't be “9”. It has to be a whole number from 2 to 8"),
        ("race", {"thread": 2}, "There is no parameter “thread”. Nearest: threads"),
        ("deadlock", {"ordered": "maybe"}, "It has to be one of no, yes"),
    ],
)
async def test_bad_input_is_answered_with_what_is_allowed(
    world: World, demo: str, chosen: dict[str, float | str], sentence: str
) -> None:
    with pytest.raises((OutOfBoundsError, UnknownNameError)) as caught:
        await world.open(demo, chosen=chosen)
    assert sentence in str(caught.value)


async def test_a_run_can_be_asked_for_again(world: World) -> None:
    opened = await world.open("race", chosen={"threads": 5})
    again = await world.demos.open_again(
        world.new_id(), after=opened.run.id, learner_id=opened.run.learner_id
    )
    assert again.run.id != opened.run.id
    assert again.run.request == opened.run.request


async def test_only_the_owner_uses_a_card(world: World) -> None:
    opened = await world.open()
    with pytest.raises(NotYoursError):
        await world.start(opened, learner=CAROL)
    with pytest.raises(GoneError):
        await world.demos.reopen(1, learner_id=CAROL)
    with pytest.raises(GoneError):
        await world.demos.result(opened.run.id, learner_id=opened.run.learner_id)


async def test_a_run_is_shared_where_it_was_made(world: World) -> None:
    opened = await world.open()
    running = world.start(opened)
    await world.runner.end(RACE)
    shown = await running
    assert await world.demos.share(opened.run.id, learner_id=opened.run.learner_id) == shown
    alone = await world.open(group=None)
    await world.start(alone)
    with pytest.raises(NotHereError):
        await world.demos.share(alone.run.id, learner_id=alone.run.learner_id)


async def test_the_code_is_shown(world: World) -> None:
    assert world.demos.code("race") == "def race(): ..."
    with pytest.raises(UnknownNameError):
        world.demos.code("walk")


async def test_closing_ends_what_runs_and_starts_nothing_more(world: World) -> None:
    running, opened = world.start(await world.open()), await world.open()
    await settle()
    await world.demos.aclose()
    assert world.runner.cancelled == 1
    for waiting in (running, world.start(opened)):
        with pytest.raises(DemoRefusedError, match="about to stop"):
            await waiting
