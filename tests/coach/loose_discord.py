"""A Discord of one purpose: it takes daily posts, badly.

It loses requests and replies, answers 429, 500 and 403, does some requests only after somebody else
took over, and tells repeated posts by their nonce for a short time only. Racers speak to it in
lines of JSON over a socket, one request a connection.
"""

import asyncio
import json
from collections import Counter
from enum import Enum, auto
from random import Random
from typing import Any

from bot.domain.errors import PostDelayedError, PostRefusedError
from bot.domain.item import Item
from bot.domain.round import Posted, Round
from bot.domain.schedule import Schedule

CLOSED_EVERY = 50
"""One server in so many does not let the bot post."""


class Fate(Enum):
    """What happens to a request."""

    DONE = auto()
    LIMITED = auto()
    FAILED_BEFORE = auto()
    FAILED_AFTER = auto()
    LOST_BEFORE = auto()
    LOST_AFTER = auto()
    DONE_LATE = auto()


_FATES = {Fate.DONE: 70} | {fate: 5 for fate in Fate if fate is not Fate.DONE}
_BEFORE = (Fate.LIMITED, Fate.FAILED_BEFORE, Fate.LOST_BEFORE)
_SILENT = (Fate.LOST_BEFORE, Fate.LOST_AFTER, Fate.DONE_LATE)
_STATUS = {Fate.LIMITED: 429, Fate.FAILED_BEFORE: 500, Fate.FAILED_AFTER: 500}


class LooseDiscord:
    """Keeps the messages.

    Args:
        nonce_s: for so long a nonce is remembered.
        late_s: by so much a request may be late.

    Attributes:
        messages: the round of every message; its id is its place.
        told: how often the admins of each server were told something.
        fates: how many requests had which.
    """

    def __init__(self, *, nonce_s: float, late_s: float, seed: int) -> None:
        self.messages: list[str] = []
        self.told: Counter[int] = Counter()
        self.fates: Counter[Fate] = Counter()
        self._nonce_s = nonce_s
        self._late_s = late_s
        self._nonces: dict[str, tuple[float, int]] = {}
        self._random = Random(seed)  # noqa: S311 - a repeatable test

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take one request."""
        try:
            line = await reader.readline()
            await asyncio.sleep(self._random.uniform(0.001, 0.02))
            fate = self._random.choices(list(_FATES), list(_FATES.values()))[0]
            self.fates[fate] += 1
            if fate is Fate.DONE_LATE:
                await asyncio.sleep(self._late_s)
            if line and (reply := self._answer(json.loads(line), fate)):
                writer.write(json.dumps(reply).encode() + b"\n")
                await writer.drain()
        except ConnectionError:  # the racer was killed
            pass
        finally:
            writer.close()

    def _answer(self, request: dict[str, Any], fate: Fate) -> dict[str, Any] | None:
        if fate in _BEFORE:
            message_id = None
        elif request["do"] == "tell":
            message_id = None
            self.told[request["group"]] += 1
        elif request["group"] % CLOSED_EVERY == 0:
            return {"status": 403}
        elif request["do"] == "find":
            message_id = self._find(request)
        else:
            message_id = self._keep(request)
        if fate in _SILENT:
            return None
        return {"status": _STATUS.get(fate, 200), "id": message_id}

    def _find(self, request: dict[str, Any]) -> int | None:
        key = request["round"]
        return self.messages.index(key) if key in self.messages else None

    def _keep(self, request: dict[str, Any]) -> int:
        now = asyncio.get_running_loop().time()
        sent_at, message_id = self._nonces.get(request["nonce"], (-self._nonce_s, 0))
        if now - sent_at > self._nonce_s:
            message_id = len(self.messages)
            self.messages.append(request["round"])
            self._nonces[request["nonce"]] = (now, message_id)
        return message_id


class LoosePoster:
    """Posts there; implements `Poster`."""

    def __init__(self, socket: str) -> None:
        self._socket = socket

    async def post(self, opened: Round, item: Item, nonce: str) -> Posted:
        fields = {"round": opened.id, "nonce": nonce, "item": item.id}
        message_id = await self._ask("post", opened.group_id, **fields)
        assert message_id is not None
        return Posted(message_id, threaded=False)

    async def find_own(self, opened: Round) -> Posted | None:
        message_id = await self._ask("find", opened.group_id, round=opened.id)
        return None if message_id is None else Posted(message_id, threaded=False)

    async def tell_admin(self, schedule: Schedule, problem: str) -> None:
        await self._ask("tell", schedule.group_id, problem=problem)

    async def _ask(self, what: str, group_id: int, **more: str) -> int | None:
        request = {"do": what, "group": group_id, **more}
        try:
            reader, writer = await asyncio.open_unix_connection(self._socket)
            writer.write(json.dumps(request).encode() + b"\n")
            line = await reader.readline()
            writer.close()
        except OSError as error:
            raise PostDelayedError(str(error)) from error
        reply: dict[str, Any] = json.loads(line) if line else {"status": "no reply"}
        if reply["status"] == 403:
            raise PostRefusedError("I may not post there.")
        if reply["status"] != 200:
            raise PostDelayedError(str(reply["status"]))
        message_id: int | None = reply["id"]
        return message_id
