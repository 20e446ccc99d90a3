"""What a member sees: a message, a reply to an interaction, a modal.

These are views: a message edited later shows its new state through the same object.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import component
from .component import BUTTON, EPHEMERAL, LABEL, SELECTS, TEXT_DISPLAY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .exchange import Exchange
    from .world import Channel, World

Json = dict[str, Any]


def pick(components: Sequence[Json], kinds: Sequence[int], name: str) -> Json:
    """Return the one component of these kinds with that label, custom id or placeholder.

    Raises:
        LookupError: none or several fit; the message lists what there is.
    """
    offered = [part for part in component.walk(components) if part["type"] in kinds]
    for key in ("custom_id", "label", "placeholder"):
        found = [part for part in offered if part.get(key) == name]
        if len(found) == 1:
            return found[0]
    names = [part.get("label") or part.get("placeholder") or part["custom_id"] for part in offered]
    message = f"no single {name!r} among {names}"
    raise LookupError(message)


@dataclass(eq=False)
class Screen:
    """A message in a channel."""

    world: World
    where: Channel
    shown: Json | None

    @property
    def payload(self) -> Json:
        """The message as Discord holds it now.

        Raises:
            LookupError: there is no message, for example because the answer is a modal.
        """
        if self.shown is None:
            message = "there is no message to look at"
            raise LookupError(message)
        return self.shown

    @property
    def components(self) -> list[Json]:
        """The tree of components."""
        tree: list[Json] = self.payload["components"]
        return tree

    @property
    def ephemeral(self) -> bool:
        """Whether only one member sees it."""
        return bool(self.payload["flags"] & EPHEMERAL)

    def texts(self) -> list[str]:
        """Return content, the texts of embeds, then those of text displays."""
        found = [self.payload["content"]] if self.payload["content"] else []
        for embed in self.payload["embeds"]:
            found += [embed[key] for key in ("title", "description") if embed.get(key)]
            found += [part for f in embed.get("fields", ()) for part in (f["name"], f["value"])]
        return found + component.texts(self.components)

    @property
    def text(self) -> str:
        """All texts, one below the other."""
        return "\n".join(self.texts())

    def buttons(self) -> list[Json]:
        """Return all buttons."""
        return [part for part in component.walk(self.components) if part["type"] == BUTTON]

    def labels(self) -> list[str]:
        """Return the labels of all buttons."""
        return [part.get("label", "") for part in self.buttons()]

    def button(self, name: str) -> Json:
        """Return the button with that label or custom id."""
        return pick(self.components, (BUTTON,), name)

    def select(self, name: str) -> Json:
        """Return the select menu with that placeholder or custom id."""
        return pick(self.components, SELECTS, name)

    @property
    def files(self) -> dict[str, bytes]:
        """The attached files by name."""
        held = self.world.files
        return {found["filename"]: held[found["id"]] for found in self.payload["attachments"]}


@dataclass(eq=False)
class Modal:
    """A modal as opened."""

    exchange: Exchange
    data: Json

    @property
    def title(self) -> str:
        """The title."""
        return str(self.data["title"])

    @property
    def custom_id(self) -> str:
        """The custom id."""
        return str(self.data["custom_id"])

    def labels(self) -> list[str]:
        """Return the texts of all labels."""
        return [part["label"] for part in self.data["components"] if part["type"] == LABEL]

    def texts(self) -> list[str]:
        """Return the texts of all text displays."""
        parts = self.data["components"]
        return [part["content"] for part in parts if part["type"] == TEXT_DISPLAY]

    def field(self, name: str) -> Json:
        """Return the field under that label, or with that custom id.

        Raises:
            LookupError: there is none.
        """
        for part in self.data["components"]:
            inner: Json = part.get("component") or (part.get("components") or [{}])[0]
            if name in (part.get("label"), inner.get("label"), inner.get("custom_id")):
                return inner
        message = f"no field {name!r} among {self.labels()}"
        raise LookupError(message)


class Reply(Screen):
    """What an interaction led to: a message, a changed message, or a modal."""

    def __init__(self, exchange: Exchange) -> None:
        """View an interaction."""
        self.exchange = exchange
        super().__init__(exchange.where.world, exchange.where, None)

    @property
    def payload(self) -> Json:
        """The original response, else the first follow-up.

        Raises:
            LookupError: there is neither.
        """
        self.shown = self.exchange.original or next(iter(self.exchange.followups), None)
        return super().payload

    @property
    def modal(self) -> Modal | None:
        """The modal, if the answer is one."""
        data = self.exchange.modal
        return Modal(self.exchange, data) if data is not None else None

    @property
    def ack_ms(self) -> float:
        """Milliseconds from dispatch to the callback."""
        return self.exchange.ack_ms

    @property
    def followups(self) -> list[Screen]:
        """Messages sent after the response."""
        sent = self.exchange.followups
        return [Screen(self.world, self.where, shown) for shown in sent]

    async def edited(self, *, after: int = 0, timeout_s: float = 10) -> None:
        """Wait until this interaction's messages were edited more often than `after`."""
        await self.world.pulse.until(
            lambda: self.exchange.edits > after, what="an edit", timeout_s=timeout_s
        )

    async def followed_up(self, *, count: int = 1, timeout_s: float = 10) -> Screen:
        """Wait for the given number of follow-ups and return the last of them."""
        await self.world.pulse.until(
            lambda: len(self.exchange.followups) >= count, what="a follow-up", timeout_s=timeout_s
        )
        return self.followups[count - 1]
