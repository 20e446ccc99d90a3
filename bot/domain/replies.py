"""Short replies to questions that pose a case, as in "CPU-bound? Processes", read both ways round.

Patterns name the two in either order, so the reply is set before the question as well: "processes
CPU-bound: processes".
"""

from collections.abc import Sequence

from .reading import Reading, repeat

_REPLY_WORDS = 3
_MOST = 40
"""Replies that are looked at, more than an answer has that was not made to be slow."""


def with_replies(reading: Reading) -> Reading:
    """The reading with each short reply before its question. Linear in its tokens."""
    repeated: dict[int, Sequence[int]] = {}
    firsts = {first for first, _ in reading.sentences}
    edges = sorted({*reading.breaks, *firsts, len(reading.tokens)})
    for question, reply, end in zip(edges, edges[1:], edges[2:], strict=False):
        is_short = reply in reading.colons and end - reply <= _REPLY_WORDS
        if is_short and "?" in reading.gap(reply) and len(repeated) < _MOST:
            repeated[question] = range(reply, end)
    return repeat(reading, repeated)
