"""The whole way from a question to its feedback, and all that can be pressed on it."""

import asyncio
from datetime import timedelta

import discord
import pytest

from bot.discord_ui.custom_id import ButtonId, Verb, encode
from bot.discord_ui.demo_flow import DemoFlow
from bot.discord_ui.limits import ACKNOWLEDGE_WITHIN_S
from tests.discord_ui.examples import BANK, CODE, GIL, GOOD, PARTIAL, POOL, WRONG
from tests.discord_ui.screens import HOSTILE
from tests.discord_ui.world import (
    World,
    button_id,
    labels_of,
    open_world,
    shown,
    text_of,
)


async def test_an_answer_is_graded_and_explained_privately(world: World) -> None:
    feedback = await world.answer(await world.ask(question=GIL.id), PARTIAL)
    assert feedback.ephemeral
    assert "# 67 / 100" in text_of(feedback)
    assert "`one thread runs bytecode`" in text_of(feedback)
    assert "Streak: day 1" in text_of(feedback)


async def test_the_modal_shows_the_question_and_its_fields(world: World) -> None:
    card = await world.ask(question=CODE.id)
    modal = (await world.alice.click(card, label="Answer")).modal
    assert modal is not None
    question, label, sure, share = modal["components"]
    assert [sure["label"], share["label"]] == ["How sure?", "Share after grading"]
    assert modal["title"] == CODE.title
    assert "```python\ntotal = 0" in question["content"]
    assert label["label"] == "Your answer"
    assert label["component"]["max_length"] == 4000


async def test_hints_open_on_the_card_itself(world: World) -> None:
    card = await world.ask(question=GIL.id)
    first = await world.press(card, "Hint (2 left)")
    assert first.id == card.id
    assert "Think of bytecode." in text_of(first)
    second = await world.press(card, "Hint (1 left)")
    assert "**Hint 2 of 2**" in text_of(second)
    assert "No hints left" not in labels_of(second)


async def test_another_question_takes_the_place_of_the_card(world: World) -> None:
    card = await world.ask(question=GIL.id)
    other = await world.press(card, "Another")
    assert other.id == card.id
    assert GIL.prompt not in text_of(other)


async def test_another_question_stays_within_the_choice(world: World) -> None:
    card = await world.ask(topic="locks", level="mid")
    for _ in range(3):
        card = await world.press(card, "Another")
        assert POOL.prompt in text_of(card)


async def test_try_again_starts_from_the_last_answer(world: World) -> None:
    card = await world.ask(question=GIL.id)
    feedback = await world.answer(card, PARTIAL)
    opened = await world.alice.click(feedback, label="Try again")
    assert opened.modal is not None
    assert opened.modal["components"][1]["component"]["value"] == PARTIAL
    better = shown(await world.alice.submit_modal(opened, {"answer": GOOD}))
    assert "# 100 / 100" in text_of(better)


async def test_answer_starts_from_an_empty_field(world: World) -> None:
    card = await world.ask(question=GIL.id)
    await world.answer(card, PARTIAL)
    opened = await world.alice.click(card, label="Answer")
    assert opened.modal is not None
    assert not opened.modal["components"][1]["component"].get("value")


async def test_the_model_answer_is_closed_before_the_first_try(world: World) -> None:
    card = await world.ask(question=GIL.id)
    assert "Model answer" not in labels_of(card)
    custom_id = button_id(card, "Answer").replace("answer", "model")
    refused = shown(await world.forge(custom_id, card))
    assert refused.ephemeral
    assert "opens after your first try" in text_of(refused)
    assert GIL.model_answer not in text_of(refused)


async def test_the_model_answer_opens_after_a_try(world: World) -> None:
    feedback = await world.answer(await world.ask(question=GIL.id), PARTIAL)
    model = await world.press(feedback, "Model answer")
    assert model.ephemeral
    assert GIL.model_answer in text_of(model)
    assert labels_of(model) == ["Try again", "Learn", "Report this question", "Next"]


async def test_an_ungraded_answer_does_not_open_the_model_answer(world: World) -> None:
    feedback = await world.answer(await world.ask(question=GIL.id), "ok")
    assert labels_of(feedback) == ["Try again", "I don't know", "Next", "How scored", "Dispute"]


async def test_whoever_does_not_know_reads_the_model_answer(world: World) -> None:
    card = await world.ask(question=GIL.id)
    model = await world.press(card, "I don't know")
    assert GIL.model_answer in text_of(model)
    again = await world.answer(model, GOOD, "Try again")
    assert "Model answer" in labels_of(again)


async def test_next_asks_another_question_below(world: World) -> None:
    feedback = await world.answer(await world.ask(question=GIL.id), PARTIAL)
    card = await world.press(feedback, "Next")
    assert card.id != feedback.id
    assert card.ephemeral
    assert GIL.prompt not in text_of(card)


async def test_a_shared_answer_is_public_and_pings_nobody(world: World) -> None:
    feedback = await world.answer(await world.ask(question=GIL.id), f"{WRONG} @everyone")
    public = await world.press(feedback, "Share")
    assert not public.ephemeral
    assert f"-# {world.alice.mention} answered" in text_of(public)
    assert "# 50 / 100" in text_of(public)
    assert "@everyone" in text_of(public)
    assert not public.message.mention_everyone


