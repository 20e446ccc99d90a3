import asyncio
import random
from collections.abc import AsyncIterator

import pytest

from bot.coach.conversation import Closed, Scene
from bot.domain.attempt import Card, Certainty, Draft
from bot.domain.errors import (
    CoachError,
    EmptyAnswerError,
    GoneError,
    InterviewOverError,
    NotYoursError,
    StepOverError,
    TooFastError,
    UnknownNameError,
)
from bot.domain.interview import Occasion, Stage
from bot.domain.interview_plan import Plan
from bot.domain.item import Level
from tests.coach.interview_world import (
    ALICE,
    BOB,
    GOOD,
    GROUP,
    HALF,
    ITEMS,
    NOON,
    NOTHING,
    REPLY,
    World,
    going,
    open_world,
)
from tests.domain.examples import make_bank


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with open_world() as opened:
        yield opened


async def test_questions_follow_each_other_to_the_end(world: World) -> None:
    scene = await world.begin()
    for number in range(3):
        assert scene.interview.at == number
        shown = await world.say(scene, GOOD)
        if isinstance(shown, Scene):
            scene = shown
    assert isinstance(shown, Closed)
    assert shown.interview.points == 100
    assert len(await world.attempts()) == 3


async def test_what_was_missed_is_followed_up_and_the_reply_graded(world: World) -> None:
    scene = going(await world.say(await world.begin(), HALF))
    assert scene.ask == "And processes-apart?"
    assert scene.quote == HALF.removesuffix(".")
    scene = going(await world.say(scene, REPLY))
    assert scene.ask == ""
    assert scene.interview.turns[0].follow_ups[0].score == 1.0
    assert len(await world.attempts()) == 1


async def test_answers_are_attempts_like_any_other(world: World) -> None:
    scene = await world.begin()
    await world.say(scene, GOOD, Certainty.CERTAIN)
    attempt = await world.store.attempt((await world.attempts())[0])
    assert attempt is not None
    assert attempt.group_id == GROUP
    assert attempt.certainty is Certainty.CERTAIN
    assert await world.store.reviews.card(ALICE, attempt.item_id) is not None
    assert len(await world.store.answered(ALICE, GROUP)) == 1


async def test_nothing_is_quoted_in_a_thread_or_by_a_strict_interviewer(world: World) -> None:
    scene = await world.begin()
    scene = going(await world.interviews.place(scene.interview.id, learner_id=ALICE, thread_id=99))
    assert scene.interview.thread_id == 99
    assert going(await world.say(scene, HALF)).quote == ""
    strict = await world.begin(learner=BOB, style="strict")
    assert going(await world.say(strict, HALF, learner=BOB)).quote == ""


async def test_hints_are_taken_one_by_one_and_counted_once(world: World) -> None:
    scene = await world.begin()
    hint_id, step = world.new_id(), scene.interview.step
    for _ in range(2):
        scene = going(
            await world.interviews.take_hint(
                hint_id, interview_id=scene.interview.id, step=step, learner_id=ALICE
            )
        )
        assert scene.hints == ("Think of a variable.",)
    scene = going(await world.press("take_hint", scene))
    scene = going(await world.press("take_hint", scene))
    assert len(scene.hints) == 2
    await world.say(scene, GOOD)
    attempt = await world.store.attempt((await world.attempts())[0])
    assert attempt is not None
    assert attempt.hints == 2


async def test_there_is_no_hint_for_a_follow_up(world: World) -> None:
    scene = going(await world.say(await world.begin(), HALF))
    assert going(await world.press("take_hint", scene)).late


async def test_clarify_pause_and_resume_keep_the_place(world: World) -> None:
    scene = going(await world.press("clarify", await world.begin()))
    assert scene.interview.turn.clarified
    paused = going(await world.press("pause", scene))
    assert paused.interview.paused
    assert going(await world.press("pause", scene)).interview == paused.interview
    back = await world.resume(paused)
    assert not back.interview.paused
    assert back.interview.step == scene.interview.step


async def test_one_can_skip_and_end(world: World) -> None:
    scene = going(await world.press("skip", await world.begin()))
    assert scene.interview.at == 1
    ended = await world.press("end", scene)
    assert isinstance(ended, Closed)
    assert ended.interview.points == 0
    with pytest.raises(InterviewOverError):
        await world.press("end", scene)
    with pytest.raises(InterviewOverError):
        await world.say(scene, GOOD)


