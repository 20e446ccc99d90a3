"""Results of all demonstrations to test with, on builds with the GIL and without it.

Those with the GIL are like what the scripts measure. No free-threaded build is at hand where the
tests run, so those results are made by hand from figures that were measured on CPython 3.13.5t on
another machine: 2.00 cores and 98 % overlap for threads, 15 % of the additions lost by x += 1.
"""

from collections.abc import Callable, Mapping

from bot.domain.demo import DemoRequest, Value
from bot.domain.demo_catalogue import DEMOS
from bot.domain.demo_result import DemoResult, Facts, Row, Stat

SINGLE = [name for name in DEMOS if name not in ("builds", "versions")]


def facts(*, python: str = "3.13.0", gil: bool = True, free: bool = False, cores: int = 2) -> Facts:
    return Facts(
        python=python,
        implementation="CPython",
        build="free-threaded" if free or not gil else "gil",
        gil_enabled=gil,
        cores=cores,
        switch_interval_ms=5.0,
        platform="Linux",
    )


WITH = facts()
WITHOUT = facts(python="3.13.5", gil=False)


def stat(median: float, spread: float = 0.02, *, n: int = 3) -> Stat:
    return Stat(median=median, low=median * (1 - spread), high=median * (1 + spread), n=n)


def once(value: float) -> Stat:
    return Stat(median=value, low=value, high=value, n=1)


def result(
    demo: str,
    rows: tuple[Row, ...] = (),
    stats: Mapping[str, Stat] | None = None,
    /,
    *,
    where: Facts = WITH,
    others: float | None = 0.1,
    parts: Mapping[str, DemoResult] | None = None,
    **parameters: Value,
) -> DemoResult:
    return DemoResult(
        demo=demo,
        parameters=request(demo, **parameters).parameters,
        facts=where,
        rows=rows,
        stats=stats or {},
        others_cores=others,
        seconds=3.71,
        script="0123456789ab",
        parts=parts or {},
    )


def request(demo: str, /, **parameters: Value) -> DemoRequest:
    return DEMOS[demo].request(parameters, cores=2)


def used(key: str, label: str, cores: float, wall_ms: float = 300.0) -> Row:
    return Row(key=key, label=label, stats={"cores": stat(cores, 0.01), "wall_ms": stat(wall_ms)})


def took(key: str, label: str, name: str, ms: float, *, n: int = 3) -> Row:
    return Row(key=key, label=label, stats={name: stat(ms, 0.05, n=n)})


def added(key: str, label: str, lost: float, expected: float = 1_000_000) -> Row:
    counts = {"expected": expected, "arrived": expected - lost, "lost": lost}
    return Row(key=key, label=label, stats={name: once(count) for name, count in counts.items()})


def timeline(
    where: Facts = WITH, *, threads: int = 2, ms: float = 60, each: float = 5.1
) -> DemoResult:
    turns = list[list[tuple[float, float]]]([] for _ in range(threads))
    if where.gil_enabled:
        for number in range(int(ms / each) + 1):
            span = number * each, min(ms, (number + 1) * each)
            turns[number % threads].append(span)
    else:
        turns = [[(0.4 * number, ms)] for number in range(threads)]
    cores = 1.0 if where.gil_enabled else float(threads)
    rows = tuple(
        Row(
            key=f"thread-{number}",
            label=f"thread {number}",
            stats={"cpu_ms": once(ms * cores / threads)},
            slices=tuple(spans),
        )
        for number, spans in enumerate(turns, 1)
    )
    overlap = 0.0 if where.gil_enabled else 0.98
    stats = {"cores": once(cores), "overlap": once(overlap), "slice_ms": stat(each, n=12)}
    return result("timeline", rows, stats, where=where, threads=threads)


def cpu(
    where: Facts = WITH, *, others: float | None = 0.1, threads: float | None = None
) -> DemoResult:
    together = 1.0 if where.gil_enabled else 1.96
    rows = (
        used("serial", "one after another", 1.0, 305),
        used("threads", "threads", together if threads is None else threads, 314 / together),
        used("processes", "processes", 1.95, 157),
        used("interpreters", "interpreters", 1.97, 162),
    )
    newer = where.python >= "3.14" or not where.gil_enabled
    return result("cpu", rows if newer else rows[:3], where=where, others=others)


def executors(where: Facts = WITH) -> DemoResult:
    together = 1.0 if where.gil_enabled else 1.94
    rows = (
        used("cpu-threads", "compute, threads", together, 310 / together),
        used("cpu-processes", "compute, processes", 1.93, 160),
        took("io-threads", "wait, threads", "wall_ms", 151),
        took("io-processes", "wait, processes", "wall_ms", 153),
    )
    return result("executors", rows, where=where)


def io(where: Facts = WITH) -> DemoResult:
    rows = (
        took("serial", "one after another", "wall_ms", 508),
        took("threads", "threads", "wall_ms", 54),
        took("asyncio", "asyncio", "wall_ms", 52),
    )
    return result("io", rows, where=where)


def race(where: Facts = WITH, *, plain: float | None = None) -> DemoResult:
    old = where.python.startswith(("3.8", "3.9"))
    lost = 231_400 if old else 0 if where.gil_enabled else 1_080_000
    rows = (
        added("plain", "x += 1", lost if plain is None else plain, 7_200_000),
        added("call", "x = add(x)", 2_623_472, 7_287_422),
        added("wait", "wait between", 1_000, 2_000),
        added("lock", "with a lock", 0, 3_100_000),
    )
    return result("race", rows, where=where)


