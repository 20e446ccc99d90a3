"""A small Discord with the real bot in it: a server, two members, a store that stays."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import simcord
from simcord.backend.models import Interaction
from simcord.components import walk_components
from simcord.enums import InteractionType
from simcord.interactions import base_payload

from bot.coach.coach import Coach
from bot.discord_ui.client import CoachBot
from bot.discord_ui.limits import validate
from bot.domain.bank import Bank
from bot.pictures.drawings import Drawings
from bot.storage import SqlStore, open_store
from tests.coach.coach_world import make_coach
from tests.coach.demo_world import StagedRunner


@dataclass
class SimulatedClock:
    """The clock of the simulated Discord, once there is one."""

    env: simcord.Env | None = None

    def __call__(self) -> datetime:
        assert self.env is not None
        return self.env.now()


@dataclass
class World:
    """What a test acts on."""

    env: simcord.Env
    coach: Coach
    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    alice: simcord.MemberActor
    bob: simcord.MemberActor
    runner: StagedRunner
    announced: list[str] = field(default_factory=list)
    pings: list[Mapping[str, Any]] = field(default_factory=list)
    """What a message may mention so that it pings; nothing unless a test says so."""

    @property
    def bot(self) -> CoachBot:
        bot = self.env.bot
        assert isinstance(bot, CoachBot)
        return bot

    async def restart(self) -> None:
        """Replace the process: nothing but the store is left of it."""
        await self.bot.close()
        await self.env.restart_bot(self.new_bot())

    def new_bot(self) -> CoachBot:
        return CoachBot(self.coach, announce=self.announced.append)

    async def ask(self, **options: str) -> simcord.ResponseMessage:
        """Alice asks for a question; the card."""
        asked = await self.alice.slash(self.channel, "quiz", **options)
        assert asked.ephemeral
        return shown(asked)

    async def answer(
        self, card: simcord.ResponseMessage, text: str, button: str = "Answer"
    ) -> simcord.ResponseMessage:
        """Alice answers on the card; the feedback."""
        opened = await self.alice.click(card, label=button)
        return shown(await self.alice.submit_modal(opened, {"answer": text}))

    async def press(self, card: simcord.ResponseMessage, label: str) -> simcord.ResponseMessage:
        """Alice presses a button that answers with a card."""
        return shown(await self.alice.click(card, label=label))

    async def send_modal(self, custom_id: str, text: str, times: int = 1) -> list[Interaction]:
        """Deliver a modal of Alice's, however often, before the bot can answer any."""
        field = {"type": 4, "id": 3, "custom_id": "answer", "value": text}
        rows: Sequence[Mapping[str, Any]] = [
            {"type": 10, "id": 1},
            {"type": 18, "id": 2, "component": field},
        ]
        sent = [self._emit_modal(custom_id, rows, self.alice) for _ in range(times)]
        await self.env.settle()
        return sent

    async def deliver(
        self,
        custom_id: str,
        rows: Sequence[Mapping[str, Any]],
        actor: simcord.MemberActor | None = None,
    ) -> Interaction:
        """Deliver a modal as nobody can send it in a client."""
        sent = self._emit_modal(custom_id, rows, actor or self.alice)
        await self.env.settle()
        return sent

    def _emit_modal(
        self, custom_id: str, rows: Sequence[Mapping[str, Any]], actor: simcord.MemberActor
    ) -> Interaction:
        record, payload = base_payload(
            self.env.backend,
            type=InteractionType.MODAL_SUBMIT,
            channel_id=self.channel.id,
            guild_id=self.guild.id,
            user_id=actor.id,
            data={"custom_id": custom_id, "components": [*rows]},
        )
        self.env.backend.emit("INTERACTION_CREATE", payload)
        return record

    def reply_to(self, interaction: Interaction) -> simcord.ResponseMessage:
        """The card that answers an interaction."""
        return shown(simcord.InteractionResult(self.env, interaction))

    async def forge(
        self, custom_id: str, on: simcord.ResponseMessage, actor: simcord.MemberActor | None = None
    ) -> simcord.InteractionResult:
        """Press a button that is not on the card, as nobody can in a client."""
        stored = self.env.backend.get_message(on.channel_id, on.id)
        stored.components.append({"type": 1, "id": 900, "components": [_forged_button(custom_id)]})
        try:
            return await (actor or self.alice).click(on, custom_id=custom_id)
        finally:
            stored.components[:] = [row for row in stored.components if row.get("id") != 900]

    def requests(self) -> Iterator[Mapping[str, Any]]:
        """The bodies of all messages and modals that the bot sent."""
        for request in self.env.http_requests:
            body = request.json
            if isinstance(body, Mapping):
                data = body["data"] if {"type", "data"} <= body.keys() else body
                data = data.get("message", data)  # the first one of a forum's thread
                if data and ("components" in data or "title" in data):
                    yield data


