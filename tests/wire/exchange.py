"""One interaction and its life: dispatched, acknowledged once, answered, followed up.

Discord's rules are kept here: one callback within 3 s, of a type that suits the interaction; the
webhook works only after it, for 15 minutes; a modal cannot answer a modal.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from . import message, payload
from .component import EPHEMERAL, LOADING, faults_of_modal
from .record import ApiError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .world import Channel

Json = dict[str, Any]

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5
REPLY, DEFER_REPLY, DEFER_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
ALLOWED = {
    COMMAND: {REPLY, DEFER_REPLY, MODAL},
    COMPONENT: {REPLY, DEFER_REPLY, DEFER_UPDATE, UPDATE, MODAL},
    AUTOCOMPLETE: {CHOICES},
    MODAL_SUBMIT: {REPLY, DEFER_REPLY, DEFER_UPDATE, UPDATE},
}
ACK_LIMIT_S = 3.0
"""Source: Discord docs, Receiving and Responding: an initial response within 3 seconds."""
TOKEN_LIFE_S = 900.0
MAX_USER_INSTALL_FOLLOWUPS = 5
CHAT_INPUT_COMMAND_MESSAGE = 20


@dataclass(eq=False)
class Exchange:
    """An interaction: who sent it, and everything the bot did with it."""

    id: str
    token: str
    kind: int
    where: Channel
    actor: Json
    owners: Json
    """The authorizing integration owners sent with it."""
    source: Json | None = None
    """The message whose component was used, or through whose component the modal opened."""
    dispatched_s: float = field(default_factory=time.monotonic)
    acked_s: float | None = None
    ack_type: int = 0
    ephemeral: bool = False
    original: Json | None = None
    modal: Json | None = None
    choices: list[Json] = field(default_factory=list)
    followups: list[Json] = field(default_factory=list)
    edits: int = 0
    """How often a message of this interaction was edited after the callback."""
    acked: asyncio.Event = field(default_factory=asyncio.Event)
    settled: asyncio.Event = field(default_factory=asyncio.Event)
    """Set once the member sees the answer: for a deferred one, when it is filled."""

    @property
    def ack_ms(self) -> float:
        """Milliseconds from dispatch to the callback; infinite without one."""
        return float("inf") if self.acked_s is None else (self.acked_s - self.dispatched_s) * 1000

    def acknowledge(
        self, body: Mapping[str, Any], files: Mapping[str, bytes], arrived_s: float
    ) -> Json | None:
        """Carry out the callback and return the message it made or changed.

        Raises:
            ApiError: Discord would refuse this callback.
        """
        if self.acked_s is not None:
            text = "Interaction has already been acknowledged."
            raise ApiError(400, 40060, text, problem="life cycle")
        if arrived_s - self.dispatched_s > ACK_LIMIT_S:
            late = f"callback {arrived_s - self.dispatched_s:.1f} s after dispatch"
            raise ApiError(404, 10062, f"Unknown interaction ({late})", problem="life cycle")
        answer, data = body["type"], body.get("data") or {}
        if answer not in ALLOWED[self.kind]:
            text = f"response type {answer} cannot answer an interaction of type {self.kind}"
            raise ApiError(400, 50035, text, problem="life cycle")
        if answer in (DEFER_UPDATE, UPDATE) and self.source is None:
            raise ApiError(400, 50035, "there is no message to update", problem="life cycle")
        shown = self._carry_out(answer, data, files)
        self.ack_type, self.acked_s = answer, arrived_s
        later = self.where.world.after_answer
        later.append(self.acked.set)
        if answer not in (DEFER_REPLY, DEFER_UPDATE):
            later.append(self.settled.set)
        return shown

    def _carry_out(self, answer: int, data: Json, files: Mapping[str, bytes]) -> Json | None:
        if answer == CHOICES:
            self.choices = data.get("choices") or []
        elif answer == MODAL:
            if problems := faults_of_modal(data):
                raise ApiError(400, 50035, "; ".join(problems), problem="rule")
            self.modal = data
        elif answer in (REPLY, DEFER_REPLY):
            self.ephemeral = bool((data.get("flags") or 0) & EPHEMERAL)
            loading = answer == DEFER_REPLY
            self.original = self._send({} if loading else data, files, loading=loading)
        else:
            self.original = self.source
            if answer == UPDATE and self.source is not None:
                message.write(self.where.world, self.source, data, files)
        return self.original

    def _send(self, data: Json, files: Mapping[str, bytes], *, loading: bool = False) -> Json:
        world = self.where.world
        hidden = self.ephemeral or bool((data.get("flags") or 0) & EPHEMERAL)
        first_of_command = self.kind == COMMAND and self.original is None
        made = message.new(
            self.where,
            world.users[world.application_id],
            kind=CHAT_INPUT_COMMAND_MESSAGE if first_of_command else 0,
            flags=EPHEMERAL * hidden | LOADING * loading,
            extra=self._metadata(),
        )
        if hidden:
            world.seen_only_by[made["id"]] = self.actor["id"]
        if not loading:
            try:
                message.write(world, made, data, files)
            except ApiError:
                message.forget(world, made)
                raise
        return made

    def _metadata(self) -> Json:
        application_id = self.where.world.application_id
        return {
            "application_id": application_id,
            "webhook_id": application_id,
            "interaction_metadata": {
                "id": self.id,
                "type": self.kind,
                "user": self.actor,
                "authorizing_integration_owners": self.owners,
                **self._trigger(),
            },
        }

    def _trigger(self) -> Json:
        if self.source is None or self.kind == COMMAND:
            return {"name": "command", "command_type": 1} if self.kind == COMMAND else {}
        if self.kind == COMPONENT:
            return {"interacted_message_id": self.source["id"]}
        before = {
            "id": self.source["id"],
            "type": COMPONENT,
            "user": self.actor,
            "authorizing_integration_owners": self.owners,
            "interacted_message_id": self.source["id"],
        }
        return {"triggering_interaction_metadata": before}

    def require_open(self, now_s: float) -> None:
        """Refuse the webhook before the callback and after 15 minutes.

        Raises:
            ApiError: 10015 before any callback, 50027 after the token's life.
        """
        if self.acked_s is None:
            raise ApiError(404, 10015, "Unknown Webhook (no callback yet)", problem="life cycle")
        if now_s - self.dispatched_s > TOKEN_LIFE_S:
            raise ApiError(401, 50027, "Invalid Webhook Token", problem="life cycle")

    def follow_up(self, body: Json, files: Mapping[str, bytes]) -> Json:
        """Carry out a webhook POST; the first one after a deferred reply fills that reply.

        Raises:
            ApiError: the message is refused, or a user install has had its five.
        """
        if self.original is not None and self.original["flags"] & LOADING:
            return self.edit(self.original, body, files)
        if "0" not in self.owners and len(self.followups) >= MAX_USER_INSTALL_FOLLOWUPS:
            text = "This interaction has reached its maximum number of follow up messages"
            raise ApiError(400, 40094, text, problem="life cycle")
        hidden, self.ephemeral = self.ephemeral, False
        try:
            made = self._send(body, files)
        finally:
            self.ephemeral = hidden
        self.followups.append(made)
        self._moved()
        return made

    def edit(self, shown: Json, body: Json, files: Mapping[str, bytes]) -> Json:
        """Carry out an edit of a message of this interaction."""
        message.write(self.where.world, shown, body, files)
        shown["edited_timestamp"] = payload.timestamp(self.where.world.clock())
        self.edits += 1
        self._moved()
        return shown

    def delete(self, shown: Json) -> None:
        """Carry out the deletion of a message of this interaction."""
        message.forget(self.where.world, shown)
        if shown is self.original:
            self.original = None
        self.followups = [found for found in self.followups if found is not shown]
        self._moved()

    def find(self, message_id: str) -> Json:
        """Return a message of this interaction by id or `@original`.

        Raises:
            ApiError: 10008, as for a deleted message.
        """
        mine = [self.original] if self.original is not None else []
        if message_id == "@original" and mine:
            return mine[0]
        for found in mine + self.followups:
            if found["id"] == message_id:
                return found
        found_elsewhere = self.where.world.messages.get(message_id)
        if found_elsewhere and found_elsewhere.get("webhook_id"):
            return found_elsewhere
        raise ApiError(404, 10008, "Unknown Message")

    def _moved(self) -> None:
        self.where.world.after_answer.append(self.settled.set)
