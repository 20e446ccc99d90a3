"""The daily question and questions for everybody, as members and admins live through them."""

from collections.abc import AsyncIterator
from datetime import datetime

import pytest
import simcord
from discord import PermissionOverwrite, Permissions

from bot.coach.round_keeper import EDIT_EVERY
from bot.discord_ui.custom_id import Link, LinkId, Verb, encode
from bot.domain.round import ON_DEMAND
from tests.discord_ui.examples import GIL, GOOD, PARTIAL, WRONG
from tests.discord_ui.round_world import Rounds, cards_in, current, open_rounds
from tests.discord_ui.world import button_id, labels_of, shown, text_of


@pytest.fixture
async def rounds() -> AsyncIterator[Rounds]:
    async with open_rounds() as opened:
        yield opened


# The daily question


async def test_the_daily_question_from_the_post_to_its_results(rounds: Rounds) -> None:
    alice, bob, carol = rounds.world.alice, rounds.world.bob, rounds.carol
    post = await rounds.post_daily()
    assert "be the first" in current(rounds.channel)
    for who, text in ((alice, GOOD), (bob, PARTIAL), (carol, WRONG)):
        feedback = await rounds.answer(who, post, text)
        assert feedback.ephemeral
        assert "/ 100" in text_of(feedback)
    await rounds.look()
    assert "3 have answered." in current(rounds.channel)
    await rounds.later(hours=23)
    assert labels_of(post)[0] == "Answer"
    await rounds.later(hours=1)
    results, *_ = cards_in(rounds.channel)
    assert "**3 members answered.**" in text_of(results)
    assert labels_of(results) == ["Try it yourself", "My result", "Others' answers"]
    (thread,) = rounds.channel.threads[:1]
    assert GIL.model_answer in current(thread)
    assert GIL.model_answer not in text_of(results)


async def test_a_post_goes_out_once_and_the_next_day_again(rounds: Rounds) -> None:
    await rounds.post_daily()
    for _ in range(3):
        await rounds.later(seconds=20)
    assert len(cards_in(rounds.channel)) == 1
    await rounds.later(days=1)
    assert len(cards_in(rounds.channel)) == 2


async def test_the_count_is_edited_at_most_once_in_fifteen_seconds(rounds: Rounds) -> None:
    post = await rounds.post_daily()
    edited: list[datetime] = []
    for who in (rounds.world.alice, rounds.world.bob, rounds.carol):
        await rounds.answer(who, post, GOOD)
        for _ in range(3):
            await rounds.later(seconds=2)
            if len(rounds.requests("PATCH", str(post.id))) > len(edited):
                edited.append(rounds.world.env.now())
    await rounds.later(seconds=20)
    assert "3 have answered." in current(rounds.channel)
    assert len(edited) == 2
    assert edited[1] - edited[0] >= EDIT_EVERY


async def test_nothing_is_edited_while_nobody_answers(rounds: Rounds) -> None:
    await rounds.post_daily()
    for _ in range(5):
        await rounds.later(minutes=5)
    assert not rounds.requests("PATCH", "/messages/")


async def test_only_the_chosen_role_is_pinged_and_only_by_the_post(rounds: Rounds) -> None:
    role = rounds.world.guild.create_role("learners")
    pings = {"parse": [], "roles": [role.id]}
    rounds.world.pings.append(pings)
    post = await rounds.post_daily(role_id=role.id)
    await rounds.answer(rounds.world.alice, post, GOOD)
    await rounds.look()
    assert "1 has answered." in current(rounds.channel)
    assert current(rounds.channel).startswith(f"<@&{role.id}>"), "the edit names it still"
    bodies = [*rounds.world.requests()]
    assert [body.get("allowed_mentions") for body in bodies].count(pings) == 1


async def test_in_a_forum_each_post_is_a_thread_with_all_in_it(rounds: Rounds) -> None:
    forum = rounds.world.guild.create_forum_channel("daily")
    post = await rounds.post_daily(forum)
    (thread,) = forum.threads
    assert (thread.id, thread.name) == (post.id, GIL.title)
    await rounds.answer(rounds.world.alice, post, GOOD)
    await rounds.look()
    assert "1 has answered." in current(forum)
    await rounds.later(hours=24)
    results, model = cards_in(thread)
    assert "1 member answered." in text_of(results)
    assert GIL.model_answer in text_of(model)


