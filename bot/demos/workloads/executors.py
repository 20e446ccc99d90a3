"""One word swapped: the same tasks in a ThreadPoolExecutor and in a ProcessPoolExecutor.

Rows cpu-threads, cpu-processes (`wall_ms` and `cores` used), io-threads and io-processes
(`wall_ms`): tasks that compute, and tasks that only wait.
"""

from __future__ import annotations

from concurrent.futures import Executor
from contextlib import ExitStack
from functools import partial
from time import perf_counter, sleep

import pools
from measure import Measured, Sample, Way, count, in_rounds, steps_for
from parameters import Number

TITLE = "One word swapped: Thread or Process"
MEANING = (
    "Tasks that wait overlap in either pool. Tasks that compute overlap in threads only without "
    "the GIL; in processes they always do."
)
PARAMETERS = {
    "workers": Number("how many at a time", 2, 2, 4),
    "task_ms": Number("how long one task computes, in milliseconds", 150, 100, 300),
    "wait_ms": Number("how long one task waits, in milliseconds", 150, 50, 300),
    "rounds": Number("how often each is measured", 3, 2, 6),
}


def compute(pool: Executor, steps: int, workers: int) -> Sample:
    """Let every worker count; `pool` is of threads or of processes."""
    start = perf_counter()
    cpu = sum(pool.map(count, [steps] * workers))
    wall = perf_counter() - start
    return {"wall_ms": wall * 1000, "cores": cpu / wall}


def wait(pool: Executor, seconds: float, workers: int) -> Sample:
    """Let every worker sleep."""
    start = perf_counter()
    list(pool.map(sleep, [seconds] * workers))
    return {"wall_ms": (perf_counter() - start) * 1000}


SHOWN = (compute, wait)


def measure(workers: int, task_ms: int, wait_ms: int, rounds: int) -> Measured:
    """Give the same tasks to both pools."""
    steps = steps_for(task_ms)
    with ExitStack() as stack:
        threads = stack.enter_context(pools.threads(workers))
        processes = stack.enter_context(pools.processes(workers))
        computing = [
            Way("cpu-threads", "compute, threads", partial(compute, threads, steps, workers)),
            Way("cpu-processes", "compute, processes", partial(compute, processes, steps, workers)),
        ]
        waiting = [
            Way("io-threads", "wait, threads", partial(wait, threads, wait_ms / 1000, workers)),
            Way(
                "io-processes", "wait, processes", partial(wait, processes, wait_ms / 1000, workers)
            ),
        ]
        return Measured(in_rounds([*computing, *waiting], rounds, cores=workers))