def _forged_button(custom_id: str) -> dict[str, Any]:
    return {"type": 2, "style": 2, "label": "forged", "custom_id": custom_id, "id": 901}


@asynccontextmanager
async def open_world(
    bank: Bank, *, installed: bool = True, member_per_minute: int = 1000
) -> AsyncIterator[World]:
    """Run the bot; in the end check that everything it sent was within Discord's limits.

    Args:
        installed: in the server, not only by the members for themselves.
    """
    clock = SimulatedClock()
    async with open_store("sqlite://", clock) as store:
        runner = StagedRunner()
        coach = new_coach(bank, store, clock, runner, member_per_minute=member_per_minute)
        announced: list[str] = []
        bot = CoachBot(coach, announce=announced.append)
        env = simcord.Env(bot, shard_count=1, settle_timeout=60)
        clock.env = env
        if installed:
            install_in_guilds(env)
        await env.start()
        try:
            guild = env.create_guild()
            channel = guild.create_text_channel("general")
            alice = guild.add_member(env.create_user("alice"))
            bob = guild.add_member(env.create_user("bob"))
            world = World(env, coach, guild, channel, alice, bob, runner, announced)
            yield world
            await coach.demos.aclose()
            await world.bot.close()
        finally:
            await env.shutdown()
        env.raise_errors()
        for body in world.requests():
            assert validate(body) == []
            assert "title" in body or body["allowed_mentions"] in ({"parse": []}, *world.pings)


def new_coach(
    bank: Bank,
    store: SqlStore,
    clock: SimulatedClock,
    runner: StagedRunner,
    *,
    member_per_minute: int = 1000,
) -> Coach:
    return make_coach(
        bank,
        store,
        clock,
        runner=runner,
        pictures=Drawings(),
        member_per_minute=member_per_minute,
    )


def install_in_guilds(env: simcord.Env) -> None:
    """Say with every interaction in a guild that the bot is installed there, as Discord does."""
    emit = env.backend.emit

    def emit_installed(event: str, payload: Mapping[str, Any]) -> None:
        if event == "INTERACTION_CREATE" and "guild_id" in payload:
            payload = {**payload, "authorizing_integration_owners": {"0": payload["guild_id"]}}
        emit(event, payload)

    env.backend.emit = emit_installed  # type: ignore[method-assign]


def shown(result: simcord.InteractionResult) -> simcord.ResponseMessage:
    """The card that answers an interaction."""
    assert result.acknowledged
    message = result.followups[-1] if result.followups else result.response
    assert message is not None
    return message


def text_of(message: simcord.ResponseMessage) -> str:
    """All text on a card."""
    return "\n".join(
        part["content"] for part in walk_components(message.components) if part["type"] == 10
    )


def labels_of(message: simcord.ResponseMessage) -> Sequence[str]:
    """The buttons on a card that can be pressed."""
    return [
        part["label"]
        for part in walk_components(message.components)
        if part["type"] == 2 and not part.get("disabled")
    ]


def button_id(message: simcord.ResponseMessage, label: str) -> str:
    """The custom id of a button."""
    buttons = {
        part["label"]: str(part["custom_id"])
        for part in walk_components(message.components)
        if part["type"] == 2
    }
    return buttons[label]
