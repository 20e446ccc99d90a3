"""Tables, read by row and column: each cell says something of what its column is about.

"| | thread | process |" over "| memory | shared | own |" says "memory: thread shared, process own".
So the words of a column's head are set before its cells. They are read like all others, and stand
in the text where the cell stands: that is what is quoted. A "no" denies what its row or column
asks: "| holds the GIL? |" over "| no |" is "no holds the GIL".
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, groupby, pairwise

from .reading import Reading, repeat

_Row = Mapping[int, Sequence[int]]
"""The tokens of each cell by the number of its column."""

_CELLS = 2
_HEAD_WORDS = 4
_LABEL_WORDS = 6
_DENIALS = frozenset({"no", "never", "none"})
"""First words of a cell that says that something is not so."""

_MOST_CELLS = 60
"""Cells that are looked at, more than a table has that was not made to be slow."""


def with_heads(reading: Reading) -> Reading:
    """The reading with the head of the column before each cell of a table. Linear in its tokens."""
    if reading.text.count("|") < _CELLS:
        return reading
    repeated: dict[int, Sequence[int]] = {}
    heads: _Row = {}
    inside = False
    for row, following in pairwise((*_rows(reading), {})):
        label = min(row)
        for column in row.keys() & heads.keys() - {label} if len(row) >= _CELLS else ():
            if len(heads[column]) <= _HEAD_WORDS and len(repeated) < _MOST_CELLS:
                repeated[row[column][0]] = _before(reading, heads[column], row[label], row[column])
        if len(row) < _CELLS:
            heads = {}
        elif following and _is_head(reading, row, following, first=not inside):
            heads = row
        inside = len(row) >= _CELLS
    return repeat(reading, repeated)


def _before(
    reading: Reading, head: Sequence[int], label: Sequence[int], cell: Sequence[int]
) -> Sequence[int]:
    """What stands before a cell: its head; a "no" denies what the head or the row asks."""
    if reading.words[cell[0]] not in _DENIALS:
        return head
    if reading.text.startswith("?", reading.spans[head[-1]][1]):
        return (cell[0], *head)
    return (*head, cell[0], *label) if len(label) <= _LABEL_WORDS else head


def _rows(reading: Reading) -> Iterator[_Row]:
    """The cells of each sentence; only one if it is no row of a table."""
    for first, last in reading.sentences:
        start = reading.text.rfind("\n", 0, reading.spans[first][0]) + 1
        edges = [start, *(reading.spans[at][0] for at in range(first, last))]
        bars = accumulate(reading.text.count("|", before, at) for before, at in pairwise(edges))
        columns = dict(zip(range(first, last), bars, strict=True))
        yield {column: [*cell] for column, cell in groupby(columns, columns.__getitem__)}


def _is_head(reading: Reading, row: _Row, following: _Row, *, first: bool) -> bool:
    """Whether a row is ruled off from the next one, has no label as that has, or begins a table.

    Args:
        first: whether no other row stands before it.
    """
    ruled = "--" in reading.gap(following[min(following)][0])
    if len(following) < _CELLS or ruled or min(row) > min(following):
        return len(following) >= _CELLS
    start = reading.text.rfind("\n", 0, reading.spans[row[min(row)][0]][0]) + 1
    framed = reading.text.startswith("|", start)
    return first and framed and len(row) > _CELLS and row.keys() == following.keys()
