"""`/interview`, as a member uses it."""

from collections.abc import AsyncIterator

import polib
import pytest
import simcord
from simcord.backend.errors import missing_permissions
from simcord.components import walk_components

from bot.domain.errors import InterviewOverError, NotYoursError
from bot.languages.catalogue import FOLDER
from tests.discord_ui.interview_world import (
    INTERVIEW_BANK,
    STRONG,
    WEAK,
    Room,
    enter,
    newest_in,
)
from tests.discord_ui.test_speech import speak
from tests.discord_ui.world import (
    World,
    button_id,
    labels_of,
    open_world,
    shown,
    text_of,
)

HINT = "Hint (-10 % of its points)"
PLACES = ("thread", "channel", "direct")
HALF = "It is a lock, so only one thread runs bytecode at a time in it."


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with open_world(INTERVIEW_BANK) as opened:
        yield opened


def asked(room: Room) -> str:
    """The id of the question that is asked."""
    return next(
        item.id
        for item in INTERVIEW_BANK.items
        if item.title in text_of(room.card) or item.prompt in text_of(room.card)
    )


@pytest.mark.parametrize("where", PLACES)
async def test_an_interview_with_a_restart_at_every_step(world: World, where: str) -> None:
    room = await enter(world, where, length=3)
    assert room.began.ephemeral
    assert room.private == (where != "thread")
    assert "question 1 of 3" in text_of(room.card)
    for label in ("Clarify", HINT, "Pause", "Resume"):
        await world.restart()
        await room.press(label)
    assert "Welcome back" in text_of(room.card) or "see you again" in text_of(room.card)
    assert "**Hint 1 of" in text_of(room.card)
    assert "Two to six sentences" in text_of(room.card)
    steps = 0
    while room.asking:
        await world.restart()
        steps += 1
        await room.say(
            WEAK, **({} if "Still about" in text_of(room.card) else {"certainty": "guess"})
        )
    assert steps == 7
    assert room.card.ephemeral
    text = text_of(room.card)
    assert "# 0 / 100" in text
    assert "3 answered" in text
    assert "Hints: 1 taken" in text
    assert "you guessed, you were right 0 of 3 times" in text
    assert "**Study these next**" in text
    assert labels_of(room.card)[:3] == ["Practise 1", "Practise 2", "Practise 3"]


async def test_the_scorecard_comes_with_a_picture_and_a_report(world: World) -> None:
    room = await enter(world, length=3)
    while room.asking:
        await room.say(STRONG[asked(room)], certainty="certain")
    text = text_of(room.card)
    assert "# 100 / 100\nYou would have convinced me." in text
    assert "**Your strongest words**" in text
    assert "**By topic**: The GIL 100 %, Races and locks 100 %" in text
    assert {one.filename for one in room.card.attachments} == {"scorecard.png", "report.md"}
    (gallery,) = [part for part in walk_components(room.card.components) if part["type"] == 12]
    assert "100 / 100" in gallery["items"][0]["description"]


async def test_a_thread_shows_no_words_of_the_member(world: World) -> None:
    room = await enter(world, length=3)
    thread = world.channel.threads[-1]
    assert thread.mention in text_of(room.began)
    here = shown(await world.alice.click(room.began, label="Answer here instead"))
    assert here.ephemeral
    assert "question 1 of 3" in text_of(here)
    await room.say(HALF)
    assert "What about protects-refcounts?" in text_of(room.card)
    assert "bytecode" not in text_of(room.card)
    await room.press("End")
    assert room.card.ephemeral
    closing = newest_in(thread)
    assert "stop here" in text_of(closing) or "end here" in text_of(closing)
    assert labels_of(closing) == ["Scorecard"]
    again = shown(await world.alice.click(closing, label="Scorecard"))
    assert again.ephemeral
    assert "# 67 / 100" in text_of(again)


@pytest.mark.parametrize("where", ["channel", "direct"])
async def test_what_was_good_is_quoted_where_only_the_member_sees_it(
    world: World, where: str
) -> None:
    room = await enter(world, where, length=3)
    await room.say(HALF)
    assert f"You said `{HALF[:-1]}`, and that is right." in text_of(room.card)


async def test_a_strict_interviewer_gives_nothing_away(world: World) -> None:
    room = await enter(world, "channel", length=3, style="strict")
    good = text_of(await room.say(STRONG[asked(room)]))
    assert "/ 100" not in good
    assert "`" not in good.split("##")[0]
    assert any(
        word in good for word in ("Thank you.", "Noted.", "Right, thank you.", "Okay, I have that.")
    )


async def test_the_card_that_was_settled_loses_its_buttons(world: World) -> None:
    room = await enter(world, length=3)
    before = room.card
    await room.press("Skip")
    left = world.env.backend.get_message(before.channel_id, before.id)
    old = simcord.ResponseMessage(world.env, left)
    assert labels_of(old) == []
    assert "Question 1 of 3 · What is the GIL? · skipped" in text_of(old)
    assert room.card.id != before.id


