"""`/learn` as members meet it, every body checked against Discord's rules and ours."""

import pytest

from .actor import Actor
from .quiz import ask
from .server import LoopbackDiscord
from .world import Channel

pytestmark = [pytest.mark.wire, pytest.mark.asyncio(loop_scope="module")]

TOPIC = "gil-fundamentals"


@pytest.fixture
def channel(coached: LoopbackDiscord) -> Channel:
    return coached.add_guild().add_text_channel("gil")


@pytest.fixture
def alice(coached: LoopbackDiscord) -> Actor:
    return coached.add_user("alice", installed=True)


async def test_a_lesson_is_read_and_followed_by_a_question(alice: Actor, channel: Channel) -> None:
    (choice,) = await alice.autocomplete(channel, "learn", "topic", "FUNDA")
    assert choice["value"] == TOPIC
    lesson = await alice.slash(channel, "learn", {"topic": TOPIC})
    assert lesson.ephemeral
    assert "Lesson · GIL fundamentals" in lesson.text
    assert "](https://docs.python.org/" in lesson.text
    assert lesson.labels() == ["Quiz me", "See it run"]
    asked = await alice.click(lesson, "Quiz me")
    assert asked.ephemeral
    assert "GIL fundamentals · " in asked.text
    assert asked.labels()[0] == "Answer"


async def test_every_lesson_is_taken_by_discord(alice: Actor) -> None:
    topics = await alice.autocomplete(alice.dm, "learn", "topic", "")
    assert len(topics) == 12
    for topic in topics:
        lesson = await alice.slash(alice.dm, "learn", {"topic": topic["value"]})
        assert f"Lesson · {topic['name']}" in lesson.text


async def test_a_question_and_its_model_answer_lead_to_the_lesson(
    alice: Actor, channel: Channel
) -> None:
    card = await ask(alice, channel)
    assert "Lesson · GIL fundamentals" in (await alice.click(card, "Learn")).text
    model = await alice.click(card, "I don't know")
    assert "Lesson · GIL fundamentals" in (await alice.click(model, "Learn")).text