async def test_a_press_on_an_older_card_only_shows_where_the_interview_is(world: World) -> None:
    first = await world.begin()
    second = going(await world.press("skip", first))
    for what in ("skip", "clarify", "pause", "end", "take_hint", "start_writing"):
        shown = going(await world.press(what, first))
        assert shown.late
        assert shown.interview == second.interview
    assert not (await world.resume(first)).late


async def test_a_press_delivered_twice_is_done_once(world: World) -> None:
    scene = await world.begin()
    event_id = world.new_id()
    for _ in range(2):
        shown = await world.interviews.skip(
            event_id, interview_id=scene.interview.id, step=scene.interview.step, learner_id=ALICE
        )
        assert not going(shown).late
        assert shown.interview.at == 1


async def test_an_end_delivered_twice_ends_it_once(world: World) -> None:
    scene = await world.begin()
    event_id = world.new_id()
    for _ in range(2):
        shown = await world.interviews.end(
            event_id, interview_id=scene.interview.id, step=scene.interview.step, learner_id=ALICE
        )
        assert isinstance(shown, Closed)


async def test_beginning_anew_delivered_twice_begins_one(world: World) -> None:
    first = await world.begin()
    new_id = world.new_id()
    for _ in range(2):
        fresh = await world.interviews.begin_anew(
            new_id,
            interview_id=first.interview.id,
            step=first.interview.step,
            learner_id=ALICE,
            group_id=GROUP,
        )
        assert going(fresh).interview.id == new_id
        assert not going(fresh).late


async def test_an_answer_delivered_twice_is_graded_once(world: World) -> None:
    scene = await world.begin()
    event_id, step = world.new_id(), scene.interview.step
    for _ in range(2):
        await world.interviews.keep(
            event_id, step=step, learner_id=ALICE, text=GOOD, certainty=None
        )
        shown = going(await world.interviews.answer(event_id, step=step, learner_id=ALICE))
        assert shown.interview.at == 1
        assert not shown.late
    assert len(await world.attempts()) == 1


async def test_the_last_answer_delivered_twice_ends_it_once(world: World) -> None:
    scene = await world.begin()
    for _ in range(2):
        scene = going(await world.press("skip", scene))
    event_id, step = world.new_id(), scene.interview.step
    for _ in range(2):
        await world.interviews.keep(
            event_id, step=step, learner_id=ALICE, text=GOOD, certainty=None
        )
        assert isinstance(
            await world.interviews.answer(event_id, step=step, learner_id=ALICE), Closed
        )


async def test_two_forms_of_one_question_give_one_attempt(world: World) -> None:
    scene = await world.begin()
    step, first, second = scene.interview.step, world.new_id(), world.new_id()
    for event_id in (first, second):
        await world.interviews.keep(
            event_id, step=step, learner_id=ALICE, text=GOOD, certainty=None
        )
    shown = await asyncio.gather(
        *(world.interviews.answer(one, step=step, learner_id=ALICE) for one in (first, second))
    )
    assert {going(one).interview.at for one in shown} == {1}
    assert len(await world.attempts()) == 1


async def test_a_form_of_an_older_question_is_refused(world: World) -> None:
    scene = await world.begin()
    await world.press("skip", scene)
    with pytest.raises(StepOverError):
        await world.say(scene, GOOD)
    late = await world.interviews.answer(
        world.new_id(), step=scene.interview.step, learner_id=ALICE
    )
    assert going(late).late
    assert await world.attempts() == []


async def test_what_was_written_is_in_the_form_again(world: World) -> None:
    scene = await world.begin()
    step = scene.interview.step
    sheet = await world.press_writing(scene)
    assert sheet == ""
    await world.interviews.keep(
        world.new_id(), step=step, learner_id=ALICE, text="Half a", certainty=None
    )
    assert await world.press_writing(scene) == "Half a"


async def test_an_answer_that_can_not_be_read_is_asked_for_once_more(world: World) -> None:
    scene = going(await world.say(await world.begin(), "no"))
    assert scene.interview.occasion is Occasion.UNREAD
    assert scene.interview.at == 0
    scene = going(await world.say(scene, GOOD))
    assert scene.interview.turns[0].score == 1.0


