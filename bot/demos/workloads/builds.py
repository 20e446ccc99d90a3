"""One demo with the GIL and without: on two builds of Python, one after the other.

No rows; `parts` has the demo's whole result for each build, by its label.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from measure import Measured
from parameters import Choice
from worlds import World, on_path, result_in, run_in

TITLE = "With the GIL and without, side by side"
MEANING = "The same script ran in each; only the GIL differs, and the version where it says so."
PARAMETERS = {
    "demo": Choice("which demo runs on both", ("timeline", "cpu", "race", "convoy")),
}


def measure(demo: str, worlds: Sequence[World] | None = None) -> Measured:
    """Run the demo on each interpreter; by default on the newest of each build on the PATH."""
    return Measured(parts=run_in(worlds or _newest_of_each(), demo, {}))


SHOWN = (result_in,)


def _newest_of_each() -> list[World]:
    found = on_path()
    without = [world for world in found if world.gil == "0"]
    if not without:
        sys.exit("This needs a free-threaded Python on the PATH, such as python3.14t.")
    newest = without[-1]
    return [
        *(world for world in found if world.python == newest.python and world.gil == "1"),
        newest,
    ]
