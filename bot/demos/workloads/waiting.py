"""Waiting together: answers awaited one after another, in threads and in asyncio.

The demo `io`. Rows serial, threads and asyncio: `wall_ms`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from socket import socket
from time import perf_counter

from measure import Measured, Sample, Way, in_rounds
from parameters import Number
from peer import peer

TITLE = "Waiting together"
MEANING = (
    "A thread that waits lets go of the GIL, so waits of threads overlap, with the GIL and "
    "without; asyncio overlaps them in a single thread."
)
PARAMETERS = {
    "tasks": Number("how many tasks wait", 10, 2, 50),
    "wait_ms": Number("how long each waits, in milliseconds", 50, 10, 200),
}
_ROUNDS = 3


def ask(connection: socket) -> None:
    """Ask, then wait for the answer: the thread lets go of the GIL meanwhile."""
    connection.send(b"?")
    connection.recv(1)


async def ask_async(connection: socket) -> None:
    """The same, while the event loop goes on with other tasks."""
    loop = asyncio.get_running_loop()
    await loop.sock_sendall(connection, b"?")
    await loop.sock_recv(connection, 1)


SHOWN = (ask, ask_async)

Connections = Sequence[socket]


def measure(tasks: int, wait_ms: int) -> Measured:
    """Wait for the same answers in each way; only once where it takes long."""
    with peer(tasks, wait_ms / 1000) as connections, ThreadPoolExecutor(tasks) as pool:

        def way(key: str, label: str, wait: Callable[[Connections], object]) -> Way:
            return Way(key, label, lambda: _timed(wait, connections))

        serial = way("serial", "one after another", _serial)
        together = [
            way("threads", "threads", lambda them: list(pool.map(ask, them))),
            way("asyncio", "asyncio", _asyncio),
        ]
        return Measured([*in_rounds([serial], 1, cores=0), *in_rounds(together, _ROUNDS, cores=0)])


def _timed(way: Callable[[Connections], object], connections: Connections) -> Sample:
    start = perf_counter()
    way(connections)
    return {"wall_ms": (perf_counter() - start) * 1000}


def _serial(connections: Connections) -> None:
    for connection in connections:
        ask(connection)


def _asyncio(connections: Connections) -> None:
    async def gather() -> None:
        await asyncio.gather(*map(ask_async, connections))

    for connection in connections:
        connection.setblocking(False)
    asyncio.run(gather())
    for connection in connections:
        connection.setblocking(True)
