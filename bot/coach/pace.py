"""A steady pace: at most so many turns in a second, after a first burst."""

import asyncio


class Pace:
    """A token bucket, kept as the moment when it will be full again.

    Args:
        per_second: tokens that come in; also how many it holds.
        burst: how many it holds, if not as many as come in a second.
    """

    def __init__(self, per_second: float, *, burst: float | None = None) -> None:
        self._gap_s = 1 / per_second
        self._depth_s = self._gap_s * (per_second if burst is None else burst)
        self._full_at = float("-inf")

    async def turn(self) -> None:
        """Wait for one's turn; turns come in the order they were asked for."""
        await asyncio.sleep(self.book(asyncio.get_running_loop().time()))

    def book(self, now: float) -> float:
        """Take a token at `now`, in seconds of any steady clock; return how long to wait for it."""
        self._full_at = max(self._full_at, now) + self._gap_s
        return max(0.0, self._full_at - self._depth_s - now)
