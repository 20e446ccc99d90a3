"""The words that part good answers from poor ones, as a table to read while writing patterns."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..domain.suggestion import Suggestion


def show_suggestions(
    words: Sequence[Suggestion], *, good: int, poor: int, shown: int, console: Console
) -> None:
    """Print the words that speak most for a good and for a poor answer, `shown` of each."""
    sides = (
        ("good", sorted(words, key=lambda one: -one.weight)),
        ("poor", sorted(words, key=lambda one: one.weight)),
    )
    for side, ordered in sides:
        console.print(Text(f"Words of {side} answers ({good} good, {poor} poor)", "bold"))
        speaking = [one for one in ordered if (one.weight > 0) == (side == "good") and one.weight]
        console.print(_table(speaking[:shown]))
        console.print()
    console.print(Text("new: no criterion has a pattern with the word", "dim"))


def _table(words: Sequence[Suggestion]) -> Table:
    table = Table("", "word", box=None)
    for name in ("in good", "in poor", "weight"):
        table.add_column(name, justify="right")
    for one in words:
        table.add_row(
            Text("" if one.known else "new", "yellow"),
            one.word,
            str(one.good),
            str(one.poor),
            f"{one.weight:+.1f}",
        )
    return table
