"""What turned out to be true of a demonstration, as the key of an option that could be predicted.

An option is true only where the figures are clear; in between none is, and nobody was wrong. All
functions may raise MissingFigureError.
"""

from collections.abc import Callable, Mapping
from typing import Final

from .demo_result import DemoResult
from .demo_rule import ONE_CORE, ROOM, lost_share, parallel_cores
from .quantity import cores, duration, percent, ratio, times

_CLEARLY = 1.25
_BARELY = 1.1
_TOGETHER = 0.5
_IN_TURNS = 0.05
_QUARTER = 0.25
_HALF = 0.5
_INTERVALS = 2.0
_HARDLY_LATE_MS = 2.0
_TENFOLD = 10.0
_HUNDREDFOLD = 100.0
_LITTLE = 1.5
_MOST_WAITS = 0.4


def _timeline(result: DemoResult) -> str | None:
    overlap = result.stat("overlap").median
    if overlap > _TOGETHER:
        return "together"
    if overlap >= _IN_TURNS:
        return None
    return "turns" if any(len(row.slices) > 1 for row in result.rows) else "once"


def _timeline_figure(result: DemoResult) -> str:
    return f"{percent(result.stat('overlap').median)} of the time side by side"


def _cpu(result: DemoResult) -> str | None:
    used = result.stat("cores", of="threads").median
    if used >= ROOM * parallel_cores(result, "workers"):
        return "all"
    if used > ONE_CORE:
        return None
    return "one" if used >= ROOM else "less"


def _cpu_figure(result: DemoResult) -> str:
    return f"{cores(result.stat('cores', of='threads').median)} cores"


def _winner(threads: float, processes: float) -> str:
    """Who is clearly better, where more is better."""
    if processes >= threads * _CLEARLY:
        return "processes"
    return "threads" if threads >= processes * _CLEARLY else "either"


def _pools(result: DemoResult) -> tuple[str, str]:
    """Who is better for computing, by cores used, and for waiting, by time."""
    used = (result.stat("cores", of=f"cpu-{key}").median for key in ("threads", "processes"))
    took = [result.stat("wall_ms", of=f"io-{key}").median for key in ("processes", "threads")]
    return _winner(*used), _winner(*took)  # the shorter time of one is the greater of the other


def _executors(result: DemoResult) -> str | None:
    return {
        ("threads", "threads"): "threads",
        ("processes", "processes"): "processes",
        ("processes", "either"): "computing",
        ("either", "either"): "same",
    }.get(_pools(result))


def _executors_figure(result: DemoResult) -> str:
    used = [result.stat("cores", of=f"cpu-{key}").median for key in ("threads", "processes")]
    took = [result.stat("wall_ms", of=f"io-{key}").median for key in ("threads", "processes")]
    return (
        f"{cores(used[0])} cores in threads and {cores(used[1])} in processes for computing, "
        f"{duration(took[0])} and {duration(took[1])} for waiting"
    )


def _waits(result: DemoResult) -> float:
    serial = result.stat("wall_ms", of="serial").median
    return ratio(serial, result.stat("wall_ms", of="threads").median)


def _io(result: DemoResult) -> str:
    factor = _waits(result)
    if factor >= max(_MOST_WAITS * result.number("tasks"), _LITTLE):
        return "all"
    return "some" if factor > _CLEARLY else "same"


def _race(result: DemoResult) -> str:
    lost = lost_share(result, "plain")
    if lost <= 0:
        return "none"
    return "some" if lost < _QUARTER else "many"


def _deadlock(result: DemoResult) -> str:
    got = sum(result.stat("got_second", of=key).median > 0 for key in ("thread-1", "thread-2"))
    return ("none", "one", "both")[got]


def _delay(result: DemoResult) -> float:
    alone, busy = (result.stat("reply_ms", of=key).median for key in ("alone", "busy"))
    return max(0.0, busy - alone)


def _convoy(result: DemoResult) -> str:
    interval = result.number("interval_ms")
    if _delay(result) < _HALF * interval:
        return "once"
    return "interval" if _delay(result) <= _INTERVALS * interval else "later"