async def test_an_announcement_channel_is_posted_to(rounds: Rounds) -> None:
    news = rounds.world.guild.create_news_channel("news")
    post = await rounds.post_daily(news)
    await rounds.answer(rounds.world.alice, post, GOOD)
    await rounds.later(hours=24)
    assert "1 member answered." in text_of(cards_in(news)[0])


async def test_buttons_of_a_post_work_after_a_restart_and_the_count_goes_on(
    rounds: Rounds,
) -> None:
    post = await rounds.post_daily()
    await rounds.answer(rounds.world.alice, post, GOOD)
    opened = await rounds.world.bob.click(post, label="Answer")
    await rounds.world.restart()
    rounds.renew()
    assert "/ 100" in text_of(shown(await rounds.world.bob.submit_modal(opened, {"answer": GOOD})))
    await rounds.answer(rounds.carol, post, WRONG)
    await rounds.later(seconds=30)
    assert "3 have answered." in current(rounds.channel)


# One's own result and those of others


async def test_ones_own_result_is_shown_again(rounds: Rounds) -> None:
    alice, post = rounds.world.alice, await rounds.post_daily()
    asked = shown(await alice.click(post, label="My result"))
    assert asked.ephemeral
    assert "You have not answered this question yet." in text_of(asked)
    feedback = await rounds.answer(alice, post, PARTIAL)
    assert text_of(shown(await alice.click(post, label="My result"))) == text_of(feedback)


async def test_ones_own_answer_unlocks_what_others_have_shared(rounds: Rounds) -> None:
    alice, bob, post = rounds.world.alice, rounds.world.bob, await rounds.post_daily()
    feedback = await rounds.answer(alice, post, GOOD)
    shared = shown(await alice.click(feedback, label="Share"))
    assert "Shared" not in labels_of(shared), "it can be pressed once"
    assert len(cards_in(rounds.channel)) == 1, "nothing is shown to late readers"
    early = shown(await bob.click(post, label="Others' answers"))
    assert "Press Answer first." in text_of(early)
    assert GOOD not in text_of(early)
    own = await rounds.answer(bob, post, PARTIAL)
    for card in (own, post):
        others = shown(await bob.click(card, label="Others' answers"))
        assert others.ephemeral
        assert f"<@{alice.id}> · **100 of 100**" in text_of(others)
        assert GOOD in text_of(others)
    mine = shown(await alice.click(post, label="Others' answers"))
    assert "Nobody has shared an answer yet." in text_of(mine)


async def test_after_the_close_everybody_reads_what_was_shared(rounds: Rounds) -> None:
    alice, bob, post = rounds.world.alice, rounds.world.bob, await rounds.post_daily()
    await alice.click(await rounds.answer(alice, post, GOOD), label="Share")
    await rounds.later(hours=24)
    (results, *_) = cards_in(rounds.channel)
    assert GOOD in text_of(shown(await bob.click(results, label="Others' answers")))


async def test_many_shared_answers_are_turned_by_the_page(rounds: Rounds) -> None:
    world, post = rounds.world, await rounds.post_daily()
    for number in range(5):
        who = world.guild.add_member(world.env.create_user(f"member{number}"))
        await who.click(await rounds.answer(who, post, GOOD), label="Share")
    await rounds.answer(world.alice, post, PARTIAL)
    first = shown(await world.alice.click(post, label="Others' answers"))
    assert "1-4 of 5" in text_of(first)
    await world.alice.click(first, label="More")
    assert "5-5 of 5" in text_of(first)


async def test_what_was_answered_in_a_round_can_be_tried_again_and_counts_once(
    rounds: Rounds,
) -> None:
    post = await rounds.post_daily()
    feedback = await rounds.answer(rounds.world.alice, post, WRONG)
    opened = await rounds.world.alice.click(feedback, label="Try again")
    better = shown(await rounds.world.alice.submit_modal(opened, {"answer": GOOD}))
    assert "100 / 100" in text_of(better)
    await rounds.answer(rounds.world.alice, post, PARTIAL)
    await rounds.answer(rounds.world.bob, post, GOOD)
    await rounds.later(hours=24)
    text = text_of(cards_in(rounds.channel)[0])
    assert "**2 members answered.**" in text
    assert "1 of 2 had it" in text, "the first answer counts"


