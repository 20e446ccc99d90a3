"""A member of the loopback Discord: types commands, presses buttons, submits modals.

Each method sends one interaction and returns when the member would see the answer: at once for a
message or a modal, after the edit or follow-up for a deferred reply. An actor may only do what
Discord's client lets a person do; anything else raises before it is sent.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import form, interaction, message, offer
from .component import BUTTON, STRING_SELECT
from .exchange import (
    ACK_LIMIT_S,
    AUTOCOMPLETE,
    COMMAND,
    COMPONENT,
    MODAL_SUBMIT,
    Exchange,
)
from .screen import Modal, Reply, Screen
from .world import DM

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .world import Channel, World

Json = dict[str, Any]
SLASH, USER_MENU, MESSAGE_MENU = 1, 2, 3
ACK_MARGIN_S = 0.5


class NoAnswerError(Exception):
    """The bot did not answer in time: the member reads "The application did not respond"."""


@dataclass(eq=False)
class Actor:
    """A user who acts; made by `LoopbackDiscord.add_user`."""

    world: World
    id: str
    name: str
    locale: str = "en-US"
    installed: bool = False
    """Whether the user has installed the application for themselves."""
    timeout_s: float = 20
    """How long to wait for a deferred reply to be filled."""

    @property
    def json(self) -> Json:
        """The user object."""
        return self.world.users[self.id]

    @property
    def dm(self) -> Channel:
        """The direct message with the bot."""
        return self.world.direct_message(self.id)

    def private_channel(self, other: Actor) -> Channel:
        """Return a new direct message with someone else: the bot is not in it."""
        return self.world.add_private(DM, [other.json])

    def post(self, where: Channel, content: str) -> Screen:
        """Write an ordinary message; the bot is not told (it has no message intents)."""
        made = message.new(where, self.json)
        made["content"] = content
        return Screen(self.world, where, made)

    async def slash(
        self,
        where: Channel,
        name: str,
        values: Mapping[str, Any] | None = None,
        *,
        until: str = "settled",
    ) -> Reply:
        """Send a slash command; subcommands are written with spaces: `coach setup`.

        Args:
            where: A channel, `alice.dm`, or a private channel.
            name: The command as typed, without the slash.
            values: Options by name; users, channels and roles by their object.
            until: `settled`, or `acked` to return before a deferred reply is filled.

        Raises:
            NotOfferedError: the client would not send this.
            NoAnswerError: no callback within 3 s, or a deferred reply was never filled.
        """
        first, *path = name.split()
        command = offer.find(where, first, SLASH, self._permissions(where))
        options = offer.options(command, path, values or {})
        data = interaction.command(command) | ({"options": options} if options else {})
        if resolved := interaction.resolved(where, self.id, (values or {}).values()):
            data["resolved"] = resolved
        return await self._send(COMMAND, where, data, command=command, until=until)

    async def menu(self, where: Channel, name: str, target: Actor | Screen) -> Reply:
        """Use a context menu on a user or a message.

        Raises:
            NotOfferedError: there is no such menu here.
            NoAnswerError: as for `slash`.
        """
        kind = USER_MENU if isinstance(target, Actor) else MESSAGE_MENU
        command = offer.find(where, name, kind, self._permissions(where))
        if isinstance(target, Actor):
            target_id, resolved = target.id, interaction.resolved(where, self.id, [target])
        else:
            target_id = target.payload["id"]
            resolved = {"messages": {target_id: target.payload}}
        data = {**interaction.command(command), "target_id": target_id, "resolved": resolved}
        return await self._send(COMMAND, where, data, command=command)

    async def autocomplete(
        self,
        where: Channel,
        name: str,
        option: str,
        typed: str,
        others: Mapping[str, Any] | None = None,
    ) -> list[Json]:
        """Return the choices offered for an option while it is typed."""
        first, *path = name.split()
        command = offer.find(where, first, SLASH, self._permissions(where))
        options = offer.focused(command, path, option, typed, others or {})
        data = {**interaction.command(command), "options": options}
        reply = await self._send(AUTOCOMPLETE, where, data, command=command)
        return reply.exchange.choices

    async def click(self, screen: Screen, name: str, *, until: str = "settled") -> Reply:
        """Press the button with that label or custom id.

        Raises:
            LookupError: there is no such button, it is disabled, or not visible to this user.
            NoAnswerError: as for `slash`.
        """
        button = screen.button(name)
        data = {"component_type": BUTTON, "custom_id": button["custom_id"], "id": button["id"]}
        return await self._use(screen, button, data, until)

    async def select(
        self, screen: Screen, name: str, wanted: Sequence[Any], *, until: str = "settled"
    ) -> Reply:
        """Choose in the select menu with that placeholder or custom id.

        Args:
            screen: The message with the menu.
            name: Placeholder or custom id.
            wanted: Labels or values of a string menu; else actors, channels, roles.
            until: As for `slash`.

        Raises:
            LookupError: as for `click`.
            NoAnswerError: as for `slash`.
        """
        menu = screen.select(name)
        kind = menu["type"]
        data: Json = {"component_type": kind, "custom_id": menu["custom_id"], "id": menu["id"]}
        if kind == STRING_SELECT:
            data["values"] = [form.chosen(menu, label) for label in wanted]
        else:
            data["values"] = [str(getattr(item, "id", None) or item["id"]) for item in wanted]
            data["resolved"] = interaction.resolved(screen.where, self.id, wanted)
        return await self._use(screen, menu, data, until)

    async def submit(
        self,
        opened: Reply | Modal,
        values: Mapping[str, Any],
        *,
        until: str = "settled",
    ) -> Reply:
        """Submit a modal; fields are named by label or custom id, the rest keeps its default.

        The bot may have been restarted since the modal was opened.

        Raises:
            FormError: the client would not submit this.
            LookupError: there is no modal, or no such field.
            NoAnswerError: as for `slash`.
        """
        modal = opened if isinstance(opened, Modal) else opened.modal
        if modal is None:
            text = "the answer is not a modal"
            raise LookupError(text)
        before = modal.exchange
        if before.actor["id"] != self.id:
            text = f"the modal was opened by {before.actor['username']}"
            raise LookupError(text)
        data = {"custom_id": modal.custom_id, "components": form.fill(modal, values)}
        source = before.source if before.kind == COMPONENT else None
        return await self._send(MODAL_SUBMIT, before.where, data, source=source, until=until)

    async def _use(self, screen: Screen, part: Json, data: Json, until: str) -> Reply:
        shown = screen.payload
        if part.get("disabled"):
            text = f"{part.get('label')!r} is disabled"
            raise LookupError(text)
        if self.world.seen_only_by.get(shown["id"], self.id) != self.id:
            text = f"{self.name} does not see this message"
            raise LookupError(text)
        return await self._send(COMPONENT, screen.where, data, source=shown, until=until)

    async def _send(
        self,
        kind: int,
        where: Channel,
        data: Json,
        *,
        command: Json | None = None,
        source: Json | None = None,
        until: str = "settled",
    ) -> Reply:
        world = self.world
        owners = offer.owners(where, command, self.id, user_installed=self.installed)
        interaction_id = world.snowflake()
        token = f"loopback-{interaction_id}"
        exchange = Exchange(interaction_id, token, kind, where, self.json, owners, source)
        world.exchanges[token] = exchange
        body = interaction.build(exchange, data, locale=self.locale)
        exchange.dispatched_s = time.monotonic()
        guild_id = where.guild.id if "0" in owners and where.guild else None
        world.dispatch("INTERACTION_CREATE", body, guild_id)
        await self._await_answer(exchange, until)
        return Reply(exchange)

    async def _await_answer(self, exchange: Exchange, until: str) -> None:
        try:
            async with asyncio.timeout(ACK_LIMIT_S + ACK_MARGIN_S):
                await exchange.acked.wait()
        except TimeoutError:
            problems = "; ".join(map(str, self.world.problems[-3:]))
            text = f"no callback in {ACK_LIMIT_S} s for {exchange.kind=} {problems}"
            raise NoAnswerError(text) from None
        if until == "acked":
            return
        try:
            async with asyncio.timeout(self.timeout_s):
                await exchange.settled.wait()
        except TimeoutError:
            text = f"acknowledged after {exchange.ack_ms:.0f} ms but never filled"
            raise NoAnswerError(text) from None

    def _permissions(self, where: Channel) -> int:
        return interaction.permissions(where, self.id)
