"""`/review`, as a member uses it."""

from datetime import UTC, datetime

import pytest
import simcord

from bot.coach.practice import Question
from bot.coach.reviews import NothingDue
from bot.discord_ui.question_card import question_card
from bot.discord_ui.review_card import nothing_due_card
from bot.domain.attempt import Card
from tests.discord_ui.examples import CODE, GIL, GOOD, POOL, widest
from tests.discord_ui.screens import labels_in, problems, text_in
from tests.discord_ui.world import World, button_id, labels_of, shown, text_of

POOLS = "When the work has to wait for input or output."
STEPS = "Reading the number, adding and writing it back are separate steps."

SOON = datetime(2026, 3, 17, tzinfo=UTC)


async def review(world: World, **options: int) -> simcord.ResponseMessage:
    asked = await world.alice.slash(world.channel, "review", **options)
    assert asked.ephemeral
    return shown(asked)


async def pass_days(world: World, days: int) -> None:
    await world.env.advance_time(days * 86_400)


async def fail(world: World, *questions: str) -> None:
    """Leave questions that are due from tomorrow on."""
    for question in questions:
        await world.press(await world.ask(question=question), "I don't know")


async def test_before_any_answer_it_tells_what_reviews_are(world: World) -> None:
    card = await review(world)
    assert "## Nothing is due" in text_of(card)
    assert "comes back after some days" in text_of(card)
    assert labels_of(card) == ["Ask me a weak or new one", "Progress"]
    asked = await world.press(card, "Ask me a weak or new one")
    assert "Answer" in labels_of(asked)


async def test_feedback_says_when_the_question_comes_again(world: World) -> None:
    feedback = await world.answer(await world.ask(question=GIL.id), GOOD)
    assert "I'll ask this again <t:" in text_of(feedback)
    assert "Next" in labels_of(feedback)
    assert ":next:" in button_id(feedback, "Next")


async def test_nothing_due_tells_when_something_is(world: World) -> None:
    await fail(world, GIL.id, POOL.id)
    assert "The next 2 questions are due <t:" in text_of(await review(world))


async def test_a_review_over_two_days(world: World) -> None:
    await fail(world, GIL.id, POOL.id)
    await pass_days(world, 1)
    card = await review(world)
    assert "Review: 2 of 2 left" in text_of(card)
    assert POOL.prompt in text_of(card)
    feedback = await world.answer(card, POOLS)
    card = await world.press(feedback, "Next")
    assert "Review: 1 of 2 left" in text_of(card)
    assert GIL.prompt in text_of(card)
    feedback = await world.answer(card, GOOD)
    done = await world.press(feedback, "Next")
    assert "## Review done: 2 questions" in text_of(done)
    assert "due <t:" in text_of(done)
    assert "Ask me a weak or new one" in labels_of(done)


async def test_a_shorter_review_tells_what_is_left(world: World) -> None:
    await fail(world, GIL.id, POOL.id, CODE.id)
    await pass_days(world, 1)
    feedback = await world.answer(await review(world, count=1), STEPS)
    done = await world.press(feedback, "Next")
    assert "## Review done: 1 question\n2 questions are still due." in text_of(done)
    card = await world.press(done, "Review (2 due)")
    assert "Review: 2 of 2 left" in text_of(card)


async def test_leaving_one_for_later_puts_another_in_its_place(world: World) -> None:
    await fail(world, GIL.id, POOL.id)
    await pass_days(world, 1)
    card = await review(world)
    skipped = await world.press(card, "Later")
    assert skipped.id == card.id
    assert GIL.prompt in text_of(skipped)
    assert "Review: 2 of 2 left" in text_of(skipped)


async def test_the_review_goes_on_after_i_dont_know(world: World) -> None:
    await fail(world, GIL.id, POOL.id)
    await pass_days(world, 1)
    model = await world.press(await review(world), "I don't know")
    card = await world.press(model, "Next")
    assert "Review: 1 of 2 left" in text_of(card)
    assert GIL.prompt in text_of(card)


async def test_a_hint_stays_in_the_review(world: World) -> None:
    await fail(world, GIL.id)
    await pass_days(world, 1)
    hinted = await world.press(await review(world), "Hint (2 left)")
    assert "Review: 1 of 1 left" in text_of(hinted)
    assert "Later" in labels_of(hinted)


async def test_a_restart_at_every_step_loses_nothing(world: World) -> None:
    await fail(world, GIL.id, POOL.id)
    await pass_days(world, 1)
    card = await review(world)
    await world.restart()
    opened = await world.alice.click(card, label="Answer")
    await world.restart()
    feedback = shown(await world.alice.submit_modal(opened, {"answer": POOLS}))
    await world.restart()
    card = await world.press(feedback, "Next")
    assert "Review: 1 of 2 left" in text_of(card)
    await world.restart()
    done = await world.press(card, "Later")
    assert "## Review done: 1 question\n1 question is still due." in text_of(done)
    assert "Review: 1 of 1 left" in text_of(await review(world))


async def test_next_pressed_twice_asks_the_same_question(world: World) -> None:
    await fail(world, GIL.id, POOL.id)
    await pass_days(world, 1)
    feedback = await world.answer(await review(world), POOLS)
    first, second = await world.press(feedback, "Next"), await world.press(feedback, "Next")
    assert text_of(first) == text_of(second)


async def test_nobody_else_goes_on_with_a_review(world: World) -> None:
    await fail(world, GIL.id)
    await pass_days(world, 1)
    card = await review(world)
    number = button_id(card, "Answer").rpartition(":")[2]
    bobs = shown(await world.bob.slash(world.channel, "review"))
    refused = await world.forge(f"gc1:nextdue:{number}", bobs, world.bob)
    assert "belongs to another member" in text_of(shown(refused))
    gone = await world.forge("gc1:skipdue:1", card)
    assert "too old to use" in text_of(shown(gone))


async def test_the_quiz_without_options_asks_what_is_due(world: World) -> None:
    await fail(world, POOL.id)
    await pass_days(world, 1)
    assert POOL.prompt in text_of(await world.ask())


async def test_it_works_in_direct_messages(world: World) -> None:
    asked = await world.alice.user.slash("review")
    assert "Nothing is due" in text_of(shown(asked))


@pytest.mark.parametrize(
    "nothing",
    [
        NothingDue(),
        NothingDue(next_at=SOON, next_count=1),
        NothingDue(next_at=SOON, next_count=30),
        NothingDue(asked=1, due=1),
        NothingDue(asked=50, due=1_000_000, next_at=SOON, next_count=1_000_000),
        NothingDue(due=1),
    ],
)
def test_every_end_fits(nothing: NothingDue) -> None:
    card = nothing_due_card(nothing)
    assert problems(card) == []
    assert text_in(card)
    assert "Progress" in labels_in(card)


@pytest.mark.parametrize("char", ["x", "🧵"])
def test_the_widest_question_fits_in_a_review(char: str) -> None:
    item = widest(char)
    card = Card(
        id=2**62,
        learner_id=1,
        group_id=2,
        item_id=item.id,
        review_number=1,
        review_total=1_000_000,
    )
    view = question_card(Question(card=card, item=item, hints=item.hints), "Topic", lesson=True)
    assert problems(view) == []
    assert "Review: 1000000 of 1000000 left" in text_in(view)
