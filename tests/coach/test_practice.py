from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bot.coach.practice import MAX_ANSWER_CHARS, Practice, Result
from bot.coach.retention import forget_old_texts
from bot.domain.attempt import Card, Certainty
from bot.domain.errors import (
    EmptyAnswerError,
    GoneError,
    NotHereError,
    NotYetError,
    NotYoursError,
    TooFastError,
    UnknownNameError,
)
from bot.domain.grade import Band, Flag
from bot.domain.snowflake import snowflake_at
from bot.storage import SqlStore, open_store
from tests.coach.practice_world import make_practice
from tests.domain.examples import make_bank, make_item

GOOD = "Threads share memory. Each process has its own memory."
ALICE, BOB, GROUP = 11, 22, 33


@dataclass
class World:
    """A coach whose clock is set by the test."""

    now: datetime
    store: SqlStore
    practice: Practice
    made: int = 0

    def new_id(self) -> int:
        self.made += 1
        return snowflake_at(self.now, self.made)

    async def ask(self, learner: int = ALICE, group: int | None = GROUP) -> int:
        question = await self.practice.ask(self.new_id(), learner_id=learner, group_id=group)
        return question.card.id

    async def answer(self, card_id: int, text: str, learner: int = ALICE) -> Result:
        draft_id = self.new_id()
        await self.practice.start_writing(draft_id, card_id=card_id, learner_id=learner)
        await self.practice.keep(draft_id, learner_id=learner, text=text)
        return await self.practice.answer(self.new_id(), draft_id=draft_id, learner_id=learner)


@pytest.fixture
async def world() -> AsyncIterator[World]:
    items = (make_item(), make_item(id="who-else", topic="other", level="senior", hints=["One."]))
    box: list[World] = []

    def clock() -> datetime:
        return box[0].now

    async with open_store("sqlite://", clock) as store:
        practice = make_practice(
            make_bank(*items), store, clock, zone="Europe/Berlin", member_per_minute=3
        )
        box.append(World(datetime(2026, 11, 22, 22, 30, tzinfo=UTC), store, practice))
        yield box[0]


async def test_an_answer_is_graded_and_starts_a_streak(world: World) -> None:
    result = await world.answer(await world.ask(), GOOD)
    assert result.feedback.points is not None
    assert result.attempt.group_id == GROUP
    assert result.streak.length == 1
    assert result.text == GOOD
    assert result.model_answer_open


async def test_the_day_is_that_of_the_learners_zone(world: World) -> None:
    world.now += timedelta(hours=1)
    result = await world.answer(await world.ask(), GOOD)
    assert (result.attempt.zone, result.attempt.day.isoformat()) == ("Europe/Berlin", "2026-11-23")


async def test_the_streak_grows_by_days_and_per_server(world: World) -> None:
    await world.answer(await world.ask(), GOOD)
    world.now += timedelta(days=1)
    assert (await world.answer(await world.ask(), GOOD)).streak.length == 2
    assert (await world.answer(await world.ask(group=None), GOOD)).streak.length == 2
    assert (await world.answer(await world.ask(group=44), GOOD)).streak.length == 1


async def test_a_question_can_be_chosen_by_name_topic_or_level(world: World) -> None:
    for options, expected in (
        ({"question": "who-else"}, "who-else"),
        ({"topic": "other"}, "who-else"),
        ({"level": "junior"}, "who-shares"),
    ):
        question = await world.practice.ask(
            world.new_id(), learner_id=ALICE, group_id=None, **options
        )
        assert question.item.id == expected


@pytest.mark.parametrize(
    "options",
    [
        {"question": "who-knows"},
        {"topic": "others"},
        {"level": "seniour"},
        {"topic": "other", "level": "junior"},
    ],
)
async def test_what_does_not_exist_is_answered_with_the_nearest(
    world: World, options: dict[str, str]
) -> None:
    with pytest.raises(UnknownNameError) as caught:
        await world.practice.ask(world.new_id(), learner_id=ALICE, group_id=None, **options)
    assert caught.value.nearest


async def test_another_question_keeps_the_choice_and_changes_the_item(world: World) -> None:
    first = await world.ask()
    shown = await world.practice.ask_another(world.new_id(), after=first, learner_id=ALICE)
    card = await world.store.card(first)
    assert card
    assert shown.item.id != card.item_id
    assert shown.card.group_id == GROUP


async def test_hints_open_one_by_one(world: World) -> None:
    question = await world.practice.ask(
        world.new_id(), learner_id=ALICE, group_id=None, question="who-shares"
    )
    item = question.item
    for taken in (1, 2, 2):
        shown = await world.practice.take_hint(
            world.new_id(), card_id=question.card.id, learner_id=ALICE
        )
        assert shown.hints == item.hints[:taken]
    result = await world.answer(question.card.id, GOOD)
    assert result.attempt.hints == 2