def _loop(result: DemoResult) -> str:
    late = result.stat("late_ms", of="thread").median
    if late >= _HALF * result.stat("late_ms", of="in-loop").median:
        return "all"
    return "hardly" if late < _HARDLY_LATE_MS else "few"


def _release(result: DemoResult) -> str | None:
    several = [
        key for key in ("pure", "small", "big") if result.stat("cores", of=key).median > ONE_CORE
    ]
    return {"": "none", "big": "big", "small big": "hashes", "pure small big": "all"}.get(
        " ".join(several)
    )


def _release_figure(result: DemoResult) -> str:
    used = [cores(result.stat("cores", of=key).median) for key in ("pure", "small", "big")]
    return " / ".join(used) + " cores"


def _pickling(result: DemoResult) -> str | None:
    small, big = (result.stat(f"{size}_speedup").median for size in ("small", "big"))
    if any(1 / _BARELY < speedup < _BARELY for speedup in (small, big)):
        return None
    if small > 1:
        return "both" if big > 1 else "little"
    return "much" if big > 1 else "neither"


def _pickling_figure(result: DemoResult) -> str:
    small, big = (result.stat(f"{size}_speedup").median for size in ("small", "big"))
    return f"{times(small)} as fast with little data, {times(big)} with much"


def _dearer(result: DemoResult) -> float:
    spawn, thread = (result.stat("start_ms", of=key).median for key in ("spawn", "thread"))
    return ratio(spawn, thread)


def _startup(result: DemoResult) -> str:
    factor = _dearer(result)
    if factor < _TENFOLD:
        return "few"
    return "tens" if factor < _HUNDREDFOLD else "hundreds"


def _builds(result: DemoResult) -> str | None:
    """Whether the prediction for the demonstration itself turns out alike on all builds."""
    truths = {TRUTHS[part.demo](part) for part in result.parts.values()}
    if None in truths or len(result.parts) < 2:  # noqa: PLR2004 - a comparison
        return None
    return "alike" if len(truths) == 1 else "different"


def _builds_figure(result: DemoResult) -> str:
    return "; ".join(f"{label}: {FIGURES[part.demo](part)}" for label, part in result.parts.items())


def _lossy(result: DemoResult) -> int:
    return sum(lost_share(part, "plain") > 0 for part in result.parts.values())


def _versions(result: DemoResult) -> str | None:
    lossy = _lossy(result)
    if not result.parts:
        return None
    return "none" if not lossy else "all" if lossy == len(result.parts) else "some"


def _io_figure(result: DemoResult) -> str:
    return f"{times(_waits(result))} as fast"


def _race_figure(result: DemoResult) -> str:
    return f"{percent(lost_share(result, 'plain'))} lost"


def _deadlock_figure(result: DemoResult) -> str:
    return {"none": "neither", "one": "one of them", "both": "both"}[_deadlock(result)]


def _convoy_figure(result: DemoResult) -> str:
    return f"{duration(_delay(result))} later than alone"


def _loop_figure(result: DemoResult) -> str:
    return f"{duration(result.stat('late_ms', of='thread').median)} late"


def _startup_figure(result: DemoResult) -> str:
    return f"{times(_dearer(result))} as long"


def _versions_figure(result: DemoResult) -> str:
    return f"{_lossy(result)} of {len(result.parts)}"


TRUTHS: Final[Mapping[str, Callable[[DemoResult], str | None]]] = {
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
    "builds": _builds,
    "versions": _versions,
}
"""The key of the true option, None where none is clearly true; by the demonstration's name."""

FIGURES: Final[Mapping[str, Callable[[DemoResult], str]]] = {
    "timeline": _timeline_figure,
    "cpu": _cpu_figure,
    "executors": _executors_figure,
    "io": _io_figure,
    "race": _race_figure,
    "deadlock": _deadlock_figure,
    "convoy": _convoy_figure,
    "loop": _loop_figure,
    "release": _release_figure,
    "pickling": _pickling_figure,
    "startup": _startup_figure,
    "builds": _builds_figure,
    "versions": _versions_figure,
}
"""The figure that decides, in words; by the demonstration's name."""