async def test_try_it_yourself_asks_that_question_in_private(rounds: Rounds) -> None:
    await rounds.post_daily()
    await rounds.later(hours=24)
    results, *_ = cards_in(rounds.channel)
    assert "Nobody answered this time." in text_of(results)
    asked = shown(await rounds.world.bob.click(results, label="Try it yourself"))
    assert asked.ephemeral
    assert GIL.prompt in text_of(asked)


# Wrong moves


async def test_a_closed_question_takes_no_answers(rounds: Rounds) -> None:
    post = await rounds.post_daily()
    opened = await rounds.world.alice.click(post, label="Answer")
    join = button_id(post, "Answer")
    await rounds.later(hours=24)
    (results, *_) = cards_in(rounds.channel)
    late = shown(await rounds.world.forge(join, results))
    assert "This question is closed" in text_of(late)
    graded = shown(await rounds.world.alice.submit_modal(opened, {"answer": GOOD}))
    assert "100 / 100" in text_of(graded), "what was being written is not lost"


async def test_a_round_nobody_knows_is_said_to_be_too_old(rounds: Rounds) -> None:
    post = await rounds.post_daily()
    for link in (Link.JOIN, Link.OWN_RESULT, Link.OTHERS, Link.CLOSE):
        for name in ("no-round", "1-2026-01-01", "9" * 60):
            reply = shown(await rounds.world.forge(encode(LinkId(link, name)), post))
            assert "too old" in text_of(reply)


async def test_a_round_of_another_server_is_closed_to_members_of_this(rounds: Rounds) -> None:
    world, post = rounds.world, await rounds.post_daily()
    other = world.env.create_guild("Elsewhere")
    channel = other.create_text_channel("general")
    alice = other.add_member(world.alice.user)
    card = shown(await alice.slash(channel, "quiz", question=GIL.id))
    forged = button_id(post, "Others' answers")
    reply = shown(await world.forge(forged, card, alice))
    assert "too old" in text_of(reply)


async def test_an_answer_is_shared_by_whoever_wrote_it_alone(rounds: Rounds) -> None:
    post = await rounds.post_daily()
    feedback = await rounds.answer(rounds.world.alice, post, GOOD)
    share = button_id(feedback, "Share")
    assert share.startswith(f"gc1:{Verb.SHARE_IN_ROUND}:")
    reply = shown(await rounds.world.forge(share, post, rounds.world.bob))
    assert "another member" in text_of(reply)


async def test_pressing_and_sending_twice_counts_once(rounds: Rounds) -> None:
    alice, post = rounds.world.alice, await rounds.post_daily()
    first, second = [await alice.click(post, label="Answer") for _ in range(2)]
    for opened in (first, second):
        assert "/ 100" in text_of(shown(await alice.submit_modal(opened, {"answer": GOOD})))
    await rounds.later(seconds=20)
    assert "1 has answered." in current(rounds.channel)


async def test_an_empty_answer_does_not_count(rounds: Rounds) -> None:
    post = await rounds.post_daily()
    reply = await rounds.answer(rounds.world.alice, post, "   ")
    assert "is empty" in text_of(reply)
    await rounds.later(seconds=20)
    assert "be the first" in current(rounds.channel)


# A question for everybody


async def ask_all(
    rounds: Rounds, who: simcord.MemberActor, **options: object
) -> simcord.ResponseMessage:
    asked = await who.slash(rounds.channel, "quiz", public=True, **options)
    return shown(asked)


async def test_a_question_for_everybody_is_open_for_an_hour(rounds: Rounds) -> None:
    post = await ask_all(rounds, rounds.world.alice, question=GIL.id)
    assert not post.ephemeral
    assert f"<@{rounds.world.alice.id}> asks everybody" in text_of(post)
    await rounds.answer(rounds.world.bob, post, GOOD)
    await rounds.later(seconds=20)
    assert "1 has answered." in current(rounds.channel)
    await rounds.later(seconds=ON_DEMAND.total_seconds())
    assert "1 member answered." in current(rounds.channel)
    (thread,) = rounds.channel.threads
    assert GIL.model_answer in current(thread)