async def test_trying_again_starts_from_the_last_answer(world: World) -> None:
    card_id = await world.ask()
    await world.answer(card_id, "Threads share their memory somehow")
    fresh = await world.practice.start_writing(world.new_id(), card_id=card_id, learner_id=ALICE)
    assert fresh.text == ""
    again = await world.practice.start_writing(
        world.new_id(), card_id=card_id, learner_id=ALICE, again=True
    )
    assert again.text == "Threads share their memory somehow"


async def test_the_same_submit_twice_shows_the_first_result(world: World) -> None:
    card_id = await world.ask()
    draft_id = world.new_id()
    await world.practice.start_writing(draft_id, card_id=card_id, learner_id=ALICE)
    await world.practice.keep(draft_id, learner_id=ALICE, text=GOOD)
    first = await world.practice.answer(world.new_id(), draft_id=draft_id, learner_id=ALICE)
    await world.practice.keep(draft_id, learner_id=ALICE, text="Something else entirely, sorry")
    second = await world.practice.answer(world.new_id(), draft_id=draft_id, learner_id=ALICE)
    assert second.attempt == first.attempt
    assert second.text == GOOD
    assert await world.practice.result(first.attempt.id, learner_id=ALICE) == second


async def test_too_many_answers_are_refused_and_kept(world: World) -> None:
    card_id = await world.ask()
    for _ in range(3):
        await world.answer(card_id, GOOD)
    with pytest.raises(TooFastError) as caught:
        await world.answer(card_id, "Threads share the memory, I typed a lot")
    assert caught.value.retry_after_s == 20
    writing = await world.practice.start_writing(world.new_id(), card_id=card_id, learner_id=ALICE)
    assert writing.text == "Threads share the memory, I typed a lot"


async def test_an_empty_answer_costs_nothing(world: World) -> None:
    card_id = await world.ask()
    with pytest.raises(EmptyAnswerError):
        await world.answer(card_id, " \n\t")
    with pytest.raises(NotYetError):
        await world.practice.model_answer(card_id, learner_id=ALICE)


async def test_an_ungraded_answer_opens_nothing_and_counts_for_nothing(world: World) -> None:
    result = await world.answer(await world.ask(), "ok then")
    assert result.feedback.band is Band.UNGRADED
    assert result.attempt.grade
    assert result.attempt.grade.flags == (Flag.TOO_SHORT,)
    assert result.streak.length == 0
    assert not result.model_answer_open


async def test_the_longest_answer_is_kept_whole_and_no_longer(world: World) -> None:
    result = await world.answer(await world.ask(), "threads share memory " * 300)
    assert result.text is not None
    assert len(result.text) == MAX_ANSWER_CHARS


async def test_the_model_answer_opens_after_a_try(world: World) -> None:
    card_id = await world.ask()
    with pytest.raises(NotYetError):
        await world.practice.model_answer(card_id, learner_id=ALICE)
    await world.answer(card_id, GOOD)
    shown = await world.practice.model_answer(card_id, learner_id=ALICE)
    assert shown.card.id == card_id


async def test_giving_up_opens_the_model_answer_and_adds_no_day(world: World) -> None:
    card_id = await world.ask()
    shown = await world.practice.give_up(world.new_id(), card_id=card_id, learner_id=ALICE)
    copied = await world.answer(card_id, shown.item.model_answer)
    assert copied.attempt.grade
    assert Flag.MODEL_ANSWER in copied.attempt.grade.flags
    assert await world.practice.model_answer(card_id, learner_id=ALICE) == shown
    assert dict(await world.store.recent_scores(ALICE))[shown.item.id][-1] == 0


async def test_a_given_up_question_has_no_result(world: World) -> None:
    attempt_id = world.new_id()
    await world.practice.give_up(attempt_id, card_id=await world.ask(), learner_id=ALICE)
    with pytest.raises(GoneError):
        await world.practice.result(attempt_id, learner_id=ALICE)


async def test_sharing_needs_a_server(world: World) -> None:
    here = await world.answer(await world.ask(), GOOD)
    assert (await world.practice.share(here.attempt.id, learner_id=ALICE)).text == GOOD
    alone = await world.answer(await world.ask(group=None), GOOD)
    with pytest.raises(NotHereError):
        await world.practice.share(alone.attempt.id, learner_id=ALICE)


