"""`/learn` and the button *Learn*, as a member uses them."""

from tests.discord_ui.examples import CODE, GIL, LESSON
from tests.discord_ui.world import World, button_id, labels_of, shown, text_of


async def test_a_lesson_comes_as_a_private_card(world: World) -> None:
    lesson = shown(await world.alice.slash(world.channel, "learn", topic="gil"))
    assert lesson.ephemeral
    assert f"-# Lesson · The GIL\n## {LESSON.title}" in text_of(lesson)
    assert labels_of(lesson) == ["Quiz me", "See it run"]
    assert button_id(lesson, "See it run") == "gc1:demo:timeline"


async def test_a_lesson_leads_to_a_question_on_its_topic(world: World) -> None:
    lesson = shown(await world.alice.slash(world.channel, "learn", topic="gil"))
    await world.restart()
    asked = await world.press(lesson, "Quiz me")
    assert asked.ephemeral
    assert GIL.prompt in text_of(asked)


async def test_a_lesson_leads_to_its_demonstration(world: World) -> None:
    lesson = shown(await world.alice.slash(world.channel, "learn", topic="gil"))
    demo = await world.press(lesson, "See it run")
    assert demo.ephemeral
    assert "Who runs when?" in text_of(demo)


async def test_a_question_leads_to_the_lesson_and_stays(world: World) -> None:
    asked = await world.ask(question=GIL.id)
    assert labels_of(asked) == ["Answer", "Hint (2 left)", "Another", "Learn", "I don't know"]
    lesson = await world.press(asked, "Learn")
    assert lesson.ephemeral
    assert LESSON.title in text_of(lesson)
    assert GIL.prompt in text_of(asked)
    assert "Learn" not in labels_of(await world.ask(question=CODE.id))


async def test_who_does_not_know_is_offered_the_lesson(world: World) -> None:
    model = await world.press(await world.ask(question=GIL.id), "I don't know")
    assert labels_of(model) == ["Try again", "Learn", "Report this question", "Next"]
    assert LESSON.title in text_of(await world.press(model, "Learn"))
    other = await world.press(await world.ask(question=CODE.id), "I don't know")
    assert labels_of(other) == ["Try again", "Report this question", "Next"]


async def test_topics_with_a_lesson_are_suggested(world: World) -> None:
    taught = [{"name": "The GIL", "value": "gil"}]
    assert await world.alice.autocomplete(world.channel, "learn", "topic", "") == taught
    assert await world.alice.autocomplete(world.channel, "learn", "topic", "the g") == taught
    assert await world.alice.autocomplete(world.channel, "learn", "topic", "locks") == []


async def test_an_unknown_topic_is_answered_with_the_nearest(world: World) -> None:
    refused = shown(await world.alice.slash(world.channel, "learn", topic="lokcs"))
    assert refused.ephemeral
    assert "There is no topic `lokcs`. Nearest: locks" in text_of(refused)


async def test_a_topic_without_a_lesson_is_told_so(world: World) -> None:
    refused = shown(await world.alice.slash(world.channel, "learn", topic="locks"))
    assert "There is no lesson on “Races and locks” yet." in text_of(refused)


async def test_lessons_are_read_in_direct_messages_too(world: World) -> None:
    lesson = shown(await world.alice.user.slash("learn", topic="gil"))
    assert LESSON.title in text_of(lesson)
    assert GIL.prompt in text_of(shown(await world.alice.user.click(lesson, label="Quiz me")))
