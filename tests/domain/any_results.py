"""Results as a script could report them, whatever was measured: for tests of what always holds."""

from hypothesis import strategies as st

from bot.domain.demo_result import DemoResult, Facts, Row, Stat
from tests.domain.demo_results import MAKERS, SINGLE

_NUMBERS = st.one_of(
    st.floats(0, 5),
    st.floats(0, 1e6),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from([0.0, 1.0]),
)
_SPANS = st.lists(st.tuples(_NUMBERS, _NUMBERS), max_size=4).map(tuple)
_POINTS = st.lists(_NUMBERS, max_size=5).map(tuple)


def stats() -> st.SearchStrategy[Stat]:
    return st.builds(Stat, median=_NUMBERS, low=_NUMBERS, high=_NUMBERS, n=st.integers(1, 99))


def anywhere() -> st.SearchStrategy[Facts]:
    return st.builds(
        Facts,
        python=st.sampled_from(["3.9.18", "3.13.0", "3.15.0a1", "3.14.1+", "?"]),
        implementation=st.sampled_from(["CPython", "PyPy"]),
        build=st.sampled_from(["gil", "free-threaded"]),
        gil_enabled=st.booleans(),
        cores=st.integers(0, 128),
        switch_interval_ms=_NUMBERS,
        platform=st.just("Linux"),
    )


@st.composite
def single_results(draw: st.DrawFn, demo: str | None = None) -> DemoResult:
    """A result on one interpreter; some rows, figures or parameters may be missing."""
    name = demo or draw(st.sampled_from(SINGLE))
    usual = MAKERS[name]()
    rows = [
        Row(
            key=row.key,
            label=draw(st.sampled_from([row.label, "a label `that` is long, " * 5, ""])),
            stats={key: draw(stats()) for key in row.stats if draw(_MOSTLY)},
            points=draw(_POINTS),
            slices=draw(_SPANS),
        )
        for row in usual.rows
        if draw(_MOSTLY)
    ]
    return usual.model_copy(
        update={
            "facts": draw(anywhere()),
            "rows": tuple(rows),
            "stats": {key: draw(stats()) for key in usual.stats if draw(_MOSTLY)},
            "others_cores": draw(st.none() | st.floats(0, 64)),
            "parameters": {
                key: draw(st.just(value) | st.floats(0, 1000) | st.just("odd"))
                for key, value in usual.parameters.items()
                if draw(_MOSTLY)
            },
        }
    )


_MOSTLY = st.integers(0, 9).map(bool)


@st.composite
def any_results(draw: st.DrawFn) -> DemoResult:
    """A result of any demonstration, `builds` and `versions` too."""
    demo = draw(st.sampled_from([*SINGLE, "builds", "versions"]))
    if demo in SINGLE:
        return draw(single_results(demo))
    inner = "race" if demo == "versions" else draw(st.sampled_from(["timeline", "cpu", "convoy"]))
    names = st.sampled_from(["3.8.18", "3.13.0", "3.14.1t, GIL off", "pypy `3.10` " * 9])
    parts = draw(st.dictionaries(names, single_results(inner), max_size=4))
    return draw(single_results("race")).model_copy(
        update={"demo": demo, "rows": (), "stats": {}, "parts": parts}
    )
