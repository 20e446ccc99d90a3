from collections.abc import AsyncIterator

import pytest

from bot.coach.practice import ModelAnswer, Result
from bot.coach.progress import PAGE
from bot.coach.retention import KEPT, forget_old_texts
from bot.domain.attempt import Certainty
from bot.domain.errors import NotYoursError
from bot.domain.recall import SHOWN_FROM
from tests.coach.review_world import ALICE, BANK, BOB, DAY, GROUP, PARTIAL, World, open_world
from tests.domain.examples import make_bank


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with open_world() as opened:
        yield opened


async def test_it_begins_with_nothing(world: World) -> None:
    shown = await world.progress.show(ALICE, GROUP)
    assert (shown.progress.answered, shown.progress.total) == (0, 4)
    assert (shown.progress.share, shown.due, shown.next_at) == (0, 0, None)
    assert await world.progress.picture(shown) == b"0 of 4"
    page = await world.progress.history(ALICE)
    assert (page.entries, page.last) == ((), True)


async def test_mastery_grows_with_answers_and_fades_with_time(world: World) -> None:
    await world.answer("item-a")
    await world.answer("item-b")
    fresh = await world.progress.show(ALICE, GROUP)
    assert [topic.answered for topic in fresh.progress.topics] == [2, 0, 0]
    assert fresh.progress.topics[0].share > 0.9
    world.now += 60 * DAY
    faded = await world.progress.show(ALICE, None)
    assert 0 < faded.progress.topics[0].share < fresh.progress.topics[0].share
    assert (faded.due, faded.next_at) == (2, None)


async def test_it_says_when_something_is_due(world: World) -> None:
    await world.give_up("item-a")
    await world.answer("item-b")
    shown = await world.progress.show(ALICE, GROUP)
    assert shown.due == 0
    assert shown.next_at is not None
    assert shown.next_at.date() == (world.now + DAY).date()
    world.now += DAY
    assert (await world.progress.show(ALICE, GROUP)).due == 1


async def test_the_curve_is_shown_from_ten_reviews_on(world: World) -> None:
    for _ in range(SHOWN_FROM):
        await world.answer("item-a", PARTIAL)
        world.now += DAY
    shown = await world.progress.show(ALICE, GROUP)
    assert shown.progress.curve == ()
    assert shown.progress.recalls == SHOWN_FROM - 1
    await world.answer("item-a", PARTIAL)
    (point,) = (await world.progress.show(ALICE, GROUP)).progress.curve
    assert (point.span, point.reviews) == ("1 day", SHOWN_FROM)


async def test_it_shows_how_often_one_was_right_when_sure(world: World) -> None:
    for _ in range(5):
        await world.answer("item-a", certainty=Certainty.CERTAIN)
        await world.answer("item-b", PARTIAL, certainty=Certainty.GUESS)
        world.now += DAY
    await world.answer("item-c", certainty=Certainty.FAIRLY)
    guess, certain = (await world.progress.show(ALICE, GROUP)).progress.calibration
    assert (guess.certainty, guess.right, guess.answers) == (Certainty.GUESS, 0, 5)
    assert (certain.certainty, certain.right, certain.answers) == (Certainty.CERTAIN, 5, 5)


async def test_the_history_lists_every_attempt_newest_first(world: World) -> None:
    for _ in range(PAGE):
        await world.answer("item-a")
    await world.answer("item-b", "Memory.")
    await world.give_up("item-c")
    await world.answer("item-a", learner=BOB)
    first = await world.progress.history(ALICE)
    assert (first.number, first.last, len(first.entries)) == (1, False, PAGE)
    given_up, abstained, *_ = first.entries
    assert (given_up.attempt.gave_up, given_up.attempt.score) == (True, None)
    assert (abstained.attempt.gave_up, abstained.attempt.score) == (False, None)
    assert given_up.title == BANK.item("item-c").title
    second = await world.progress.history(ALICE, page=2)
    assert (second.last, len(second.entries)) == (True, 2)
    assert (await world.progress.history(ALICE, page=3)).entries == ()


async def test_a_question_that_left_the_pack_keeps_its_name(world: World) -> None:
    await world.answer("item-a")
    world.progress._bank = make_bank(*BANK.items[1:])
    (entry,) = (await world.progress.history(ALICE)).entries
    assert (entry.title, entry.opens) == ("item-a", False)


async def test_an_attempt_can_be_looked_back_at(world: World) -> None:
    made = await world.answer("item-a")
    again = await world.practice.look_back(made.attempt.id, learner_id=ALICE)
    assert isinstance(again, Result)
    assert again.feedback == made.feedback
    world.now += KEPT + DAY
    await forget_old_texts(world.store, lambda: world.now)
    old = await world.practice.look_back(made.attempt.id, learner_id=ALICE)
    assert isinstance(old, Result)
    assert old.text is None
    assert old.feedback.points == made.feedback.points
    assert not any(line.quotes for line in old.feedback.lines)
    with pytest.raises(NotYoursError):
        await world.practice.look_back(made.attempt.id, learner_id=BOB)


async def test_a_question_given_up_opens_its_model_answer(world: World) -> None:
    attempt_id = await world.give_up("item-a")
    opened = await world.practice.look_back(attempt_id, learner_id=ALICE)
    assert isinstance(opened, ModelAnswer)
    assert opened.item.id == "item-a"
