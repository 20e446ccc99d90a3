"""The line before the demonstrations: one runs at a time, few wait, and each knows its place.

Two timed at once would falsify each other, so this is no matter of load alone.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import NamedTuple

from ..domain.errors import DemoRefusedError
from ..domain.language import tr


class Place(NamedTuple):
    """Where somebody stands in the line.

    Attributes:
        ahead: how many come first, the running one among them.
        seconds: how long those usually take.
    """

    ahead: int
    seconds: float


Told = Callable[[Place], Awaitable[None]]
"""Called whenever the place has changed; it must not raise."""


class _Ticket:
    def __init__(self, learner_id: int, group_id: int | None, usual_s: float) -> None:
        self.learner_id = learner_id
        self.group_id = group_id
        self.usual_s = usual_s
        self.moved = asyncio.Event()


class DemoQueue:
    """A line of limited length.

    Args:
        waiting: how many may wait beside the one that runs.
        group_waiting: how many of them may come from one server.
    """

    def __init__(self, *, waiting: int, group_waiting: int) -> None:
        self._waiting = waiting
        self._group_waiting = group_waiting
        self._line: list[_Ticket] = []

    @asynccontextmanager
    async def turn(
        self, learner_id: int, group_id: int | None, *, usual_s: float, told: Told
    ) -> AsyncIterator[None]:
        """Wait for one's turn and keep it until the block is left.

        Raises:
            DemoRefusedError: the line is too long, or the learner stands in it already.
        """
        self._refuse(learner_id, group_id)
        ticket = _Ticket(learner_id, group_id, usual_s)
        self._line.append(ticket)
        try:
            while ahead := self._line[: self._line.index(ticket)]:
                ticket.moved.clear()
                await told(Place(len(ahead), sum(one.usual_s for one in ahead)))
                await ticket.moved.wait()
            yield
        finally:
            self._line.remove(ticket)
            for other in self._line:
                other.moved.set()

    def _refuse(self, learner_id: int, group_id: int | None) -> None:
        if any(one.learner_id == learner_id for one in self._line):
            raise DemoRefusedError(tr("Your last demo has not ended yet. One at a time, please."))
        waiting = self._line[1:]
        seconds = round(sum(one.usual_s for one in self._line))
        if len(waiting) >= self._waiting:
            raise DemoRefusedError(
                tr("{count} demos are waiting already. Try again in about {seconds} s.").format(
                    count=len(waiting), seconds=seconds
                )
            )
        of_group = [one for one in waiting if group_id is not None and one.group_id == group_id]
        if len(of_group) >= self._group_waiting:
            raise DemoRefusedError(
                tr(
                    "{count} demos of this server are waiting already. Try again in about "
                    "{seconds} s."
                ).format(count=len(of_group), seconds=seconds)
            )