async def test_an_empty_answer_and_haste_change_nothing() -> None:
    async with open_world(member_per_minute=1) as world:
        scene = await world.begin()
        with pytest.raises(EmptyAnswerError):
            await world.say(scene, "  ")
        scene = going(await world.say(scene, GOOD))
        with pytest.raises(TooFastError):
            await world.say(scene, GOOD)
        assert await world.press_writing(scene) == GOOD


async def test_nobody_can_use_the_cards_of_others(world: World) -> None:
    scene = await world.begin()
    for what in ("skip", "clarify", "pause", "end", "take_hint", "start_writing"):
        with pytest.raises(NotYoursError):
            await world.press(what, scene, learner=BOB)
    with pytest.raises(NotYoursError):
        await world.say(scene, GOOD, learner=BOB)
    scene = going(await world.say(scene, HALF))
    with pytest.raises(NotYoursError):
        await world.say(scene, REPLY, learner=BOB)


async def test_what_never_was_is_gone(world: World) -> None:
    with pytest.raises(GoneError):
        await world.interviews.resume(5, interview_id=7, learner_id=ALICE)
    with pytest.raises(GoneError):
        await world.interviews.keep(5, step=7, learner_id=ALICE, text="", certainty=None)


async def test_the_form_of_the_quiz_is_none_of_an_interview(world: World) -> None:
    await world.store.open_card(Card(id=1, learner_id=ALICE, group_id=None, item_id="one"))
    await world.store.open_draft(Draft(id=2, card_id=1, learner_id=ALICE))
    with pytest.raises(GoneError):
        await world.interviews.keep(5, step=2, learner_id=ALICE, text="", certainty=None)


async def test_a_second_interview_waits_until_the_first_has_ended(world: World) -> None:
    first = await world.begin()
    again = await world.begin(length=4)
    assert again.interview.id == first.interview.id
    assert again.interview.wish == Plan(length=4)
    fresh = await world.interviews.begin_anew(
        world.new_id(),
        interview_id=first.interview.id,
        step=again.interview.step,
        learner_id=ALICE,
        group_id=GROUP,
    )
    assert going(fresh).interview.id != first.interview.id
    assert len(fresh.interview.turns) == 4
    old = await world.store.interviews.interview(first.interview.id)
    assert old is not None
    assert old.over


async def test_beginning_anew_from_an_older_card_shows_where_the_interview_is(
    world: World,
) -> None:
    first = await world.begin()
    await world.press("skip", first)
    shown = await world.interviews.begin_anew(
        world.new_id(),
        interview_id=first.interview.id,
        step=first.interview.step,
        learner_id=ALICE,
        group_id=GROUP,
    )
    assert going(shown).late


async def test_without_a_wish_the_same_interview_begins_anew(world: World) -> None:
    first = await world.begin(style="strict")
    fresh = await world.interviews.begin_anew(
        world.new_id(),
        interview_id=first.interview.id,
        step=first.interview.step,
        learner_id=ALICE,
        group_id=GROUP,
    )
    assert fresh.interview.plan == first.interview.plan


async def test_the_same_command_delivered_twice_begins_one_interview(world: World) -> None:
    plan, interview_id = Plan(length=3), world.new_id()
    shown = [
        await world.interviews.begin(interview_id, learner_id=ALICE, group_id=None, plan=plan)
        for _ in range(2)
    ]
    assert shown[0] == shown[1]


async def test_a_choice_without_questions_is_refused(world: World) -> None:
    with pytest.raises(UnknownNameError):
        await world.begin(level=Level.STAFF)
    with pytest.raises(UnknownNameError):
        await world.begin(focus="nothing")
    assert {turn.item_id for turn in (await world.begin(focus="first")).interview.turns} == {
        "one",
        "four",
    }


async def test_what_is_due_is_asked_first(world: World) -> None:
    scene = await world.begin()
    weak = scene.interview.turns[0].item_id
    await world.press("end", going(await world.say(scene, NOTHING)))
    again = await world.begin()
    assert weak in {turn.item_id for turn in again.interview.turns}


