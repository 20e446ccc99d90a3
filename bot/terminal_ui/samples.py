"""An item's samples: where each should land and did, and which criteria they reach.

The text of those held back is never shown: whoever has read one can no longer hold it back.
"""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..domain.grade import Grade, Status
from ..domain.item import Item, Sample
from .render import plain

_OFF = 0.2
_BLOCK = 10
_SIGNS = {
    Status.MET: "M",
    Status.CLOSE: "c",
    Status.MISSED: ".",
    Status.NEGATED: "x",
    Status.CONTRADICTED: "x",
}
_UNGRADED = "-"
_LEGEND = "Criteria by sample: M met, c partly, x the opposite, . missing, - not graded"


def show_samples(item: Item, grades: Sequence[Grade], console: Console) -> None:
    """Print the samples of an item with their grades, and the criteria each reaches."""
    console.print(_landings(item, grades))
    console.print(Text(f"\n{_LEGEND}", "bold"))
    console.print(_coverage(item, grades))


def _landings(item: Item, grades: Sequence[Grade]) -> Table:
    table = Table(box=None, expand=True)
    for name in ("", "expected", "given", "off"):
        table.add_column(name, justify="right", no_wrap=True)
    for name in ("kind", "held back"):
        table.add_column(name, no_wrap=True)
    table.add_column("text", no_wrap=True, ratio=1)
    for number, (sample, grade) in enumerate(zip(item.samples, grades, strict=True), 1):
        table.add_row(
            str(number),
            sample.band or f"{sample.score:.2f}",
            grade.band if sample.band or grade.score is None else f"{grade.score:.2f}",
            _off(sample, grade),
            sample.kind,
            "yes" if sample.held_back else "",
            "" if sample.held_back else " ".join(plain(sample.text).split()),
        )
    return table


def _off(sample: Sample, grade: Grade) -> Text:
    """How far a sample is off, or that it is in another band than the one expected."""
    if sample.score is None:
        return Text("" if sample.band is grade.band else "other", "red")
    off = (grade.score or 0.0) - sample.score
    return Text(f"{off:+.2f}", "red" if abs(off) > _OFF else "")


def _coverage(item: Item, grades: Sequence[Grade]) -> Table:
    table = Table(box=None)
    table.add_column("")
    for first in range(0, len(grades), _BLOCK):
        table.add_column(str(first + 1), no_wrap=True)
    table.add_column("met", justify="right")
    for place, criterion in enumerate(item.criteria):
        signs = [_SIGNS[one.marks[place].status] if one.marks else _UNGRADED for one in grades]
        blocks = ["".join(signs[at : at + _BLOCK]) for at in range(0, len(signs), _BLOCK)]
        table.add_row(criterion.id, *blocks, str(signs.count(_SIGNS[Status.MET])))
    return table
