"""*Grade as my answer* and *Study card*, as members use them."""

import discord
import pytest
import simcord

from bot.coach.message_answers import MAX_CHOICES, Choice
from bot.coach.study_cards import StudyCard
from bot.discord_ui.choice_card import choice_card
from bot.discord_ui.study_card import study_card
from bot.domain.learner import Visibility
from bot.domain.progress import TopicMastery
from bot.domain.streak import Streak
from tests.discord_ui.examples import CODE, GIL, GOOD
from tests.discord_ui.screens import HOSTILE, problems, text_in
from tests.discord_ui.world import World, shown, text_of

GRADE, STUDY = "Grade as my answer", "Study card"


async def written(
    world: World, text: str, *, by: simcord.MemberActor | None = None
) -> discord.Message:
    return await (by or world.alice).send(world.channel, text)


async def test_a_message_is_graded_as_the_question_that_is_chosen(world: World) -> None:
    message = await written(world, GOOD)
    asked = await world.alice.context_menu(world.channel, GRADE, message)
    assert asked.ephemeral
    card = shown(asked)
    assert "Which question is this an answer to?" in text_of(card)
    await world.restart()
    graded = shown(await world.alice.select(card, [GIL.id]))
    assert "/ 100" in text_of(graded)
    assert "What is the GIL?" in text_of(graded)
    data = await world.coach.own_data.export(world.alice.id)
    assert [one.item_id for one in data.attempt] == [GIL.id]
    other = shown(await world.alice.select(card, [CODE.id]))
    assert CODE.title in text_of(other)
    again = shown(await world.alice.select(card, [GIL.id]))
    assert text_of(again) == text_of(graded)


async def test_only_ones_own_messages_with_text_are_graded(world: World) -> None:
    theirs = await written(world, GOOD, by=world.bob)
    refused = shown(await world.alice.context_menu(world.channel, GRADE, theirs))
    assert "only your own messages" in text_of(refused)


@pytest.mark.parametrize("text", ["", "   \n", "x" * 4001])
async def test_what_is_no_answer_is_said_kindly(world: World, text: str) -> None:
    message = await written(world, GOOD)
    stored = world.env.backend.get_message(world.channel.id, message.id)
    stored.content = text
    told = text_of(shown(await world.alice.context_menu(world.channel, GRADE, message)))
    assert ("no text that I can read" in told) == (not text.strip())
    assert ("4001 characters, and an answer may have 4000" in told) == bool(text.strip())


async def test_a_menu_nobody_knows_is_gone(world: World) -> None:
    card = await world.ask(question=GIL.id)
    for name in ("0", "abc", "123"):
        refused = shown(await world.forge(f"gc1:grade:{name}", card))
        assert "too old to use" in text_of(refused)


@pytest.mark.every_language
@pytest.mark.parametrize("title", ["x" * 45, *(text[:45] for text in HOSTILE)])
def test_the_largest_menu_is_within_the_limits(title: str) -> None:
    items = tuple(
        GIL.model_copy(update={"id": f"{'q' * 55}-{number:03}", "title": title.strip() or "x"})
        for number in range(MAX_CHOICES)
    )
    assert problems(choice_card(Choice(draft_id=2**63 - 1, items=items))) == []


async def test_a_member_sees_their_own_card_and_that_of_others(world: World) -> None:
    asked = await world.ask(question=GIL.id)
    await world.answer(asked, GOOD)
    own = text_of(shown(await world.alice.context_menu(world.channel, STUDY, world.alice)))
    assert f"## <@{world.alice.id}>" in own
    assert "**Streak in this server**: 1 day, longest 1 day" in own
    assert "**Points in this server**: 10 points" in own
    assert "**Questions tried**: 1 of " in own
    assert "Who may see this card" in own
    theirs = await world.bob.context_menu(world.channel, STUDY, world.alice)
    assert theirs.ephemeral
    assert "**Points in this server**: 10 points" in text_of(shown(theirs))


async def test_who_is_private_is_not_shown(world: World) -> None:
    await world.coach.learners.change_visibility(world.alice.id, Visibility.PRIVATE)
    refused = text_of(shown(await world.bob.context_menu(world.channel, STUDY, world.alice)))
    assert "keeps their study card private" in refused
    assert "Study card" in text_of(
        shown(await world.alice.context_menu(world.channel, STUDY, world.alice))
    )


async def test_bots_have_no_card(world: World) -> None:
    bot = world.guild.add_member(world.env.create_user("robot", bot=True))
    assert "Bots don't study" in text_of(
        shown(await world.bob.context_menu(world.channel, STUDY, bot))
    )


@pytest.mark.every_language
@pytest.mark.parametrize("char", ["x", "🔒", "[", "`"])
@pytest.mark.parametrize("group_id", [None, 2**63 - 1])
def test_the_largest_study_card_is_within_the_limits(char: str, group_id: int | None) -> None:
    topics = tuple(
        TopicMastery(topic=f"t-{number}", title=char * 60, share=1, answered=1, total=1)
        for number in range(40)
    )
    shown_card = StudyCard(
        learner_id=2**63 - 1,
        group_id=group_id,
        streak=Streak(length=10**9, best=10**9),
        points=None if group_id is None else 10**9,
        mastered=topics,
        topics=10**9,
        answered=10**9,
        questions=10**9,
    )
    for own in (False, True):
        card = study_card(shown_card, own=own)
        assert problems(card) == []
        assert ("1,000,000,000 " in text_in(card)) is True
