"""A quick reply beside a busy thread: it is there after 2 ms, but the GIL is not.

Rows alone, busy and short (busy, with a switch interval of 0.5 ms): the milliseconds of each reply
as points, and `reply_ms`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from socket import socket
from threading import Event, Thread
from time import perf_counter

from measure import Measured, Row, stat, wake
from parameters import Number
from peer import peer

TITLE = "A quick reply beside a busy thread"
MEANING = (
    "With the GIL a reply waits until the busy thread lets go: about one switch interval. "
    "Without it the reply is seen at once."
)
PARAMETERS = {
    "requests": Number("how many requests", 60, 20, 200),
    "interval_ms": Number(
        "switch interval: after it a waiting thread gets the GIL", 5.0, 0.5, 50.0
    ),
    "hogs": Number("how many threads compute beside", 1, 1, 3),
}
_SHORT_MS = 0.5
_REPLY_S = 0.002
_PORTION = 10
_LONG_S = 3


def replies_ms(connection: socket, requests: int) -> list[float]:
    """Ask, and see when each reply arrives; the peer sends it after 2 ms."""
    seen = []
    for _ in range(requests):
        start = perf_counter()
        connection.send(b"?")
        connection.recv(1)  # waits without the GIL, and needs it back to go on
        seen.append((perf_counter() - start) * 1000)
    return seen


def hog(stop: Event) -> None:
    """Compute, and never wait."""
    while not stop.is_set():
        sum(range(100))


SHOWN = (replies_ms, hog)


def measure(requests: int, interval_ms: float, hogs: int) -> Measured:
    """Ask alone, then beside busy threads, with a long and with a short switch interval."""
    wake(2)
    with peer(1, _REPLY_S) as (connection,):
        sys.setswitchinterval(interval_ms / 1000)
        alone = _ask(connection, requests)
        with _busy(hogs):
            busy = _ask(connection, requests)
            sys.setswitchinterval(_SHORT_MS / 1000)
            short = _ask(connection, requests)
        sys.setswitchinterval(interval_ms / 1000)
    beside = "beside a busy thread" if hogs == 1 else f"beside {hogs} busy threads"
    return Measured(
        [
            _row("alone", "alone", alone),
            _row("busy", f"{beside}, interval {interval_ms:g} ms", busy),
            _row("short", f"{beside}, interval {_SHORT_MS:g} ms", short),
        ]
    )


def _ask(connection: socket, requests: int) -> list[float]:
    """Ask in portions, and no longer when it has taken long already."""
    end = perf_counter() + _LONG_S
    seen: list[float] = []
    while len(seen) < requests and perf_counter() < end:
        seen += replies_ms(connection, min(_PORTION, requests - len(seen)))
    return seen


@contextmanager
def _busy(hogs: int) -> Iterator[None]:
    stop = Event()
    threads = [Thread(target=hog, args=(stop,)) for _ in range(hogs)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def _row(key: str, label: str, replies: list[float]) -> Row:
    return Row(key, label, {"reply_ms": stat(replies)}, [round(ms, 3) for ms in replies])