async def test_who_asked_closes_it_and_so_may_an_admin_but_nobody_else(rounds: Rounds) -> None:
    alice, bob = rounds.world.alice, rounds.world.bob
    post = await ask_all(rounds, alice, topic="gil")
    assert "Only whoever asked" in text_of(shown(await bob.click(post, label="Close now")))
    closed = shown(await alice.click(post, label="Close now"))
    assert closed.ephemeral
    assert "Closed." in text_of(closed)
    await rounds.look()
    assert "Nobody answered this time." in current(rounds.channel)


async def test_a_second_question_waits_until_the_first_is_closed(rounds: Rounds) -> None:
    alice, post = rounds.world.alice, await ask_all(rounds, rounds.world.alice)
    refused = await ask_all(rounds, alice)
    assert refused.ephemeral
    assert "still open" in text_of(refused)
    await alice.click(post, label="Close now")
    assert not (await ask_all(rounds, alice)).ephemeral


async def test_an_admin_closes_what_somebody_else_asked(rounds: Rounds) -> None:
    world, post = rounds.world, await ask_all(rounds, rounds.world.alice)
    role = world.guild.create_role("admin", permissions=Permissions(manage_guild=True))
    admin = world.guild.add_member(world.env.create_user("admin"), roles=[role])
    assert "Closed." in text_of(shown(await admin.click(post, label="Close now")))


async def test_a_question_new_to_the_channel_comes_first(rounds: Rounds) -> None:
    members = (rounds.world.alice, rounds.world.bob, rounds.carol)
    asked = [await ask_all(rounds, one) for one in members]
    assert len({text_of(card).splitlines()[1] for card in asked}) == 3


async def test_in_a_thread_the_model_answer_is_on_the_card_itself(rounds: Rounds) -> None:
    await rounds.post_daily()
    (thread,) = rounds.channel.threads
    post = shown(await rounds.world.alice.slash(thread, "quiz", public=True, question=GIL.id))
    await rounds.answer(rounds.world.bob, post, GOOD)
    await rounds.later(seconds=ON_DEMAND.total_seconds())
    assert GIL.model_answer in text_of(post)


async def test_everybody_is_asked_in_servers_only(rounds: Rounds) -> None:
    reply = shown(await rounds.world.alice.user.slash("quiz", public=True))
    assert "works only in a server" in text_of(reply)
    assert not cards_in(rounds.channel)


async def test_everybody_is_asked_where_members_write(rounds: Rounds) -> None:
    guild, alice = rounds.world.guild, rounds.world.alice
    voice = guild.create_voice_channel("talk")
    assert "text channel or a thread" in text_of(
        shown(await alice.slash(voice, "quiz", public=True))
    )
    mute = PermissionOverwrite(send_messages=False)
    quiet = guild.create_text_channel("rules", overwrites={alice: mute})
    assert "You may not write" in text_of(shown(await alice.slash(quiet, "quiz", public=True)))


async def test_where_the_bot_may_not_write_it_says_what_it_lacks(rounds: Rounds) -> None:
    guild = rounds.world.guild
    me = rounds.world.bot.user
    assert me is not None
    mute = PermissionOverwrite(read_message_history=False)
    quiet = guild.create_text_channel("quiet", overwrites={me: mute})
    reply = shown(await rounds.world.alice.slash(quiet, "quiz", public=True))
    assert "**Read Message History**" in text_of(reply)


async def test_names_that_don_t_exist_are_answered_in_private(rounds: Rounds) -> None:
    reply = await ask_all(rounds, rounds.world.alice, topic="gill")
    assert reply.ephemeral
    assert "There is no topic `gill`" in text_of(reply)


async def test_a_post_whose_place_was_not_noted_is_noted_by_the_first_press(
    rounds: Rounds,
) -> None:
    post = await rounds.post_daily()
    opened = await rounds.coach.rounds.ask(
        77, owner_id=1, group_id=rounds.world.guild.id, channel_id=rounds.channel.id
    )
    await rounds.world.forge(encode(LinkId(Link.JOIN, opened.id)), post)
    assert (await rounds.coach.rounds.round(opened.id)).message_id == post.id
