"""The thirteen demonstrations."""

from collections.abc import Mapping

from .demo import Choice, Demo, Range
from .errors import UnknownNameError
from .nearest import nearest

_ROUNDS = Range(name="rounds", what="How often each is measured", default=3, low=2, high=6)
_TASK = Range(
    name="task_ms", what="How long one task computes", default=150, low=100, high=300, unit="ms"
)
_INTERVAL = Range(
    name="interval_ms",
    what="The switch interval: after it a waiting thread gets the GIL",
    default=5.0,
    low=0.5,
    high=50.0,
    unit="ms",
)

_ALL = (
    Demo(
        name="timeline",
        title="Who runs when?",
        summary="Two counting threads: who ran when, as measured slices.",
        idea=(
            "Each thread counts and notes the moments at which it runs. With the GIL they take "
            "turns; without it they run side by side."
        ),
        parameters=(
            Range(name="threads", what="How many threads count", default=2, low=2, high=4),
            Range(name="ms", what="How long they count", default=100, low=40, high=200, unit="ms"),
            _INTERVAL,
        ),
        usual_s=0.5,
        item="what-is-the-gil",
    ),
    Demo(
        name="cpu",
        title="How many cores does computing use?",
        summary="The same computation one after another, in threads, processes and interpreters.",
        idea=(
            "The same pure-Python loop runs one after another, in threads, in processes and, from "
            "3.14 on, in interpreters. What counts is how many cores each kept busy."
        ),
        parameters=(
            Range(name="workers", what="How many at a time", default=None, low=2, high=4),
            _TASK,
            _ROUNDS,
        ),
        usual_s=5,
        needs_cores=2,
        item="cpu-bound-vs-io-bound",
    ),
    Demo(
        name="executors",
        title="One word swapped: Thread or Process",
        summary="ThreadPoolExecutor and ProcessPoolExecutor with computing and with waiting.",
        idea=(
            "The same tasks go to a ThreadPoolExecutor and to a ProcessPoolExecutor: once they "
            "compute, once they only wait."
        ),
        parameters=(
            Range(name="workers", what="How many at a time", default=2, low=2, high=4),
            _TASK,
            Range(
                name="wait_ms",
                what="How long one task waits",
                default=150,
                low=50,
                high=300,
                unit="ms",
            ),
            _ROUNDS,
        ),
        usual_s=6,
        needs_cores=2,
        item="thread-pool-vs-process-pool",
    ),
    Demo(
        name="io",
        title="Waiting together",
        summary="Ten waits one after another, in threads and in asyncio.",
        idea=(
            "Each task waits for an answer on a socket. A thread that waits lets go of the GIL, so "
            "the waits of threads, and those of coroutines, overlap."
        ),
        parameters=(
            Range(name="tasks", what="How many tasks wait", default=10, low=2, high=50),
            Range(
                name="wait_ms",
                what="How long each waits",
                default=50,
                low=10,
                high=200,
                unit="ms",
            ),
        ),
        usual_s=1.3,
        item="cpu-bound-vs-io-bound",
    ),
    Demo(
        name="race",
        title="Do all additions arrive?",
        summary="Threads add one to a shared number, in four ways: how many additions get lost?",
        idea=(
            "Several threads add one to the same number, many times: with x += 1, with a call in "
            "between, with a wait in between, and with a lock."
        ),
        parameters=(
            Range(name="threads", what="How many threads add", default=2, low=2, high=8),
            Range(
                name="ms", what="How long each way runs", default=250, low=50, high=500, unit="ms"
            ),
        ),
        usual_s=1.4,
        item="race-conditions-and-locks",
    ),
    Demo(
        name="deadlock",
        title="Two locks, two threads",
        summary="Two threads take two locks, in opposite order or in the same one.",
        idea=(
            "Each thread takes one lock and then wants the other's. A time-out ends what would "
            "last for ever."
        ),
        parameters=(
            Range(
                name="wait_ms",
                what="After how long a thread gives up",
                default=300,
                low=100,
                high=1000,
                unit="ms",
            ),
            Choice(
                name="ordered",
                what="Whether both take the locks in the same order",
                options=("no", "yes"),
            ),
        ),
        usual_s=0.5,
        item="deadlock-transfer",
    ),
    Demo(
        name="convoy",
        title="A quick reply beside a busy thread",
        summary="A reply that takes 2 ms, seen later because another thread computes.",
        idea=(
            "Another process answers after 2 ms. The waiting thread first needs the GIL back "
            "before it sees the answer, alone and beside a thread that computes."
        ),
        parameters=(
            Range(name="requests", what="How many requests", default=60, low=20, high=200),
            _INTERVAL,
            Range(name="hogs", what="How many threads compute beside", default=1, low=1, high=3),
        ),
        usual_s=1.2,
        item="convoy-effect",
    ),
    Demo(
        name="loop",
        title="Computing in the event loop",
        summary="How late a 5 ms ticker gets when work runs in the loop, a thread or a process.",
        idea=(
            "A coroutine ticks every 5 ms while a computation runs: in the event loop itself, in a "
            "thread, in another process. How late is the latest tick?"
        ),
        parameters=(
            Range(
                name="ms", what="How long it computes", default=250, low=100, high=500, unit="ms"
            ),
        ),
        usual_s=1.3,
        item="blocking-the-loop",
    ),
    Demo(
        name="release",
        title="C code that lets go of the GIL",
        summary="Threads run pure Python, sha256 of small and sha256 of big data.",
        idea=(
            "Threads compute in pure Python, then hash 1 KiB and 1 MiB pieces with sha256. hashlib "
            "lets go of the GIL for more than 2,047 bytes."
        ),
        parameters=(
            Range(name="threads", what="How many threads", default=None, low=2, high=4),
            Range(
                name="task_ms",
                what="How long one task computes",
                default=60,
                low=30,
                high=150,
                unit="ms",
            ),
            _ROUNDS,
        ),
        usual_s=3.6,
        needs_cores=2,
        item="when-is-the-gil-released",
    ),
    Demo(
        name="pickling",
        title="When a process pool loses",
        summary="A pool of processes with little and with much data to send.",
        idea=(
            "The same computation runs here and in a pool of processes, with little and with much "
            "data: everything sent to a process is pickled."
        ),
        parameters=(
            Range(
                name="items",
                what="How many numbers the big list has",
                default=500_000,
                low=10_000,
                high=2_000_000,
            ),
        ),
        usual_s=4,
        needs_cores=2,
        item="thread-pool-vs-process-pool",
    ),
    Demo(
        name="startup",
        title="The price of a start",
        summary="How long a thread takes to start, and a process by fork, forkserver and spawn.",
        idea="A worker is started, does nothing and ends: a thread, and a process in each way.",
        parameters=(
            Range(name="workers", what="How many start at a time", default=2, low=1, high=4),
        ),
        usual_s=1,
        item="start-methods",
    ),
    Demo(
        name="builds",
        title="With the GIL and without, side by side",
        summary="One demonstration on two builds of Python: with the GIL and free-threaded.",
        idea="The same script runs with the GIL and without it, one after the other.",
        parameters=(
            Choice(
                name="demo",
                what="Which demonstration runs on both",
                options=("timeline", "cpu", "race", "convoy"),
            ),
        ),
        usual_s=8,
        needs_cores=2,
        needs_interpreters=2,
        item="free-threaded-status",
    ),
    Demo(
        name="versions",
        title="The same race on every Python",
        summary="The race on every Python found here.",
        idea="The race runs on each interpreter of this machine: what is lost where?",
        parameters=(Range(name="threads", what="How many threads add", default=2, low=2, high=8),),
        usual_s=8,
        needs_interpreters=2,
        item="plus-equals-atomic",
    ),
)

DEMOS: Mapping[str, Demo] = {demo.name: demo for demo in _ALL}
"""By name, in the order in which they are best met."""


def find_demo(name: str) -> Demo:
    """The demonstration of that name.

    Raises:
        UnknownNameError: there is none.
    """
    if name not in DEMOS:
        raise UnknownNameError("demo", name, nearest(name, DEMOS, limit=len(DEMOS)))
    return DEMOS[name]