def deadlock(where: Facts = WITH, *, ordered: str = "no", got: bool | None = None) -> DemoResult:
    got = ordered == "yes" if got is None else got
    rows = tuple(
        Row(
            key=f"thread-{number}",
            label=f"thread {number}",
            stats={"got_second": once(int(got)), "waited_ms": once(0.004 if got else 300.2)},
        )
        for number in (1, 2)
    )
    return result("deadlock", rows, where=where, ordered=ordered)


def replies(key: str, label: str, ms: float, *outliers: float) -> Row:
    near = [ms + (number * 37 % 53 - 26) / 120 for number in range(60 - len(outliers))]
    points = (*near, *outliers)
    spread = Stat(median=ms, low=min(points), high=max(points), n=len(points))
    return Row(key=key, label=label, stats={"reply_ms": spread}, points=points)


def convoy(where: Facts = WITH) -> DemoResult:
    busy, short = (7.2, 2.7) if where.gil_enabled else (2.3, 2.3)
    rows = (
        replies("alone", "alone", 2.1, 2.9, 5.6),
        replies("busy", "beside a busy thread, interval 5 ms", busy, 5.1, 8.0, 10.5, 14.0),
        replies("short", "beside a busy thread, interval 0.5 ms", short, 5.9),
    )
    return result("convoy", rows, where=where)


def loop(where: Facts = WITH) -> DemoResult:
    rows = (
        took("in-loop", "in the event loop", "late_ms", 246),
        took("thread", "in a thread", "late_ms", 5.2 if where.gil_enabled else 0.2),
        took("process", "in another process", "late_ms", 0.1),
    )
    return result("loop", rows, where=where)


def release(where: Facts = WITH) -> DemoResult:
    together = 1.0 if where.gil_enabled else 1.97
    rows = (
        used("pure", "pure Python", together, 121 / together),
        used("small", "sha256 of 1 KiB", together, 123 / together),
        used("big", "sha256 of 1 MiB", 1.96, 63),
    )
    return result("release", rows, where=where)


def pickling(where: Facts = WITH) -> DemoResult:
    rows = (
        took("small-here", "little data, here", "wall_ms", 300),
        took("small-pool", "little data, in the pool", "wall_ms", 163),
        took("big-here", "much data, here", "wall_ms", 9.4),
        took("big-pool", "much data, in the pool", "wall_ms", 61),
    )
    stats = {"small_speedup": stat(1.84), "big_speedup": stat(0.154)}
    return result("pickling", rows, stats, where=where)


def startup(where: Facts = WITH) -> DemoResult:
    rows = (
        took("thread", "thread", "start_ms", 0.058),
        took("fork", "process, fork", "start_ms", 4.1),
        took("forkserver", "process, forkserver", "start_ms", 8.9),
        took("spawn", "process, spawn", "start_ms", 68),
        took("interpreter", "interpreter", "start_ms", 13.8),
    )
    newer = where.python >= "3.14" or not where.gil_enabled
    return result("startup", rows if newer else rows[:4], where=where)


MAKERS: Mapping[str, Callable[..., DemoResult]] = {
    "timeline": timeline,
    "cpu": cpu,
    "executors": executors,
    "io": io,
    "race": race,
    "deadlock": deadlock,
    "convoy": convoy,
    "loop": loop,
    "release": release,
    "pickling": pickling,
    "startup": startup,
}


def builds(demo: str = "timeline", *worlds: Facts) -> DemoResult:
    parts = {
        f"{where.python}, GIL {'on' if where.gil_enabled else 'off'}": MAKERS[demo](where)
        for where in worlds or (WITH, WITHOUT)
    }
    return result("builds", parts=parts, demo=demo)


def versions(*worlds: Facts) -> DemoResult:
    found = worlds or (
        *(facts(python=python) for python in ("3.8.18", "3.9.18", "3.11.7", "3.13.0")),
        WITHOUT,
    )
    parts = {
        where.python + ("" if where.gil_enabled else "t, GIL off"): race(where) for where in found
    }
    return result("versions", parts=parts)


def changed(result: DemoResult, key: str, stat: str, value: float) -> DemoResult:
    """With another figure in one row."""
    rows = [
        row.model_copy(update={"stats": {**row.stats, stat: once(value)}})
        if row.key == key
        else row
        for row in result.rows
    ]
    return result.model_copy(update={"rows": tuple(rows)})


def whole(result: DemoResult, **stats: float) -> DemoResult:
    """With other statistics of the whole."""
    update = {**result.stats, **{name: once(value) for name, value in stats.items()}}
    return result.model_copy(update={"stats": update})


def without(result: DemoResult, key: str) -> DemoResult:
    """Without a row."""
    return result.model_copy(update={"rows": tuple(row for row in result.rows if row.key != key)})


def every_result() -> dict[str, DemoResult]:
    """One of each kind, by name and build."""
    made = {
        f"{name} {'with' if where.gil_enabled else 'without'}": make(where)
        for name, make in MAKERS.items()
        for where in (WITH, WITHOUT)
    }
    made |= {f"builds {name}": builds(name) for name in ("timeline", "cpu", "race", "convoy")}
    return made | {"deadlock ordered": deadlock(ordered="yes"), "versions": versions()}
