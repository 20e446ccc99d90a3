"""What was measured, for people: a table, bars that show who ran when, and what it means."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_WIDTH = 88
_LANE = 64


def as_text(result: Mapping[str, Any], title: str, meaning: str) -> str:
    """The whole answer to someone who ran a demo."""
    lines = [title, ""]
    for label, part in (result["parts"] or {"": result}).items():
        lines += [*_part(label, part), ""]
    lines += textwrap.wrap(meaning, _WIDTH)
    return "\n".join(lines)


def _part(label: str, result: Mapping[str, Any]) -> Iterator[str]:
    yield f"{label}: {_facts(result)}" if label else _facts(result)
    yield from _lanes(result["rows"])
    yield from _rows(result["rows"])
    if result["stats"]:
        yield "    ".join(
            f"{_name(key)}: {_value(key, one)}" for key, one in result["stats"].items()
        )


def _facts(result: Mapping[str, Any]) -> str:
    facts = result["facts"]
    cores = f"{facts['cores']} core" + "s" * (facts["cores"] != 1)
    gil = "on" if facts["gil_enabled"] else "off"
    words = [f"{facts['implementation']} {facts['python']}", f"GIL {gil}", cores]
    if result["others_cores"] is not None:
        words.append(f"others used {result['others_cores']:.2f}")
    return ", ".join(words)


def _rows(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """The statistics of each row, in columns."""
    keys = list(dict.fromkeys(key for row in rows for key in row["stats"]))
    table = [["", *map(_name, keys)]]
    for row in rows:
        stats = row["stats"]
        table.append(
            [row["label"], *(_value(key, stats[key]) if key in stats else "" for key in keys)]
        )
    widths = [max(map(len, column)) for column in zip(*table)]
    return [
        "  ".join(
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(line, widths))
        )
        for line in table
    ]


def _lanes(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """A bar for each row that has slices: filled where it ran."""
    end = max((end for row in rows for _, end in row["slices"]), default=0)
    if not end:
        return
    width = max(len(row["label"]) for row in rows)
    moments = [(place + 0.5) * end / _LANE for place in range(_LANE)]
    for row in rows:
        ran = row["slices"]
        bar = "".join("#" if any(a <= now <= b for a, b in ran) else "." for now in moments)
        yield f"{row['label'].ljust(width)}  {bar}"
    yield f"{' ' * width}  0{f'{end:.0f} ms'.rjust(_LANE - 1)}"


def _name(key: str) -> str:
    return f"{key[:-3]} (ms)" if key.endswith("_ms") else key.replace("_", " ")


def _value(key: str, stat: Mapping[str, float]) -> str:
    """The median, with the range where there were several."""
    if isinstance(stat["median"], int):
        return f"{stat['median']:,}"
    digits = 1 if key.endswith("_ms") and stat["high"] >= 1 else 2
    median = f"{stat['median']:.{digits}f}"
    if stat["n"] == 1:
        return median
    return f"{median} ({stat['low']:.{digits}f}-{stat['high']:.{digits}f})"
