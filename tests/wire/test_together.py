"""Members who answer the same question at the same time never get each other's feedback."""

import asyncio
import statistics
from collections.abc import Callable

import pytest

from .actor import Actor
from .quiz import FIELD, ask, quotes
from .quiz import written as text_in
from .screen import Reply
from .server import LoopbackDiscord
from .world import Channel

pytestmark = [pytest.mark.wire, pytest.mark.asyncio(loop_scope="module")]

MANY = 50


@pytest.fixture
def channel(coached: LoopbackDiscord) -> Channel:
    return coached.add_guild().add_text_channel("gil")


def text_of(member: Actor) -> str:
    """An answer of which no other member's feedback may show a word."""
    return f"Only one {member.name} thread runs Python bytecode at a time. Yours, {member.name}."


def assert_own(member: Actor, feedback: Reply) -> None:
    assert quotes(feedback) == [f"Only one {member.name} thread runs"]
    assert feedback.ephemeral


async def test_two_members_who_cross_each_other_do_not_mix(
    coached: LoopbackDiscord, channel: Channel
) -> None:
    alice, bob = coached.add_user("alice"), coached.add_user("bob")
    cards = [await ask(member, channel) for member in (alice, bob)]
    first = await alice.click(cards[0], "Answer")
    second = await bob.click(cards[1], "Answer")
    assert first.modal is not None
    assert second.modal is not None
    assert first.modal.custom_id != second.modal.custom_id
    theirs = await bob.submit(second, {FIELD: text_of(bob)})
    mine = await alice.submit(first, {FIELD: text_of(alice)})
    for member, feedback in ((alice, mine), (bob, theirs)):
        assert_own(member, feedback)
        assert text_in(await member.click(feedback, "Try again")) == text_of(member)


async def test_one_member_with_two_cards_keeps_both_answers_apart(
    coached: LoopbackDiscord, channel: Channel
) -> None:
    alice = coached.add_user("alice")
    cards = [await ask(alice, channel) for _ in range(2)]
    opened = [await alice.click(card, "Answer") for card in cards]
    texts = [f"Only one {word} thread runs Python bytecode." for word in ("green", "blue")]
    shown = await asyncio.gather(
        *(alice.submit(modal, {FIELD: text}) for modal, text in zip(opened, texts, strict=True))
    )
    assert [quotes(feedback) for feedback in shown] == [
        ["Only one green thread runs"],
        ["Only one blue thread runs"],
    ]


async def test_fifty_members_at_once_each_read_their_own_words(
    coached: LoopbackDiscord, channel: Channel, record_property: Callable[[str, object], None]
) -> None:
    members = [coached.add_user(f"u{number}") for number in range(MANY)]
    cards = await asyncio.gather(*(ask(member, channel) for member in members))
    opened = await asyncio.gather(*map(open_modal, members, cards))
    graded = await asyncio.gather(*map(send, members, opened))
    again = await asyncio.gather(*map(try_again, members, graded))
    for member, feedback, modal in zip(members, graded, again, strict=True):
        assert_own(member, feedback)
        assert text_in(modal) == text_of(member)
    for step, replies in {"slash": cards, "modal": opened, "submit": graded}.items():
        waits = [reply.ack_ms for reply in replies]
        told = f"p50 {statistics.median(waits):.0f} ms, most {max(waits):.0f} ms"
        record_property(f"{step} acknowledged", told)
        print(f"{MANY} members at once, {step} acknowledged: {told}")  # noqa: T201 - for -rP


async def open_modal(member: Actor, card: Reply) -> Reply:
    return await member.click(card, "Answer")


async def send(member: Actor, opened: Reply) -> Reply:
    return await member.submit(opened, {FIELD: text_of(member)})


async def try_again(member: Actor, feedback: Reply) -> Reply:
    return await member.click(feedback, "Try again")