async def test_an_answer_graded_before_the_end_of_a_process_is_taken_up(world: World) -> None:
    scene = await world.begin()
    step = scene.interview.step
    await world.store.keep_text(step, GOOD)
    draft, card = await world.store.draft(step), await world.store.card(step)
    assert draft is not None
    assert card is not None
    assert card.interview_id == scene.interview.id
    await world.interviews._marking.grade(world.new_id(), draft, card)
    world.restart()
    back = await world.resume(scene)
    assert back.interview.at == 1
    assert back.interview.turns[0].score == 1.0


async def test_a_reply_graded_before_the_end_of_a_process_is_taken_up(world: World) -> None:
    scene = going(await world.say(await world.begin(), HALF))
    step = scene.interview.step
    await world.interviews._replies.keep(step, learner_id=ALICE, text=REPLY)
    await world.interviews._replies.answer(step, learner_id=ALICE)
    world.restart()
    assert (await world.begin()).interview.turns[0].follow_ups[0].score == 1.0


async def test_a_question_that_has_left_the_pack_is_passed_over(world: World) -> None:
    scene = await world.begin()
    left = [item for item in ITEMS if item.id != scene.interview.turn.item_id]
    world.restart(make_bank(*left))
    back = await world.resume(scene)
    assert back.interview.at == 1
    assert back.item.id == back.interview.turn.item_id
    world.restart(make_bank(ITEMS[0].model_copy(update={"id": "other"})))
    shown = await world.interviews.resume(
        world.new_id(), interview_id=scene.interview.id, learner_id=ALICE
    )
    assert isinstance(shown, Closed)


async def test_a_follow_up_that_has_left_the_pack_is_passed_over(world: World) -> None:
    scene = going(await world.say(await world.begin(), HALF))
    bare = [item.model_copy(update={"required": item.required[:1]}) for item in ITEMS]
    world.restart(make_bank(*bare))
    assert (await world.resume(scene)).interview.stage is Stage.QUESTION


async def test_an_answer_whose_question_has_left_the_pack_is_not_quoted(world: World) -> None:
    scene = going(await world.say(await world.begin(), GOOD))
    assert scene.quote
    answered = scene.interview.turns[0].item_id
    world.restart(make_bank(*(item for item in ITEMS if item.id != answered)))
    again = await world.begin()
    assert again.quote == ""


async def test_an_erased_answer_is_not_quoted(world: World) -> None:
    scene = going(await world.say(await world.begin(), GOOD))
    await world.store.forget_texts(NOON.replace(year=2030), kept_before=NOON)
    assert (await world.begin()).quote == ""
    assert scene.quote != ""


async def test_an_erased_interview_is_gone(world: World) -> None:
    scene = await world.begin()
    await world.store.erasures.erase(world.new_id(), ALICE)
    with pytest.raises(GoneError):
        await world.press("skip", scene)


async def newest(world: World, scene: Scene) -> Scene | Closed:
    """Where an interview is, whatever was done last."""
    try:
        return await world.resume(scene)
    except InterviewOverError:
        kept = await world.store.interviews.interview(scene.interview.id)
        assert kept is not None
        return Closed(interview=kept)


@pytest.mark.parametrize("seed", range(6))
async def test_any_course_with_a_restart_at_every_step_ends_in_a_scorecard(
    world: World, seed: int
) -> None:
    dice = random.Random(seed)  # noqa: S311 - no secret
    scene: Scene | Closed = await world.begin(length=4)
    while isinstance(scene, Scene):
        world.restart()
        what = dice.choice(["say", "say", "say", "skip", "clarify", "take_hint", "pause"])
        text = dice.choice([GOOD, HALF, NOTHING, "no", REPLY])
        said = what == "say"
        clicks = [
            world.say(scene, text) if said else world.press(what, scene)
            for _ in range(dice.choice([1, 2]))
        ]
        done = await asyncio.gather(*clicks, return_exceptions=True)
        assert all(isinstance(one, Scene | Closed | CoachError) for one in done)
        scene = await newest(world, scene)
    world.restart()
    result = await world.scorecards.result(scene.interview.id, learner_id=ALICE)
    graded = [
        attempt_id
        for attempt_id in await world.attempts()
        if (attempt := await world.store.attempt(attempt_id)) and attempt.score is not None
    ]
    kept = [turn.attempt_id for turn in scene.interview.turns if turn.score is not None]
    assert kept == graded
    assert result.scorecard.answered == len(graded)
    assert result.scorecard.answered + result.scorecard.skipped + result.scorecard.ungraded == 4
