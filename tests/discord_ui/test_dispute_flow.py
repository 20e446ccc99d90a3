"""A dispute from the learner to a coach and back, and all that can go wrong on the way."""

import pytest
import simcord

from bot.domain.errors import StorageError
from bot.storage.dispute_store import marked_samples
from tests.discord_ui.admins import new_admin
from tests.discord_ui.examples import BANK, GIL, PARTIAL
from tests.discord_ui.world import World, button_id, labels_of, open_world, shown, text_of

WHY = "I said that it is a lock."
NEWS = "A coach read your answer."


@pytest.fixture
def coach(world: World) -> simcord.MemberActor:
    """A member who may manage the server."""
    return new_admin(world)


async def graded(world: World, text: str = PARTIAL) -> simcord.ResponseMessage:
    return await world.answer(await world.ask(question=GIL.id), text)


async def dispute(
    world: World, feedback: simcord.ResponseMessage, consent: str = "yes"
) -> simcord.ResponseMessage:
    opened = await world.alice.click(feedback, label="Dispute")
    values = {"reason": WHY, "consent": [consent]}
    return shown(await world.alice.submit_modal(opened, values))


async def cases(world: World, coach: simcord.MemberActor) -> simcord.ResponseMessage:
    return shown(await coach.slash(world.channel, "coach disputes"))


async def decide(
    coach: simcord.MemberActor, case: simcord.ResponseMessage, band: str = "good", note: str = ""
) -> simcord.ResponseMessage:
    opened = await coach.click(case, label="Decide")
    return shown(await coach.submit_modal(opened, {"band": band, "note": note}))


def letters(world: World) -> list[str]:
    """The direct messages that the bot sent."""
    sent = (str(body) for body in world.requests())
    return [body for body in sent if NEWS in body and "'flags': 32768" in body]


async def test_a_dispute_goes_from_the_learner_to_a_coach_and_back(
    world: World, coach: simcord.MemberActor
) -> None:
    feedback = await graded(world)
    sent = await dispute(world, feedback)
    assert sent.id == feedback.id
    assert "You disputed this grade. A coach of this server will look at it." in text_of(sent)
    assert "Dispute" not in labels_of(sent)
    case = await cases(world, coach)
    assert case.ephemeral
    assert f"```\n{PARTIAL}\n```" in text_of(case)
    assert WHY in text_of(case)
    assert str(world.alice.id) not in str(case.components)
    assert "alice" not in text_of(case)
    done = await decide(coach, case, "good", "It is all in line 1.")
    assert "Your verdict is kept.** The member was told." in text_of(done)
    (letter,) = letters(world)
    assert "they would say **good**" in letter
    assert "It is all in line 1." in letter
    back = await reopened(world, feedback)
    assert "A coach would say: good." in text_of(back)
    (sample,) = await marked_samples(world.coach.notes._db.read)  # type: ignore[attr-defined]
    assert sample[:3] == (GIL.id, PARTIAL, 0.85)


async def reopened(world: World, feedback: simcord.ResponseMessage) -> simcord.ResponseMessage:
    result = button_id(feedback, "How scored").replace("scoring", "result")
    return shown(await world.forge(result, feedback))


async def test_a_verdict_that_can_not_be_delivered_waits_below_the_next_question(
    world: World, coach: simcord.MemberActor
) -> None:
    await dispute(world, await graded(world))
    case = await cases(world, coach)
    world.env.inject_error("POST", "/users/@me/channels", status=403, code=50007)
    done = await decide(coach, case, "stands")
    assert "they read it at their next question" in text_of(done)
    asked = await world.alice.slash(world.channel, "quiz")
    (news,) = asked.followups
    assert news.ephemeral
    assert f"{NEWS} The grade stands: fair." in text_of(news)
    assert list((await world.alice.slash(world.channel, "quiz")).followups) == []


