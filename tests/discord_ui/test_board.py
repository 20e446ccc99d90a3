"""Rounds whose post is hard to keep up to date."""

from collections.abc import AsyncIterator

import pytest

from bot.domain.errors import PostRefusedError
from bot.domain.reveal import reveal_of
from bot.domain.round import Round
from tests.discord_ui.examples import GIL, GOOD
from tests.discord_ui.round_world import Rounds, cards_in, current, open_rounds
from tests.discord_ui.world import labels_of, text_of

EMPTY = reveal_of(GIL, [], {})


@pytest.fixture
async def rounds() -> AsyncIterator[Rounds]:
    async with open_rounds() as opened:
        yield opened


async def posted(rounds: Rounds) -> Round:
    """A daily round that is in the channel."""
    schedule = await rounds.schedule()
    await rounds.at(schedule.next_due)
    return await rounds.coach.rounds.round(f"{schedule.id}-{schedule.next_due.date()}")


async def test_results_shown_twice_are_in_the_thread_once(rounds: Rounds) -> None:
    one = await posted(rounds)
    for _ in range(2):
        await rounds.board.reveal(one, GIL, EMPTY)
    (thread,) = rounds.channel.threads
    assert "The model answer" in current(thread)


async def test_in_a_forum_too(rounds: Rounds) -> None:
    forum = rounds.world.guild.create_forum_channel("daily")
    schedule = await rounds.schedule(forum)
    await rounds.at(schedule.next_due)
    one = await rounds.coach.rounds.round(f"{schedule.id}-{schedule.next_due.date()}")
    for _ in range(2):
        await rounds.board.reveal(one, GIL, EMPTY)
    results, model = cards_in(forum.threads[0])
    assert "Nobody answered" in text_of(results)
    assert "The model answer" in text_of(model)


async def test_without_its_thread_the_model_answer_is_on_the_post(rounds: Rounds) -> None:
    one = await posted(rounds)
    (thread,) = rounds.channel.threads
    rounds.world.env.backend.delete_channel(thread.id)
    await rounds.world.env.settle()
    await rounds.board.reveal(one, GIL, EMPTY)
    assert GIL.model_answer in text_of(cards_in(rounds.channel)[0])


async def test_a_deleted_post_ends_its_round_quietly(rounds: Rounds) -> None:
    one = await posted(rounds)
    (post,) = cards_in(rounds.channel)
    await rounds.answer(rounds.world.alice, post, GOOD)
    rounds.world.env.backend.delete_message(rounds.channel.id, post.id)
    for _ in range(3):
        await rounds.later(seconds=70)
    assert len(rounds.requests("PATCH", str(post.id))) == 1
    assert (await rounds.coach.rounds.round(one.id)).closed_at is not None


async def test_a_fault_of_discords_is_tried_again(rounds: Rounds) -> None:
    await posted(rounds)
    (post,) = cards_in(rounds.channel)
    await rounds.answer(rounds.world.alice, post, GOOD)
    for status, code in ((500, 0), (429, 0), (400, 50083)):
        path = "/channels/*/messages/*"
        rounds.world.env.inject_error("PATCH", path, status=status, code=code)
        await rounds.later(seconds=70)
        assert "be the first" in text_of(post)
    await rounds.later(seconds=70)
    assert "1 has answered." in text_of(post)


async def test_a_question_that_left_the_pack_is_withdrawn(rounds: Rounds) -> None:
    one = await posted(rounds)
    await rounds.board.withdraw(one)
    (post,) = cards_in(rounds.channel)
    assert "taken out of my collection" in text_of(post)
    assert labels_of(post) == ["My result"]


async def test_a_round_that_never_got_a_post_can_t_be_shown(rounds: Rounds) -> None:
    one = (await posted(rounds)).model_copy(update={"message_id": None})
    with pytest.raises(PostRefusedError):
        await rounds.board.show(one, GIL, 1)