async def test_an_answer_is_shared_once(world: World) -> None:
    feedback = await world.answer(await world.ask(question=GIL.id), PARTIAL)
    await world.press(feedback, "Share")
    assert "Share" not in labels_of(feedback)
    assert "Shared" not in labels_of(feedback)


@pytest.mark.logs_errors
async def test_an_answer_that_could_not_be_shared_can_be_shared_again(world: World) -> None:
    feedback = await world.answer(await world.ask(question=GIL.id), PARTIAL)
    world.env.inject_error("POST", "/webhooks/*", status=403, code=50013, times=1)
    await world.press(feedback, "Share")
    assert "Share" in labels_of(feedback)


async def test_a_long_shared_answer_comes_with_a_file(world: World) -> None:
    text = f"{PARTIAL} " + "It hardly matters here. " * 150
    feedback = await world.answer(await world.ask(question=GIL.id), text[:4000])
    public = await world.press(feedback, "Share")
    (attachment,) = public.attachments
    assert attachment.filename == "answer.txt"
    assert (await attachment.read()).decode() == text[:4000]


async def test_nobody_shares_where_they_may_not_write(world: World) -> None:
    feedback = await world.answer(await world.ask(question=GIL.id), PARTIAL)
    silenced = discord.PermissionOverwrite(send_messages=False)
    readonly = world.guild.create_text_channel(
        "news", overwrites={world.guild.default_role: silenced}
    )
    card = shown(await world.alice.slash(readonly, "quiz"))
    refused = shown(await world.forge(button_id(feedback, "Share"), card))
    assert refused.ephemeral
    assert "You may not write in this channel" in text_of(refused)