async def test_nobody_uses_anothers_card_draft_or_result(world: World) -> None:
    card_id = await world.ask()
    draft_id = world.new_id()
    await world.practice.start_writing(draft_id, card_id=card_id, learner_id=ALICE)
    result = await world.answer(card_id, GOOD)
    for call in (
        world.practice.take_hint(7, card_id=card_id, learner_id=BOB),
        world.practice.keep(draft_id, learner_id=BOB, text="mine"),
        world.practice.share(result.attempt.id, learner_id=BOB),
    ):
        with pytest.raises(NotYoursError):
            await call


async def test_what_does_not_exist_is_gone(world: World) -> None:
    for call in (
        world.practice.take_hint(7, card_id=1, learner_id=ALICE),
        world.practice.answer(2, draft_id=1, learner_id=ALICE),
        world.practice.result(1, learner_id=ALICE),
    ):
        with pytest.raises(GoneError):
            await call


async def test_texts_are_erased_after_a_day_and_marks_stay(world: World) -> None:
    result = await world.answer(await world.ask(), GOOD)
    world.now += timedelta(hours=23)
    assert await forget_old_texts(world.store, lambda: world.now) == 0
    world.now += timedelta(hours=2)
    assert await forget_old_texts(world.store, lambda: world.now) == 1
    later = await world.practice.result(result.attempt.id, learner_id=ALICE)
    assert later.text is None
    assert later.attempt == result.attempt
    assert not any(line.quotes for line in later.feedback.lines)


async def test_a_draft_whose_text_was_erased_cannot_be_graded(world: World) -> None:
    card_id = await world.ask()
    draft_id = world.new_id()
    await world.practice.start_writing(draft_id, card_id=card_id, learner_id=ALICE)
    await world.practice.keep(draft_id, learner_id=ALICE, text=GOOD)
    world.now += timedelta(hours=25)
    await forget_old_texts(world.store, lambda: world.now)
    with pytest.raises(GoneError):
        await world.practice.answer(world.new_id(), draft_id=draft_id, learner_id=ALICE)


async def test_a_card_whose_question_left_the_pack_is_gone(world: World) -> None:
    card_id = world.new_id()
    await world.store.open_card(
        Card(id=card_id, learner_id=ALICE, group_id=None, item_id="of-old-times")
    )
    with pytest.raises(GoneError):
        await world.practice.take_hint(7, card_id=card_id, learner_id=ALICE)


async def test_how_sure_one_was_is_kept_with_the_attempt(world: World) -> None:
    card_id, draft_id = await world.ask(), world.new_id()
    await world.practice.start_writing(draft_id, card_id=card_id, learner_id=ALICE)
    said = {"learner_id": ALICE, "text": GOOD}
    await world.practice.keep(draft_id, **said)  # type: ignore[arg-type]
    await world.practice.keep(
        draft_id,
        certainty=Certainty.FAIRLY,
        share=True,
        **said,  # type: ignore[arg-type]
    )
    result = await world.practice.answer(world.new_id(), draft_id=draft_id, learner_id=ALICE)
    assert result.attempt.certainty is Certainty.FAIRLY
    kept = await world.store.draft(draft_id)
    assert kept is not None
    assert (kept.certainty, kept.share) == (Certainty.FAIRLY, True)


async def test_an_answer_can_be_shared_after_grading_in_a_server(world: World) -> None:
    for group, shareable in ((GROUP, True), (None, False)):
        writing = await world.practice.start_writing(
            world.new_id(), card_id=await world.ask(group=group), learner_id=ALICE
        )
        assert writing.shareable is shareable


async def test_a_second_try_knows_that_the_first_text_was_erased(world: World) -> None:
    card_id = await world.ask()
    await world.answer(card_id, GOOD)
    for gone in (False, True):
        if gone:
            world.now += timedelta(hours=25)
            await forget_old_texts(world.store, lambda: world.now)
        writing = await world.practice.start_writing(
            world.new_id(), card_id=card_id, learner_id=ALICE, again=True
        )
        assert writing.erased is gone
        assert writing.text == ("" if gone else GOOD)


async def test_the_arithmetic_of_a_grade_is_shown_to_its_learner_alone(world: World) -> None:
    card_id = await world.ask()
    await world.practice.take_hint(world.new_id(), card_id=card_id, learner_id=ALICE)
    result = await world.answer(card_id, GOOD)
    sheet = await world.practice.scoring(result.attempt.id, learner_id=ALICE)
    assert sheet.scoring.score == 1.0
    assert sheet.scoring.points == 9
    assert not sheet.scoring.revised
    with pytest.raises(NotYoursError):
        await world.practice.scoring(result.attempt.id, learner_id=BOB)


async def test_a_question_given_up_was_not_scored(world: World) -> None:
    given_up = world.new_id()
    await world.practice.give_up(given_up, card_id=await world.ask(), learner_id=ALICE)
    with pytest.raises(GoneError):
        await world.practice.scoring(given_up, learner_id=ALICE)