async def test_two_presses_of_one_button_do_it_once(world: World) -> None:
    room = await enter(world, "channel", length=3)
    skip = button_id(room.card, "Skip")
    await room.press("Skip")
    again = shown(await world.forge(skip, room.card))
    assert again.ephemeral
    assert "That was settled before." in text_of(again)
    assert "question 2 of 3" in text_of(again)
    assert "Answer" in labels_of(again)


async def test_a_late_answer_button_shows_where_the_interview_is(world: World) -> None:
    room = await enter(world, "channel", length=3)
    old = {label: button_id(room.card, label) for label in ("Answer", "Clarify", "Pause", "End")}
    await room.press("Skip")
    for custom_id in old.values():
        late = shown(await world.forge(custom_id, room.card))
        assert "question 2 of 3" in text_of(late)


async def test_two_forms_of_one_question_count_once(world: World) -> None:
    room = await enter(world, "channel", length=3)
    opened = [await world.alice.click(room.card, label="Answer") for _ in range(2)]
    first = shown(await world.alice.submit_modal(opened[0], {"answer": STRONG["what-is-the-gil"]}))
    assert "question 2 of 3" in text_of(first)
    second = shown(await world.alice.submit_modal(opened[1], {"answer": "something else"}))
    assert "We are past that question." in text_of(second)
    assert "something else" in text_of(second)


async def test_a_form_delivered_twice_is_answered_as_one(world: World) -> None:
    room = await enter(world, "channel", length=3)
    step = button_id(room.card, "Answer").rpartition("-")[2]
    sent = await world.send_modal(f"gc1:interview:{step}", STRONG["what-is-the-gil"], times=2)
    assert len(sent) == 2
    interview = shown(await world.alice.slash(world.channel, "interview"))
    assert "question 2 of 3" in text_of(interview)


async def test_the_cards_of_others_are_theirs(world: World) -> None:
    room = await enter(world, "channel", length=3)
    own = shown(await world.bob.slash(world.channel, "quiz"))
    for label in labels_of(room.card):
        refused = shown(await world.forge(button_id(room.card, label), own, world.bob))
        assert refused.ephemeral
        assert str(NotYoursError()) in text_of(refused)


async def test_an_interview_that_is_over_says_so(world: World) -> None:
    room = await enter(world, "channel", length=3)
    old = {label: button_id(room.card, label) for label in labels_of(room.card)}
    asking = room.card
    await room.press("End")
    assert "Nothing to score" in text_of(room.card)
    for custom_id in old.values():
        refused = shown(await world.forge(custom_id, asking))
        assert str(InterviewOverError()) in text_of(refused)
    step = old["Answer"].rpartition("-")[2]
    (sent,) = await world.send_modal(f"gc1:interview:{step}", "my words")
    assert str(InterviewOverError()) in text_of(world.reply_to(sent))
    assert "my words" in text_of(world.reply_to(sent))


@pytest.mark.parametrize(
    "name", ["gc1:interview:dance-1-2", "gc1:interview:skip-1", "gc1:interview:skip-0-0"]
)
async def test_a_button_nobody_knows_is_refused(world: World, name: str) -> None:
    room = await enter(world, "channel", length=3)
    assert "too old" in text_of(shown(await world.forge(name, room.card)))


async def test_one_that_runs_is_offered_again(world: World) -> None:
    room = await enter(world, length=3)
    thread = world.channel.threads[-1]
    await room.press("Pause")
    offer = shown(await world.alice.slash(world.channel, "interview", length=4))
    assert "in the middle of an interview" in text_of(offer)
    assert thread.mention in text_of(offer)
    assert labels_of(offer) == ["Resume", "End it", "End it and begin anew"]
    back = shown(await world.alice.click(offer, label="Resume"))
    assert back.ephemeral
    assert "question 1 of 3" in text_of(back)
    assert "Answer" in labels_of(back)


@pytest.mark.parametrize(("paused", "label"), [(True, "Resume"), (False, "Answer")])
async def test_a_card_of_one_that_ended_elsewhere_offers_its_scorecard_alone(
    world: World, label: str, *, paused: bool
) -> None:
    room = await enter(world, "channel", length=3)
    if paused:
        await room.press("Pause")
    old = room.card
    offer = shown(await world.alice.slash(world.channel, "interview"))
    await world.alice.click(offer, label="End it")
    pressed = await world.alice.click(old, label=label)
    assert "This interview is over" in text_of(shown(pressed))
    assert pressed.response is not None
    assert labels_of(pressed.response) == ["Scorecard"]


async def test_a_question_asked_once_more_stays_the_same_question(world: World) -> None:
    room = await enter(world, "channel", length=3)
    first = room.card
    await room.say("qqq")
    again = room.card
    await room.press("Skip")
    assert "Question 1 of 3" in text_of(first)
    assert "not understood" in text_of(first)
    assert "Question 1 of 3" in text_of(again)
    assert "skipped" in text_of(again)


