"""`/quiz` and its options, as a member uses them."""

import pytest

from bot.discord_ui.limits import CHOICE_NAME, CHOICES
from tests.discord_ui.examples import BANK, CODE, GIL, GOOD, POOL
from tests.discord_ui.world import World, labels_of, open_world, shown, text_of


async def test_a_question_comes_as_a_private_card(world: World) -> None:
    card = await world.ask()
    assert card.ephemeral
    assert labels_of(card)[0] == "Answer"


async def test_a_question_can_be_chosen(world: World) -> None:
    assert GIL.prompt in text_of(await world.ask(question=GIL.id))
    assert "-# Races and locks · Senior" in text_of(await world.ask(question=CODE.id))


async def test_topic_and_level_narrow_the_choice(world: World) -> None:
    for _ in range(5):
        assert "-# Races and locks" in text_of(await world.ask(topic="locks"))
        assert POOL.prompt in text_of(await world.ask(topic="locks", level="mid"))


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (
            {"question": "what-is-gil"},
            "There is no question `what-is-gil`. Nearest: what-is-the-gil",
        ),
        ({"topic": "lokcs"}, "There is no topic `lokcs`. Nearest: locks"),
        ({"level": "boss"}, "There is no level `boss`. Nearest: "),
        ({"topic": "gil", "level": "senior"}, "There is no question `senior on gil`."),
        (
            {"topic": "`@everyone` [x](https://a.b)"},
            "There is no topic `@everyone [x](https://a.b)`",
        ),
        ({"topic": "\u200b"}, "There is no topic like that."),
        ({"question": "x" * 6000}, f"`{'x' * 59}…`"),
    ],
)
async def test_an_unknown_name_is_answered_with_the_nearest(
    world: World, options: dict[str, str], sentence: str
) -> None:
    assert sentence in text_of(await world.ask(**options))


async def test_topics_are_suggested_by_title_or_id(world: World) -> None:
    async def suggest(typed: str) -> list[dict[str, str]]:
        return await world.alice.autocomplete(world.channel, "quiz", "topic", typed)

    everything = [
        {"name": "The GIL", "value": "gil"},
        {"name": "Races and locks", "value": "locks"},
    ]
    assert await suggest("") == everything
    assert await suggest("RACE") == everything[1:]
    assert await suggest("gil") == everything[:1]
    assert await suggest("zebra") == []


async def test_levels_are_suggested_where_there_are_questions(world: World) -> None:
    choices = await world.alice.autocomplete(world.channel, "quiz", "level", "")
    assert [choice["value"] for choice in choices] == ["junior", "mid", "senior"]


async def test_questions_are_suggested_within_topic_and_level(world: World) -> None:
    async def suggest(typed: str, **filled: str) -> list[str]:
        choices = await world.alice.autocomplete(world.channel, "quiz", "question", typed, **filled)
        return [choice["value"] for choice in choices]

    assert await suggest("") == [GIL.id, CODE.id, POOL.id]
    assert await suggest("", topic="locks") == [CODE.id, POOL.id]
    assert await suggest("", topic="locks", level="mid") == [POOL.id]
    assert (await suggest("thread pool"))[0] == POOL.id


async def test_suggestions_keep_discords_limits() -> None:
    many = tuple(
        GIL.model_copy(update={"id": f"question-{number}", "title": f"{number} " + "x" * 43})
        for number in range(40)
    )
    (pack,) = BANK.packs
    wide = pack.topics[0].model_copy(update={"title": "t" * 60})
    bank = BANK.__class__(
        packs=(pack.model_copy(update={"topics": (wide,)}),),
        items=many,
        synonyms={},
        rivals=(),
        misconceptions=BANK.misconceptions,
        versions={item.id: "1" for item in many},
    )
    async with open_world(bank) as world:
        for typed in ("", "question", "x" * 6000):
            choices = await world.alice.autocomplete(world.channel, "quiz", "question", typed)
            assert len(choices) <= CHOICES
            assert all(len(choice["name"]) <= CHOICE_NAME for choice in choices)


async def test_the_quiz_works_in_direct_messages_without_share(world: World) -> None:
    alice = world.alice.user
    card = shown(await alice.slash("quiz", question=GIL.id))
    opened = await alice.click(card, label="Answer")
    feedback = shown(await alice.submit_modal(opened, {"answer": GOOD}))
    assert "100 / 100" in text_of(feedback)
    assert labels_of(feedback) == ["Try again", "Model answer", "Next", "How scored"]


async def test_where_only_the_member_installed_the_bot_nothing_is_shared() -> None:
    async with open_world(BANK, installed=False) as world:
        feedback = await world.answer(await world.ask(question=GIL.id), GOOD)
        assert labels_of(feedback) == ["Try again", "Model answer", "Next", "How scored"]
