"""Tables, read by row and column: each cell says something of what its column is about.

"| | thread | process |" over "| memory | shared | own |" says "memory: thread shared, process own".
So the words of a column's head are set before its cells. They are read like all others, and stand
in the text where the cell stands: that is what is quoted.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, groupby, pairwise

from .reading import Reading, repeat

_Row = Mapping[int, Sequence[int]]
"""The tokens of each cell by the number of its column."""

_CELLS = 2
_HEAD_WORDS = 4
_MOST_CELLS = 60
"""Cells that are looked at, more than a table has that was not made to be slow."""


def with_heads(reading: Reading) -> Reading:
    """The reading with the head of the column before each cell of a table. Linear in its tokens."""
    if reading.text.count("|") < _CELLS:
        return reading
    repeated: dict[int, Sequence[int]] = {}
    heads: _Row = {}
    for row, following in pairwise((*_rows(reading), {})):
        label = min(row)
        for column in row.keys() & heads.keys() - {label} if len(row) >= _CELLS else ():
            if len(heads[column]) <= _HEAD_WORDS and len(repeated) < _MOST_CELLS:
                repeated[row[column][0]] = heads[column]
        if len(row) < _CELLS:
            heads = {}
        elif following and _is_head(reading, row, following):
            heads = row
    return repeat(reading, repeated)


def _rows(reading: Reading) -> Iterator[_Row]:
    """The cells of each sentence; only one if it is no row of a table."""
    for first, last in reading.sentences:
        start = reading.text.rfind("\n", 0, reading.spans[first][0]) + 1
        edges = [start, *(reading.spans[at][0] for at in range(first, last))]
        bars = accumulate(reading.text.count("|", before, at) for before, at in pairwise(edges))
        columns = dict(zip(range(first, last), bars, strict=True))
        yield {column: [*cell] for column, cell in groupby(columns, columns.__getitem__)}


def _is_head(reading: Reading, row: _Row, following: _Row) -> bool:
    """Whether a row is ruled off from the next one, or has no label as that has."""
    last, first = row[max(row)][-1], following[min(following)][0]
    ruled = "--" in reading.text[reading.spans[last][1] : reading.spans[first][0]]
    return len(following) >= _CELLS and (ruled or min(row) > min(following))
