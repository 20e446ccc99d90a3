"""The panels of each demonstration's chart, made from its result.

Only what was measured gets a lane: interpreters need 3.14, and not every system can fork.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from statistics import median
from typing import Final

from .demo_result import DemoResult, Row, Stat
from .panel import Axis, Bar, Dots, Lane, Panel, Share, Slices, axis_to
from .quantity import (
    core_range,
    cores,
    duration,
    durations,
    how_many,
    number,
    percent,
    ratio,
    times,
)

_FAR = 3.0
"""Points further out than so many times the largest median don't stretch the axis."""

_SERIES: Final[Mapping[str, int]] = {
    **dict.fromkeys(("thread", "threads", "cpu-threads", "io-threads"), 1),
    **dict.fromkeys(("busy", "small", "thread-2"), 1),
    **dict.fromkeys(("process", "processes", "cpu-processes", "io-processes"), 2),
    **dict.fromkeys(("fork", "forkserver", "spawn", "small-pool", "big-pool"), 2),
    **dict.fromkeys(("short", "big", "thread-3"), 2),
    **dict.fromkeys(("interpreter", "interpreters", "asyncio", "thread-4"), 3),
}
_RACE = (("plain", "x += 1"), ("call", "x = add(x)"))


def panels_of(result: DemoResult) -> tuple[Panel, ...]:
    """The panels of one result; none for a demonstration that is not known."""
    build = _PANELS.get(result.demo)
    return tuple(build(result)) if build else ()


def version_panels(parts: Mapping[str, DemoResult]) -> tuple[Panel, ...]:
    """The race on several interpreters: a panel a way, a lane an interpreter."""
    panels = []
    for key, heading in _RACE:
        rows = [(label, part.row(key)) for label, part in parts.items()]
        lanes = [_arrival(row, label) for label, row in rows if row and "lost" in row.stats]
        panels.append(_race_panel(lanes, heading))
    return tuple(panels)


def _parameter(result: DemoResult, name: str, otherwise: float) -> float:
    value = result.parameters.get(name)
    return otherwise if value is None or isinstance(value, str) else value


def _lane(
    row: Row, mark: Bar | Dots | Slices, value: str, cells: Sequence[str], *, note: str = ""
) -> Lane:
    series = _SERIES.get(row.key, 0)
    return Lane(
        label=row.label, note=note, value=value, cells=tuple(cells), mark=mark, series=series
    )


def _with(result: DemoResult, stat: str, keys: str = "") -> list[tuple[Row, Stat]]:
    """Rows that have a statistic, of these keys or all."""
    wanted = keys.split()
    return [
        (row, row.stats[stat])
        for row in result.rows
        if stat in row.stats and (not wanted or row.key in wanted)
    ]


def _bar(stat: Stat) -> Bar:
    return Bar(length=stat.median, low=stat.low, high=stat.high)


def _axis_of(stats: Sequence[Stat], unit: str = "ms", *, least: float = 0.0) -> Axis:
    whole = 1.0 if unit == "cores" else 0.0
    return axis_to(max([least, *(stat.high for stat in stats)]), unit, least_step=whole)


def _cores_panel(result: DemoResult, rows: Sequence[tuple[Row, Stat]], heading: str = "") -> Panel:
    """Bars of cores used."""
    lanes = []
    for row, used in rows:
        wall = row.stats.get("wall_ms")
        took = duration(wall.median) if wall else "-"
        value = f"{cores(used.median)} cores, {took}" if wall else f"{cores(used.median)} cores"
        cells = cores(used.median), core_range(used), took
        lanes.append(_lane(row, _bar(used), value, cells))
    workers = _parameter(result, "workers", _parameter(result, "threads", 2))
    least = min(result.facts.cores, workers)
    axis = _axis_of([used for _, used in rows], "cores", least=least)
    columns = "cores", "range", "time"
    return Panel(heading=heading, columns=columns, lanes=tuple(lanes), axis=axis)


def _times_panel(
    rows: Sequence[tuple[Row, Stat]],
    *,
    heading: str = "",
    note: str = "",
    compared: Callable[[Stat], str] | None = None,
    word: str = "",
) -> Panel:
    """Bars of durations.

    Args:
        compared: a duration in terms of another one, "" for that one itself; a further column.
        word: what follows that, or else each duration.
    """
    lanes = []
    several = any(took.n > 1 for _, took in rows)
    for row, took in rows:
        factor = compared(took) if compared else ""
        said = duration(took.median)
        value = f"{said}, {factor} {word}" if factor else said if compared else f"{said} {word}"
        cells = [said]
        cells += [durations(took) if took.n > 1 else "-"] if several else []
        cells += [factor or "-"] if compared else []
        lanes.append(_lane(row, _bar(took), value.rstrip(), cells))
    first = "median" if several else "time"
    further = ["range"] if several else []
    columns = (first, *further, word) if compared else (word or first, *further)
    axis = _axis_of([took for _, took in rows])
    return Panel(heading=heading, note=note, columns=columns, lanes=tuple(lanes), axis=axis)


def _without_heading(rows: Sequence[tuple[Row, Stat]]) -> list[tuple[Row, Stat]]:
    """The rows of a panel whose heading says already what stands before their comma."""
    return [
        (row.model_copy(update={"label": row.label.rpartition(", ")[2]}), stat)
        for row, stat in rows
    ]


