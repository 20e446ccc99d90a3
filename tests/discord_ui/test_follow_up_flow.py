"""Follow-ups on the card of the result, and how an answer was scored."""

import simcord

from tests.discord_ui.examples import GIL, GOOD, PARTIAL
from tests.discord_ui.world import World, button_id, labels_of, shown, text_of

RIGHT = "They would lose an update of the count."


async def follow_up(world: World, text: str = PARTIAL) -> simcord.ResponseMessage:
    """Answer, and ask for the follow-up; the card with it."""
    feedback = await world.answer(await world.ask(question=GIL.id), text)
    return await world.press(feedback, "Follow-up")


async def reply(
    world: World, card: simcord.ResponseMessage, text: str, button: str = "Answer"
) -> simcord.ResponseMessage:
    opened = await world.alice.click(card, label=button)
    return shown(await world.alice.submit_modal(opened, {"reply": text}))


async def test_a_follow_up_takes_the_place_of_the_result(world: World) -> None:
    feedback = await world.answer(await world.ask(question=GIL.id), PARTIAL)
    asked = await world.press(feedback, "Follow-up")
    assert asked.id == feedback.id
    assert "-# What is the GIL? · Follow-up 1 of at most 3" in text_of(asked)
    assert "## What would two threads do to one of those numbers" in text_of(asked)
    assert "It protects reference counts" not in text_of(asked)
    assert labels_of(asked) == ["Answer", "Back to the result"]


async def test_a_reply_is_graded_on_the_same_card(world: World) -> None:
    asked = await follow_up(world)
    result = await reply(world, asked, RIGHT)
    assert result.id == asked.id
    assert result.ephemeral
    assert "## Now you have it" in text_of(result)
    assert "✓ **Met** · They would lose an update" in text_of(result)
    assert "> `lose an update`" in text_of(result)
    assert labels_of(result) == ["Back to the result"]


async def test_a_missed_reply_reads_the_idea(world: World) -> None:
    result = await reply(
        world, await follow_up(world), "Two happy threads would print many nice numbers then."
    )
    assert "## Not yet: this is the idea" in text_of(result)
    assert "○ **Missing** · They would lose an update" in text_of(result)


async def test_the_result_comes_back_as_it_was(world: World) -> None:
    feedback = await world.answer(await world.ask(question=GIL.id), PARTIAL)
    before = text_of(feedback)
    result = await reply(world, await world.press(feedback, "Follow-up"), RIGHT)
    back = await world.press(result, "Back to the result")
    assert back.id == feedback.id
    assert text_of(back) == before
    assert "Follow-up" not in labels_of(back)


async def test_a_reply_that_is_too_short_can_be_written_again(world: World) -> None:
    result = await reply(world, await follow_up(world), "hm")
    assert "too short to grade" in text_of(result)
    assert labels_of(result) == ["Answer again", "Back to the result"]
    opened = await world.alice.click(result, label="Answer again")
    assert opened.modal is not None
    assert opened.modal["components"][1]["component"]["value"] == "hm"
    better = shown(await world.alice.submit_modal(opened, {"reply": RIGHT}))
    assert "## Now you have it" in text_of(better)


async def test_a_question_that_was_answered_shows_what_came_of_it(world: World) -> None:
    asked = await follow_up(world)
    custom_id = button_id(asked, "Answer")
    result = await reply(world, asked, RIGHT)
    again = shown(await world.forge(custom_id, result))
    assert "## Now you have it" in text_of(again)


async def test_two_modals_of_one_question_give_one_result(world: World) -> None:
    asked = await follow_up(world)
    first = await world.alice.click(asked, label="Answer")
    second = await world.alice.click(asked, label="Answer")
    await world.alice.submit_modal(first, {"reply": RIGHT})
    late = shown(await world.alice.submit_modal(second, {"reply": "Nothing at all happens there."}))
    assert "## Now you have it" in text_of(late)


async def test_a_follow_up_works_after_a_restart(world: World) -> None:
    asked = await follow_up(world)
    opened = await world.alice.click(asked, label="Answer")
    await world.restart()
    result = shown(await world.alice.submit_modal(opened, {"reply": RIGHT}))
    assert "## Now you have it" in text_of(result)


async def test_there_is_none_where_all_was_said_or_nothing_was_graded(world: World) -> None:
    for text in (GOOD, "ok"):
        feedback = await world.answer(await world.ask(question=GIL.id), text)
        assert "Follow-up" not in labels_of(feedback)
        custom_id = button_id(feedback, "How scored").replace("scoring", "followup")
        refused = shown(await world.forge(custom_id, feedback))
        assert "I have no further question on this answer." in text_of(refused)


async def test_a_reply_to_what_was_never_asked_is_handed_back(world: World) -> None:
    asked = await follow_up(world)
    opened = await world.alice.click(asked, label="Answer")
    await world.coach.own_data.erase(1, learner_id=world.alice.id)
    lost = shown(await world.alice.submit_modal(opened, {"reply": RIGHT}))
    assert lost.ephemeral
    assert "too old to use" in text_of(lost)
    assert f"```\n{RIGHT}\n```" in text_of(lost)


async def test_a_reply_counts_for_nothing(world: World) -> None:
    result = await reply(world, await follow_up(world), RIGHT)
    back = await world.press(result, "Back to the result")
    assert "# 67 / 100" in text_of(back)
    assert "Streak: day 1" in text_of(back)


async def test_how_an_answer_was_scored_is_told_number_by_number(world: World) -> None:
    card = await world.ask(question=GIL.id)
    await world.press(card, "Hint (2 left)")
    feedback = await world.answer(card, PARTIAL)
    scored = await world.press(feedback, "How scored")
    assert scored.ephemeral
    assert scored.id != feedback.id
    told = text_of(scored)
    assert "`2 × 1 = 2` · Only one thread at a time" in told
    assert "`1 × 0 = 0` · It protects reference counts" in told
    assert "Together `2` of `3`, that is `0.6667`" in told
    assert "**Score** `0.6667`, shown as 67 / 100: Fair" in told
    assert "**Points** `0.6667 × 9 = 6.0003`, rounded 6: 10 % less for 1 hint" in told


async def test_what_a_hint_costs_is_said_before_it_is_pressed(world: World) -> None:
    card = await world.ask(question=GIL.id)
    costs = "A hint costs 10 % of the points for the leaderboard, and nothing of the grade."
    assert costs in text_of(card)
    card = await world.press(card, "Hint (2 left)")
    assert costs in text_of(card)
    card = await world.press(card, "Hint (1 left)")
    assert costs not in text_of(card)