async def test_a_verdict_that_fails_to_arrive_twice_hides_no_question(
    world: World,
    coach: simcord.MemberActor,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await dispute(world, await graded(world))
    case = await cases(world, coach)
    world.env.inject_error("POST", "/users/@me/channels", status=403, code=50007)
    await decide(coach, case, "stands")
    world.env.inject_error("POST", "/webhooks/*", status=403, code=50013, times=1)
    asked = await world.alice.slash(world.channel, "quiz", question=GIL.id)
    assert GIL.prompt in text_of(shown(asked))
    store = world.coach.notes.disputes  # type: ignore[attr-defined]

    async def fail(_learner_id: int) -> None:
        raise StorageError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(store, "untold", fail)
        asked = await world.alice.slash(world.channel, "quiz", question=GIL.id)
        assert GIL.prompt in text_of(shown(asked))
    assert "A verdict can't be told now: the disk is full" in caplog.text
    (news,) = (await world.alice.slash(world.channel, "quiz")).followups
    assert NEWS in text_of(news)


async def test_nothing_is_sent_without_consent(world: World) -> None:
    feedback = await graded(world)
    opened = await world.alice.click(feedback, label="Dispute")
    assert opened.modal is not None
    rows = [
        {"type": 18, "id": 2, "component": {"type": 4, "custom_id": "reason", "value": WHY}},
        {"type": 18, "id": 4, "component": {"type": 22, "custom_id": "consent", "values": []}},
    ]
    refused = world.reply_to(await world.deliver(opened.modal["custom_id"], rows))
    assert "Nothing was sent" in text_of(refused)
    assert "Dispute" in labels_of(await reopened(world, feedback))


async def test_a_grade_is_disputed_once(world: World) -> None:
    feedback = await graded(world)
    first = await world.alice.click(feedback, label="Dispute")
    second = await world.alice.click(feedback, label="Dispute")
    values = {"reason": WHY, "consent": ["yes"]}
    await world.alice.submit_modal(first, values)
    refused = shown(await world.alice.submit_modal(second, values))
    assert "You have disputed this grade already" in text_of(refused)
    again = shown(await world.forge(button_id(feedback, "Disputed"), await world.ask()))
    assert "You have disputed this grade already" in text_of(again)


async def test_an_ungraded_answer_can_be_disputed(world: World, coach: simcord.MemberActor) -> None:
    await dispute(world, await graded(world, "ok"))
    case = await cases(world, coach)
    assert "**The grade: not graded**" in text_of(case)
    await decide(coach, case, "poor")


async def test_an_erased_text_can_not_be_judged(world: World) -> None:
    feedback = await graded(world)
    store = world.coach.notes
    now = world.env.now().replace(year=2030)
    await store.forget_texts(now, kept_before=now)  # type: ignore[attr-defined]
    refused = shown(await world.alice.click(feedback, label="Dispute"))
    assert "The text of this answer is no longer kept" in text_of(refused)


async def test_only_coaches_see_and_judge(world: World, coach: simcord.MemberActor) -> None:
    feedback = await graded(world)
    public = await world.press(feedback, "Share")
    await dispute(world, feedback)
    case = await cases(world, coach)
    judge = button_id(case, "Decide")
    for custom_id in (judge, judge.replace("judge", "nextcase"), "gc1:disputes:open"):
        refused = shown(await world.forge(custom_id, public, world.bob))
        assert "Only coaches of this server" in text_of(refused)
    rows = [{"type": 18, "id": 2, "component": {"type": 21, "custom_id": "band", "value": "good"}}]
    sent = await world.deliver(judge.replace("judge", "verdict"), rows, world.bob)
    assert "Only coaches of this server" in text_of(world.reply_to(sent))
    assert "**The answer**" in text_of(await cases(world, coach))


async def test_disputes_are_also_reached_by_a_button(
    world: World, coach: simcord.MemberActor
) -> None:
    public = await world.press(await graded(world), "Share")
    opened = shown(await world.forge("gc1:disputes:open", public, coach))
    assert "No disputes are open" in text_of(opened)


async def test_one_case_comes_after_the_other(world: World, coach: simcord.MemberActor) -> None:
    for text in (PARTIAL, f"{PARTIAL} Really."):
        await dispute(world, await graded(world, text))
    first = await cases(world, coach)
    assert "1 more is open" in text_of(first)
    second = shown(await coach.click(first, label="Next"))
    assert "Really." in text_of(second)
    done = await decide(coach, second)
    assert "1 dispute is open." in text_of(done)
    left = shown(await coach.click(done, label="Next"))
    assert "Really." not in text_of(left)
    await decide(coach, left)
    assert "No disputes are open" in text_of(await cases(world, coach))


async def test_a_case_is_judged_once(world: World, coach: simcord.MemberActor) -> None:
    await dispute(world, await graded(world))
    case = await cases(world, coach)
    first = await coach.click(case, label="Decide")
    second = await coach.click(case, label="Decide")
    await coach.submit_modal(first, {"band": "good"})
    late = shown(await coach.submit_modal(second, {"band": "poor"}))
    assert "settled already" in text_of(late)


async def test_the_last_case_can_go_while_one_looks_at_it(
    world: World, coach: simcord.MemberActor
) -> None:
    await dispute(world, await graded(world))
    case = await cases(world, coach)
    following = button_id(case, "Decide").replace("judge", "nextcase")
    await world.coach.own_data.erase(1, learner_id=world.alice.id)
    gone = shown(await coach.click(case, label="Decide"))
    assert "too old to use" in text_of(gone)
    none = shown(await world.forge(following, case, coach))
    assert "No disputes are open" in text_of(none)


async def test_a_long_answer_comes_with_a_file(world: World, coach: simcord.MemberActor) -> None:
    await dispute(world, await graded(world, f"{PARTIAL} " + "It hardly matters here. " * 100))
    case = await cases(world, coach)
    (attachment,) = case.attachments
    assert attachment.filename == "answer.txt"


async def test_there_is_nothing_to_dispute_without_a_server() -> None:
    async with open_world(BANK, installed=False) as world:
        feedback = await world.answer(await world.ask(question=GIL.id), PARTIAL)
        assert "Dispute" not in labels_of(feedback)
        custom_id = button_id(feedback, "How scored").replace("scoring", "dispute")
        refused = shown(await world.forge(custom_id, feedback))
        assert "A dispute works only in a server" in text_of(refused)


async def test_a_dispute_works_over_a_restart(world: World, coach: simcord.MemberActor) -> None:
    feedback = await graded(world)
    opened = await world.alice.click(feedback, label="Dispute")
    await world.restart()
    await world.alice.submit_modal(opened, {"reason": WHY, "consent": ["yes"]})
    case = await cases(world, coach)
    judging = await coach.click(case, label="Decide")
    await world.restart()
    assert "Your verdict is kept" in text_of(
        shown(await coach.submit_modal(judging, {"band": "good"}))
    )
