"""What is said along with an answer: how sure one is, and whether to share it."""

from datetime import timedelta

import discord
import simcord

from tests.discord_ui.examples import BANK, GIL, GOOD, PARTIAL
from tests.discord_ui.world import World, labels_of, open_world, shown, text_of


async def answer(
    world: World, text: str, *, card: simcord.ResponseMessage | None = None, **said: object
) -> simcord.InteractionResult:
    """Alice answers and says something along with it."""
    card = card or await world.ask(question=GIL.id)
    opened = await world.alice.click(card, label="Answer")
    return await world.alice.submit_modal(opened, {"answer": text, **said})


async def test_how_often_one_was_right_is_told_from_the_fifth_day_on(world: World) -> None:
    for day in range(1, 6):
        text = GOOD if day % 2 else PARTIAL
        feedback = shown(await answer(world, text, certainty="certain"))
        told = "When you said you were certain, you were right" in text_of(feedback)
        assert told == (day == 5)
        await world.env.advance_time(timedelta(days=1).total_seconds())
    assert "you were right 3 of 5 times." in text_of(feedback)


async def test_an_answer_is_shared_right_after_grading_if_that_is_wanted(world: World) -> None:
    result = await answer(world, PARTIAL, share=True)
    assert result.response is not None
    assert "Share" not in labels_of(result.response)
    public = shown(result)
    assert not public.ephemeral
    assert f"-# {world.alice.mention} answered" in text_of(public)


async def test_nothing_is_shared_unless_it_is_wanted(world: World) -> None:
    result = await answer(world, PARTIAL, share=False)
    assert list(result.followups) == []


async def test_a_draft_that_is_sent_again_is_not_shared_again(world: World) -> None:
    card = await world.ask(question=GIL.id)
    opened = await world.alice.click(card, label="Answer")
    assert opened.modal is not None
    await world.alice.submit_modal(opened, {"answer": PARTIAL, "share": True})
    fields = [
        {"type": 18, "id": 2, "component": {"type": 4, "custom_id": "answer", "value": PARTIAL}},
        {"type": 18, "id": 4, "component": {"type": 23, "custom_id": "share", "value": True}},
    ]
    again = await world.deliver(opened.modal["custom_id"], fields)
    assert "# 67 / 100" in text_of(world.reply_to(again))
    assert "answered" not in text_of(world.reply_to(again))


async def test_an_ungraded_answer_is_not_shared_and_says_so(world: World) -> None:
    result = await answer(world, "ok", share=True)
    assert list(result.followups) == []
    assert "It was not shared: there is no grade to show." in text_of(shown(result))


async def test_where_one_may_not_write_nothing_is_shared_and_the_card_says_why(
    world: World,
) -> None:
    silenced = discord.PermissionOverwrite(send_messages=False)
    readonly = world.guild.create_text_channel(
        "news", overwrites={world.guild.default_role: silenced}
    )
    card = shown(await world.alice.slash(readonly, "quiz", question=GIL.id))
    result = await answer(world, PARTIAL, card=card, share=True)
    assert list(result.followups) == []
    assert "You may not write in this channel" in text_of(shown(result))


async def test_without_a_server_there_is_nothing_to_share_in() -> None:
    async with open_world(BANK, installed=False) as world:
        opened = await world.alice.click(await world.ask(question=GIL.id), label="Answer")
        assert opened.modal is not None
        labels = [row.get("label") for row in opened.modal["components"]]
        assert labels == [None, "Your answer", "How sure?"]


async def test_try_again_says_that_the_old_text_is_no_longer_kept(world: World) -> None:
    feedback = shown(await answer(world, PARTIAL))
    store = world.coach.notes
    later = world.env.now() + timedelta(days=60)
    await store.forget_texts(later, kept_before=later)  # type: ignore[attr-defined]
    opened = await world.alice.click(feedback, label="Try again")
    assert opened.modal is not None
    field = opened.modal["components"][1]
    assert field["description"] == "Your earlier text is no longer kept, so this starts empty."
    assert not field["component"].get("value")
