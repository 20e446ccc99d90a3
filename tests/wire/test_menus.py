"""Context menus, reports and German over the wire, every body checked against Discord's rules."""

import pytest

from .actor import Actor
from .quiz import BETTER, QUESTION, ask
from .server import LoopbackDiscord
from .world import MANAGE_GUILD, Channel

pytestmark = [pytest.mark.wire, pytest.mark.asyncio(loop_scope="module")]

GRADE, STUDY = "Grade as my answer", "Study card"


@pytest.fixture
def channel(coached: LoopbackDiscord) -> Channel:
    return coached.add_guild().add_text_channel("gil")


@pytest.fixture
def alice(coached: LoopbackDiscord) -> Actor:
    return coached.add_user("alice", installed=True)


@pytest.fixture
def bea(coached: LoopbackDiscord) -> Actor:
    """Her Discord is in German."""
    return coached.add_user("bea", locale="de", installed=True)


async def test_a_message_is_graded_and_the_study_card_shows_it(
    alice: Actor, bea: Actor, channel: Channel
) -> None:
    message = alice.post(channel, BETTER)
    asked = await alice.menu(channel, GRADE, message)
    assert asked.ephemeral
    assert "Which question is this an answer to?" in asked.text
    graded = await alice.select(asked, "Choose the question", [QUESTION])
    assert graded.ephemeral
    assert "/ 100" in graded.text
    own = await alice.menu(channel, STUDY, alice)
    assert "**Questions tried**: 1 of " in own.text
    refused = await bea.menu(channel, GRADE, message)
    assert "Ich bewerte nur deine eigenen Nachrichten" in refused.text
    seen = await bea.menu(channel, STUDY, alice)
    assert "**Fragen versucht**: 1 von " in seen.text


async def test_a_question_is_reported_and_a_coach_sees_it(alice: Actor, channel: Channel) -> None:
    card = await ask(alice, channel)
    model = await alice.click(card, "I don't know")
    form = await alice.click(model, "Report this question")
    thanks = await alice.submit(form, {"kind": "outdated", "words": "3.14 changed that"})
    assert "**Thank you.**" in thanks.text
    assert channel.guild is not None
    channel.guild.permissions[alice.id] = channel.guild.permissions_of(alice.id) | MANAGE_GUILD
    items = await alice.slash(channel, "coach items")
    assert "**1 report**" in items.text


async def test_a_german_member_is_served_in_german(bea: Actor, channel: Channel) -> None:
    helped = await bea.slash(channel, "help")
    assert "**Üben**" in helped.text
    card = await bea.slash(channel, "quiz", {"question": QUESTION})
    form = await bea.click(card, "Antworten")
    graded = await bea.submit(form, {"Deine Antwort": BETTER})
    assert "Wie bewertet" in graded.labels()
