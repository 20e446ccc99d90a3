"""A process at the other end of some sockets, which answers every byte after a while.

It is a process of its own so that its answers don't have to wait for our GIL.
"""

from __future__ import annotations

import multiprocessing
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from parent_death import die_with


@contextmanager
def peer(connections: int, after_s: float) -> Iterator[list[socket.socket]]:
    """Our ends of the connections; the other ends are being listened to."""
    pairs = [socket.socketpair() for _ in range(connections)]
    ours, theirs = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    process = multiprocessing.get_context("spawn").Process(
        target=_answer_all, args=(theirs, after_s, os.getpid())
    )
    process.start()
    try:
        for end in theirs:
            end.close()
        for end in ours:  # an answer shows that it is listening
            end.send(b"?")
        for end in ours:
            end.recv(1)
        yield ours
    finally:
        for end in ours:
            end.close()
        process.join()


def _answer_all(connections: list[socket.socket], after_s: float, parent: int) -> None:
    die_with(parent)
    for connection in connections:
        threading.Thread(target=_answer, args=(connection, after_s)).start()


def _answer(connection: socket.socket, after_s: float) -> None:
    while connection.recv(1):  # nothing comes when the other end has been closed
        time.sleep(after_s)
        connection.send(b"!")
