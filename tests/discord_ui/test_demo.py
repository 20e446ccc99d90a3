"""`/demo`, as a member uses it; the runs are recorded ones."""

import pytest
import simcord
from simcord.components import walk_components

from bot.domain.demo_catalogue import DEMOS
from bot.domain.demo_result import Failure
from tests.discord_ui.examples import BANK, PARTIAL
from tests.discord_ui.world import World, labels_of, open_world, shown, text_of
from tests.domain.demo_examples import measured

RACE = measured("race")


async def open_demo(world: World, name: str = "race", **options: object) -> simcord.ResponseMessage:
    return shown(await world.alice.slash(world.channel, f"demo {name}", **options))


async def press(world: World, card: simcord.ResponseMessage, label: str) -> simcord.ResponseMessage:
    return shown(await world.alice.click(card, label=label))


async def test_the_idea_the_rule_and_a_guess_come_first(world: World) -> None:
    card = await open_demo(world)
    assert card.ephemeral
    assert "Several threads add one to the same number" in text_of(card)
    assert "Counts as shown: With a lock nothing gets lost" in text_of(card)
    assert "Python 3.11.7 · 2 cores · threads 2, ms 250" in text_of(card)
    assert labels_of(card)[-2:] == ["Just run it", "Code"]
    assert world.runner.requests == []


async def test_a_guess_runs_the_demo_and_is_held_against_the_result(world: World) -> None:
    world.runner.prepared = [RACE]
    card = await open_demo(world, threads=4)
    guess = labels_of(card)[0]
    result = await press(world, card, guess)
    assert world.runner.requests[0].parameters == {"threads": 4, "ms": 250}
    assert f"You predicted “{guess}”" in text_of(result)
    assert "**Shown.**" in text_of(result)
    assert "```\n" in text_of(result)
    assert "script " in text_of(result)
    assert labels_of(result) == ["Run again", "Share", "Code"]


async def test_the_picture_has_an_alt_text(world: World) -> None:
    world.runner.prepared = [RACE]
    result = await press(world, await open_demo(world), "Just run it")
    (gallery,) = [part for part in walk_components(result.components) if part["type"] == 12]
    (item,) = gallery["items"]
    assert item["media"]["url"].endswith("demo.png")
    assert "x += 1" in item["description"]
    assert "You predicted" not in text_of(result)


async def test_it_says_at_once_that_it_runs(world: World) -> None:
    world.runner.prepared = [RACE]
    await press(world, await open_demo(world), "Just run it")
    before_last = [*world.requests()][-2]
    assert "Measuring; this usually takes about 1 s" in str(before_last)
    assert "Start again" in str(before_last)


async def test_it_can_run_without_a_guess(world: World) -> None:
    world.runner.prepared = [RACE]
    result = await open_demo(world, predict=False)
    assert "**Shown.**" in text_of(result)


@pytest.mark.parametrize("name", DEMOS)
async def test_every_demo_is_a_command_with_its_parameters(world: World, name: str) -> None:
    commands = world.env.backend.commands[None].values()
    (group,) = [command for command in commands if command["name"] == "demo"]
    (command,) = [option for option in group["options"] if option["name"] == name]
    options = {option["name"]: option for option in command["options"]}
    assert [*options] == [*(one.name for one in DEMOS[name].parameters), "predict", "python"]
    assert not any(option.get("required") for option in options.values())
    if name == "race":
        threads = options["threads"]
        assert (threads["type"], threads["min_value"], threads["max_value"]) == (4, 2, 8)
    if name == "timeline":
        interval = options["interval_ms"]
        assert (interval["type"], interval["min_value"], interval["max_value"]) == (10, 0.5, 50)
    if name == "deadlock":
        assert [choice["value"] for choice in options["ordered"]["choices"]] == ["no", "yes"]


async def test_there_are_thirteen_demos() -> None:
    assert len(DEMOS) == 13


async def test_the_python_is_chosen_by_its_version(world: World) -> None:
    choices = await world.alice.autocomplete(world.channel, "demo race", "python", "3.13")
    assert choices == [{"name": "3.13.0", "value": "3.13.0"}]
    card = await open_demo(world, python="3.13.0")
    assert "Python 3.13.0" in text_of(card)
    refused = await open_demo(world, python="/usr/bin/python3")
    assert "There is no interpreter `/usr/bin/python3`. Nearest: 3.1" in text_of(refused)


async def test_where_it_can_show_nothing_it_says_so_and_offers_no_run(world: World) -> None:
    world.runner.found_cores = 1
    card = await open_demo(world, "cpu", predict=False)
    assert "**Not possible here.** It takes 2 cores" in text_of(card)
    assert labels_of(card) == ["Code"]


async def test_a_refused_run_gives_the_card_back(world: World) -> None:
    world.runner.prepared = [RACE]
    await open_demo(world, predict=False)
    card = await open_demo(world, "io")
    refused = await press(world, card, "Just run it")
    assert "One demo in 20 s, please" in text_of(refused)
    await world.env.advance_time(20)
    world.runner.prepared = [measured("io")]
    assert "**Shown.**" in text_of(await press(world, card, "Just run it"))


async def test_a_crash_is_told_and_can_be_repeated(world: World) -> None:
    world.runner.prepared = [Failure(kind="crashed", detail="SIGSEGV at secret address")]
    result = await open_demo(world, predict=False)
    assert "**Crashed.**" in text_of(result)
    assert "secret" not in text_of(result)
    assert labels_of(result) == ["Run again", "Code"]


async def test_the_code_and_a_second_run_are_a_button_away(world: World) -> None:
    world.runner.prepared = [RACE]
    result = await open_demo(world, threads=3, predict=False)
    assert "```python\ndef race(): ..." in text_of(await press(world, result, "Code"))
    again = await press(world, result, "Run again")
    assert "threads 3" in text_of(again)


async def test_a_result_is_shared_once_with_its_picture(world: World) -> None:
    world.runner.prepared = [RACE]
    result = await open_demo(world, predict=False)
    public = shown(await world.alice.click(result, label="Share"))
    assert not public.ephemeral
    assert f"{world.alice.mention} measured" in text_of(public)
    assert any(part["type"] == 12 for part in walk_components(public.components))


async def test_a_card_works_after_a_restart(world: World) -> None:
    world.runner.prepared = [RACE]
    card = await open_demo(world)
    await world.restart()
    assert "**Shown.**" in text_of(await press(world, card, "Just run it"))
    await world.restart()
    assert "def race" in text_of(await press(world, card, "Code"))


async def test_a_misconception_leads_to_its_proof(world: World) -> None:
    card = shown(await world.forge("gc1:demo:race", await world.ask()))
    assert "Do all additions arrive?" in text_of(card)
    gone = shown(await world.forge("gc1:demo:walk", await world.ask()))
    assert "There is no demo `walk`" in text_of(gone)


async def test_without_the_bot_in_the_server_nothing_is_shared() -> None:
    async with open_world(BANK, installed=False) as world:
        world.runner.prepared = [RACE]
        assert labels_of(await open_demo(world, predict=False)) == ["Run again", "Code"]


async def test_an_answer_leads_to_the_demo_of_its_question(world: World) -> None:
    feedback = await world.answer(await world.ask(question="what-is-the-gil"), PARTIAL)
    assert "See it measured" not in labels_of(feedback)
