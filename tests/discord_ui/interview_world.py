"""Mock interviews in a small Discord: a bank with follow-ups, and what a member sees of them."""

from dataclasses import dataclass, replace

import simcord
from discord import PermissionOverwrite

from bot.domain.bank import Bank
from bot.domain.item import Item
from tests.discord_ui.examples import BANK
from tests.discord_ui.world import World, labels_of, shown

STRONG = {
    "what-is-the-gil": (
        "Only one thread at a time runs Python bytecode, because the lock protects the reference "
        "counts of all objects."
    ),
    "lost-update": "Adding to a number is not atomic: reading and writing are separate steps.",
    "thread-pool": "When most of the time goes into waiting, I would choose threads: I/O.",
}
WEAK = "I would have to look that up in the documentation of the language first."
"""Reads as an answer, and meets nothing."""


def with_follow_ups(item: Item) -> Item:
    """The item with a follow-up question on each of its ideas."""
    fields = item.model_dump(mode="json")
    for criterion in fields["required"]:
        criterion["follow_up"] = {"ask": f"What about {criterion['id']}?", "say": criterion["say"]}
    return Item.model_validate(fields)


INTERVIEW_BANK: Bank = replace(BANK, items=tuple(map(with_follow_ups, BANK.items)))


@dataclass
class Room:
    """Where Alice is interviewed: in a thread, or for her eyes only.

    Attributes:
        member: Alice, in the server or in direct messages.
        began: what answered the command.
        card: the newest card.
    """

    world: World
    member: simcord.MemberActor | simcord.UserHandle
    began: simcord.ResponseMessage
    card: simcord.ResponseMessage

    async def press(self, label: str) -> simcord.ResponseMessage:
        """Press a button of the newest card; the card that is the newest then."""
        self.card = shown(await self.member.click(self.card, label=label))
        return self.card

    async def say(self, text: str, **fields: str) -> simcord.ResponseMessage:
        """Answer what is asked; the card that follows."""
        opened = await self.member.click(self.card, label="Answer")
        self.card = shown(await self.member.submit_modal(opened, {"answer": text, **fields}))
        return self.card

    @property
    def asking(self) -> bool:
        """Whether an answer is waited for."""
        return "Answer" in labels_of(self.card)

    @property
    def private(self) -> bool:
        """Whether the cards are for Alice's eyes only."""
        return self.card.ephemeral


async def enter(world: World, where: str = "thread", **options: object) -> Room:
    """Begin an interview.

    Args:
        where: "thread", "channel" (where the bot may open no thread) or "direct".
    """
    if where == "direct":
        began = shown(await world.alice.user.slash("interview", **options))
        return Room(world, world.alice.user, began, began)
    channel = world.channel if where == "thread" else _without_threads(world)
    began = shown(await world.alice.slash(channel, "interview", **options))
    if not channel.threads:
        return Room(world, world.alice, began, began)
    return Room(world, world.alice, began, newest_in(channel.threads[-1]))


def newest_in(thread: simcord.ChannelHandle) -> simcord.ResponseMessage:
    """The newest message of a thread."""
    env = thread._env
    stored = env.backend.get_message(thread.id, thread.history()[-1].id)
    return simcord.ResponseMessage(env, stored)


def _without_threads(world: World) -> simcord.ChannelHandle:
    closed = PermissionOverwrite(create_private_threads=False)
    me = world.bot.user
    assert me is not None
    return world.guild.create_text_channel(
        "quiet", overwrites={world.guild.default_role: closed, me: closed}
    )