async def test_in_a_thread_the_permission_for_threads_counts(world: World) -> None:
    feedback = await world.answer(await world.ask(question=GIL.id), PARTIAL)
    silenced = discord.PermissionOverwrite(send_messages=False, send_messages_in_threads=True)
    news = world.guild.create_text_channel("news", overwrites={world.guild.default_role: silenced})
    channel = world.bot.get_channel(news.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.create_thread(name="talk", type=discord.ChannelType.public_thread)
    (thread,) = news.threads
    card = shown(await world.alice.slash(thread, "quiz"))
    public = shown(await world.forge(button_id(feedback, "Share"), card))
    assert "answered" in text_of(public)


async def test_an_answer_is_shared_only_in_the_server_it_was_given_in(world: World) -> None:
    feedback = await world.answer(await world.ask(question=GIL.id), PARTIAL)
    elsewhere = world.env.create_guild("Another server")
    alice = elsewhere.add_member(world.alice.user)
    card = shown(await alice.slash(elsewhere.create_text_channel("x"), "quiz"))
    refused = shown(await world.forge(button_id(feedback, "Share"), card, alice))
    assert "Sharing works only in a server" in text_of(refused)


COACHES = {Verb.JUDGE, Verb.NEXT_CASE}
"""What coaches press: other rules hold for it, tested with the disputes."""


async def test_a_card_obeys_only_its_owner(world: World) -> None:
    card = await world.ask(question=GIL.id)
    feedback = await world.answer(card, PARTIAL)
    scored = button_id(feedback, "How scored")
    public = await world.press(feedback, "Share")
    asked = await world.press(feedback, "Follow-up")
    run = shown(await world.alice.slash(world.channel, "demo race"))
    targets = {
        **dict.fromkeys(Verb, target_of(button_id(card, "Answer"))),
        **dict.fromkeys(DemoFlow(world.coach.demos).steps, target_of(button_id(run, "Code"))),
        **dict.fromkeys(
            (Verb.SHARE, Verb.SHARE_IN_ROUND, Verb.FOLLOW_UP, Verb.RESULT), target_of(scored)
        ),
        **dict.fromkeys((Verb.SCORING, Verb.DISPUTE), target_of(scored)),
        Verb.REPLY: target_of(button_id(asked, "Answer")),
        Verb.ERASE: world.alice.id,
    }
    for verb, target in targets.items():
        if verb not in COACHES:
            refused = shown(await world.forge(encode(ButtonId(verb, target)), public, world.bob))
            assert refused.ephemeral
            assert "belongs to another member" in text_of(refused), verb


def target_of(custom_id: str) -> int:
    return int(custom_id.rpartition(":")[2])


async def test_two_members_keep_their_own_answers(world: World) -> None:
    first = await world.ask(question=GIL.id)
    second = shown(await world.bob.slash(world.channel, "quiz", question=GIL.id))
    of_alice = await world.alice.click(first, label="Answer")
    of_bob = await world.bob.click(second, label="Answer")
    bobs = shown(await world.bob.submit_modal(of_bob, {"answer": GOOD}))
    alices = shown(await world.alice.submit_modal(of_alice, {"answer": PARTIAL}))
    assert "# 100 / 100" in text_of(bobs)
    assert "# 67 / 100" in text_of(alices)


async def test_a_modal_opened_before_a_restart_is_graded_after_it(world: World) -> None:
    card = await world.ask(question=GIL.id)
    opened = await world.alice.click(card, label="Answer")
    await world.restart()
    feedback = shown(await world.alice.submit_modal(opened, {"answer": PARTIAL}))
    assert "# 67 / 100" in text_of(feedback)


async def test_every_button_works_after_a_restart(world: World) -> None:
    card = await world.ask(question=GIL.id)
    feedback = await world.answer(card, PARTIAL)
    await world.restart()
    assert "Think of bytecode." in text_of(await world.press(card, "Hint (2 left)"))
    assert GIL.model_answer in text_of(await world.press(feedback, "Model answer"))
    assert "# 100 / 100" in text_of(await world.answer(feedback, GOOD, "Try again"))
    assert "answered" in text_of(await world.press(feedback, "Share"))
    assert labels_of(await world.press(feedback, "Next"))[0] == "Answer"


async def test_the_same_submit_twice_shows_the_same_feedback(world: World) -> None:
    card = await world.ask(question=GIL.id)
    opened = await world.alice.click(card, label="Answer")
    assert opened.modal is not None
    twins = await world.send_modal(opened.modal["custom_id"], PARTIAL, times=2)
    first, second = (world.reply_to(twin) for twin in twins)
    assert "# 67 / 100" in text_of(first)
    assert text_of(first) == text_of(second)
    assert button_id(first, "Share") == button_id(second, "Share")


async def test_an_answer_is_acknowledged_before_it_is_graded(world: World) -> None:
    card = await world.ask(question=GIL.id)
    opened = await world.alice.click(card, label="Answer")
    before = len(world.env.http_requests)
    await world.alice.submit_modal(opened, {"answer": PARTIAL})
    acknowledged, shown_then = world.env.http_requests[before:]
    assert acknowledged.json == {"type": 5, "data": {"flags": 64}}
    assert shown_then.method == "PATCH"


async def test_an_answer_that_is_slow_to_store_is_acknowledged_meanwhile(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = world.coach.notes
    keep = store.keep_text  # type: ignore[attr-defined]

    async def keep_slowly(draft_id: int, text: str, **said: object) -> None:
        await asyncio.sleep(10)
        await keep(draft_id, text, **said)

    monkeypatch.setattr(store, "keep_text", keep_slowly)
    opened = await world.alice.click(await world.ask(question=GIL.id), label="Answer")
    world.env.settle_timeout = 1
    submitted = await world.alice.submit_modal(opened, {"answer": PARTIAL})
    assert not submitted.acknowledged
    await world.env.advance_time(ACKNOWLEDGE_WITHIN_S - 1)
    assert submitted.acknowledged
    assert submitted.deferred
    await world.env.advance_time(10)
    assert "# 67 / 100" in text_of(shown(submitted))


async def test_an_answer_to_a_lost_draft_is_handed_back(world: World) -> None:
    await world.ask()
    (sent,) = await world.send_modal("gc1:answer:4711", PARTIAL)
    reply = world.reply_to(sent)
    assert reply.ephemeral
    assert "too old to use" in text_of(reply)
    assert f"```\n{PARTIAL}\n```" in text_of(reply)


async def test_an_empty_answer_is_answered_kindly(world: World) -> None:
    feedback = await world.answer(await world.ask(question=GIL.id), " \n ")
    assert feedback.ephemeral
    assert "Your answer is empty, so nothing was graded." in text_of(feedback)


async def test_too_many_answers_are_kept_for_later() -> None:
    async with open_world(BANK, member_per_minute=1) as world:
        card = await world.ask(question=GIL.id)
        await world.answer(card, PARTIAL)
        refused = await world.answer(card, GOOD)
        assert "Your text is kept" in text_of(refused)
        await world.env.advance_time(61)
        opened = await world.alice.click(card, label="Answer")
        assert opened.modal is not None
        assert opened.modal["components"][1]["component"]["value"] == GOOD
        feedback = shown(await world.alice.submit_modal(opened, {"answer": GOOD}))
        assert "# 100 / 100" in text_of(feedback)


@pytest.mark.parametrize("text", [*HOSTILE, "\U0001f60e" * 30, "print('hi')\n" * 20, "Der GIL"])
async def test_any_answer_gets_a_card_and_can_be_tried_again(world: World, text: str) -> None:
    feedback = await world.answer(await world.ask(question=GIL.id), text)
    assert "Try again" in labels_of(feedback)
    assert "https://example.org" not in text_of(feedback)
    opened = await world.alice.click(feedback, label="Try again")
    better = shown(await world.alice.submit_modal(opened, {"answer": f"{GOOD} {text}"[:4000]}))
    if "Share" in labels_of(better):
        await world.press(better, "Share")


async def test_a_streak_grows_from_day_to_day(world: World) -> None:
    card = await world.ask(question=GIL.id)
    await world.answer(card, PARTIAL)
    await world.env.advance_time(timedelta(days=1).total_seconds())
    assert "Streak: 2 days · runs out <t:" in text_of(await world.answer(card, GOOD))
