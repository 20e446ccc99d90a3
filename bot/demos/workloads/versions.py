"""The race on every Python there is: which additions get lost where?

No rows; `parts` has the race's whole result for each interpreter, by its label.
"""

from __future__ import annotations

from collections.abc import Sequence

import race
from measure import Measured
from parameters import Number
from worlds import World, on_path, run_in

TITLE = "The same race on every Python"
MEANING = (
    "Up to 3.9 x += 1 loses additions; since 3.10 it loses none with the GIL, and again some "
    "without it. What happens to work on one version is not safe; the lock is on all of them."
)
PARAMETERS = {"threads": Number("how many threads add", 2, 2, 8)}
SHOWN = race.SHOWN


def measure(threads: int, worlds: Sequence[World] | None = None) -> Measured:
    """Run the race on each interpreter; by default on those of the PATH."""
    return Measured(parts=run_in(worlds or on_path(), "race", {"threads": threads}))
