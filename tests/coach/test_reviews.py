from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.coach.practice import Question
from bot.coach.reviews import NothingDue
from bot.domain.errors import GoneError, NotYoursError
from bot.domain.review import ReviewCard, due_on
from bot.domain.zone import begin_of
from tests.coach.review_world import ALICE, BANK, BOB, DAY, GOOD, GROUP, World, open_world
from tests.domain.examples import make_bank


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with open_world() as opened:
        yield opened


def item_of(asked: Question | NothingDue) -> str:
    assert isinstance(asked, Question)
    return asked.item.id


def place_of(asked: Question | NothingDue) -> tuple[int | None, int | None]:
    assert isinstance(asked, Question)
    return asked.card.review_number, asked.card.review_total


def card_of(asked: Question | NothingDue) -> int:
    assert isinstance(asked, Question)
    return asked.card.id


async def forget_three(world: World) -> None:
    """Three questions that are due from tomorrow on, and one that is due later."""
    for item in ("item-a", "item-b", "item-c"):
        await world.give_up(item)
    await world.answer("item-d")
    world.now += DAY


async def test_without_answers_nothing_is_due(world: World) -> None:
    assert await world.review() == NothingDue()


async def test_before_anything_is_due_it_says_when_and_how_many(world: World) -> None:
    await world.give_up("item-a")
    await world.give_up("item-b")
    await world.answer("item-c")
    tomorrow = begin_of((world.now + DAY).date(), "UTC")
    assert await world.review() == NothingDue(next_at=tomorrow, next_count=2)


async def test_what_is_due_is_asked_one_after_the_other(world: World) -> None:
    await forget_three(world)
    asked = await world.review()
    for number, item in enumerate(("item-a", "item-b", "item-c"), start=1):
        assert (item_of(asked), place_of(asked)) == (item, (number, 3))
        result = await world.reply(card_of(asked))
        assert result.in_review
        assert result.again_at is not None
        assert result.again_at > world.now
        asked = await world.go_on(card_of(asked))
    assert isinstance(asked, NothingDue)
    assert (asked.asked, asked.due) == (3, 0)
    assert asked.next_at is not None


async def test_the_one_due_longest_comes_first(world: World) -> None:
    await world.give_up("item-b")
    world.now += DAY
    await world.give_up("item-a")
    world.now += DAY
    assert item_of(await world.review()) == "item-b"


async def test_a_review_can_be_shorter(world: World) -> None:
    await forget_three(world)
    asked = await world.review(2)
    assert place_of(asked) == (1, 2)
    await world.reply(card_of(asked))
    asked = await world.go_on(card_of(asked))
    assert place_of(asked) == (2, 2)
    await world.reply(card_of(asked))
    done = await world.go_on(card_of(asked))
    assert isinstance(done, NothingDue)
    assert (done.asked, done.due) == (2, 1)
    assert place_of(await world.review(50)) == (1, 1)


async def test_leaving_in_the_middle_loses_nothing(world: World) -> None:
    await forget_three(world)
    await world.reply(card_of(await world.review()))
    world.now += DAY
    asked = await world.review()
    assert (item_of(asked), place_of(asked)) == ("item-b", (1, 2))


async def test_a_question_can_be_left_for_later(world: World) -> None:
    await forget_three(world)
    asked = await world.review()
    for item in ("item-b", "item-c", "item-a", "item-b"):
        asked = await world.go_on(card_of(asked), skip=True)
        assert (item_of(asked), place_of(asked)) == (item, (1, 3))


async def test_the_only_one_left_for_later_ends_the_review(world: World) -> None:
    await world.give_up("item-a")
    world.now += DAY
    done = await world.go_on(card_of(await world.review()), skip=True)
    assert isinstance(done, NothingDue)
    assert (done.asked, done.due) == (0, 1)


async def test_an_answer_that_is_not_graded_leaves_its_question_due(world: World) -> None:
    await forget_three(world)
    asked = await world.review()
    result = await world.reply(card_of(asked), "Memory.")
    assert result.feedback.points is None
    assert result.again_at is None
    asked = await world.go_on(card_of(asked))
    assert (item_of(asked), place_of(asked)) == ("item-b", (2, 3))


async def test_the_day_begins_at_the_learners_midnight() -> None:
    async with open_world(zone="Asia/Tokyo") as world:
        await world.give_up("item-a")  # at 21:00 there
        world.now += timedelta(hours=2, minutes=59)
        nothing = await world.review()
        assert isinstance(nothing, NothingDue)
        assert nothing.next_at == datetime.fromisoformat("2026-11-22T15:00:00+00:00")
        world.now += timedelta(minutes=1)
        assert item_of(await world.review()) == "item-a"


async def test_a_question_that_left_the_pack_is_never_asked() -> None:
    async with open_world() as world:
        await forget_three(world)
        smaller = make_bank(*BANK.items[1:])
        world.reviews._bank = smaller
        assert item_of(await world.review()) == "item-b"


async def test_the_quiz_asks_what_is_due_first(world: World) -> None:
    await world.answer("item-b")
    world.now += 30 * DAY
    await world.give_up("item-a")  # weak, but not due before tomorrow
    assert (await world.ask()).item.id == "item-b"
    await world.answer("item-b")
    assert (await world.ask()).item.id == "item-a"


async def test_a_second_attempt_on_a_date_moves_nothing(world: World) -> None:
    await world.give_up("item-a")
    first = await world.store.reviews.card(ALICE, "item-a")
    again = await world.answer("item-a")
    assert await world.store.reviews.card(ALICE, "item-a") == first
    assert again.again_at == begin_of((world.now + DAY).date(), "UTC")
    assert not again.in_review


async def test_a_review_is_gone_on_with_by_its_learner_only(world: World) -> None:
    await forget_three(world)
    asked = await world.review()
    with pytest.raises(NotYoursError):
        await world.go_on(card_of(asked), learner=BOB)
    with pytest.raises(GoneError):
        await world.go_on(1)
    nobodys = await world.reviews.begin(world.new_id(), learner_id=BOB, group_id=GROUP)
    assert nobodys == NothingDue()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["answer", "too short", "later", "begin", "a day"]), max_size=20))
async def test_no_way_through_reviews_loses_a_question(steps: list[str]) -> None:
    """Whatever is asked is due; what is due stays so until it is answered."""
    async with open_world() as world:
        await forget_three(world)
        asked = await world.review()
        for step in [*steps, "begin"]:
            if step == "a day":
                world.now += DAY
            elif step == "begin" or isinstance(asked, NothingDue):
                asked = await world.review()
            elif step == "later":
                asked = await world.go_on(card_of(asked), skip=True)
            else:
                text = GOOD if step == "answer" else "Memory."
                await world.reply(card_of(asked), text)
                asked = await world.go_on(card_of(asked))
            due = {card.item_id for card in await due_now(world)}
            assert isinstance(asked, NothingDue) or step == "a day" or item_of(asked) in due
        while isinstance(asked, Question):
            await world.reply(card_of(asked))
            asked = await world.go_on(card_of(asked))
        assert asked.due == 0
        assert await due_now(world) == []


async def due_now(world: World) -> list[ReviewCard]:
    return due_on(await world.store.reviews.cards(ALICE), world.now.date())