def _timeline(result: DemoResult) -> Iterator[Panel]:
    lanes, used = [], result.stats.get("cores")
    for row in result.rows:
        lengths = [end - start for start, end in row.slices]
        each = duration(median(lengths)) if lengths else "-"
        cpu = row.stats.get("cpu_ms")
        busy = duration(cpu.median) if cpu else "-"
        value = f"{how_many(len(lengths), 'slice')} of about {each}, {busy} of CPU time"
        cells = number(len(lengths)), each, busy
        lanes.append(_lane(row, Slices(spans=row.slices), value, cells))
    ends = [end for row in result.rows for _, end in row.slices]
    may_use = how_many(result.facts.cores, "core")
    note = f"used {cores(used.median)} of {may_use}" if used else ""
    columns = "slices", "each", "CPU time"
    yield Panel(note=note, columns=columns, lanes=tuple(lanes), axis=axis_to(max([0, *ends]), "ms"))


def _cpu(result: DemoResult) -> Iterator[Panel]:
    yield _cores_panel(result, _with(result, "cores"))


def _executors(result: DemoResult) -> Iterator[Panel]:
    computing = _without_heading(_with(result, "cores", "cpu-threads cpu-processes"))
    yield _cores_panel(result, computing, "Tasks that compute: cores used")
    waiting = _without_heading(_with(result, "wall_ms", "io-threads io-processes"))
    yield _times_panel(waiting, heading="Tasks that wait: time")


def _io(result: DemoResult) -> Iterator[Panel]:
    serial = next((took for _, took in _with(result, "wall_ms", "serial")), None)

    def compared(took: Stat) -> str:
        if serial is None or took is serial:
            return ""
        return times(ratio(serial.median, took.median))

    yield _times_panel(_with(result, "wall_ms"), compared=compared, word="as fast")


def _race(result: DemoResult) -> Iterator[Panel]:
    yield _race_panel([_arrival(row, row.label) for row, _ in _with(result, "lost")])


def _race_panel(lanes: Sequence[Lane], heading: str = "") -> Panel:
    return Panel(heading=heading, columns=("arrived", "lost", "share lost"), lanes=tuple(lanes))


def _arrival(row: Row, label: str) -> Lane:
    lost = row.stats["lost"].median
    expected = row.stats["expected"].median if "expected" in row.stats else lost
    gone = min(max(ratio(lost, expected), 0.0), 1.0)
    return Lane(
        label=label,
        value=f"{percent(1 - gone)} arrived, {number(lost)} lost",
        cells=(number(expected - lost), number(lost), percent(gone)),
        mark=Share(part=1 - gone),
    )


def _deadlock(result: DemoResult) -> Iterator[Panel]:
    ordered = result.parameters.get("ordered") == "yes"
    lanes = []
    for row, waited in _with(result, "waited_ms"):
        got = "got_second" in row.stats and row.stats["got_second"].median > 0
        took = duration(waited.median)
        told = f"got it after {took}" if got else f"gave up after {took}"
        wants = "has lock A, wants B" if ordered or row.key == "thread-1" else "has lock B, wants A"
        mark = _bar(waited).model_copy(update={"hatched": not got})
        cells = "got it" if got else "gave up", took
        lanes.append(_lane(row, mark, told, cells, note=wants))
    limit = _parameter(result, "wait_ms", 0)
    axis = _axis_of([waited for _, waited in _with(result, "waited_ms")], least=limit)
    yield Panel(columns=("second lock", "after"), lanes=tuple(lanes), axis=axis)


def _convoy(result: DemoResult) -> Iterator[Panel]:
    rows, lanes = _with(result, "reply_ms"), []
    for row, reply in rows:
        label, _, note = row.label.partition(", ")
        replies = number(len(row.points) or reply.n)
        cells = duration(reply.median), durations(reply), replies
        mark = Dots(points=row.points, median=reply.median)
        named = row.model_copy(update={"label": label})
        lanes.append(_lane(named, mark, duration(reply.median), cells, note=note))
    far = _FAR * max([0, *(reply.median for _, reply in rows)])
    last = max([0, *(point for row, _ in rows for point in row.points)])
    columns = "median", "range", "replies"
    axis = axis_to(min(last, far) if far else last, "ms")
    note = f"▶ = more than {duration(axis.top)}" if last > axis.top else ""
    yield Panel(note=note, columns=columns, lanes=tuple(lanes), axis=axis)


def _loop(result: DemoResult) -> Iterator[Panel]:
    yield _times_panel(_with(result, "late_ms"), word="late")


def _release(result: DemoResult) -> Iterator[Panel]:
    yield _cores_panel(result, _with(result, "cores"))


def _pickling(result: DemoResult) -> Iterator[Panel]:
    for size, heading in (
        ("small", "Little data, much work"),
        ("big", "Much data, little work"),
    ):
        speedup = result.stats.get(f"{size}_speedup")
        note = f"pool {times(speedup.median)} as fast" if speedup else ""
        rows = _without_heading(_with(result, "wall_ms", f"{size}-here {size}-pool"))
        yield _times_panel(rows, heading=heading, note=note)


def _startup(result: DemoResult) -> Iterator[Panel]:
    thread = next((took for _, took in _with(result, "start_ms", "thread")), None)

    def compared(took: Stat) -> str:
        if thread is None or took is thread:
            return ""
        return times(ratio(took.median, thread.median))

    yield _times_panel(_with(result, "start_ms"), compared=compared, word="a thread")


_PANELS: Final[Mapping[str, Callable[[DemoResult], Iterator[Panel]]]] = {
    "timeline": _timeline,
    "cpu": _cpu,
    "executors": _executors,
    "io": _io,
    "race": _race,
    "deadlock": _deadlock,
    "convoy": _convoy,
    "loop": _loop,
    "release": _release,
    "pickling": _pickling,
    "startup": _startup,
}
