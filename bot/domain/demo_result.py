"""What a demonstration measured, as its script printed it; no judgement yet.

The script prints one JSON object of this shape. Which rows and statistics each demonstration has
stands in the docstring of its workload. Times are milliseconds unless the name says otherwise.
"""

from collections.abc import Mapping
from typing import Literal

from pydantic import ConfigDict

from .demo import Value
from .errors import MissingFigureError
from .grade import Frozen


class _Finite(Frozen):
    """A value without infinite numbers and NaN, which no clock and no counter gives."""

    model_config = ConfigDict(allow_inf_nan=False)


class Stat(_Finite):
    """One measured quantity over n rounds; a bootstrap interval says nothing below about eight."""

    median: float
    low: float
    high: float
    n: int


class Row(_Finite):
    """One way of doing the work.

    Attributes:
        key: its name in rules.
        label: its name for people.
        points: single measurements, in milliseconds.
        slices: when it ran, as (start, end) in milliseconds since the start.
    """

    key: str
    label: str
    stats: Mapping[str, Stat] = {}
    points: tuple[float, ...] = ()
    slices: tuple[tuple[float, float], ...] = ()


class Facts(_Finite):
    """Where it ran.

    Attributes:
        python: the version, such as "3.13.5".
        gil_enabled: whether the GIL was on while it ran.
        cores: cores the process may use: the lesser of affinity and quota.
    """

    python: str
    implementation: str
    build: Literal["gil", "free-threaded"]
    gil_enabled: bool
    cores: int
    switch_interval_ms: float
    platform: str


class DemoResult(_Finite):
    """What was measured.

    Attributes:
        stats: quantities of the whole, not of one row.
        others_cores: cores that other processes used meanwhile; None where it can't be known.
        seconds: how long it took, start of the interpreter not included.
        script: the first 12 hexadecimal digits of the SHA-256 of the workload.
        parts: the results on several interpreters, by label, of `builds` and `versions`.
    """

    demo: str
    parameters: Mapping[str, Value]
    facts: Facts
    rows: tuple[Row, ...] = ()
    stats: Mapping[str, Stat] = {}
    others_cores: float | None
    seconds: float
    script: str
    parts: Mapping[str, "DemoResult"] = {}

    def row(self, key: str) -> Row | None:
        """The row of that key, if it was measured."""
        return next((row for row in self.rows if row.key == key), None)

    def stat(self, name: str, *, of: str | None = None) -> Stat:
        """A statistic of a row, or of the whole.

        Raises:
            MissingFigureError: it was not measured.
        """
        row = self.row(of) if of else None
        stats = row.stats if row else {} if of else self.stats
        if name not in stats:
            raise MissingFigureError(f"{name} of {of}" if of else name)
        return stats[name]

    def number(self, parameter: str) -> float:
        """The value of a parameter that is a number.

        Raises:
            MissingFigureError: there is no such number.
        """
        value = self.parameters.get(parameter)
        if value is None or isinstance(value, str):
            raise MissingFigureError(parameter)
        return float(value)


class Failure(Frozen):
    """Why there is no result.

    Attributes:
        limit_s: the time limit that was reached, None for a crash.
        detail: what the operating system or the script said last, for the log.
    """

    kind: Literal["time_limit", "crashed"]
    limit_s: float | None = None
    detail: str = ""


DemoOutcome = DemoResult | Failure