async def test_it_can_be_ended_for_another_one(world: World) -> None:
    await enter(world, "channel", length=3)
    offer = shown(await world.alice.slash(world.channel, "interview", length=3, style="strict"))
    fresh = shown(await world.alice.click(offer, label="End it and begin anew"))
    assert "begun in" in text_of(fresh)
    assert "strict" in text_of(newest_in(world.channel.threads[-1]))


async def test_a_running_one_can_be_ended_from_the_offer(world: World) -> None:
    await enter(world, length=3)
    offer = shown(await world.alice.slash(world.channel, "interview"))
    assert "Nothing to score" in text_of(shown(await world.alice.click(offer, label="End it")))


async def test_topics_and_levels_are_suggested_and_checked(world: World) -> None:
    topics = await world.alice.autocomplete(world.channel, "interview", "focus", "race")
    assert [one["value"] for one in topics] == ["locks"]
    levels = await world.alice.autocomplete(world.channel, "interview", "level", "")
    assert [one["value"] for one in levels] == ["junior", "mid", "senior"]
    for options in ({"focus": "lokcs"}, {"level": "boss"}):
        refused = shown(await world.alice.slash(world.channel, "interview", **options))
        assert "There is no" in text_of(refused)


async def test_level_and_focus_narrow_the_choice(world: World) -> None:
    room = await enter(world, "channel", focus="locks", level="mid")
    assert "question 1 of 1" in text_of(room.card)
    assert "There is only 1 question of that kind." in text_of(room.card)
    assert asked(room) == "thread-pool"


async def test_an_unread_answer_is_asked_for_once_more(world: World) -> None:
    room = await enter(world, "channel", length=3)
    await room.say("no")
    assert "question 1 of 3" in text_of(room.card)
    assert "sentence or two" in text_of(room.card)
    await room.say("no")
    assert "question 2 of 3" in text_of(room.card)


async def test_the_form_starts_with_what_was_refused() -> None:
    async with open_world(INTERVIEW_BANK, member_per_minute=1) as world:
        room = await enter(world, "channel", length=3)
        await room.say(STRONG["what-is-the-gil"])
        asking = room.card
        assert "a lot of answers" in text_of(await room.say("half a thought"))
        opened = await world.alice.click(asking, label="Answer")
        assert "half a thought" in str(opened.modal)


async def test_where_only_the_member_installed_the_bot_it_is_private() -> None:
    async with open_world(INTERVIEW_BANK, installed=False) as world:
        room = await enter(world, length=3)
        assert room.private
        assert not world.channel.threads


async def test_a_thread_that_discord_refuses_is_done_without(world: World) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise missing_permissions()

    world.env.backend.create_thread = refuse  # type: ignore[assignment,method-assign]
    room = await enter(world, length=3)
    assert room.private
    assert "question 1 of 3" in text_of(room.card)


async def test_beginning_anew_from_an_older_offer_shows_where_the_interview_is(
    world: World,
) -> None:
    room = await enter(world, "channel", length=3)
    offer = shown(await world.alice.slash(world.channel, "interview"))
    await room.press("Skip")
    late = shown(await world.alice.click(offer, label="End it and begin anew"))
    assert "That was settled before." in text_of(late)
    assert "question 2 of 3" in text_of(late)


async def test_an_answer_graded_by_the_process_before_is_taken_up(world: World) -> None:
    room = await enter(world, "channel", focus="locks", level="mid")
    step = int(button_id(room.card, "Answer").rpartition("-")[2])
    await world.coach.practice.keep(step, learner_id=world.alice.id, text=STRONG["thread-pool"])
    await world.coach.practice.answer(2**60, draft_id=step, learner_id=world.alice.id)
    await world.restart()
    done = await room.press("Clarify")
    assert "# 100 / 100" in text_of(done)


async def test_a_german_member_is_interviewed_in_german(world: World) -> None:
    speak(world, "de")
    room = await enter(world, "channel", length=3)
    pressed = ("Genauer bitte", "Tipp (-10 % der Punkte)", "Anhalten", "Fortsetzen")
    seen = [text_of(room.card), *[text_of(await room.press(label)) for label in pressed]]
    while "Antworten" in labels_of(room.card):
        opened = await world.alice.click(room.card, label="Antworten")
        seen.append(str(opened.modal))
        room.card = shown(await world.alice.submit_modal(opened, {"answer": WEAK}))
        seen.append(text_of(room.card))
    assert "**Das als Nächstes lernen**" in seen[-1]
    catalogue = (entry.msgid for entry in polib.pofile(str(FOLDER / "de.po")))
    sentences = [text for text in catalogue if " " in text and "{" not in text]
    assert [(text, one) for text in sentences for one in seen if text in one] == []


async def test_the_last_scorecard_can_be_seen_again_with_the_progress(world: World) -> None:
    before = shown(await world.alice.slash(world.channel, "progress"))
    assert "Last interview" not in labels_of(before)
    room = await enter(world, "channel", length=3)
    await room.say(HALF)
    await room.press("End")
    progress = shown(await world.alice.slash(world.channel, "progress"))
    again = shown(await world.alice.click(progress, label="Last interview"))
    assert again.ephemeral
    assert text_of(again) == text_of(room.card)
